"""Memory for a large transaction."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection

_KIBIBYTES = 64 * 1024


@contextlib.contextmanager
def room_to_write() -> Iterator[None]:
    """SQLite keeps two mebibytes of a table's pages, and of an index in no order writes each page
    out and fetches it back many times over; with more room a third of the writing is saved."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = -{_KIBIBYTES}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual:d}")
