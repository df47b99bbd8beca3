"""What the parsing process says to its parent: a line of JSON a message, so that a parser taken
over by a hostile file can send nothing but data.

A block of rows travels by columns. A date travels as a list of one text, [2024-01-02]: no other
cell is a list, and only columns marked as dated are searched for them.
"""

from __future__ import annotations

import datetime
import json
import math
import sys
from collections.abc import Sequence
from typing import Any

from config.sheets.reading.sheet import Cell

SHEET, ROWS, END, REFUSED = "sheet", "rows", "end", "refused"

_TEXT = {str}
_NUMBERS = {float}
_KINDS = {str, int, float, bool, type(None), datetime.date, datetime.datetime}


def pack(*message: Any) -> bytes:
    """One message as one line."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def pack_column(cells: Sequence[Any]) -> tuple[bool, list[Any]]:
    """Cells as the parser gives them ("" when empty): whether there are dates, what travels."""
    kinds = set(map(type, cells))
    if kinds == _TEXT:
        return False, [cell or None for cell in cells] if "" in cells else list(cells)
    if kinds == _NUMBERS and math.isfinite(sum(cells)):
        return False, list(cells)
    packed = [_pack_cell(cell) for cell in cells]
    return any(type(cell) is list for cell in packed), packed


def _pack_cell(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time.min
        return [cell.date().isoformat() if midnight else cell.isoformat()]
    if isinstance(cell, datetime.date):
        return [cell.isoformat()]
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return cell if isinstance(cell, (str, int, float)) else str(cell)


def unpack_column(dated: bool, cells: list[Any]) -> list[Cell]:  # noqa: FBT001 -- as it came
    """Raises ValueError, TypeError or LookupError for what is no column of cells."""
    if dated:
        cells = [_unpack_date(cell[0]) if type(cell) is list else cell for cell in cells]
    kinds = set(map(type, cells))
    if not kinds <= _KINDS:
        raise ValueError(cells)
    # Most columns repeat a few words; each is kept once, which halves what a large sheet takes.
    repeats = kinds == _TEXT and 2 * len(set(cells)) <= len(cells)
    return list(map(sys.intern, cells)) if repeats else cells


def _unpack_date(text: str) -> datetime.date | datetime.datetime:
    if "T" in text:
        return datetime.datetime.fromisoformat(text)
    return datetime.date.fromisoformat(text)
