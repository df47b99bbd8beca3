"""A large transaction has room in memory, and leaves the connection as it was."""

import pytest
from django.db import connection

from config.sheets.bulk.room import room_to_write

pytestmark = pytest.mark.django_db


def room():
    """Pages or, below nought, kibibytes that SQLite keeps in memory; PostgreSQL has no such."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA cache_size").fetchone()[0]


def test_there_is_room_while_it_writes_and_the_usual_afterwards():
    usual = room()

    with room_to_write():
        within = room()

    assert within == (-64 * 1024 if connection.vendor == "sqlite" else usual)
    assert room() == usual


def test_the_usual_is_back_after_something_went_wrong():
    usual = room()

    with pytest.raises(LookupError), room_to_write():
        raise LookupError

    assert room() == usual
