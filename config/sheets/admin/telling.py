"""指定各列: a clerk says which column is which where the headings do not."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from config.accounts.fields.private import mask
from config.accounts.refusals import Refusal
from config.sheets.admin.handing_in import run_of
from config.sheets.admin.mending import checked_anew
from config.sheets.cells import text
from config.sheets.headings import SEARCHED_ROWS, match_headings
from config.sheets.models import Import, ImportedSheet
from config.sheets.reading import RawSheet, UnreadableFile, read_file
from config.sheets.reading.sheet import column_letters
from config.sheets.registry import all_resources
from config.sheets.resources import OfficeResource
from config.sheets.rights import may_import
from config.sheets.told_layouts import remember_layout
from config.sheets.waiting_files import upload_of

COLUMN = "column-"
SAMPLES = 3
_SHOWN = 20
_HEADINGS_SHOWN = 5
_LONG_NUMBER = re.compile(r"[0-9][0-9Xx]{10,}")


@dataclasses.dataclass(frozen=True)
class ToldColumn:
    """A column to be told: where it is, its heading, what stands in it, what it is taken for."""

    field: str
    letters: str
    heading: str
    samples: Sequence[str]
    chosen: str


def telling_page(request: HttpRequest, record: Import, sheet: ImportedSheet) -> HttpResponse:
    raw = _raw(record, sheet)
    asked = request.POST if request.method == "POST" else request.GET
    resources = {one.ledger: one for one in _ledgers(request, record)}
    if not resources:
        raise Http404
    resource = resources.get(
        asked.get("ledger", "") or sheet.ledger, next(iter(resources.values()))
    )
    header_row = _header_row(asked.get("row", ""), sheet, raw.rows)
    cells = raw.rows[header_row - 1]
    if request.method == "POST":
        try:
            columns = _told(request, resource, raw.rows)
            remember_layout(cells=cells, resource=resource, columns=columns, by=request.user)
            return checked_anew(request, record, {})
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    context = {
        **admin.site.each_context(request),
        "title": "指定各列",
        "record": record,
        "sheet": sheet,
        "resources": list(resources.values()),
        "resource": resource,
        "header_row": header_row,
        "rows": [(number, _headings(row)) for number, row in _filled(raw.rows)],
        "fields": [(name, one.column_name, one.required) for name, one in resource.fields.items()],
        "columns": _columns(request, resource, raw.rows, header_row),
    }
    return render(request, "admin/sheets/import/columns.html", context)


def _raw(record: Import, sheet: ImportedSheet) -> RawSheet:
    """The sheet as it was handed in; one that could not be read has nothing to tell."""
    file = record.files.filter(digest=sheet.digest).first()
    if file is None:
        raise Http404
    upload = upload_of(file)
    try:
        sheets = read_file(upload.data(), name=upload.name)
    except UnreadableFile:
        raise Http404 from None
    found = next((one for one in sheets if one.name == sheet.sheet_name), None)
    if found is None or not any(found.rows[:SEARCHED_ROWS]):
        raise Http404
    return found


def _ledgers(request: HttpRequest, record: Import) -> list[OfficeResource]:
    run = run_of(request)
    asked = record.asked_ledger
    return [one for one in all_resources() if may_import(run, one) and asked in {"", one.ledger}]


def _filled(rows: Sequence[Sequence[Any]]) -> list[tuple[int, Sequence[Any]]]:
    return [(number, row) for number, row in enumerate(rows[:SEARCHED_ROWS], start=1) if any(row)]


def _header_row(asked: str, sheet: ImportedSheet, rows: Sequence[Sequence[Any]]) -> int:
    """The row asked for, else the one that was recognised, else the fullest of texts."""
    filled = dict(_filled(rows))
    if asked.isascii() and asked.isdecimal() and int(asked[:_SHOWN]) in filled:
        return int(asked)
    if sheet.header_row in filled:
        return sheet.header_row
    return max(filled, key=lambda number: sum(isinstance(cell, str) for cell in filled[number]))


def _headings(row: Sequence[Any]) -> str:
    shown = [_shown(cell) for cell in row if not text.is_blank(cell)]
    return "、".join(shown[:_HEADINGS_SHOWN]) + ("…" if len(shown) > _HEADINGS_SHOWN else "")


def _shown(cell: Any) -> str:
    """A cell as an example: cut short, and no number in it whole."""
    return _LONG_NUMBER.sub(lambda found: mask(found.group()), text.printed(cell))[:_SHOWN]


def _columns(
    request: HttpRequest, resource: OfficeResource, rows: Sequence[Sequence[Any]], header_row: int
) -> list[ToldColumn]:
    cells = rows[header_row - 1]
    guessed = {at: name for name, at in match_headings(resource, cells).items()}
    width = max(len(row) for row in rows[: SEARCHED_ROWS + header_row])
    below = rows[header_row : header_row + SEARCHED_ROWS]
    columns = []
    for at in range(width):
        values = [row[at] for row in below if at < len(row) and not text.is_blank(row[at])]
        heading = _shown(cells[at]) if at < len(cells) and cells[at] is not None else ""
        if heading or values:
            field = f"{COLUMN}{at}"
            chosen = request.POST.get(field, guessed.get(at, ""))
            samples = [_shown(value) for value in values[:SAMPLES]]
            columns.append(ToldColumn(field, column_letters(at + 1), heading, samples, chosen))
    return columns


def _told(
    request: HttpRequest, resource: OfficeResource, rows: Sequence[Sequence[Any]]
) -> dict[str, int]:
    """Field -> index of the column that was said to hold it."""
    columns: dict[str, int] = {}
    for at in range(max(len(row) for row in rows)):
        name = request.POST.get(f"{COLUMN}{at}", "")
        if name not in resource.fields:
            continue
        if name in columns:
            twice = f"{column_letters(columns[name] + 1)}列和{column_letters(at + 1)}列"
            raise Refusal(f"{twice}都指定为「{resource.fields[name].column_name}」；请只留一列。")
        columns[name] = at
    return columns
