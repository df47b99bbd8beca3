"""What differs between SQLite and PostgreSQL: dumping, filling, and a database for a moment.

Each vendor's module has `dump`, `digest`, `fill`, `faults` and `scratch`; `of(database)` gives it.
All work on connections of their own, so that no request's transaction is in the way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.backups.databases import postgresql, sqlite

HISTORY_TABLES = "_historical"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The rows of every table, and the digest of what stands in them."""

    counts: dict[str, int]
    digests: dict[str, str]


class Tools(Protocol):
    """What a vendor's module offers."""

    TITLE: str

    def dump(
        self,
        database: BaseDatabaseWrapper,
        path: Path,
        *,
        look: Callable[[BaseDatabaseWrapper], Contents],
        without: Collection[str],
    ) -> Contents:
        """Write the database to a file; what `look` sees in it at that very moment."""

    def digest(self, database: BaseDatabaseWrapper, table: str) -> str:
        """SHA-256 over all rows of a table, in an order that a restore does not change."""

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


def contents(database: BaseDatabaseWrapper) -> Contents:
    found = counts(database)
    return Contents(
        counts=found, digests={table: of(database).digest(database, table) for table in found}
    )


def dump(database: BaseDatabaseWrapper, path: Path, *, without: Collection[str]) -> Contents:
    """Dump a database as it stands at one moment, whoever is writing; what it held then."""
    with connected(database.settings_dict) as own:
        found = of(own).dump(own, path, look=contents, without=without)
    left_out = found.counts.keys() & set(without)
    return Contents(
        counts={**found.counts, **dict.fromkeys(left_out, 0)},
        digests={table: now for table, now in found.digests.items() if table not in left_out},
    )


def prove(copy: BaseDatabaseWrapper, path: Path, expected: Contents) -> None:
    """Restore a dump into a database and compare. Raises Refusal for what differs."""
    of(copy).fill(copy, path)
    if faults := of(copy).faults(copy):
        raise Refusal(f"恢复出来的数据库自检没有通过：{faults}。")
    restored = contents(copy)
    for table in sorted(expected.counts.keys() | restored.counts.keys()):
        there, back = expected.counts.get(table), restored.counts.get(table)
        if there != back:
            raise Refusal(f"恢复出来的表 {table} 有 {back} 行，备份时有 {there} 行。")
    digests = {**restored.digests, **expected.digests}  # those of an emptied table are not told
    altered = [table for table, now in restored.digests.items() if digests[table] != now]
    if altered:
        raise Refusal(f"恢复出来的表 {'、'.join(altered)} 行数相同，内容却和备份时不一样。")


def holds_data(database: BaseDatabaseWrapper) -> bool:
    """Whether people have worked in it: all they write has a history, and they are users."""
    return any(
        rows
        for table, rows in counts(database).items()
        if HISTORY_TABLES in table or table == User._meta.db_table
    )
