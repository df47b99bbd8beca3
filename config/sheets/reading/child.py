"""The parsing process: a workbook on standard input, messages (``wire``) on standard output.

A parser may abort, loop or swallow the memory over a hostile file; it does so here, under limits,
without Django, the database's address or the keys.
"""

from __future__ import annotations

import contextlib
import gc
import io
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from config.sheets.reading import guard, wire
from config.sheets.reading.refusals import (
    DAMAGED,
    DIED,
    MAX_COLUMNS,
    MAX_TEXT,
    PASSWORD,
    UnreadableFile,
    check_extent,
    too_far,
    too_long_text,
)
from config.sheets.reading.sheet import Faults

try:
    import resource
except ImportError:  # Windows: only the parent's clock holds
    resource = None  # type: ignore[assignment]

MEMORY = 2 * 1024**3
CPU_SECONDS = 60
BLOCK = 1000
"""Rows a message: what fits the processor's cache (measured best between 500 and 5,000)."""

Write = Callable[[bytes], Any]


def main() -> None:
    limit_resources()
    gc.disable()
    answer(sys.stdin.buffer.read(), sys.stdout.buffer.write)
    sys.stdout.buffer.flush()


def limit_resources() -> None:
    """Memory and processor time; no file can be written, and no core is dumped."""
    if resource is None:
        return
    limits = {
        resource.RLIMIT_AS: (MEMORY, MEMORY),
        resource.RLIMIT_CPU: (CPU_SECONDS, CPU_SECONDS + 1),  # the first tells why it ends
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a stricter limit stands already
            resource.setrlimit(kind, most)


def answer(data: bytes, write: Write) -> None:
    """Say all sheets and END, or at any point REFUSED with the sentence for the clerk."""
    try:
        faults = guard.survey(data)
        _say_sheets(data, faults, write)
        write(wire.pack(wire.END))
    except UnreadableFile as unreadable:
        write(wire.pack(wire.REFUSED, str(unreadable)))
    except python_calamine.PasswordError:
        write(wire.pack(wire.REFUSED, PASSWORD))
    except MemoryError:
        write(wire.pack(wire.REFUSED, DIED))
    except BaseException:  # noqa: BLE001 -- a Rust panic is no Exception
        write(wire.pack(wire.REFUSED, DAMAGED))


def _say_sheets(data: bytes, faults: list[Faults], write: Write) -> None:
    with python_calamine.load_workbook(io.BytesIO(data)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                hidden = about.visible != SheetVisibleEnum.Visible
                sheet = book.get_sheet_by_index(index)
                failed = faults[index] if index < len(faults) else {}
                _say_sheet(sheet, failed, hidden=hidden, write=write)


def _say_sheet(sheet: CalamineSheet, failed: Faults, *, hidden: bool, write: Write) -> None:
    if sheet.start is None or sheet.end is None:
        write(wire.pack(wire.SHEET, sheet.name, hidden, 0))
        return
    left, (last_row, last_column) = sheet.start[1], sheet.end
    if last_column >= MAX_COLUMNS:
        raise too_far(None, last_column + 1)
    check_extent(last_row + 1, last_column + 1, furthest=(last_row + 1, last_column + 1))
    write(wire.pack(wire.SHEET, sheet.name, hidden, left))
    top = blanks = 0
    rows = sheet.iter_rows()
    while block := list(itertools.islice(rows, BLOCK)):
        _set_faults(block, failed, top, left)
        columns = list(zip(*block, strict=True))
        if any(column.count("") < len(column) for column in columns):
            _check_texts(columns, sheet.name, top, left)
            packed = [wire.pack_column(column) for column in columns]
            write(wire.pack(wire.ROWS, blanks, packed))
            blanks = 0
        else:
            blanks += len(block)
        top += len(block)


def _set_faults(block: list[list[Any]], failed: Faults, top: int, left: int) -> None:
    if not failed:
        return
    for row in range(top, top + len(block)):
        cells = block[row - top]
        for column in range(left, left + len(cells)):
            if (row, column) in failed:
                cells[column - left] = failed[row, column]


def _check_texts(columns: list[tuple[Any, ...]], name: str, top: int, left: int) -> None:
    for column, row in _long_texts(columns):
        raise too_long_text(top + row + 1, left + column + 1, sheet=name)


def _long_texts(columns: list[tuple[Any, ...]]) -> Iterator[tuple[int, int]]:
    for number, cells in enumerate(columns):
        if set(map(type, cells)) == {str} and len(max(cells, key=len)) <= MAX_TEXT:
            continue
        for row, cell in enumerate(cells):
            if type(cell) is str and len(cell) > MAX_TEXT:
                yield number, row
