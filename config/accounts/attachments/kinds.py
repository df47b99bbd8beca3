"""What a file is, told by its bytes; the name it came under says nothing."""

from __future__ import annotations

import io
import zipfile
import zlib

from config.accounts.attachments.active_pdf import reason_against
from config.accounts.attachments.refusals import (
    ARCHIVE,
    DAMAGED,
    EMPTY,
    MACROS,
    NOT_KNOWN,
    OLD_OFFICE,
    UNPACKED,
    FileRefused,
)
from config.accounts.choices import FileKind

MEBIBYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEBIBYTE
MOST_PARTS = 5_000
PDF_TAIL = 1024
"""Bytes from its end in which a PDF says that it is over."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _CENTRAL, _ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_ZIP_END_LENGTH = 22
_TYPES = "[Content_Types].xml"
_MAIN = {
    FileKind.DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
    FileKind.XLSX: ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_ACTIVE = ("vbaproject", "/activex/", "/macrosheets/")
_BROKEN = (
    zipfile.BadZipFile, EOFError, IndexError, KeyError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError, zlib.error,
)  # fmt: skip


def kind_of(data: bytes) -> FileKind:
    """The kind, or FileRefused with the sentence."""
    if not data:
        raise FileRefused(EMPTY)
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(_OLE):
        raise FileRefused(OLD_OFFICE)
    if data.startswith(_ZIP):
        return _office(data)
    raise FileRefused(NOT_KNOWN)


def _pdf(data: bytes) -> FileKind:
    """A PDF from its first byte to its last: what another program would open as a zip is none,
    and what acts when it is opened is not taken."""
    tail = data[-PDF_TAIL:]
    if b"%%EOF" not in tail:
        raise FileRefused(DAMAGED)
    if _ZIP_END in tail[tail.rindex(b"%%EOF") :] or zipfile.is_zipfile(io.BytesIO(data)):
        raise FileRefused(NOT_KNOWN)
    if reason := reason_against(data):
        raise FileRefused(reason)
    return FileKind.PDF


def _office(data: bytes) -> FileKind:
    """A workbook or document of Office, each of its parts unpacked once and within bounds."""
    if data.count(_CENTRAL) > MOST_PARTS:
        raise FileRefused(UNPACKED)
    if not data[-_ZIP_END_LENGTH:].startswith(_ZIP_END):
        raise FileRefused(DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kind_within(archive)
    except _BROKEN:
        raise FileRefused(DAMAGED) from None


def _kind_within(archive: zipfile.ZipFile) -> FileKind:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) < len(names):
        raise FileRefused(DAMAGED)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(UNPACKED)
    if _TYPES not in names:
        raise FileRefused(ARCHIVE)
    for part in parts:
        _unpack(archive, part)
    types = archive.read(_TYPES)
    if b"macroenabled" in types.lower() or any(_is_active(name) for name in names):
        raise FileRefused(MACROS)
    for kind, (main, of_type) in _MAIN.items():
        if main in names and of_type in types:
            return kind
    raise FileRefused(NOT_KNOWN)


def _is_active(name: str) -> bool:
    folded = f"/{name.lower()}"
    return any(word in folded for word in _ACTIVE)


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part through: the library stops at the size it declares and compares the checksum."""
    with archive.open(part) as stream:
        while stream.read(MEBIBYTE):
            pass
