"""Starts the parsing process, feeds it, and believes nothing it says but plain cells."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from config.sheets.reading import wire
from config.sheets.reading.refusals import (
    BUSY,
    DIED,
    MAX_COLUMNS,
    MAX_ROWS,
    MEBIBYTE,
    TOO_SLOW,
    UNPACKED,
    UnreadableFile,
)
from config.sheets.reading.sheet import Cell, RawSheet, trim, trim_rows

SECONDS = 90.0
"""By the clock, for one file; the process itself has 60 seconds of processor time."""
MAX_ANSWER = 256 * MEBIBYTE

_HOME = Path(__file__).resolve().parents[3]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from config.sheets.reading.child import main; main()"
)
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT")
"""The environment holds the keys of the private fields: a parser sees nothing of it but these."""
_OUT_OF_TIME = (-signal.SIGXCPU,) if hasattr(signal, "SIGXCPU") else ()

logger = logging.getLogger(__name__)


def parse_apart(data: bytes, *, seconds: float = SECONDS) -> list[RawSheet]:
    """Sheets of a zip or OLE workbook, parsed in a process of its own. Raises UnreadableFile."""
    with _started() as child, _alarm(child, seconds) as late:
        try:
            _feed(child, data)
            sheets = _collect(child.stdout)
            if sheets is None:
                raise _epitaph(child.wait(), late=late.is_set())
            return sheets
        finally:
            child.kill()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-B", "-c", _START, str(_HOME)]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
        )
    except OSError:
        logger.exception("The parsing process could not be started.")
        raise UnreadableFile(BUSY) from None


@contextlib.contextmanager
def _alarm(child: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    late = threading.Event()

    def ring() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, ring)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    if child.stdin is None:
        return
    with contextlib.suppress(OSError):  # it has died: its end tells why
        child.stdin.write(data)
    with contextlib.suppress(OSError):
        child.stdin.close()


def _epitaph(status: int, *, late: bool) -> UnreadableFile:
    """Why a process fell silent. ``status``: negative is the signal that ended it."""
    logger.warning("The parsing process ended with status %s.", status)
    return UnreadableFile(TOO_SLOW if late or status in _OUT_OF_TIME else DIED)


def _collect(lines: IO[bytes] | None) -> list[RawSheet] | None:
    """The sheets told; None when the telling broke off."""
    listener = _Listener()
    left = MAX_ANSWER
    while lines is not None and (line := lines.readline(left + 1)):
        left -= len(line)
        if left < 0:
            raise UnreadableFile(UNPACKED)
        try:
            if listener.hear(json.loads(line)):
                return listener.sheets
        except (LookupError, RecursionError, TypeError, ValueError):
            raise UnreadableFile(DIED) from None
    return None


class _Listener:
    """Builds sheets from messages."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self._left = 0

    def hear(self, message: Any) -> bool:
        """True when all is said. Raises ValueError for what is no message."""
        match message:
            case [wire.SHEET, str(name), bool(hidden), int(left)] if 0 <= left < MAX_COLUMNS:
                self.sheets.append(RawSheet(name, [], hidden))
                self._left = left
            case [wire.ROWS, int(blanks), list(columns)] if self.sheets:
                self._add_rows(blanks, columns)
            case [wire.REFUSED, str(sentence)]:
                raise UnreadableFile(sentence)
            case [wire.END]:
                for sheet in self.sheets:
                    trim_rows(sheet.rows)
                return True
            case _:
                raise ValueError(message)
        return False

    def _add_rows(self, blanks: int, columns: list[Any]) -> None:
        rows = self.sheets[-1].rows
        cells = [wire.unpack_column(dated, packed) for dated, packed in columns]
        if blanks + len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
            raise ValueError(blanks)
        rows.extend([] for _ in range(blanks))
        margin: list[Cell] = [None] * self._left
        for row in zip(*cells, strict=True):
            rows.append(trim([*margin, *row]))
