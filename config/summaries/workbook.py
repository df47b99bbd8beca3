"""A counted month as a workbook: the printed sections, one sheet for each grouping."""

from __future__ import annotations

import datetime
import io
import itertools
from typing import Any

import xlsxwriter

from config.summaries.counting import Summary
from config.summaries.layout import Cell, Section, sections
from config.summaries.paper import SIGNATURES, office_name, title

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
A4 = 9
LABEL_WIDTH = 30
PAPER_WIDTH = 92
"""Characters across a page of A4 at the usual size."""
HEADING_HEIGHT = 32
FIRST_ROW = 2
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


def as_workbook(summary: Summary, *, today: datetime.date) -> bytes:
    """The workbook's bytes; labels are text cells, numbers are numbers, nothing is a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        formats = _formats(book)
        heading = (title(summary), f"填报单位：{office_name()}（盖章）", _day(today))
        for name, group in itertools.groupby(sections(summary), key=lambda part: part.sheet):
            sheet = book.add_worksheet(name.translate(FORBIDDEN_IN_NAMES).strip())
            _write_sheet(sheet, list(group), heading, formats)
    return stream.getvalue()


def _day(today: datetime.date) -> str:
    return f"填报时间：{today.year}年{today.month}月{today.day}日"


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "font_size": 10}
    bold = cell | {"bold": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "line": book.add_format({"font_size": 10}),
        "section": book.add_format({"bold": True, "font_size": 12, "valign": "vcenter"}),
        "heading": book.add_format(
            bold | {"align": "center", "text_wrap": True, "bg_color": "#EEEEEE"}
        ),
        "label": book.add_format(cell | {"num_format": "@"}),
        "number": book.add_format(cell | {"num_format": "#,##0"}),
        "decimal": book.add_format(cell | {"num_format": "#,##0.00"}),
        "text": book.add_format(cell | {"align": "right"}),
        "label total": book.add_format(bold | {"num_format": "@"}),
        "number total": book.add_format(bold | {"num_format": "#,##0"}),
        "decimal total": book.add_format(bold | {"num_format": "#,##0.00"}),
        "text total": book.add_format(bold | {"align": "right"}),
    }


def _write_sheet(
    sheet: Any, parts: list[Section], heading: tuple[str, str, str], formats: dict[str, Any]
) -> None:
    width = max(len(part.headings) for part in parts)
    said, unit, day = heading
    sheet.merge_range(0, 0, 0, width - 1, said, formats["title"])
    sheet.write_string(1, 0, f"{unit}　　{day}", formats["line"])
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, width - 1, (PAPER_WIDTH - LABEL_WIDTH) / (width - 1))
    at = FIRST_ROW
    for part in parts:
        at = _write_section(sheet, part, at, formats) + 1
    sheet.write_string(at, 0, "　　　　　　".join(SIGNATURES), formats["line"])
    _set_paper(sheet, alone=len(parts) == 1)


def _write_section(sheet: Any, part: Section, at: int, formats: dict[str, Any]) -> int:
    """Write one table from row `at` on and return the first row after it."""
    sheet.write_string(at, 0, part.title, formats["section"])
    sheet.set_row(at + 1, HEADING_HEIGHT)
    for column, heading in enumerate(part.headings):
        sheet.write_string(at + 1, column, heading, formats["heading"])
    at += 2
    for row in part.rows:
        kind = " total" if row.is_total else ""
        sheet.write_string(at, 0, row.label, formats[f"label{kind}"])
        for column, cell in enumerate(row.cells, start=1):
            _write_cell(sheet, (at, column), cell, formats, kind)
        at += 1
    return at


def _write_cell(
    sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any], kind: str
) -> None:
    if cell.blank:
        sheet.write_blank(*place, None, formats[f"text{kind}"])
        return
    if cell.number is None:
        sheet.write_string(*place, cell.text, formats[f"text{kind}"])
        return
    whole = isinstance(cell.number, int) and not cell.percent
    sheet.write_number(*place, cell.number, formats[f"{'number' if whole else 'decimal'}{kind}"])


def _set_paper(sheet: Any, *, alone: bool) -> None:
    """A4 upright, one page wide; the heading row stays in sight and on every page."""
    headings = FIRST_ROW + 1
    sheet.freeze_panes(headings + 1 if alone else FIRST_ROW, 1)
    sheet.repeat_rows(headings if alone else 0, headings if alone else 1)
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
