"""Looks at the bytes before any parser does: what they are, and whether they can be parsed."""

from __future__ import annotations

from config.sheets.reading import binary, opendocument, openxml
from config.sheets.reading.archive import Archive
from config.sheets.reading.compound import SIGNATURE, CompoundFile
from config.sheets.reading.refusals import (
    ARCHIVE,
    NOT_A_SHEET,
    OLD_OR_BINARY,
    WORD,
    UnreadableFile,
)
from config.sheets.reading.sheet import Faults

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = SIGNATURE


def survey(data: bytes) -> list[Faults]:
    """Refuse, or give the cells of each sheet whose formula failed (the parser drops those).

    ``data`` is a zip or an OLE file. Raises UnreadableFile.
    """
    if data.startswith(OLE):
        return binary.survey(CompoundFile(data))
    archive = Archive(data)
    names = archive.names
    if "xl/workbook.xml" in names:
        return openxml.survey(archive)
    if b"opendocument.spreadsheet" in archive.read("mimetype") and "content.xml" in names:
        return opendocument.survey(archive)
    raise UnreadableFile(_what_else(archive))


def _what_else(archive: Archive) -> str:
    names = archive.names
    if "xl/workbook.bin" in names:
        return OLD_OR_BINARY
    if "word/document.xml" in names or b"opendocument.text" in archive.read("mimetype"):
        return WORD
    if "[content_types].xml" in names or "mimetype" in names:
        return NOT_A_SHEET
    return ARCHIVE
