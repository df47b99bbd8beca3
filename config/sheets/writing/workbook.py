"""xlsx as it is made: inline strings, each cell's XML remembered, packed lightly.

No more memory for a million rows than for a thousand (benchmarks/export_sheets.py).
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from config.sheets.reading.sheet import column_letters
from config.sheets.writing import parts
from config.sheets.writing.sheet import CellValue, Sheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 1_048_576
MOST_BYTES = 3 * 2**29
"""Of one sheet's XML: beyond 2 GiB a part needs sizes that spreadsheet programs mistrust."""

_FAST = 1
_BATCH = 500
"""Rows between two pieces."""
_REMEMBERED = 4_096
"""Cells of a column; names and numbers that never come again must not pile up."""
_EPOCH = datetime.date(1899, 12, 30).toordinal()
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Spreadsheet programs believe in a 29 February 1900: earlier days go out as text."""


def workbook(sheet: Sheet, rows: Iterable[Sequence[CellValue]]) -> Iterator[bytes]:
    """The workbook's bytes. Where a sheet is full, the next goes on under the same head."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as book:
        for name, xml in parts.of_the_book(sheet).items():
            book.writestr(name, xml)
        yield sink.taken()
        count, numbered = 0, _Rows(rows)
        while not numbered.done or not count:
            count += 1
            with book.open(parts.SHEET_PART.format(count), "w") as part:
                for xml in _sheet_xml(sheet, numbered):
                    part.write(xml.encode())
                    yield sink.taken()
        for name, xml in parts.of_the_sheets(sheet, count).items():
            book.writestr(name, xml)
    yield sink.taken()


class _Sink:
    """What the archive has written and nobody has taken yet; it cannot go back in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class _Rows:
    """The rows, of which several sheets take their share; it knows whether any are left."""

    def __init__(self, rows: Iterable[Sequence[CellValue]]) -> None:
        self._rest = iter(rows)
        self._next = next(self._rest, None)

    @property
    def done(self) -> bool:
        return self._next is None

    def __iter__(self) -> Iterator[Sequence[CellValue]]:
        while (row := self._next) is not None:
            self._next = next(self._rest, None)
            yield row


def _sheet_xml(sheet: Sheet, rows: _Rows) -> Iterator[str]:
    yield parts.sheet_begins(sheet)
    columns = [_column(column_letters(at)) for at in range(1, len(sheet.headings) + 1)]
    lines: list[str] = []
    written = 0
    for number, row in enumerate(rows, start=parts.HEAD_ROWS + 1):
        cells = "".join([cell(value, number) for cell, value in zip(columns, row, strict=True)])
        lines.append(f'<row r="{number}">{cells}</row>')
        if len(lines) == _BATCH:
            yield (xml := "".join(lines))
            written += len(xml)
            lines.clear()
        if number == LAST_ROW or written > MOST_BYTES:
            break
    yield "".join(lines)
    yield parts.sheet_ends(sheet)


def _column(letters: str) -> Callable[[CellValue, int], str]:
    """Writes the cells of one column. What follows a cell's number is the same for equal values."""
    begins = f'<c r="{letters}'
    known: dict[tuple[type, CellValue], str] = {}

    def cell(value: CellValue, number: int) -> str:
        key = (value.__class__, value)
        rest = known.get(key)
        if rest is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            rest = known[key] = cell_xml(value)
        return f"{begins}{number}{rest}"

    return cell


def cell_xml(value: Any) -> str:
    """A cell's XML after its number. Text is never anything but text."""
    if value is None:
        return f'" s="{parts.TEXT}"/>'
    if isinstance(value, datetime.date) and value >= _FIRST_DAY:
        return f'" s="{parts.DATE}"><v>{value.toordinal() - _EPOCH}</v></c>'
    if isinstance(value, Decimal):
        return f'" s="{parts.MONEY}"><v>{value:f}</v></c>'
    if isinstance(value, int | float):
        return f'" s="{parts.NUMBER}"><v>{value}</v></c>'
    return f'" s="{parts.TEXT}" t="inlineStr">{parts.inline(str(value))}</c>'
