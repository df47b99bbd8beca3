"""The doors of every query page: the screen, the print, the workbook."""

from __future__ import annotations

import functools
import io
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from config.accounts.admin.scoped import reach
from config.accounts.admin.site import NAME_BEFORE_SETUP
from config.accounts.models import Committee
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.admin.exporting import as_file, attached, run_at
from config.sheets.exporting import NUMBERS, write_table
from config.sheets.exports import Asked, write_out
from config.sheets.headings import MASKED
from config.sheets.models import SavedQuery
from config.sheets.querying.answers import Answer
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import NUMBER, QueryPage, register, sensitive
from config.sheets.registry import resource_for
from config.sheets.rules import ALONE_OF_ANY, most_alone, needs_second
from config.sheets.runs import Run
from config.sheets.watermarks import watermark
from config.sheets.writing import WORKBOOK

PAGE = 50
PRINTED = ALONE_OF_ANY
"""Rows on paper at most: a longer list is narrowed first."""

TOO_MANY = (
    "共{total}{unit}，超过{most}{unit}的表格须由另一位有批准权限的人批准；请缩小查询范围{or_ask}。"
)
OR_ASK = "，或在{list}列表点“导出”申请"
SCREEN, PRINT = "", "print"


def register_query_page(page: QueryPage) -> None:
    """Serve a declared page; 查询打印 above its model's list leads there."""
    register(page)
    view = functools.partial(query_view, page=page)
    group = admin.site._registry[page.model].desk_group
    opened = {"permission": page.permission, "title": page.title}
    listed = (group, page.title) if page.on_desk else None
    admin.site.register_page(page.route, view, page.key, listed_as=listed, **opened)
    admin.site.register_page(f"{page.route}<slug:form>/", view, f"{page.key}_form", **opened)


def question(request: HttpRequest, page: QueryPage) -> QueryFilters:
    """What the address asks of the page, of the rows that the admin's list would show."""
    rows = admin.site._registry[page.model].get_queryset(request).order_by()
    return page.filters(
        request.GET, queryset=rows, request=request, on=timezone.localdate(), mine=reach(request)
    )


def query_view(request: HttpRequest, form: str = SCREEN, *, page: QueryPage) -> HttpResponse:
    """``form``: empty for the screen, ``print`` for paper, ``xlsx`` for a masked workbook."""
    if form not in {SCREEN, PRINT, WORKBOOK}:
        raise Http404
    asked = question(request, page)
    if form != SCREEN and not asked.is_valid():
        return _refused(request, page, asked.complaints())
    answer = Answer(page, asked)
    if form == WORKBOOK:
        return _workbook(request, answer)
    context = {
        **admin.site.each_context(request),
        "title": page.title,
        "page_of": page,
        "filter": asked,
        "total": answer.total,
        "sums": answer.sums,
        "groups": answer.groups(),
        "headings": list(zip([NUMBERS, *page.headings], [NUMBER, *page.kinds], strict=True)),
    }
    return (_printed if form == PRINT else _screen)(request, answer, context)


def _screen(request: HttpRequest, answer: Answer, context: dict[str, Any]) -> HttpResponse:
    page = answer.page
    leaf = Paginator(answer.listed, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    opts = page.model._meta
    context |= {
        "page": leaf,
        "rows": answer.lines(leaf.object_list, leaf.start_index()),
        "kept": kept.urlencode(),
        "screen_url": reverse(page.screen),
        "print_url": reverse(page.form, args=[PRINT]),
        "workbook_url": reverse(page.form, args=[WORKBOOK]),
        "save_url": reverse("admin:sheets_query_save", args=[page.key]),
        "list_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        "list_name": opts.verbose_name_plural,
        "saved": SavedQuery.objects.filter(owner=request.user, page=page.key),
    }
    return render(request, "admin/sheets/query/page.html", context)


def _printed(request: HttpRequest, answer: Answer, context: dict[str, Any]) -> HttpResponse:
    page, told = answer.page, min(answer.total, PRINTED)
    record(Verb.PRINT, request=request, about=page.model, what=_ledger(page), count=told)
    committee = Committee.current()
    context |= {
        "heading": f"{committee.city}{page.paper}",
        "office": committee.name or NAME_BEFORE_SETUP,
        "now": timezone.localtime(),
        "question": answer.asked.in_words(),
        "rows": answer.lines(answer.listed[:PRINTED], 1),
        "cut": answer.total > PRINTED,
        "most": PRINTED,
    }
    return render(request, "admin/sheets/query/print.html", context)


def _ledger(page: QueryPage) -> str:
    """As the audit names what was printed or taken out."""
    return resource_for(page.sheet).title if page.sheet else page.paper


def _refused(request: HttpRequest, page: QueryPage, complaints: list[str]) -> HttpResponse:
    """Nothing goes on paper or into a file for a question that has no answer, or too long a one."""
    context = {
        **admin.site.each_context(request),
        "title": "没有打印或导出",
        "page_of": page,
        "complaints": complaints,
        "screen_url": reverse(page.screen),
        "query": request.GET.urlencode(),
    }
    return render(request, "admin/sheets/query/refused.html", context, status=400)


def _workbook(request: HttpRequest, answer: Answer) -> HttpResponse:
    page, at = answer.page, timezone.now()
    run = run_at(request, at)
    kind = sensitive(page)
    if needs_second(answer.total, kind):
        told = OR_ASK.format(list=page.model._meta.verbose_name_plural) if page.sheet else ""
        most = most_alone(kind)
        sentence = TOO_MANY.format(total=answer.total, most=most, unit=page.unit, or_ask=told)
        return _refused(request, page, [sentence])
    ledger = _as_ledger(answer, run)
    if ledger is not None:
        return as_file(ledger, run, write_out(run, ledger, at=at))
    return _own_workbook(request, answer, run)


def _as_ledger(answer: Answer, run: Run) -> Asked | None:
    """The ledger's own workbook, where it carries these rows as they are today; None elsewhere.

    Where no column is private nothing is masked, and the workbook can be handed in again.
    """
    page = answer.page
    if not page.sheet or answer.asked.asks_another_day:
        return None
    resource = resource_for(page.sheet)
    is_private = any(column.private for column in resource.fields.values())
    ledger = Asked(resource=resource, full=not is_private, only=answer.found.order_by())
    return ledger if ledger.rows(run) == answer.total else None


def _own_workbook(request: HttpRequest, answer: Answer, run: Run) -> StreamingHttpResponse:
    """The columns of the screen."""
    page, committee = answer.page, Committee.current()
    title, stream = f"{committee.city}{page.paper}", io.BytesIO()
    mark = watermark(run, at=timezone.now())
    rows = answer.rows(answer.listed, 1)
    headings = [NUMBERS, *page.headings]
    write_table(stream, title, headings, rows, committee=committee, mark=mark)
    stream.seek(0)
    told = f"{_ledger(page)}（{MASKED}）"
    record(Verb.EXPORT, request=request, about=page.model, what=told, count=answer.total)
    return attached(title, stream, on=run.today, form=WORKBOOK, masked=True)
