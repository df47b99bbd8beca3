"""What in a PDF would act when it is opened.

Nothing here believes where the file says that its objects lie: names are looked for in every byte,
written out or escaped, and within unpacked object streams. Two things alone are passed over: the
address of a link, and /JS by chance in a picture's bytes. What cannot be looked into is told too.
"""

from __future__ import annotations

import re
import zlib

from config.accounts.attachments.refusals import (
    PDF_ENCRYPTED,
    PDF_FORM,
    PDF_HOLDS_FILES,
    PDF_LAUNCHES,
    PDF_MEDIA,
    PDF_SCRIPT,
    PDF_UNREADABLE,
    UNPACKED,
)

MOST_OBJECTS = 32 * 1024 * 1024
"""Bytes that all object streams of a file may come to."""

_SCRIPT_TEXT = b"JS"
_SAID_OF = {
    b"JavaScript": PDF_SCRIPT,
    _SCRIPT_TEXT: PDF_SCRIPT,
    b"XFA": PDF_FORM,
    b"Rendition": PDF_MEDIA,
    b"RichMedia": PDF_MEDIA,
    b"Launch": PDF_LAUNCHES,
    b"EmbeddedFile": PDF_HOLDS_FILES,
    b"EmbeddedFiles": PDF_HOLDS_FILES,
    b"FileAttachment": PDF_HOLDS_FILES,
    b"Encrypt": PDF_ENCRYPTED,
}
_NAME_PATTERN = rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]++"
_NAME = re.compile(_NAME_PATTERN)
_TOKEN = re.compile(rb"endstream|stream\r?\n|(?<=[\x00\t\n\f\r \d])obj|" + _NAME_PATTERN)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ADDRESS = re.compile(rb"(?<!\\)\((?:https?|mailto):(?:\\[^\r\n]|[^()\\\r\n<>])*+\)")
"""The address of a link, on one line. Whatever a reader takes its first mark for, it comes out of
the last one in the same state: so no name that a reader would see is lost with it."""
_PLAIN_STREAM = re.compile(rb"<<([^()%<>]*+)>>\s*+stream\r?\n")
"""A stream whose dictionary holds neither text nor comments: all readers see it begin there."""
_PLAIN_NAMES = {
    b"Type",
    b"ObjStm",
    b"N",
    b"First",
    b"Length",
    b"Extends",
    b"Filter",
    b"FlateDecode",
}
_DEFLATED = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
_A_NUMBER = re.compile(rb"\s+\d++(?!\s+\d+\s+R)")


def reason_against(data: bytes) -> str:
    """The sentence why a PDF is not taken; empty when nothing in it acts."""
    return _said_of(data) or _said_of_object_streams(data)


def _said_of(data: bytes) -> str:
    """What the names say; /JS counts within a stream too once an object seems to begin there."""
    in_stream = False
    for token in _TOKEN.finditer(_ADDRESS.sub(b"", data)):
        word = token[0]
        if not word.startswith(b"/"):
            in_stream = word.startswith(b"stream")
            continue
        name = _plain(word)
        if name in _SAID_OF and not (in_stream and name == _SCRIPT_TEXT):
            return _SAID_OF[name]
    return ""


def _plain(word: bytes) -> bytes:
    """A name without its slash, its escapes undone."""
    if b"#" not in word:  # nearly all; a hostile file holds millions
        return word[1:]
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), word[1:])


def _said_of_object_streams(data: bytes) -> str:
    """Every stream of objects unpacked; a mark of one that is not written plainly is refused."""
    left, marks_read = MOST_OBJECTS, 0
    for stream in _PLAIN_STREAM.finditer(data):
        if not (marks := _marks(stream[1])):
            continue
        marks_read += marks
        packed = data[stream.end() : data.find(b"endstream", stream.end())]
        objects = _unpacked(stream[1], packed, left)
        if objects is None:
            return PDF_UNREADABLE
        left -= max(len(packed), len(objects))  # what is cut out of the file is work as well
        if said := UNPACKED if left < 0 else _said_of(objects):
            return said
    return "" if marks_read == _marks(data) else PDF_UNREADABLE


def _marks(data: bytes) -> int:
    """How often it is said that a stream holds objects: by its type, or by where they begin."""
    found = 0
    for word in _NAME.finditer(data):
        name = _plain(word[0])
        found += name == b"ObjStm" or (name == b"First" and bool(_A_NUMBER.match(data, word.end())))
    return found


def _unpacked(told: bytes, packed: bytes, most: int) -> bytes | None:
    """At most a byte more than `most`; None for what is written in a way not looked into here."""
    names = [word[1:] for word in _NAME.findall(told)]
    if not _PLAIN_NAMES.issuperset(names) or len(set(names)) < len(names):
        return None
    if b"Filter" not in names:
        return packed
    if not _DEFLATED.search(told):
        return None
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(packed, most + 1)
    except zlib.error:
        return None
    return objects if unpacking.eof or len(objects) > most else None
