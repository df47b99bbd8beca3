"""A csv of very many workers checked, kept and applied: time a row, and the memory it takes.

The columns are those without which a file of a million rows stays below the limit of 100 MiB.

Usage: python -m benchmarks.import_csv [WORKERS]
"""

from __future__ import annotations

import csv
import datetime
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.import_sheets import HEADING_ROWS, _measured, _workbook
from benchmarks.office import empty_office, load

PATTERN_ROWS = 2_188
KEPT = (0, 1, 4, 6, 7, 8, 9, 10)
NUMBER = 4
SEX = 1
FIRST_DAY = datetime.date(1960, 1, 1)
DAYS = 14_000


def main(workers: int) -> None:
    with empty_office() as folder:
        from django.db import connection

        pattern = _workbook(folder / "pattern", PATTERN_ROWS)
        path = folder / "roster.csv"
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(_rows(pattern, workers))
        size = path.stat().st_size / 1024**2
        print(f"database {connection.vendor}, {workers} workers, {size:.0f} MiB, load {load()}")
        spent = _measured("import", path)
        told = ", ".join(f"{part} {spent[part]:.1f}" for part in ("check", "apply"))
        print(f"{spent['cpu']:.1f} s cpu ({told}), {spent['cpu'] / workers * 1000:.4f} ms a row")
        print(f"  writing transaction {spent['locked']:.1f} s wall, whole {spent['wall']:.1f} s")
        print(f"  memory {spent['memory'][0]:.0f} MiB, no child, load {load()}")


def _rows(pattern: Path, workers: int) -> Iterator[list[Any]]:
    """The invented people again and again, each time with other birthdays and numbers."""
    from python_calamine import load_workbook

    from config.sheets.cells.identity import check_mark

    cells = load_workbook(pattern).get_sheet_by_index(0).to_python()
    heading, people = cells[HEADING_ROWS - 1], cells[HEADING_ROWS:]
    yield [heading[at] for at in KEPT]
    for number, person in zip(range(workers), itertools.cycle(people), strict=False):
        born_on = FIRST_DAY + datetime.timedelta(days=number % DAYS)
        body = f"140699{born_on:%Y%m%d}{number // DAYS:03d}"
        row = list(person)
        row[NUMBER], row[SEX] = body + check_mark(body), "女男"[int(body[-1]) % 2]
        yield [row[at] for at in KEPT]


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
