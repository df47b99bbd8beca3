"""导出 and 完整导出: one ledger as a workbook, of what the user may see and has filtered for.

Masked it comes at once; in full a reason is asked; more rows than one person may take out alone
become a request to another.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from config.accounts.admin.revealing import ReasonForm
from config.accounts.models import Committee
from config.audit.choices import Outcome, Verb
from config.audit.writing import record
from config.sheets.admin.listed import kept_filters, listed_rows
from config.sheets.exporting import printed_title
from config.sheets.exports import Asked, request_export, write_out
from config.sheets.headings import MASKED
from config.sheets.naming import names_somebody
from config.sheets.registry import ledger_keys, resource_for
from config.sheets.resources import OfficeResource
from config.sheets.rights import may_ask, may_export, may_export_in_full
from config.sheets.runs import Run
from config.sheets.writing import FORMS, WORKBOOK

LIST_OF = "_list"
"""Query parameter that names the model whose list, with its filters, the export is confined to."""
FORM = "_form"
"""Query parameter that names the kind of file."""
NAMES_SOMEBODY = "用途里不要写人员的姓名，写报送哪里、做什么用即可；申请和审计里不留姓名。"


class ForWhat(ReasonForm):
    """What the workbook is for. Request, audit and workbook keep it, so it names nobody."""

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if names_somebody(reason):
            raise ValidationError(NAMES_SOMEBODY)
        return reason


class FormForm(forms.Form):
    """As which kind of file; a workbook where nothing is said."""

    form = forms.ChoiceField(
        label="文件格式",
        choices=[(key, form.label) for key, form in FORMS.items()],
        required=False,
    )

    def clean_form(self) -> str:
        return self.cleaned_data["form"] or WORKBOOK


class TakeOutForm(FormForm, ForWhat):
    """What it is for, and as which kind of file."""


def export_ledger(request: HttpRequest, ledger: str) -> HttpResponse:
    run, resource = _opened(request, ledger)
    if not may_export(run, resource):
        raise PermissionDenied
    asked = asked_by(request, resource, full=False)
    rows = asked.rows(run)
    if asked.needs_second(rows):
        return _ask(request, run, asked, rows)
    form = form_asked(request.GET)
    return as_file(asked, run, write_out(run, asked, at=timezone.now(), form=form), form)


def export_in_full(request: HttpRequest, ledger: str) -> HttpResponse:
    run, resource = _opened(request, ledger)
    if not may_export_in_full(run, resource):
        record(
            Verb.EXPORT,
            request=request,
            about=resource._meta.model,
            what=resource.title,
            outcome=Outcome.REFUSED,
        )
        raise PermissionDenied
    asked = asked_by(request, resource, full=True)
    return _ask(request, run, asked, asked.rows(run))


def run_at(request: HttpRequest, at: datetime.datetime) -> Run:
    return Run(user=request.user, request=request, today=timezone.localdate(at))


def _opened(request: HttpRequest, ledger: str) -> tuple[Run, OfficeResource]:
    if ledger not in ledger_keys():
        raise Http404
    return run_at(request, timezone.now()), resource_for(ledger)


def asked_by(request: HttpRequest, resource: OfficeResource, *, full: bool) -> Asked:
    """What the address asks for: the ledger, confined to the list that the link stands on."""
    query = request.GET.copy()
    listed = query.pop(LIST_OF, [""])[0]
    query.pop(FORM, None)
    only = listed_rows(request, resource, listed, query)
    if only is None:
        return Asked(resource=resource, full=full)
    return Asked(
        resource=resource, full=full, only=only, listed=listed, filters=query.urlencode(safe=":")
    )


def as_file(
    asked: Asked, run: Run, pieces: Iterator[bytes], form: str = WORKBOOK
) -> StreamingHttpResponse:
    title = printed_title(asked.resource, Committee.current())
    return attached(title, pieces, on=run.today, form=form, masked=not asked.full)


def attached(
    title: str, pieces: Iterable[bytes], *, on: datetime.date | None, form: str, masked: bool
) -> StreamingHttpResponse:
    """A file that the browser saves under its title and day while it is still being written."""
    name = f"{title}{f'({MASKED})' if masked else ''}({on:%Y-%m-%d}).{form}"
    named = {"Content-Disposition": content_disposition_header(True, name)}  # noqa: FBT003
    return StreamingHttpResponse(pieces, content_type=FORMS[form].content_type, headers=named)


def form_asked(values: QueryDict) -> str:
    """The kind of file that an address or a sent form names; a workbook where it names none."""
    form = values.get(FORM, WORKBOOK)
    if form not in FORMS:
        raise Http404
    return form


def _ask(request: HttpRequest, run: Run, asked: Asked, rows: int) -> HttpResponse:
    """The reason; then the workbook, or another person's turn."""
    needs_second = asked.needs_second(rows)
    make = ForWhat if needs_second else TakeOutForm
    form = make(request.POST or None, about="")
    refused = _why_not(request, run, asked) if needs_second else ""
    if form.is_valid() and not refused:
        reason = form.cleaned_data["reason"]
        if not needs_second:
            kind = form.cleaned_data["form"]
            pieces = write_out(run, asked, at=timezone.now(), reason=reason, form=kind)
            return as_file(asked, run, pieces, kind)
        made = request_export(run, asked, reason=reason)
        messages.success(request, "已提交导出申请；另一位有批准权限的人批准后，由您在这里下载。")
        return redirect("admin:sheets_exportrequest_change", made.pk)
    title = asked.resource.title
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": f"完整导出：{title}" if asked.full else f"导出：{title}",
        "asked": asked,
        "rows": rows,
        "needs_second": needs_second,
        "refused": refused,
        "form": form,
    }
    return render(request, "admin/sheets/export.html", context)


def _why_not(request: HttpRequest, run: Run, asked: Asked) -> str:
    """Why what needs a second person cannot be asked for; empty where it can."""
    if not may_ask(run):
        return "您没有申请导出的权限；请用列表的筛选缩小范围，或请有权限的同事申请。"
    if asked.listed and not kept_filters(request, asked.listed, asked.filters):
        return "申请里不保存搜索的姓名和号码；请回到列表，清空搜索框，只用筛选，再导出。"
    return ""
