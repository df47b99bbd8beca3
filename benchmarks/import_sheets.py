"""A roster checked, kept, applied, and handed in again, against the library and the limit.

Usage: python -m benchmarks.import_sheets [WORKERS [REPEATS]]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.office import backend_seconds, cpu_seconds, empty_office, load, peak_mib

LIBRARY_ROWS = 2_000
USUAL_ROWS = 2_188
MEASURE = "--measure"
CHANGED_EACH = 100
HEADING_ROWS = 2


def main(workers: int, repeats: int) -> None:
    with empty_office() as folder:
        from django.db import connection

        roster = _workbook(folder / str(workers), workers)
        usual = _workbook(folder / "usual", USUAL_ROWS) if workers != USUAL_ROWS else roster
        again = _changed(roster, folder / "again.xlsx")
        print(f"database {connection.vendor}, {workers} workers, {repeats} repeats, load {load()}")
        limits, ours, anew = [], [], []
        for _ in range(repeats):
            _forget_workers()
            limits.append(_measured("limit", roster))
            ours.append(_measured("import", roster))
            anew.append(_measured("import", again))
        _forget_workers()
        small = _measured("import", usual)
        _print_ours("new", workers, ours)
        _print_ours("1 % changed", workers, anew)
        print(f"{USUAL_ROWS} rows, upload to applied: {small['wall']:.2f} s wall")
        limit = statistics.median(one["parse"] + one["write"] for one in limits)
        told = ", ".join(f"{name} {_median(limits, name):.2f} s" for name in ("parse", "write"))
        spent = _median(ours, "cpu")
        print(f"limit: {told} cpu; ours is {spent / limit:.2f} times the limit (asked: 3)")
        _print_library(roster, spent / workers, _median(anew, "cpu") / workers)
        print(f"load at the end {load()}")


def _print_ours(what: str, workers: int, runs: list[dict[str, Any]]) -> None:
    spent, parts = _median(runs, "cpu"), ("check", "apply")
    told = ", ".join(f"{part} {_median(runs, part):.2f}" for part in parts)
    print(f"ours, {what}: {spent:.2f} s cpu ({told}), {spent / workers * 1000:.4f} ms a row")
    memory = max(runs, key=lambda run: sum(run["memory"]))["memory"]
    print(f"  writing transaction {_median(runs, 'locked'):.2f} s wall, ", end="")
    print(f"parent {memory[0]:.0f} MiB + child {memory[1]:.0f} MiB = {sum(memory):.0f} MiB")


def _print_library(roster: Path, ours: float, again: float) -> None:
    from benchmarks.library import AsItComes, InBulk, InBulkAgain, dataset, seconds_a_row
    from unions.models import Worker

    data, changed = dataset(roster, LIBRARY_ROWS), dataset(roster, LIBRARY_ROWS)
    for at in range(0, LIBRARY_ROWS, CHANGED_EACH):
        row = list(changed[at])
        row[changed.headers.index("job")] = "改过的岗位"
        changed[at] = tuple(row)
    for resource, rows, mine, asked in (
        (AsItComes, data, ours, 100),
        (InBulk, data, ours, 10),
        (InBulkAgain, changed, again, 40),
    ):
        if resource is not InBulkAgain:
            _forget_workers()
        spent = seconds_a_row(resource, rows)
        print(
            f"library, {resource.__name__}: {spent * 1000:.3f} ms a row, "
            f"{spent / mine:.1f} times ours (asked: {asked})"
        )
        assert Worker.objects.count() == LIBRARY_ROWS


def _median(runs: list[dict[str, Any]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _measured(what: str, path: Path) -> dict[str, Any]:
    """In a process of its own: the memory is then that of the import alone."""
    command = [sys.executable, "-m", "benchmarks.import_sheets", MEASURE, what, str(path)]
    return json.loads(subprocess.check_output(command))  # noqa: S603


def _workbook(folder: Path, workers: int) -> Path:
    """An invented roster, whose enterprises are taken in at once."""
    from django.core.management import call_command

    written = ["manage.py", "demo", "--sheets", str(folder), "--workers", str(workers)]
    subprocess.check_call([sys.executable, *written], stdout=sys.stderr)  # noqa: S603
    enterprises, roster = sorted(folder.glob("*.xlsx"))[:2]
    call_command(
        "import_sheets", enterprises, new="brands,districts", apply=True, stdout=sys.stderr
    )
    return roster


def _changed(roster: Path, path: Path) -> Path:
    """The same workbook with another job in one row of a hundred."""
    import xlsxwriter
    from python_calamine import load_workbook

    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(load_workbook(roster).get_sheet_by_index(0).to_python()):
            if at >= HEADING_ROWS and at % CHANGED_EACH == 0:
                cells[8] = "改过的岗位"
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell)
    return path


def _forget_workers() -> None:
    from unions.models import Employment, Enterprise, Worker

    Enterprise.objects.update(manager_worker=None)
    for model in (Employment, Worker):
        model.history.all()._raw_delete(model.objects.db)
        model.objects.all()._raw_delete(model.objects.db)


def measure(what: str, path: Path) -> None:
    import django

    django.setup()
    if what == "limit":
        from benchmarks.raw_rows import limit_seconds

        print(json.dumps(dict(zip(("parse", "write"), limit_seconds(path), strict=True))))
    else:
        print(json.dumps(_import(path)))


def _import(path: Path) -> dict[str, Any]:
    """Check, keep the encrypted plan, then apply exactly that plan."""
    from django.db import connection
    from django.utils import timezone

    from config.sheets.handing_in import Upload
    from config.sheets.imports import apply_import, check_import
    from config.sheets.runs import Run
    from unions.models import Worker

    begun: list[float] = []

    def watch(execute: Any, *statement: Any) -> Any:
        if connection.in_atomic_block and not begun:
            begun.append(time.perf_counter())
        return execute(*statement)

    started, wall = _spent(), time.perf_counter()
    record = check_import(Run(today=timezone.localdate()), [Upload(path.name, path)])
    checked = _spent()
    with connection.execute_wrapper(watch):
        apply_import(Run(today=timezone.localdate()), import_id=record.pk)
    ended, applied = time.perf_counter(), _spent()
    sheet = record.sheets.get()
    assert sheet.rejected == sheet.held_back == 0, (sheet.rejected, sheet.held_back)
    assert Worker.objects.count() == sheet.new + sheet.changed + sheet.unchanged > 0
    return {
        "cpu": applied - started,
        "check": checked - started,
        "apply": applied - checked,
        "wall": ended - wall,
        "locked": ended - begun[0],
        "memory": peak_mib(),
    }


def _spent() -> float:
    """CPU seconds of ours and of the database's process that serves us."""
    return cpu_seconds() + backend_seconds()


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        given = [int(number) for number in sys.argv[1:]]
        main(*given, *(2_188, 5)[len(given) :])
