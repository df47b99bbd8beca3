"""xlsx before the parser sees it: how far a sheet reaches, and which cells hold a formula's error.

By regular expressions on pieces of a mebibyte: 100,000 rows of 13 columns take a third of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.sheets.reading.archive import Archive
from config.sheets.reading.markup import checked
from config.sheets.reading.refusals import (
    MACROS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MEBIBYTE,
    UnreadableFile,
    check_extent,
    too_far,
    too_long_text,
    too_many_cells,
    too_many_rows,
)
from config.sheets.reading.sheet import Faults, column_number

_SEAM = 32 * 1024
"""Looked at again with the next piece: longer than a cell's tag and its formula (8,192 letters)."""
_LONGEST_TEXT = MEBIBYTE // 2
"""A text of 32,767 characters takes less even when each is written &#131072;."""

_ROOT = re.compile(rb"<(?:(\w+):)?(worksheet|sst)\b")
_FILLED = rb"[^>]{0,400}(?<!/)>\s*<(?:\w+:)?[vfi]"
_BEYOND_Z = re.compile(rb' r="([A-Z]{2,9})[0-9]+"' + _FILLED)
_SEVEN_DIGITS = re.compile(rb' r="[A-Z]*([0-9]{7,18})"')
_REFERENCE = re.compile(rb' r="([A-Z]{1,9})([0-9]{1,18})"')
_FAULT = re.compile(
    rb' r="([A-Z]{1,9})([0-9]{1,7})"[^>]{0,400}?\st="e"[^>]{0,400}>\s*'
    rb"(?:<(?:\w+:)?f\b[^>]{0,400}(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"
    rb"<(?:\w+:)?v>\s*(#[^<]{1,20})<"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet(?=\s)[^>]*?\s\w+:id\s*=\s*[\"']([^\"']+)")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ID = re.compile(rb"\sId\s*=\s*[\"']([^\"']+)")
_TARGET = re.compile(rb"\sTarget\s*=\s*[\"']([^\"']+)")


def survey(archive: Archive) -> list[Faults]:
    """Go through every part; the failed formulas of each sheet, in the order of the workbook."""
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.names):
        raise UnreadableFile(MACROS)
    found = {name: _survey_part(checked(archive, name)) for name in archive.names}
    return [found.get(name, {}) for name in _sheet_parts(archive)]


def _survey_part(pieces: Iterator[bytes]) -> Faults:
    extent: _Extent | None = None
    root = None
    for number, piece in enumerate(pieces):
        if number == 0:
            root = _ROOT.search(piece)
            extent = _Extent(root[1] or b"") if root and root[2] == b"worksheet" else None
            gap = 0
        if root:
            gap = _check_text(piece, gap)
        if extent:
            extent.look(piece)
    return extent.faults if extent else {}


def _check_text(piece: bytes, gap: int) -> int:
    """Bytes since the last tag, which are the text of one cell, so far."""
    last = piece.rfind(b"<")
    gap = len(piece) - last if last >= 0 else gap + len(piece)
    if gap > _LONGEST_TEXT:
        raise too_long_text()
    return gap


class _Extent:
    """How far one sheet's filled cells reach, kept up piece by piece.

    Columns up to Z are not searched for, as they do no harm even to the last row.
    """

    def __init__(self, prefix: bytes) -> None:
        colon = prefix + b":" if prefix else b""
        self._ends = (b"</" + colon + b"v>", b"</" + colon + b"is>")
        self._seam = b""
        self._cells = 0
        self._rows = 0
        self._columns = 0
        self.faults: Faults = {}

    def look(self, piece: bytes) -> None:
        text = self._seam + piece
        self._cells += sum(map(piece.count, self._ends))
        if self._cells > MAX_CELLS:
            raise too_many_cells()
        _check_row_numbers(text)
        self._widen(text)
        self._lengthen(text)
        if b't="e"' in text:
            self._note_faults(text)
        self._seam = text[-_SEAM:]

    def _widen(self, text: bytes) -> None:
        for letters in set(_BEYOND_Z.findall(text)):
            number = column_number(letters.decode())
            self._columns = max(self._columns, number)
            if number > MAX_COLUMNS:
                where = re.search(b' r="' + letters + b'([0-9]+)"' + _FILLED, text)
                raise too_far(int(where[1]) if where else None, number)

    def _lengthen(self, text: bytes) -> None:
        """The last filled cell of the piece: rows come in ascending order, or the limits of the
        parsing process hold."""
        start = text.rfind(b' r="', 0, max(0, *map(text.rfind, self._ends)))
        last = _REFERENCE.match(text, start) if start >= 0 else None
        if last and int(last[2]) > self._rows:
            self._rows = int(last[2])
            furthest = (self._rows, column_number(last[1].decode()))
            check_extent(self._rows, max(self._columns, furthest[1]), furthest=furthest)

    def _note_faults(self, text: bytes) -> None:
        for letters, row, fault in _FAULT.findall(text):
            self.faults[int(row) - 1, column_number(letters.decode()) - 1] = fault.decode(
                "ascii", "replace"
            )


def _check_row_numbers(text: bytes) -> None:
    for digits in set(_SEVEN_DIGITS.findall(text)):
        if int(digits) > MAX_ROWS:
            raise too_many_rows(int(digits))


def _sheet_parts(archive: Archive) -> list[str]:
    """The part of each sheet, folded as the archive folds names."""
    targets = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        identity, target = _ID.search(tag), _TARGET.search(tag)
        if identity and target:
            targets[identity[1]] = target[1].decode("utf-8", "replace").lower()
    return [
        _part_name(targets.get(identity, ""))
        for identity in _SHEET.findall(archive.read("xl/workbook.xml"))
    ]


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return target if target.startswith("xl/") else f"xl/{target}"
