"""Rules for every XML part of a workbook: plain UTF-8, no definitions of entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.sheets.reading.archive import Archive
from config.sheets.reading.refusals import DEFINITIONS, ENCODING, UnreadableFile

_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_UTF_8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_OTHER_PROGRAMS = ("customxml/", "docprops/")
"""Parts that hold no cells; Power Query keeps UTF-16 there."""


def is_markup(first: bytes) -> bool:
    """Whether a part that begins so is XML, to tell it from pictures and other binary parts."""
    return first.removeprefix(_MARK).lstrip().startswith(b"<")


def checked(archive: Archive, name: str) -> Iterator[bytes]:
    """The pieces of a part, XML or not, refused where XML is not what the parser will take it for.

    To be gone through to the end even where the content does not matter: what comes out counts.
    """
    seam = b""
    markup = True
    for number, piece in enumerate(archive.pieces(name)):
        if number == 0:
            markup = is_markup(piece)
            _check_encoding(name, piece)
        if markup:
            _check_markup(name, seam + piece[:16], piece)
            seam = piece[-16:]
        yield piece


def _check_encoding(name: str, first: bytes) -> None:
    if name.startswith(_OTHER_PROGRAMS):
        return
    if name.endswith((".xml", ".rels")) and first.startswith(_UTF_16):
        raise UnreadableFile(ENCODING)
    declared = _DECLARED.match(first.removeprefix(_MARK).lstrip()[:1024])
    if declared and declared[1].lower() not in _UTF_8:
        raise UnreadableFile(ENCODING)


def _check_markup(name: str, join: bytes, piece: bytes) -> None:
    for text in (join, piece):
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise UnreadableFile(DEFINITIONS)
    if b"\0" in piece and not name.startswith(_OTHER_PROGRAMS):
        raise UnreadableFile(ENCODING)
