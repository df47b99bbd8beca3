"""csv files as Chinese offices have them: GBK or UTF-8, comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re

from config.sheets.apostrophes import unmarked
from config.sheets.reading.refusals import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MAX_TEXT,
    NUL,
    TEXT_ENCODING,
    TOO_MANY_CELLS,
    UnreadableFile,
    too_far,
    too_long_text,
    too_many_rows,
)
from config.sheets.reading.sheet import Cell, RawSheet, trim, trim_rows

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
_QUOTED = re.compile(r'"[^"]*"')
_DECLARED = re.compile(r'"?sep=([^\r\n"])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_delimited(data: bytes, *, name: str) -> RawSheet:
    """One sheet called ``name``; cells are str or None, and nothing is stripped from them but
    the apostrophe that keeps a text a text.

    A row is a record: line breaks within quotation marks do not count, blank lines do, as in the
    spreadsheet programs. Raises UnreadableFile.
    """
    text = _decoded(data)
    if "\0" in text:
        raise UnreadableFile(NUL)
    declared = _DECLARED.match(text)
    if declared:
        delimiter, text = declared[1], text[declared.end() :]
    else:
        delimiter = _sniffed(text)
    return RawSheet(name, _rows(text, delimiter))


def _decoded(data: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableFile(TEXT_ENCODING)


def _sniffed(text: str) -> str:
    """The delimiter that stands in most of the first lines, then the most frequent one."""
    lines = _QUOTED.sub("", text[:_SNIFFED_TEXT]).splitlines()[:_SNIFFED_LINES]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(_DELIMITERS, key=weight)


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = 0
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        _check_texts(record, number + 1)
        row = trim([unmarked(cell) or None for cell in record])
        cells += len(row)
        if cells > MAX_CELLS:
            raise UnreadableFile(TOO_MANY_CELLS)
        if len(row) > MAX_COLUMNS:
            raise too_far(number + 1, len(row))
        rows.append(row)
    trim_rows(rows)
    if len(rows) > MAX_ROWS:
        raise too_many_rows(len(rows))
    return rows


def _check_texts(record: list[str], number: int) -> None:
    """``number``: of the row, from 1."""
    for column, text in enumerate(record, start=1):
        if len(text) > MAX_TEXT:
            raise too_long_text(number, column)
