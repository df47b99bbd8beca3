"""Two clerks who save at the same moment, on connections of their own."""

import pytest
from django.db import connection

from benchmarks.parallel_edits import Tally, parallel_edits

ROUNDS = 10


@pytest.fixture
def database_of_threads(transactional_db, tmp_path):
    """A database that threads share as processes do: SQLite's tests keep theirs in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = connection.settings_dict["NAME"]
    file = str(tmp_path / "office.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    connection.settings_dict["NAME"] = file
    yield
    connection.settings_dict["NAME"] = in_memory


def test_of_two_who_save_at_once_one_is_told_and_nothing_is_lost(database_of_threads):
    assert parallel_edits(ROUNDS) == Tally(rounds=ROUNDS, told=ROUNDS, lost=0)
