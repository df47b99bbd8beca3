"""xls and et (BIFF in an OLE file) before the parser sees it: extent, passwords, macros, errors.

Records and their numbers: [MS-XLS]. A record is number, length, body; a cell begins row, column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from config.sheets.reading.compound import CompoundFile
from config.sheets.reading.refusals import (
    DAMAGED,
    MACROS,
    NOT_A_SHEET,
    PASSWORD,
    WORD,
    UnreadableFile,
    check_extent,
)
from config.sheets.reading.sheet import Faults

_BOF, _FILE_PASS, _BOUND_SHEET, _BOOL_ERR = 0x0809, 0x002F, 0x0085, 0x0205
_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_CELLS = _FORMULAS | {0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip

_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHxx")
_RESULT = struct.Struct("<6xBxBxxxH")
"""A formula's: its kind, the code of its error, and a mark that it is no number."""
_IS_FAULT, _NO_NUMBER = 2, 0xFFFF
_TRUTH = struct.Struct("<6xBB")
"""A constant's: its value, and whether that is the code of an error."""


def survey(compound: CompoundFile) -> list[Faults]:
    """The failed formulas of each sheet, in the order of the workbook."""
    names = compound.names
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise UnreadableFile(PASSWORD)
    if any(name.upper().startswith("_VBA_PROJECT") for name in names):
        raise UnreadableFile(MACROS)
    if "WordDocument" in names:
        raise UnreadableFile(WORD)
    books = [name for name in names if name.lower() in ("workbook", "book")]
    if not books:
        raise UnreadableFile(NOT_A_SHEET)
    try:
        return _survey_book(compound.stream(max(books)))
    except (struct.error, IndexError):  # a record is shorter than its kind, a chain leaves the file
        raise UnreadableFile(DAMAGED) from None


def _survey_book(book: bytes) -> list[Faults]:
    """The book begins with the places of its sheets, so one walk meets each after its name."""
    sheets: dict[int, _Extent] = {}
    current = _Extent()
    for start, number, body in _records(book):
        if number in _CELLS:
            current.note(number, body)
        elif number == _BOUND_SHEET:
            sheets[int.from_bytes(body[:4], "little")] = _Extent()
        elif number == _FILE_PASS:
            raise UnreadableFile(PASSWORD)
        elif number == _BOF:
            current = sheets.get(start, current)
    return [sheet.faults for sheet in sheets.values()]


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    start = 0
    while start + _HEAD.size <= len(book):
        number, length = _HEAD.unpack_from(book, start)
        body = start + _HEAD.size
        yield start, number, book[body : body + length]
        start = body + length


class _Extent:
    """How far one sheet's filled cells reach."""

    def __init__(self) -> None:
        self._rows = self._columns = 0
        self.faults: Faults = {}

    def note(self, number: int, body: bytes) -> None:
        row, column = _CELL.unpack_from(body)
        if row >= self._rows or column >= self._columns:
            self._rows = max(self._rows, row + 1)
            self._columns = max(self._columns, column + 1)
            check_extent(self._rows, self._columns, furthest=(row + 1, column + 1))
        fault = _fault(number, body)
        if fault is not None:
            self.faults[row, column] = _FAULTS.get(fault, "#N/A")


def _fault(number: int, body: bytes) -> int | None:
    if number == _BOOL_ERR:
        value, failed = _TRUTH.unpack_from(body)
        return value if failed else None
    if number in _FORMULAS:
        kind, value, mark = _RESULT.unpack_from(body)
        return value if (kind, mark) == (_IS_FAULT, _NO_NUMBER) else None
    return None
