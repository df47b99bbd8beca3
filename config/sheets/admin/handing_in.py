"""导入表格: workbooks come in, a plan comes out; the ledgers stay as they are."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from config.accounts.models import Committee
from config.audit.choices import Outcome
from config.sheets.admin.forms import HandInForm
from config.sheets.background import NOT_CHECKED, is_small, start_check
from config.sheets.handing_in import Upload
from config.sheets.imports import CHECK, check_import, note
from config.sheets.models import Import
from config.sheets.not_written import NOT_WRITTEN
from config.sheets.runs import Run
from config.sheets.waiting_files import drop_old_files

BUSY = "数据库正忙，没有保存任何内容；请再提交一次。"


def run_of(request: HttpRequest) -> Run:
    """The circumstances of a run that this request asks for."""
    return Run(
        user=request.user,
        request=request,
        today=timezone.localdate(),
        in_use_from=Committee.current().in_use_from,
    )


def hand_in_page(request: HttpRequest) -> HttpResponse:
    run = run_of(request)
    if request.method == "POST":
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        form = HandInForm(request.POST, request.FILES, run=run, sent=sent)
        record = _checked(request, form) if form.is_valid() else None
        if record is not None:
            return redirect("admin:sheets_import_change", record.pk)
    else:
        form = HandInForm(run=run, initial={"ledger": request.GET.get("ledger", "")})
    context = {**admin.site.each_context(request), "title": "导入表格", "form": form}
    return render(request, "admin/sheets/hand_in.html", context)


def _checked(request: HttpRequest, form: HandInForm) -> Import | None:
    answers = form.cleaned_data
    form.run.new = frozenset(answers.get("new", ()))
    form.run.moved_on = answers["moved_on"]
    try:
        return _check(form.run, form.uploads(), answers["ledger"])
    except NOT_WRITTEN:
        messages.error(request, NOT_CHECKED)
    except OperationalError:
        messages.error(request, BUSY)
    note(form.run, CHECK, outcome=Outcome.FAILED)
    return None


def _check(run: Run, uploads: list[Upload], ledger: str) -> Import:
    """At once where it takes no longer than a page may; else beside the requests."""
    drop_old_files(timezone.now())
    if is_small(uploads):
        return check_import(run, uploads, ledger=ledger or None)
    return start_check(run, uploads, ledger=ledger)
