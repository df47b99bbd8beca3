"""PostgreSQL, through pg_dump and pg_restore as they are found on PATH."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ProgrammingError
from psycopg.conninfo import make_conninfo

from config.accounts.refusals import Refusal
from config.backups.refusals import CannotProve
from config.backups.scratch import private_file

TITLE = "PostgreSQL"
NAME_LENGTH = 63
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
    with database.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            # What is looked at and what is dumped are the same moment.
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            found = look(database)
            left_out = [f"--exclude-table-data={table}" for table in without]
            options = ["--format=custom", f"--snapshot={snapshot}", f"--file={path}", *left_out]
            _run("pg_dump", database, *options)
        finally:
            cursor.execute("ROLLBACK")
    return found


def digest(database: BaseDatabaseWrapper, table: str) -> str:
    """Rows by primary key as text, in the order of bytes: no collation of a server moves them.

    Sent in binary, which no setting of a server alters, and one piece at a time.
    """
    quote = database.ops.quote_name
    found = hashlib.sha256()
    with database.cursor() as cursor:
        keys = database.introspection.get_primary_key_columns(cursor, table)
        names = [f"t.{quote(key)}" for key in keys] if keys else ["t"]
        order = ", ".join(f'{name}::text COLLATE "C"' for name in names)
        rows = f"SELECT * FROM {quote(table)} t ORDER BY {order}"  # noqa: S608 -- names of the schema
        with cursor.copy(f"COPY ({rows}) TO STDOUT WITH (FORMAT binary)") as pieces:
            for piece in pieces:
                found.update(piece)
    return found.hexdigest()


def fill(database: BaseDatabaseWrapper, path: Path) -> None:
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        for table in sorted(tables - _tables_of(path)):
            cursor.execute(f"DROP TABLE {database.ops.quote_name(table)} CASCADE")
    database.close()  # an open connection may hold what pg_restore wants to drop
    replacing = ["--clean", "--if-exists", "--single-transaction"]
    _run("pg_restore", database, *replacing, str(path))


def _tables_of(path: Path) -> set[str]:
    listed = subprocess.run(
        [_program("pg_restore"), "--list", path], stdout=subprocess.PIPE, text=True, check=False
    )
    if listed.returncode:
        raise Refusal(
            "这台机器上的 pg_restore 读不了这份备份，多半是版本太旧。"
            "请管理员安装和做备份时一样新的 postgresql-client。"
        )
    named = r"^\d+; \d+ \d+ TABLE (?!DATA )\S+ (\S+)"
    return set(re.findall(named, listed.stdout, flags=re.MULTILINE))


def faults(database: BaseDatabaseWrapper) -> str:
    """Nothing: pg_restore has built every key and index anew, and each was checked thereby."""
    return ""


@contextlib.contextmanager
def scratch(
    database: BaseDatabaseWrapper, folder: Path, name: str
) -> Iterator[BaseDatabaseWrapper]:
    """A database beside the given one, named after it."""
    suffix = f"_backup_{name}"
    copy_name = database.settings_dict["NAME"][: NAME_LENGTH - len(suffix)] + suffix
    quoted = database.ops.quote_name(copy_name)
    settings = {**database.settings_dict, "NAME": copy_name}
    office = ConnectionHandler({"default": {**database.settings_dict}})["default"]
    with contextlib.closing(office), office.cursor() as cursor:
        _make_anew(cursor, quoted, user=database.settings_dict["USER"])
        try:
            with contextlib.closing(ConnectionHandler({"default": settings})["default"]) as copy:
                yield copy
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")


def _make_anew(cursor: Any, quoted: str, *, user: str) -> None:
    try:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except ProgrammingError:
        raise CannotProve(
            "备份已经写好，但没有核对：数据库用户没有建库的权限，无法恢复到临时库里比较。"
            f"请数据库管理员执行一次：ALTER ROLE {user or '用户名'} CREATEDB"
        ) from None


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"这台机器上没有 {name}，PostgreSQL 数据库备份不了。"
            "请管理员安装：apt install postgresql-client"
        )
    return found


def _refuse_older(program: str, database: BaseDatabaseWrapper) -> None:
    told = subprocess.check_output([program, "--version"], text=True)
    major, server = int(re.search(r"\) (\d+)", told)[1]), database.pg_version // 10000
    if major < server:
        raise Refusal(
            f"这台机器上的 pg_dump 是 {major} 版，比数据库（{server} 版）旧，备份不了。"
            f"请管理员安装：apt install postgresql-client-{server}"
        )


def _run(name: str, database: BaseDatabaseWrapper, *options: str) -> None:
    """Run a program on the database; the password goes by the environment, not by its words."""
    program = _program(name)
    if name == "pg_dump":
        _refuse_older(program, database)
    given = database.settings_dict
    words = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    address = {word: given[key] for word, key in words.items() if given[key]}
    done = subprocess.run(
        [
            program,
            "--no-owner",
            "--no-privileges",
            "--no-password",
            f"--dbname={make_conninfo(**address, **given['OPTIONS'])}",
            *options,
        ],
        env={**os.environ, **({"PGPASSWORD": given["PASSWORD"]} if given["PASSWORD"] else {})},
        # A refused row would be quoted in full.
        stderr=subprocess.DEVNULL if name == "pg_restore" else None,
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{name} 没有做完（退出码 {done.returncode}），请管理员查看服务器的日志。")
