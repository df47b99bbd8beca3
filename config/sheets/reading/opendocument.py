"""ods before the parser sees it: one cell or row may stand there a milliard times by an attribute.

Files end with a million repeated empty rows as a matter of course; only filled ones count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.sheets.reading.archive import Archive
from config.sheets.reading.markup import checked
from config.sheets.reading.refusals import (
    DAMAGED,
    MACROS,
    MAX_CELLS,
    MAX_ROWS,
    MEBIBYTE,
    PASSWORD,
    UnreadableFile,
    check_extent,
    too_long_text,
    too_many_cells,
    too_many_rows,
)
from config.sheets.reading.sheet import Faults

_CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_TOKEN = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>"
    rb"(?:<text:p>([^<]{1,20})</text:p>)?"
)
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,10})"')
_LONGEST_GAP = MEBIBYTE // 2


def survey(archive: Archive) -> list[Faults]:
    """Go through every part; the failed formulas of each sheet, in the order of the file."""
    if b"encryption-data" in archive.read(_MANIFEST):
        raise UnreadableFile(PASSWORD)
    if any(name.startswith("basic/") for name in archive.names):
        raise UnreadableFile(MACROS)
    for name in archive.names:
        if name != _CONTENT:
            for _piece in checked(archive, name):
                pass
    walk = _Walk()
    for text in _whole_tags(checked(archive, _CONTENT)):
        walk.look(text)
    return walk.faults


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same text cut so that no cell's tag is torn from its paragraph."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = max(0, text.rfind(b"<table:"))
        if len(text) - cut > 2 * MEBIBYTE or (b"<" not in piece and len(text) > _LONGEST_GAP):
            raise too_long_text()
        yield text[:cut]
        rest = text[cut:]
    yield rest


class _Walk:
    """Counts filled cells and rows with their repetitions, table by table."""

    def __init__(self) -> None:
        self.faults: list[Faults] = []
        self._cells = 0
        self._begin_table()

    def look(self, text: bytes) -> None:
        for closing, kind, attributes, paragraph in _TOKEN.findall(text):
            if kind == b"table-row":
                self._end_row()
                if not closing:
                    self._begin_row(_times(attributes))
            elif kind == b"table":
                self._end_row()
                if not closing:
                    self._begin_table()
                    self.faults.append({})
            elif not closing:
                self._look_at_cell(attributes, paragraph)

    def _begin_table(self) -> None:
        self._row = self._column = 0
        self._widest = 1
        self._repeat = 0
        self._filled = 0
        self._filled_to = 0

    def _begin_row(self, repeat: int) -> None:
        if repeat > MAX_ROWS:
            raise too_many_rows(repeat)
        self._repeat = repeat

    def _end_row(self) -> None:
        self._row += self._repeat
        if self._filled:
            self._cells += self._filled * self._repeat
            if self._cells > MAX_CELLS:
                raise too_many_cells()
            self._widest = max(self._widest, self._filled_to)
            furthest = (self._row, self._filled_to)
            check_extent(self._row, self._widest, furthest=furthest)
        self._repeat = self._column = self._filled = 0

    def _look_at_cell(self, attributes: bytes, paragraph: bytes) -> None:
        times = _times(attributes)
        if times > MAX_ROWS or not self.faults:
            raise UnreadableFile(DAMAGED)
        if b"value-type=" in attributes:
            if b'string-value=""' in attributes and paragraph.startswith((b"#", b"Err:")):
                self.faults[-1][self._row, self._column] = paragraph.decode("utf-8", "replace")
            self._filled += times
            self._filled_to = self._column + times
        self._column += times


def _times(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1
