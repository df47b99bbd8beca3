"""Workers are killed in the middle of an import, round after round: is anything half applied?

Usage: python -m benchmarks.killed_workers [ROUNDS]

Each round applies a plan of its own in a process that kills itself (SIGKILL) as it is about to
send one of its statements to the database; the rounds go through all of them. Then the job is
found stale and done by another. What is read after each death and after each second attempt must
be nothing, or all.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import datetime
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.office import empty_office, load

ROWS = 20
NEVER = 10**9
CHILD = "--child"
TODAY = datetime.date(2026, 11, 24)
ROOT = Path(__file__).resolve().parent.parent


@dataclasses.dataclass
class Tally:
    """`killed`: rounds whose worker died at work. `half`: what was found half done, or untrue.

    `taken_up`: deaths after which the next worker did the whole.
    """

    killed: int = 0
    taken_up: int = 0
    half: list[str] = dataclasses.field(default_factory=list)


def killed_workers(rounds: int) -> Tally:
    """The database must be one that processes share; ends with its import in every round."""
    tally = Tally()
    with _mortals() as run_until:
        _, statements = _begin(0), run_until(NEVER)
        for number in range(1, rounds + 1):
            record = _begin(number)
            at = max(1, statements * number // (rounds + 1))
            killed = run_until(at) < 0
            tally.killed += killed
            if not _is_true(record.pk, number):
                tally.half.append(f"round {number}, killed at statement {at} of {statements}")
            _take_up()
            tally.taken_up += killed and _stands(record.pk, number) == ("applied", "done", ROWS)
    return tally


def _begin(number: int) -> Any:
    """A checked plan of new people, decided on; its job waits."""
    from config.accounts.models import User
    from config.sheets.background import start_apply
    from config.sheets.handing_in import Upload
    from config.sheets.imports import check_import
    from config.sheets.runs import Run
    from unions.models import Enterprise

    unit, _ = Enterprise.objects.get_or_create(name="示例快递城区营业部")
    user = User.objects.filter(username="killed").first() or User.objects.create_superuser("killed")
    run = Run(user=user, today=TODAY)
    record = check_import(run, [Upload("花名册.xlsx", _roster(number, unit.name))])
    start_apply(run, import_id=record.pk)
    return record


def _roster(number: int, unit: str) -> bytes:
    import openpyxl

    from config.sheets.cells.identity import check_mark

    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "工作单位"])
    for row in range(ROWS):
        day = datetime.date(1970, 1, 1) + datetime.timedelta(days=number)
        body = f"140699{day:%Y%m%d}{row:03d}"
        book.active.append([f"第{number}轮{row}号", body + check_mark(body), unit])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _stands(record_pk: int, number: int) -> tuple[str, str, int]:
    """State of the import, state of its job, people of the round who are there."""
    from config.sheets.background import last_job
    from config.sheets.models import Import
    from unions.models import Worker

    record = Import.objects.get(pk=record_pk)
    there = Worker.objects.filter(name__startswith=f"第{number}轮").count()
    return record.state, last_job(record).state, there


def _is_true(record_pk: int, number: int) -> bool:
    return _stands(record_pk, number) in {
        ("applying", "queued", 0),
        ("applying", "running", 0),
        ("applied", "done", ROWS),
    }


def _take_up() -> None:
    """The next worker, long after."""
    from django.utils import timezone

    from config.jobs.actions import begin_next, sweep
    from config.jobs.doing import do
    from config.jobs.rules import STALE

    sweep(timezone.now() + 2 * STALE)
    while (job := begin_next(timezone.now())) is not None:
        do(job, threading.Event())


@contextlib.contextmanager
def _mortals() -> Iterator[Any]:
    """A process that has the program loaded and makes a worker of each round's own.

    Yields what has one work until a statement: the number of statements, or -9 where it died.
    """
    command = [sys.executable, "-m", "benchmarks.killed_workers", CHILD]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment(), **pipes) as process:  # noqa: S603

        def run_until(statement: int) -> int:
            print(statement, file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield run_until
        process.stdin.close()


def environment() -> dict[str, str]:
    """What another process needs to work on this one's database under the same keys."""
    from django.conf import settings
    from django.db import connection

    told = connection.settings_dict
    if connection.vendor == "sqlite":
        where = {"DATA_DIR": str(Path(told["NAME"]).parent), "DATABASE_URL": ""}
    else:
        query = {"host": told["HOST"], "user": told["USER"], "port": told["PORT"]}
        given = urlencode({name: value for name, value in query.items() if value})
        where = {"DATABASE_URL": f"postgres:///{quote(told['NAME'])}?{given}"}
    keys = ",".join(base64.b64encode(key).decode() for key in settings.FIELD_KEYS)
    backup_key = base64.b64encode(settings.BACKUP_KEY).decode()
    named = {"SECRET_KEY": settings.SECRET_KEY, "FIELD_KEYS": keys, "BACKUP_KEY": backup_key}
    return {**os.environ, **where, **named, "DJANGO_SETTINGS_MODULE": "config.settings"}


def child() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(writing, str(_work_until(int(line))).encode())
            os._exit(0)
        os.close(writing)
        counted = os.read(reading, 20).decode()
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        print(counted if status == 0 else -os.WTERMSIG(status), flush=True)


def _work_until(last: int) -> int:
    from django.db import connection
    from django.utils import timezone

    from config.jobs.actions import begin_next
    from config.jobs.doing import do

    sent = 0

    def mortal(execute, sql, params, many, context):
        nonlocal sent
        sent += 1
        if sent == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(mortal):
        if job := begin_next(timezone.now()):
            do(job, threading.Event())
    return sent


def main(rounds: int) -> None:
    with empty_office():
        from django.db import connection

        began = time.perf_counter()
        tally = killed_workers(rounds)
        spent = time.perf_counter() - began
        print(f"database {connection.vendor}, {rounds} rounds, {spent:.1f} s, load {load()}")
        print(f"killed: {tally.killed}; done by the next: {tally.taken_up}; half: {tally.half}")


if __name__ == "__main__":
    if CHILD in sys.argv:
        child()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
