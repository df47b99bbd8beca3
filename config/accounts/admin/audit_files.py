"""The audit's list as a file for the auditor: a workbook, or text with commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter

MOST_ROWS = 1_000_000
"""What a sheet can hold, less a little."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 18

Rows = Iterable[Sequence[Any]]


def _workbook(rows: Rows) -> io.BytesIO:
    stream = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("审计记录")
        head = book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1})
        text = book.add_format({"num_format": "@"})
        for number, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, value, text if number else head)
            sheet.set_column(0, len(cells) - 1, _WIDTH)
        sheet.freeze_panes(1, 0)
    stream.seek(0)
    return stream


def _comma_separated(rows: Rows) -> io.BytesIO:
    """With a mark at its beginning by which spreadsheet programs know the Chinese for UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for cells in rows:
        writer.writerow([_harmless(value) for value in cells])
    return io.BytesIO(stream.getvalue().encode("utf-8-sig"))


def _harmless(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith(_STARTS_A_FORMULA)
    return f"'{value}" if is_formula else value


FORMS: dict[str, Callable[[Rows], io.BytesIO]] = {"xlsx": _workbook, "csv": _comma_separated}


def write_file(form: str, rows: Rows) -> io.BytesIO:
    return FORMS[form](rows)
