"""A ledger's workbook with nothing in it yet: headings, drop-down lists, a page of help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import xlsxwriter

from config.accounts.models import Committee
from config.sheets.columns import Column
from config.sheets.exporting import NUMBERS, printed_title
from config.sheets.guidance import Guidance, guidance_for
from config.sheets.own_sheets import GUIDE, GUIDE_HEADINGS
from config.sheets.reading.sheet import column_letters
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.runs import Run
from config.sheets.widgets import CountWidget, DateWidget, FoldedWidget, IdentityWidget, MoneyWidget

FIRST, LAST = 3, 2_002
"""The rows to be filled in, from 0."""

OFFERS = "选项"
"""The hidden sheet that feeds the drop-down lists."""

_CELL = {"font_size": 10, "valign": "vcenter"}
_HEAD = {"bold": True, "border": 1, "align": "center", "text_wrap": True}
_LOOKS = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "head": _HEAD | {"bg_color": "#EEEEEE"},
    "needed": _HEAD | {"bg_color": "#FCE4D6"},
    "text": {"num_format": "@"},
    "number": {},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "told": {"border": 1, "text_wrap": True, "valign": "top"},
}
"""Columns that must be filled in stand on another ground."""

_GUIDE_WIDTHS = (20, 10, 70, 26)


def write_blank_form(
    stream: IO[bytes], resource: OfficeResource, run: Run, *, committee: Committee
) -> None:
    """Write the form as xlsx. Drop-down lists offer no name that the run's user may not see."""
    guidance = {name: guidance_for(column, run) for name, column in resource.fields.items()}
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = {name: book.add_format(_CELL | look) for name, look in _LOOKS.items()}
        page = book.add_worksheet(resource.title[:31])
        _write_head(page, looks, resource, committee)
        _write_guide(book.add_worksheet(GUIDE), looks, resource.fields, guidance)
        offers = book.add_worksheet(OFFERS)
        offers.hide()
        for index, (name, column) in enumerate(resource.fields.items(), start=1):
            words = guidance[name].offers
            for row, word in enumerate(words):
                offers.write_string(row, index, word)
            if words:
                letters = column_letters(index + 1)
                source = f"={OFFERS}!${letters}$1:${letters}${len(words)}"
                page.data_validation(FIRST, index, LAST, index, _drop_down(column, source))


def _write_head(
    page: Any, looks: Mapping[str, Any], resource: OfficeResource, committee: Committee
) -> None:
    columns = list(resource.fields.values())
    title = f"{printed_title(resource, committee)}(空白表)"
    page.merge_range(0, 0, 0, len(columns), title, looks["title"])
    page.write_string(1, 0, f"填报单位：{committee.name}")
    page.write_string(FIRST - 1, 0, NUMBERS, looks["head"])
    page.set_column(0, 0, 6)
    for index, column in enumerate(columns, start=1):
        look = looks["needed" if column.required else "head"]
        page.write_string(FIRST - 1, index, column.column_name, look)
        wide = isinstance(column.widget, IdentityWidget | ReferenceWidget | FoldedWidget)
        page.set_column(index, index, 24 if wide else 14, looks[_kind(column)])
    page.freeze_panes(FIRST, 0)
    page.repeat_rows(FIRST - 1)
    _lie_across(page)


def _lie_across(page: Any) -> None:
    """A4 across, as wide as the sheet."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页 共 &N 页")


def _kind(column: Column) -> str:
    """Numbers and days are typed as such; everything else, numbers of identity too, is text."""
    if isinstance(column.widget, DateWidget):
        return "date"
    return "number" if isinstance(column.widget, MoneyWidget | CountWidget) else "text"


def _drop_down(column: Column, source: str) -> dict[str, Any]:
    """Other words are warned of, not forbidden: the check of the import says what is accepted."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": column.column_name[:32],
        "error_message": "不在下拉列表里；确实没有写错的，可以保留。",
    }


def _write_guide(
    page: Any,
    looks: Mapping[str, Any],
    columns: Mapping[str, Column],
    guidance: Mapping[str, Guidance],
) -> None:
    for index, (heading, width) in enumerate(zip(GUIDE_HEADINGS, _GUIDE_WIDTHS, strict=True)):
        page.set_column(index, index, width)
        page.write_string(0, index, heading, looks["head"])
    for row, (name, column) in enumerate(columns.items(), start=1):
        needed = "必填" if column.required else "选填"
        told = guidance[name]
        for index, said in enumerate((column.column_name, needed, told.how, str(told.example))):
            page.write_string(row, index, said, looks["told"])
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    _lie_across(page)
