"""csv files as Chinese offices have them: GBK or UTF-8, comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable

from config.sheets.apostrophes import unmarked
from config.sheets.reading.packed import PackedList
from config.sheets.reading.refusals import (
    MAX_COLUMNS,
    MAX_CSV_CELLS,
    MAX_FILE,
    MAX_ROWS,
    MAX_TEXT,
    NUL,
    TEXT_ENCODING,
    UnreadableFile,
    too_far,
    too_long_text,
    too_many_cells,
    too_many_rows,
)
from config.sheets.reading.sheet import RawSheet, Rows, trim

csv.field_size_limit(MAX_FILE)  # a longer cell is refused below, by its row and column

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"", "utf-8"),
    (b"", "gb18030"),
)
_DELIMITERS = ",;\t"
_SNIFFED_LINES = 30
_SNIFFED_TEXT = 64 * 1024
_PIECE = 1024 * 1024
OPEN_CELLS = 500_000
"""Beyond these the rows are kept packed."""
_QUOTED = re.compile(r'"[^"]*"')
_DECLARED = re.compile(r'"?sep=([^\r\n"])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_delimited(data: bytes, *, name: str) -> RawSheet:
    """One sheet called ``name``; cells are str or None, and nothing is stripped from them but
    the apostrophe that keeps a text a text.

    A row is a record: line breaks within quotation marks do not count, blank lines do, as in the
    spreadsheet programs. Raises UnreadableFile.
    """
    encoding = _encoding(data)
    start = _decoded(data, encoding).read(_SNIFFED_TEXT)
    declared = _DECLARED.match(start)
    lines = _decoded(data, encoding)
    if declared:
        lines.read(declared.end())
    return RawSheet(name, _rows(lines, declared[1] if declared else _sniffed(start)))


def _encoding(data: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            try:
                if _holds_nul(_decoded(data, encoding)):
                    raise UnreadableFile(NUL)
            except UnicodeDecodeError:
                continue
            return encoding
    raise UnreadableFile(TEXT_ENCODING)


def _holds_nul(text: io.TextIOWrapper) -> bool:
    found = False
    while piece := text.read(_PIECE):  # to the end, where it may still turn out to be no text
        found = found or "\0" in piece
    return found


def _decoded(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text, decoded as it is read: whole it would take several times the memory."""
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _sniffed(text: str) -> str:
    """The delimiter that stands in most of the first lines, then the most frequent one."""
    lines = _QUOTED.sub("", text).splitlines()[:_SNIFFED_LINES]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(_DELIMITERS, key=weight)


def _rows(lines: Iterable[str], delimiter: str) -> Rows:
    rows: Rows = []
    cells = last = 0
    for number, record in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        _check_texts(record, number)
        row = trim([unmarked(cell) or None for cell in record])
        if not row:
            continue
        cells += len(row)
        if cells > MAX_CSV_CELLS:
            raise too_many_cells(MAX_CSV_CELLS)
        if len(row) > MAX_COLUMNS:
            raise too_far(number, len(row))
        if cells > OPEN_CELLS and isinstance(rows, list):
            rows = PackedList(rows)
        if number <= MAX_ROWS:
            rows.extend([] for _ in range(last + 1, number))
            rows.append(row)
        last = number
    if last > MAX_ROWS:
        raise too_many_rows(last)
    return rows


def _check_texts(record: list[str], number: int) -> None:
    """``number``: of the row, from 1."""
    if record and max(map(len, record)) > MAX_TEXT:
        column = next(at for at, text in enumerate(record, start=1) if len(text) > MAX_TEXT)
        raise too_long_text(number, column)
