"""SQLite, through its own backup API: copying the file of a living database would tear it."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from config.accounts.refusals import Refusal
from config.backups.scratch import private_file
from config.env import sqlite_at

TITLE = "SQLite"
PATIENCE_MS = 3_000
"""How long a restore waits for a write that is going on."""
IN_USE = (
    "数据库正被使用，没有恢复，里面的数据没有变。请先停下程序"
    "（关掉运行 dev.py serve 的窗口，或停下服务），再试一次。"
)
Found = TypeVar("Found")


def dump(
    database: BaseDatabaseWrapper,
    path: Path,
    *,
    look: Callable[[BaseDatabaseWrapper], Found],
    without: Collection[str],
) -> Found:
    with private_file(path):
        pass
    database.ensure_connection()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
        database.connection.execute("BEGIN")  # what is looked at and what is copied are one moment
        try:
            found = look(database)
            database.connection.backup(copy)
        finally:
            database.connection.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # else part of it would lie in a second file
        for table in without:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- a table's name
    return found


def digest(database: BaseDatabaseWrapper, table: str) -> str:
    """Rows by rowid, which a copy keeps: nothing is sorted and one row is held at a time.

    The plus keeps the values as they are stored: of a bare column the driver would parse dates.
    """
    database.ensure_connection()
    run, quote = database.connection.execute, database.ops.quote_name
    columns = [column[1] for column in run(f"PRAGMA table_info({quote(table)})")]
    values = ", ".join(f"+{quote(column)}" for column in columns)
    rows = run(f"SELECT {values} FROM {quote(table)} ORDER BY rowid")  # noqa: S608 -- names of the schema
    found = hashlib.sha256()
    for row in rows:
        found.update(repr(row).encode())
    return found.hexdigest()


def fill(database: BaseDatabaseWrapper, path: Path) -> None:
    """Refuses where somebody is writing and goes on writing: the driver would wait for ever."""
    database.ensure_connection()
    database.connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    with contextlib.closing(sqlite3.connect(path)) as copy:
        copy.backup(database.connection, progress=_refuse_busy)


def _refuse_busy(status: int, remaining: int, total: int) -> None:
    """Called after each step; what is filled in so far is taken back."""
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise Refusal(IN_USE)


def faults(database: BaseDatabaseWrapper) -> str:
    with database.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        if cursor.fetchone() != ("ok",):
            return "数据库文件已损坏"
        cursor.execute("PRAGMA foreign_key_check")
        broken = cursor.fetchone()
    return f"表 {broken[0]} 有一行指向不存在的记录" if broken else ""


@contextlib.contextmanager
def scratch(
    database: BaseDatabaseWrapper, folder: Path, name: str
) -> Iterator[BaseDatabaseWrapper]:
    path = folder / f"{name}.sqlite3"
    with private_file(path):
        pass
    settings = sqlite_at(path)
    with contextlib.closing(ConnectionHandler({"default": settings})["default"]) as copy:
        yield copy
