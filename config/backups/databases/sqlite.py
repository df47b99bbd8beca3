"""SQLite, through its own backup API: copying the file of a living database would tear it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from config.backups.scratch import private_file
from config.env import sqlite_at

TITLE = "SQLite"


def dump(
    database: BaseDatabaseWrapper,
    path: Path,
    *,
    counts: Callable[[BaseDatabaseWrapper], dict[str, int]],
    without: Collection[str],
) -> dict[str, int]:
    with private_file(path):
        pass
    database.ensure_connection()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
        database.connection.execute("BEGIN")  # counts and copy read the same moment
        try:
            found = counts(database)
            database.connection.backup(copy)
        finally:
            database.connection.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # else part of it would lie in a second file
        for table in without:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- a table's name
    return found


def fill(database: BaseDatabaseWrapper, path: Path) -> None:
    database.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        copy.backup(database.connection)


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
