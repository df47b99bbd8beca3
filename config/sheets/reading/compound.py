"""The OLE compound file around an old workbook: the names of its streams, and one stream's bytes.

Layout: [MS-CFB], a chain of sectors a stream; streams below 4,096 bytes live in a stream of their
own, the mini stream. The header's second half lists where the table of chains is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from config.sheets.reading.refusals import DAMAGED, UnreadableFile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<26xH2xH12xLL4xLL4xL4x")
_ENTRY = struct.Struct("<64sHBx48xLQ")
_ENTRY_LENGTH = 128
_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers above it mean: end of chain, free, table."""
_STREAM, _ROOT = 2, 5
_MINI = 64


class CompoundFile:
    """``names``: streams and storages. Raises UnreadableFile for what is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError):
            raise UnreadableFile(DAMAGED) from None

    def _open(self) -> None:
        version, shift, fats, directory, self._small, mini, difat = _HEADER.unpack_from(self._data)
        self._size = 4096 if (version, shift) == (4, 12) else 512
        self._table = self._read_table(fats, difat)
        self._mini_table = _numbers(self._joined(mini, self._table, self._sector))
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        entries = self._joined(directory, self._table, self._sector)
        for start in range(0, len(entries) - _ENTRY_LENGTH + 1, _ENTRY_LENGTH):
            self._note(entries, start)

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The whole stream. ``name`` must be among ``names``."""
        first, size = self._entries[name]
        if size < self._small:
            return self._joined(first, self._mini_table, self._mini_sector)[:size]
        return self._joined(first, self._table, self._sector)[:size]

    def _note(self, entries: bytes, start: int) -> None:
        raw, length, kind, first, size = _ENTRY.unpack_from(entries, start)
        name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == _ROOT:
            self._mini_stream = self._joined(first, self._table, self._sector)
        elif kind:
            self._entries[name] = (first, size & 0xFFFFFFFF if kind == _STREAM else 0)

    def _read_table(self, count: int, more: int) -> tuple[int, ...]:
        """The sector after each sector, from the tables that the header names."""
        count = min(count, len(self._data) // (self._size * self._size // 4) + 2)
        at = list(struct.unpack_from(f"<{_IN_HEADER}L", self._data, _HEADER.size))
        while more < _LAST_SECTOR and len(at) < count:
            *further, more = _numbers(self._sector(more))
            at.extend(further)
        tables = (number for number in at[:count] if number < _LAST_SECTOR)
        return _numbers(b"".join(self._sector(number) for number in tables))

    def _joined(self, first: int, table: tuple[int, ...], sector: Callable[[int], bytes]) -> bytes:
        return b"".join(sector(number) for number in _chain(first, table))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise IndexError(number)
        return sector

    def _mini_sector(self, number: int) -> bytes:
        return self._mini_stream[number * _MINI : (number + 1) * _MINI]


def _chain(number: int, table: tuple[int, ...]) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = table[number]
    raise UnreadableFile(DAMAGED)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}L", content[: len(content) // 4 * 4])
