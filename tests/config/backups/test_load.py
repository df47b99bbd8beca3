"""Copies taken while others write: every one is whole, and of one moment."""

import contextlib
import threading

import pytest
from django.db import connection

from config.backups import databases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programs")]

COPIES, WRITERS = 5, 3
BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


class Writers:
    """Write pairs of rows, each pair in one transaction, until told to stop."""

    def __init__(self, settings):
        self.settings, self.stop = settings, threading.Event()
        self.committed = [0] * WRITERS
        self.threads = [threading.Thread(target=self.write, args=(at,)) for at in range(WRITERS)]

    def write(self, at):
        with databases.connected(self.settings) as own, own.cursor() as cursor:
            while not self.stop.is_set():
                cursor.execute(BEGIN[own.vendor])
                cursor.execute("INSERT INTO payment (note) VALUES (%s)", ["x" * 500])
                cursor.execute("INSERT INTO approval (note) VALUES (%s)", ["y" * 500])
                cursor.execute("COMMIT")
                self.committed[at] += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def source(tmp_path):
    """A database with two tables that hold as many rows at every moment."""
    with databases.of(connection).scratch(connection, tmp_path, "load") as database:
        with database.cursor() as cursor:
            for table in ("payment", "approval"):
                cursor.execute(f"CREATE TABLE {table} (note text NOT NULL)")
        yield database


def test_every_copy_under_load_is_whole(source, tmp_path):
    held, before, after = [], [], []
    with Writers(source.settings_dict) as writers:
        for at in range(COPIES):
            before.append(sum(writers.committed))
            path = tmp_path / f"{at}.dump"
            held_then = databases.dump(source, path, without=[])
            after.append(sum(writers.committed) + WRITERS)
            with databases.of(source).scratch(source, tmp_path, f"copy{at}") as copy:
                databases.prove(copy, path, held_then)
                with contextlib.closing(copy.cursor()) as cursor:
                    cursor.execute("SELECT count(*) FROM payment")
                    payments = cursor.fetchone()[0]
                    cursor.execute("SELECT count(*) FROM approval")
                    held.append((payments, cursor.fetchone()[0]))

    assert [payments for payments, approvals in held if payments != approvals] == []
    bounds = zip(before, held, after, strict=True)
    assert [pair for least, pair, most in bounds if not least <= pair[0] <= most] == []
    assert sum(writers.committed) > held[0][0]
