"""Sheets as bytes, a piece at a time: they need not be finished to be sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence

from config.sheets.writing import delimited, workbook
from config.sheets.writing.sheet import CellValue, Sheet

WORKBOOK, DELIMITED = "xlsx", "csv"


@dataclasses.dataclass(frozen=True)
class Form:
    """A kind of file: how a clerk calls it, and who writes it."""

    label: str
    content_type: str
    write: Callable[[Sheet, Iterable[Sequence[CellValue]]], Iterator[bytes]]


FORMS = {
    WORKBOOK: Form("工作簿(xlsx)", workbook.CONTENT_TYPE, workbook.workbook),
    DELIMITED: Form("文本(csv)", delimited.CONTENT_TYPE, delimited.delimited),
}
