"""The zip around a workbook: its parts, unpacked piece by piece and never beyond a limit."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from config.sheets.reading.refusals import DAMAGED, MEBIBYTE, PASSWORD, UNPACKED, UnreadableFile

MAX_UNPACKED = 512 * MEBIBYTE
"""All parts together: some 400,000 rows of 30 columns, or a million formatted empty rows."""
MAX_PARTS = 10_000
PIECE = MEBIBYTE

_CENTRAL_HEADER = b"PK\x01\x02"
_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_LENGTH = 30
_STEP = 64 * 1024
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile, EOFError, IndexError, NotImplementedError, OSError, OverflowError,
    ValueError, struct.error,
)  # fmt: skip


class Archive:
    """The parts of a zip by name, folded as the parser folds it: lower case, forward slashes.

    Raises UnreadableFile for what is broken, encrypted, ambiguous (one name twice) or too large:
    by what the zip declares, and again by what comes out of it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MAX_UNPACKED
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in _directory(data):
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            if name in self._parts:
                raise UnreadableFile(DAMAGED)
            self._parts[name] = info
        if any(info.flag_bits & _ENCRYPTED for info in self._parts.values()):
            raise UnreadableFile(PASSWORD)
        if sum(info.file_size for info in self._parts.values()) > MAX_UNPACKED:
            raise UnreadableFile(UNPACKED)

    @property
    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, name: str, *, at_most: int = 8 * MEBIBYTE) -> bytes:
        """A small part whole; b"" when there is none."""
        if name not in self._parts:
            return b""
        content = bytearray()
        for piece in self.pieces(name):
            content += piece
            if len(content) > at_most:
                raise UnreadableFile(UNPACKED)
        return bytes(content)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part unpacked in pieces of at most a mebibyte; their sum counts against the limit."""
        info = self._parts[name]
        unpack = {zipfile.ZIP_STORED: _stored, zipfile.ZIP_DEFLATED: _inflated}
        if info.compress_type not in unpack:
            raise UnreadableFile(DAMAGED)
        for piece in unpack[info.compress_type](self._packed(info)):
            self._left -= len(piece)
            if self._left < 0:
                raise UnreadableFile(UNPACKED)
            if piece:
                yield piece

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        header = self._data[info.header_offset : info.header_offset + _LOCAL_LENGTH]
        if len(header) < _LOCAL_LENGTH or not header.startswith(_LOCAL_HEADER):
            raise UnreadableFile(DAMAGED)
        start = info.header_offset + _LOCAL_LENGTH + sum(struct.unpack("<HH", header[26:30]))
        packed = memoryview(self._data)[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise UnreadableFile(DAMAGED)
        return packed


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    if data.count(_CENTRAL_HEADER) > MAX_PARTS:
        raise UnreadableFile(UNPACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return [info for info in opened.infolist() if not info.is_dir()]
    except _BROKEN:
        raise UnreadableFile(DAMAGED) from None


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE):
        yield bytes(packed[start : start + PIECE])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _STEP):
            waiting = bytes(packed[start : start + _STEP])
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, PIECE)
                waiting = inflater.unconsumed_tail
        while not inflater.eof:
            piece = inflater.decompress(b"", PIECE)
            if not piece:
                raise UnreadableFile(DAMAGED)
            yield piece
    except zlib.error:
        raise UnreadableFile(DAMAGED) from None
