"""导出列表: the rows of a list as it shows them, where no ledger's workbook carries them.

What a column prints for this user is what goes out: masked, scoped and filtered as on the screen.
"""

from __future__ import annotations

import datetime
import html
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Field, Model
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from config.accounts.admin.site import DESK_GROUPS
from config.accounts.models import Committee
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.admin.exporting import FORM, attached, form_asked, run_at
from config.sheets.admin.listed import changelist_of
from config.sheets.exporting import NUMBERS, write_table
from config.sheets.registry import resource_of_model, sensitive_kinds
from config.sheets.rules import most_alone
from config.sheets.watermarks import watermark
from config.sheets.writing.sheet import CellValue

STAYS_IN = DESK_GROUPS[-1]
"""Accounts, keys, the audit and the program's own settings leave by no list."""

TOO_MANY = "共{rows}行，超过{most}行的列表不能一次导出；请用筛选缩小范围。"


def may_leave(request: HttpRequest, model: type[Model]) -> bool:
    """Whether the list of a model goes out as it is shown."""
    page = admin.site._registry.get(model)
    return (
        page is not None
        and page.desk_group != STAYS_IN
        and resource_of_model(model) is None
        and page.has_view_or_change_permission(request)
    )


def export_list(request: HttpRequest, listed: str) -> HttpResponse | StreamingHttpResponse:
    model = next((m for m in admin.site._registry if m._meta.label_lower == listed), None)
    if model is None:
        raise Http404
    if not may_leave(request, model):
        raise PermissionDenied
    form = form_asked(request.GET)
    query = request.GET.copy()
    query.pop(FORM, None)
    shown = changelist_of(request, model, query)
    total, most = shown.queryset.count(), most_rows(model)
    if total > most:
        messages.error(request, TOO_MANY.format(rows=total, most=most))
        opts = model._meta
        there = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return redirect(f"{there}?{query.urlencode()}")
    return _file(request, shown, form)


def most_rows(model: type[Model]) -> int:
    """Rows of a list that one may take out alone: of several kinds the strictest bound holds."""
    return min(map(most_alone, sensitive_kinds(model) or {""}))


def _file(request: HttpRequest, shown: ChangeList, form: str) -> StreamingHttpResponse:
    run = run_at(request, at := timezone.now())
    title, stream = str(shown.opts.verbose_name_plural), io.BytesIO()
    rows = [[number, *cells] for number, cells in enumerate(listed_cells(shown), start=1)]
    headings, mark = [NUMBERS, *listed_headings(shown)], watermark(run, at=at)
    committee = Committee.current()
    write_table(stream, title, headings, rows, committee=committee, mark=mark, form=form)
    what = f"{title}列表"
    record(Verb.EXPORT, request=request, about=shown.model, what=what, count=len(rows))
    stream.seek(0)
    return attached(title, stream, on=run.today, form=form, masked=True)


def listed_headings(shown: ChangeList) -> list[str]:
    return [str(heading["text"]) for heading in result_headers(shown)]


def listed_cells(shown: ChangeList) -> Iterator[list[CellValue]]:
    for row in shown.queryset:
        yield [_cell(shown, row, name) for name in shown.list_display]


def _cell(shown: ChangeList, row: Model, name: Any) -> CellValue:
    """Days and numbers as such; everything else in the words of the list."""
    page = shown.model_admin
    empty = page.get_empty_value_display()
    try:
        field, attribute, value = lookup_field(name, row, page)
    except ObjectDoesNotExist:
        return None
    if _is_plain(field, value):
        return value
    if field is None:
        empty = getattr(attribute, "empty_value_display", empty)
        told = display_for_value(value, empty, getattr(attribute, "boolean", False))
    elif field.remote_field:
        told = getattr(row, field.name)
    else:
        told = display_for_field(value, field, empty)
    words = html.unescape(strip_tags(told)) if isinstance(told, SafeString) else str(told)
    return None if words in {"", empty, "None"} else words


def _is_plain(field: Field | None, value: Any) -> bool:
    if isinstance(value, bool | datetime.datetime) or (field and field.choices):
        return False
    return isinstance(value, datetime.date | int | Decimal)
