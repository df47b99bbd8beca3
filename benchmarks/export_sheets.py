"""The roster as xlsx and csv, against a plain import-export ModelResource of the same fields.

Usage: python -m benchmarks.export_sheets [WORKERS]
       python -m benchmarks.export_sheets --rows ROWS    the writer alone, rows made up as it goes
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.office import backend_seconds, cpu_seconds, empty_office, load

PLAIN_ROWS = 5_000
MEASURE, STREAM = "--measure", "--rows"
FORMS = ("xlsx", "csv")
PLAIN = "plain"


def main(workers: int) -> None:
    with empty_office():
        from django.db import connection

        fill(workers)
        told = {form: _in_a_process_of_its_own(form) for form in (*FORMS, PLAIN)}
        print(f"database {connection.vendor}, {workers} workers, load {load()}")
        for form in FORMS:
            print(_line(form, told[form], workers))
        plain_rows = min(workers, PLAIN_ROWS)
        print(_line(f"import-export, {plain_rows} rows", told[PLAIN], plain_rows))
        ratio = (told[PLAIN]["cpu"] / plain_rows) / (told["xlsx"]["cpu"] / workers)
        print(f"ratio: {ratio:.1f}")


def _in_a_process_of_its_own(form: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.export_sheets", MEASURE, form]
    answer: dict[str, float] = json.loads(subprocess.check_output(command))  # noqa: S603
    return answer


def _line(name: str, told: dict[str, float], rows: int) -> str:
    return (
        f"{name}: {told['cpu']:.2f} s cpu, {told['cpu'] / rows * 1000:.3f} ms a row, first byte "
        f"after {told['first'] * 1000:.0f} ms, peak {told['peak']:.0f} MiB "
        f"({told['before']:.0f} before), {told['bytes'] / 2**20:.1f} MiB written"
    )


def fill(workers: int) -> None:
    """Invented people of twenty enterprises, written in bulk."""
    from tests.factories.unions import EnterpriseFactory, invented_number
    from unions import rules
    from unions.models import Employment, Worker

    enterprises = EnterpriseFactory.create_batch(20)
    for first in range(0, workers, 5_000):
        numbers = range(first, min(first + 5_000, workers))
        made = Worker.objects.bulk_create(
            Worker(
                name=f"某{number % 1000}",
                identity_number=identity,
                sex=rules.sex_of(identity),
                born_on=rules.birth_of(identity),
                ethnicity="汉",
                education="20",
                politics="13",
                job="快递员",
                phone=f"138{number:08}",
                enterprise=enterprises[number % 20],
            )
            for number, identity in ((number, invented_number(number)) for number in numbers)
        )
        Employment.objects.bulk_create(
            Employment(worker=one, enterprise_id=one.enterprise_id, started_on="2020-01-01")
            for one in made
        )


def measure(form: str) -> None:
    import django

    django.setup()
    consume = _plain if form == PLAIN else _ours(form)
    before, cpu, wall = _peak(), cpu_seconds() + backend_seconds(), time.perf_counter()
    first, written = 0.0, 0
    for piece in consume():
        first = first or time.perf_counter() - wall
        written += len(piece)
    told = {
        "cpu": cpu_seconds() + backend_seconds() - cpu,
        "first": first,
        "peak": _peak(),
        "before": before,
        "bytes": written,
    }
    print(json.dumps(told))


def _peak() -> float:
    """MiB at most since this program began; what its parent held before does not count."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _ours(form: str) -> Callable[[], Iterable[bytes]]:
    """In full, as a clerk with every right asks for it: count, audit, first byte, last byte."""
    from django.utils import timezone

    from config.accounts.models import Committee
    from config.sheets.exporting import take_out
    from config.sheets.registry import resource_for
    from config.sheets.runs import Run

    at = timezone.now()
    run = Run(today=timezone.localdate(at))
    asked: dict[str, Any] = {"committee": Committee.current(), "at": at, "reason": "核对"}
    resource = resource_for("workers")
    return lambda: take_out(resource, run, full=True, form=form, **asked).pieces


def _plain() -> Iterable[bytes]:
    """The library as its documentation shows it, with the relation fetched along."""
    from import_export import fields, resources, widgets

    from unions.models import Enterprise, Worker

    class PlainWorker(resources.ModelResource):
        enterprise = fields.Field(
            "enterprise", "enterprise", widgets.ForeignKeyWidget(Enterprise, "name")
        )

        class Meta:
            model = Worker
            fields = (
                *("name", "sex", "born_on", "ethnicity", "identity_number"),
                *("education", "politics", "enterprise", "job", "phone"),
            )

    rows = Worker.objects.select_related("enterprise").order_by("pk")[:PLAIN_ROWS]
    yield PlainWorker().export(queryset=rows).xlsx


def stream(rows: int) -> None:
    """The writer alone, with memory looked at on the way."""
    import datetime

    import django

    django.setup()
    from config.sheets.watermarks import Watermark
    from config.sheets.writing.sheet import Sheet
    from config.sheets.writing.workbook import workbook

    at = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
    headings = ("序号", *(f"第{column}列" for column in range(1, 13)))
    sheet = Sheet(
        name="名册", title="名册", office="某党委", headings=headings, mark=Watermark("某", at)
    )
    made = (
        (at_row, f"某{at_row}", f"14069919900101{at_row % 10_000:04}", *("快递员",) * 10)
        for at_row in range(1, rows + 1)
    )
    cpu, written, tenth, pieces = cpu_seconds(), 0, max(1, rows // 5_000), workbook(sheet, made)
    marks = []
    for number, piece in enumerate(pieces):
        written += len(piece)
        if number % tenth == 0:
            marks.append(_peak())
    print(
        f"{rows} rows made up: {cpu_seconds() - cpu:.2f} s cpu, {written / 2**20:.1f} MiB, "
        f"peak {' '.join(f'{mark:.0f}' for mark in marks)} MiB on the way, load {load()}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE]:
        measure(sys.argv[2])
    elif sys.argv[1:2] == [STREAM]:
        stream(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
