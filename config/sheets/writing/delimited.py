"""csv as the spreadsheet programs of Chinese offices open it: UTF-8 with its mark, CRLF."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from config.sheets.apostrophes import marked
from config.sheets.writing.sheet import CellValue, Sheet

CONTENT_TYPE = "text/csv; charset=utf-8"
_BATCH = 500


def delimited(sheet: Sheet, rows: Iterable[Sequence[CellValue]]) -> Iterator[bytes]:
    """The file's bytes: title, line and headings as in a workbook, then the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([[sheet.title], [sheet.line], sheet.headings])
    yield codecs.BOM_UTF8 + _taken(text)
    for number, row in enumerate(rows, start=1):
        writer.writerow([marked(cell) if isinstance(cell, str) else cell for cell in row])
        if number % _BATCH == 0:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    taken = text.getvalue().encode(errors="replace")
    text.seek(0)
    text.truncate()
    return taken
