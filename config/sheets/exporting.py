"""A ledger as a workbook under its usual headings: masked, or in full for who may."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet

from config.accounts.models import Committee
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.columns import Column
from config.sheets.headings import MASKED
from config.sheets.references import batches
from config.sheets.resources import OfficeResource
from config.sheets.runs import Run
from config.sheets.watermarks import Watermark, watermark

BATCH = 500
OPTIONS = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
_WIDE, _NARROW, _NUMBERED = 24, 14, 6
_DATE = "yyyy-mm-dd"


def write_ledger(  # noqa: PLR0913 -- keyword-only choices
    stream: IO[bytes],
    resource: OfficeResource,
    run: Run,
    *,
    committee: Committee,
    at: datetime.datetime,
    full: bool = False,
    only: QuerySet[Any] | None = None,
    reason: str = "",
) -> int:
    """Write one ledger as xlsx, note that in the audit, and return the number of its rows.

    Identity numbers and phones are text cells, dates date cells, amounts numbers; nothing is ever
    a formula. ``committee``: its city stands in the title, its name as 填报单位. Without ``full``
    private columns are masked. ``only``: rows of the model to which the export is confined.
    ``at`` stands in the watermark.
    """
    mark = watermark(run, at=at, reason=reason)
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties(mark.properties)
        sheet, formats = book.add_worksheet(resource.title[:31]), _formats(book)
        title = printed_title(resource, committee) + ("" if full else f"({MASKED})")
        headings = ["序号", *(column.column_name for column in resource.fields.values())]
        _write_head(sheet, formats, title, headings, committee=committee, mark=mark)
        count = 0
        for count, cells in enumerate(ledger_rows(resource, run, full=full, only=only), start=1):
            _write_row(sheet, count + 2, [count, *cells], formats)
    record(
        Verb.EXPORT,
        user=run.user,
        request=run.request,
        about=resource._meta.model if only is None else only.model,
        what=resource.title if full else f"{resource.title}（{MASKED}）",
        fields=[name for name, column in resource.fields.items() if full and column.private],
        count=count,
        reason=reason,
    )
    return count


def write_table(  # noqa: PLR0913 -- keyword-only choices
    stream: IO[bytes],
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    committee: Committee,
    mark: Watermark,
) -> None:
    """Write masked rows that no ledger's workbook carries, numbered already, in the same dress."""
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties(mark.properties)
        sheet, formats = book.add_worksheet(title[:31]), _formats(book)
        _write_head(sheet, formats, f"{title}({MASKED})", headings, committee=committee, mark=mark)
        for at, cells in enumerate(rows, start=3):
            _write_row(sheet, at, cells, formats)


def count_rows(resource: OfficeResource, run: Run, *, only: QuerySet[Any] | None = None) -> int:
    """How many rows an export would carry now."""
    return sum(rows.count() for _, _, rows in _by_part(resource, run, only))


def _by_part(
    resource: OfficeResource, run: Run, only: QuerySet[Any] | None
) -> Iterator[tuple[str | None, OfficeResource, QuerySet[Any]]]:
    for variant, part in (resource.parts or {None: resource}).items():
        rows = part.exported(run)
        if only is None:
            yield variant, part, rows
        elif only.model is part._meta.model:
            yield variant, part, rows.filter(pk__in=only.values("pk"))


def ledger_rows(
    resource: OfficeResource, run: Run, *, full: bool, only: QuerySet[Any] | None = None
) -> Iterator[list[Any]]:
    """The cells of each row in the order of the resource's columns."""
    for variant, part, rows in _by_part(resource, run, only):
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        for batch in batches(pks, BATCH):
            yield from _batch_rows(part, run, batch, variant, full=full)


def _batch_rows(
    part: OfficeResource, run: Run, pks: Sequence[int], variant: str | None, *, full: bool
) -> Iterator[list[Any]]:
    columns = part.fields
    paths = {
        name: column.widget.export_paths(column.attribute) if column.attribute else ()
        for name, column in columns.items()
    }
    loaded = {
        name: getattr(part, f"load_{name}")(pks)
        for name in columns
        if hasattr(part, f"load_{name}")
    }
    flat = [path for group in paths.values() for path in group]
    queryset = part.exported(run).filter(pk__in=pks).order_by("pk")
    for values in queryset.values_list("pk", *flat):
        cells, position = [], 1
        for name, column in columns.items():
            width = len(paths[name])
            stored: Any = None
            if width:
                stored = column.stored(values[position : position + width])
            elif name in loaded:
                stored = loaded[name].get(values[0])
            elif name == part.told_by:
                stored = variant
            position += width
            cells.append(_printed(column, stored, full=full))
        yield cells


def _printed(column: Column, stored: Any, *, full: bool) -> Any:
    if stored is None:
        return None
    if column.private and not full:
        return column.widget.show(stored)
    return column.widget.cell(stored)


def _formats(book: Any) -> dict[str, Any]:
    common = {"border": 1, "valign": "vcenter", "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "line": book.add_format({"font_size": 10}),
        "head": book.add_format(
            common | {"bold": True, "bg_color": "#EEEEEE", "align": "center", "text_wrap": True}
        ),
        "text": book.add_format(common | {"num_format": "@"}),
        "number": book.add_format(common),
        "date": book.add_format(common | {"num_format": _DATE, "align": "center"}),
    }


def printed_title(resource: OfficeResource, committee: Committee) -> str:
    """The title as it stands on paper: city, trade, ledger."""
    return f"{committee.city}{resource.trade}{resource.title}"


def _write_head(  # noqa: PLR0913 -- keyword-only choices
    sheet: Any,
    formats: dict[str, Any],
    title: str,
    headings: Sequence[str],
    *,
    committee: Committee,
    mark: Watermark,
) -> None:
    sheet.merge_range(0, 0, 0, len(headings) - 1, title, formats["title"])
    sheet.write_string(1, 0, f"填报单位：{committee.name}　{mark}", formats["line"])
    for index, heading in enumerate(headings):
        wide = any(word in heading for word in ("名称", "单位", "地址", "身份证", "党支部", "企业"))
        width = _NUMBERED if index == 0 else _WIDE if wide else _NARROW
        sheet.set_column(index, index, width)
        sheet.write_string(2, index, heading, formats["head"])
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(mark.footer)


def _write_row(sheet: Any, at: int, cells: Sequence[Any], formats: dict[str, Any]) -> None:
    sheet.write_number(at, 0, cells[0], formats["text"])
    for index, value in enumerate(cells[1:], start=1):
        _write_cell(sheet, at, index, value, formats)


def _write_cell(sheet: Any, row: int, index: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None:
        sheet.write_blank(row, index, None, formats["text"])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, index, value, formats["date"])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, index, value, formats["number"])
    else:
        sheet.write_string(row, index, str(value), formats["text"])
