"""Two clerks take in the same file at the same moment, round after round: does it come in once?

Usage: python -m benchmarks.same_file [ROUNDS]
"""

from __future__ import annotations

import dataclasses
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.killed_workers import ROWS, TODAY, roster
from benchmarks.office import empty_office, load
from benchmarks.parallel_edits import LONGEST_WAIT, alone, closing

NEITHER = -1
UNIT = "示例快递城区营业部"


@dataclasses.dataclass
class Tally:
    """`once`: rounds after which everybody in the file is there once. `false`: rounds in which
    what the two clerks were told is not what was written."""

    rounds: int
    once: int = 0
    false: list[str] = dataclasses.field(default_factory=list)


def same_file(rounds: int) -> Tally:
    """Both look at a plan in which all are new; then both say yes. Every connection is a thread's
    own, as it is in a server."""
    tally, barrier = Tally(rounds), threading.Barrier(2)
    alone(_prepare)
    with ThreadPoolExecutor(2) as pool:
        for number in range(1, rounds + 1):
            clerks = [pool.submit(closing(_take), who, number, barrier) for who in (0, 1)]
            said = [clerk.result(LONGEST_WAIT) for clerk in clerks]
            there = alone(_people, number)
            tally.once += there == ROWS
            if sum(count for count in said if count != NEITHER) != there:
                tally.false.append(f"round {number}: said {said}, there are {there}")
    return tally


def _prepare() -> None:
    from config.accounts.models import User
    from unions.models import Enterprise

    Enterprise.objects.get_or_create(name=UNIT)
    for who in (0, 1):
        User.objects.create_superuser(f"same-{who}")


def _take(who: int, number: int, barrier: threading.Barrier) -> int:
    """How many the clerk was told to have brought in; NEITHER where he was refused aloud."""
    from config.accounts.models import User
    from config.accounts.refusals import Refusal
    from config.sheets.handing_in import Upload
    from config.sheets.imports import apply_import, check_import
    from config.sheets.not_written import NOT_WRITTEN
    from config.sheets.runs import Run

    run = Run(user=User.objects.get(username=f"same-{who}"), today=TODAY)
    record = check_import(run, [Upload("花名册.xlsx", roster(number, UNIT))])
    assert record.sheets.get().new == ROWS
    barrier.wait(LONGEST_WAIT)
    try:
        done = apply_import(Run(user=run.user, today=TODAY), import_id=record.pk)
    except (*NOT_WRITTEN, Refusal):
        return NEITHER
    return done.sheets.get().new


def _people(number: int) -> int:
    from unions.models import Worker

    return Worker.objects.filter(name__startswith=f"第{number}轮").count()


def main(rounds: int) -> None:
    with empty_office():
        from django.db import connection

        began = time.perf_counter()
        tally = same_file(rounds)
        spent = time.perf_counter() - began
        print(f"database {connection.vendor}, {rounds} rounds, {spent:.1f} s, load {load()}")
        print(f"in once: {tally.once} of {tally.rounds}; told otherwise than it is: {tally.false}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
