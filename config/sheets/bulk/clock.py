"""Whether anybody has written meanwhile, without reading again what was looked at.

A recorded table is as far as its history: every row added, changed or ended leaves a line there
with a higher number. What a judgement rests on is seen by its own queries, so that no rule can
forget to name a table.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from config.accounts.models import keeps_history

Marks = dict[str, int]
"""Recorded table -> the highest number of its history."""

_LOOKED_AT = re.compile(r'(?:FROM|JOIN) "(\w+)"')
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b")


class WrittenTooSoon(Exception):
    """Something that only works out what will be written has written."""


@functools.cache
def _histories() -> dict[str, str]:
    """Table -> the table of its history."""
    return {
        model._meta.db_table: model.history.model._meta.db_table
        for model in apps.get_models()
        if keeps_history(model)
    }


def read() -> Marks:
    """How far every recorded table is, as this connection sees it."""
    quote = connection.ops.quote_name
    asked = [
        f"SELECT %s, COALESCE(MAX(history_id), 0) FROM {quote(history)}"  # noqa: S608 -- own names
        for history in _histories().values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), list(_histories()))
        return dict(cursor.fetchall())


def read_at_rest() -> Marks | None:
    """The same at a moment when nobody has written what he has not committed; None: there is none.

    Numbers are given away before they are committed, so that a line of the past could still
    appear. SQLite lets one write at a time, and its numbers come in order.
    """
    if connection.vendor == "sqlite":
        return read()
    tables = ", ".join(map(connection.ops.quote_name, _histories().values()))
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE NOWAIT")
            marks = read()
            transaction.set_rollback(True)  # lets go of the lock
    except DatabaseError:
        return None
    return marks


@contextlib.contextmanager
def looking(looked_at: set[str]) -> Iterator[None]:
    """Note every table that is asked; nothing may be written."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if _WRITES.match(sql):
            raise WrittenTooSoon(sql)
        looked_at.update(_LOOKED_AT.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def told(marks: Marks, looked_at: set[str]) -> Marks | None:
    """The marks of what was looked at; None where one of the tables is not recorded."""
    if not looked_at <= marks.keys():
        return None
    return {table: marks[table] for table in sorted(looked_at)}
