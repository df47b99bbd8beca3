"""Backups taken while clerks write: how many are whole, and how long one takes.

Usage: python -m benchmarks.backups [COPIES [WORKERS]]
"""

from __future__ import annotations

import io
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.office import empty_office, load

WRITERS = 3


def main(copies: int, workers: int) -> None:
    with empty_office() as folder:
        from django.core.management import call_command
        from django.db import connection

        from unions.models import Enterprise

        call_command("demo", workers=workers, stdout=io.StringIO())
        stop, committed = threading.Event(), [0] * WRITERS
        began_with = Enterprise.objects.count()
        threads = [
            threading.Thread(target=_write, args=(at, stop, committed)) for at in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        try:
            whole, seconds = _take(copies, folder, lambda: began_with + sum(committed))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        print(f"database {connection.vendor}, {workers} workers, load {load()}")
        print(
            f"{copies} copies under load, {whole} restored whole; {sum(committed)} rows committed"
        )
        print(f"one copy with its proof: {min(seconds):.1f} to {max(seconds):.1f} s wall")


def _write(at: int, stop: threading.Event, committed: list[int]) -> None:
    """An enterprise and its history in one transaction, again and again."""
    from django.db import connection, transaction

    from unions.models import Enterprise

    while not stop.is_set():
        with transaction.atomic():
            Enterprise.objects.create(name=f"企业{at}-{committed[at]}")
        committed[at] += 1
    connection.close()


def _take(copies: int, folder: Path, committed: Callable[[], int]) -> tuple[int, list[float]]:
    """How many of the copies restore with all that was committed before, and with its history."""
    from django.db import connection
    from django.utils import timezone

    from config.backups import databases
    from config.backups.actions import back_up
    from config.backups.restoring import restore

    whole, seconds = 0, []
    for number in range(copies):
        before, began = committed(), time.perf_counter()
        record = back_up(by=None, now=timezone.now())
        seconds.append(time.perf_counter() - began)
        assert record.problem == "", record.problem
        with databases.of(connection).scratch(connection, folder, f"copy{number}") as copy:
            restore(record.path, copy, files=folder / "restored")
            counts = databases.counts(copy)
            rows, kept = counts["unions_enterprise"], counts["unions_historicalenterprise"]
        whole += before <= rows == kept
    return whole, seconds


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] or ["25", "2188"])))
