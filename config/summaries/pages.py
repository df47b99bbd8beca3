"""Pages of the month's summary in the admin, and its panel on the home page."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from config.accounts.admin.scoped import reach
from config.accounts.admin.site import OfficeSite
from config.audit.choices import Verb
from config.audit.writing import record
from config.summaries.counting import Summary, count, summarise
from config.summaries.drill import rows_address
from config.summaries.exporting import CONTENT_TYPES, as_file
from config.summaries.figures import FigureTable
from config.summaries.layout import Cell, Section, sections
from config.summaries.months import Month
from config.summaries.paper import file_name, pdf_obstacle, print_context
from config.summaries.printing import no_pdf
from config.summaries.registry import office


def register_pages(site: OfficeSite) -> None:
    listed = ("汇总", "月度汇总")
    site.register_page("summaries/", this_month, "summaries", listed_as=listed)
    site.register_page("summaries/<str:period>/", month_page, "summaries_month")
    site.register_page("summaries/<str:period>/print/", print_page, "summaries_print")
    site.register_page("summaries/<str:period>/<str:form>/", file_page, "summaries_file")
    site.register_desk_panel(desk_panel, order=10)


def may_see(request: HttpRequest, table: FigureTable) -> bool:
    """Who may look at a table's rows may see how many they are."""
    page = admin.site._registry.get(table.model)
    if page is not None:
        return page.has_view_permission(request)
    opts = table.model._meta
    return request.user.has_perm(f"{opts.app_label}.view_{opts.model_name}")


def this_month(request: HttpRequest) -> HttpResponse:
    """The current month, or the one picked beside the arrows."""
    month = Month.of(timezone.localdate())
    if "period" in request.GET:
        month = _month(request.GET["period"])
    return redirect("admin:summaries_month", str(month))


def month_page(request: HttpRequest, period: str) -> HttpResponse:
    summary = _summary(request, period)
    month, now = summary.month, Month.of(timezone.localdate())
    context = {
        **admin.site.each_context(request),
        "title": f"{month.label}汇总",
        "month": month,
        "next": month.next if month < now else None,
        "sections": [_linked(part, month) for part in sections(summary)],
        "pdf_obstacle": pdf_obstacle(),
    }
    return TemplateResponse(request, "admin/summaries/month.html", context)


def print_page(request: HttpRequest, period: str) -> HttpResponse:
    summary = _summary(request, period)
    context = print_context(summary, today=timezone.localdate())
    record(Verb.PRINT, request=request, what=f"{summary.month.label}汇总")
    return TemplateResponse(
        request, "admin/summaries/print.html", {**context, "pdf_obstacle": pdf_obstacle()}
    )


def file_page(request: HttpRequest, period: str, form: str) -> HttpResponseBase:
    if form not in CONTENT_TYPES or form == "html":
        raise Http404
    if (refused := no_pdf(form)) is not None:
        return refused
    summary = _summary(request, period)
    response = HttpResponse(
        as_file(summary, form, today=timezone.localdate()), content_type=CONTENT_TYPES[form]
    )
    name = file_name(summary, form)
    record(Verb.EXPORT, request=request, what=f"{summary.month.label}汇总 {form}")
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response


def _month(period: str) -> Month:
    try:
        return Month.parse(period)
    except ValueError:
        raise Http404 from None


def _summary(request: HttpRequest, period: str) -> Summary:
    summary = summarise(
        _month(period),
        allowed=lambda table: may_see(request, table),
        narrow=reach(request).narrow,
    )
    if not summary.tables:
        raise PermissionDenied
    return summary


@dataclasses.dataclass(frozen=True)
class LinkedCell:
    text: str
    address: str


def _linked(part: Section, month: Month) -> dict[str, Any]:
    return {
        "title": part.title,
        "headings": part.headings,
        "chart": part.chart,
        "rows": [
            {
                "label": row.label,
                "is_total": row.is_total,
                "cells": [LinkedCell(cell.text, _address(cell, month)) for cell in row.cells],
            }
            for row in part.rows
        ],
    }


def _address(cell: Cell, month: Month) -> str:
    return rows_address(cell.figure, month, cell.group) if cell.figure else ""


def desk_panel(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """The month's key figures, counted alone; nothing for a user who may see none of them."""
    narrow = reach(request).narrow
    tables = [t.within(narrow) for t in office.tables if t.desk and may_see(request, t)]
    if not tables:
        return None
    today = timezone.localdate()
    month = Month.of(today)
    keys = [key for table in tables for key in table.desk]
    numbers = count(tables, month, only=keys)
    parts = {part.key: part for table in tables for part in table.parts}
    tiles = []
    for key in keys:
        ratio = key not in {figure.key for table in tables for figure in table.figures}
        cell = Cell(numbers[key], figure="" if ratio else key, percent=ratio)
        tiles.append(
            {"label": parts[key].label, "text": cell.text, "address": _address(cell, month)}
        )
    months = [month, month.previous]
    links = [{"label": f"{m.label}汇总", "address": _page_of(m)} for m in months]
    return "admin/summaries/desk.html", {"today": today, "tiles": tiles, "links": links}


def _page_of(month: Month) -> str:
    return reverse("admin:summaries_month", args=[str(month)])
