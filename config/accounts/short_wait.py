"""Writes that may as well be left out, and so do not wait long for a busy SQLite."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection

SHORT = 200
"""Milliseconds."""


@contextlib.contextmanager
def short_wait() -> Iterator[None]:
    """What is written inside raises OperationalError soon where another writer is at work.

    PostgreSQL's writers keep nobody out but from the very row.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    _wait_at_most(SHORT)
    try:
        yield
    finally:
        _wait_at_most(usual)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
