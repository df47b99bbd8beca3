"""The door: bytes or a path -> sheets, by what the file is, whatever it is called."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from config.sheets.reading import guard
from config.sheets.reading.delimited import read_delimited
from config.sheets.reading.process import parse_apart
from config.sheets.reading.refusals import (
    DAMAGED,
    EMPTY,
    EXTENSION,
    MACROS,
    MAX_FILE,
    MISSING,
    NOT_A_SHEET,
    OLD_OR_BINARY,
    TOO_BIG,
    WEB_PAGE,
    WORD,
    XML_TABLE,
    UnreadableFile,
)
from config.sheets.reading.sheet import SPREADSHEETS, RawSheet, extension_of

_EXTENSIONS = {
    "xlsm": MACROS, "xltm": MACROS, "xlsb": OLD_OR_BINARY, "doc": WORD, "docx": WORD, "wps": WORD,
}  # fmt: skip
_WEB = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"<div")
_XML = b"<?xml"
_OLD_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_MARKS = b"\xef\xbb\xbf \t\r\n"


def read_file(source: Path | bytes, *, name: str) -> list[RawSheet]:
    """The sheets of an uploaded file, hidden ones too, chart sheets not.

    ``name``: as the clerk's computer calls the file; its extension must be one of SPREADSHEETS,
    but its bytes decide what it is. Raises UnreadableFile.
    """
    extension = extension_of(name)
    if extension not in SPREADSHEETS:
        raise UnreadableFile(_EXTENSIONS.get(extension, EXTENSION))
    data = _bytes_of(source)
    if data.startswith((*guard.ZIP, guard.OLE)):
        return parse_apart(data)
    _refuse_others(data, extension)
    return [read_delimited(data, name=PurePosixPath(name.replace("\\", "/")).stem)]


def _bytes_of(source: Path | bytes) -> bytes:
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                source = file.read(MAX_FILE + 1)
        except OSError:
            raise UnreadableFile(MISSING) from None
    if not source:
        raise UnreadableFile(EMPTY)
    if len(source) > MAX_FILE:
        raise UnreadableFile(TOO_BIG)
    return source


def _refuse_others(data: bytes, extension: str) -> None:
    """What is no workbook is read as csv only when it is called so."""
    start = data[:512].lstrip(_MARKS).lower()
    if start.startswith(_WEB) or (start.startswith(_XML) and b"<html" in data[:4096].lower()):
        raise UnreadableFile(WEB_PAGE)
    if start.startswith(_XML):
        raise UnreadableFile(XML_TABLE)
    if extension == "csv":
        return
    if start.startswith(b"<"):
        raise UnreadableFile(WEB_PAGE)
    if data.startswith(_OLD_BIFF):
        raise UnreadableFile(OLD_OR_BINARY)
    raise UnreadableFile(DAMAGED if len(data) < len(guard.OLE) else NOT_A_SHEET)
