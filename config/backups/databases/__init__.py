"""What differs between SQLite and PostgreSQL: dumping, filling, and a database for a moment.

Each vendor's module has `dump`, `fill`, `faults` and `scratch`; `of(database)` gives it. All work
on connections of their own, so that no request's transaction is in the way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, cast

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.backups.databases import postgresql, sqlite

HISTORY_TABLES = "_historical"


class Tools(Protocol):
    """What a vendor's module offers."""

    TITLE: str

    def dump(
        self,
        database: BaseDatabaseWrapper,
        path: Path,
        *,
        counts: Callable[[BaseDatabaseWrapper], dict[str, int]],
        without: Collection[str],
    ) -> dict[str, int]:
        """Write the database to a file; the rows of every table at that very moment."""

    def fill(self, database: BaseDatabaseWrapper, path: Path) -> None:
        """Put a dump in the place of whatever the database holds: wholly or not at all."""

    def faults(self, database: BaseDatabaseWrapper) -> str:
        """What the database finds wrong with itself; empty when nothing is."""

    def scratch(
        self, database: BaseDatabaseWrapper, folder: Path, name: str
    ) -> AbstractContextManager[BaseDatabaseWrapper]:
        """An empty database of the same kind, gone after the block."""


MODULES = {"sqlite": sqlite, "postgresql": postgresql}


def of(database: BaseDatabaseWrapper) -> Tools:
    return cast("Tools", MODULES[database.vendor])


def connected(settings: dict[str, Any]) -> AbstractContextManager[BaseDatabaseWrapper]:
    """A connection of one's own to the database of these settings, closed after the block."""
    return contextlib.closing(ConnectionHandler({"default": {**settings}})["default"])


def counts(database: BaseDatabaseWrapper) -> dict[str, int]:
    """The rows of every table."""
    quote = database.ops.quote_name
    with database.cursor() as cursor:
        tables = sorted(database.introspection.table_names(cursor))
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {quote(table)}")  # noqa: S608 -- a table's name
            found[table] = cursor.fetchone()[0]
    return found


def dump(database: BaseDatabaseWrapper, path: Path, *, without: Collection[str]) -> dict[str, int]:
    """Dump a database as it stands at one moment, whoever is writing; what that moment counts."""
    with connected(database.settings_dict) as own:
        found = of(own).dump(own, path, counts=counts, without=without)
    return {**found, **dict.fromkeys(found.keys() & set(without), 0)}


def prove(copy: BaseDatabaseWrapper, path: Path, expected: dict[str, int]) -> None:
    """Restore a dump into a database and compare. Raises Refusal for the first difference."""
    of(copy).fill(copy, path)
    if faults := of(copy).faults(copy):
        raise Refusal(f"恢复出来的数据库自检没有通过：{faults}。")
    restored = counts(copy)
    for table in sorted(expected.keys() | restored.keys()):
        there, back = expected.get(table), restored.get(table)
        if there != back:
            raise Refusal(f"恢复出来的表 {table} 有 {back} 行，备份时有 {there} 行。")


def holds_data(database: BaseDatabaseWrapper) -> bool:
    """Whether people have worked in it: all they write has a history, and they are users."""
    return any(
        rows
        for table, rows in counts(database).items()
        if HISTORY_TABLES in table or table == User._meta.db_table
    )
