"""导入表格: workbooks come in, a plan comes out; the ledgers stay as they are."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from config.accounts.models import Committee
from config.sheets.admin.attempts import attempt
from config.sheets.admin.forms import CLEAR, HandInForm
from config.sheets.background import NOT_CHECKED, hand_over
from config.sheets.imports import CHECK
from config.sheets.models import Import
from config.sheets.runs import Run

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
    form.run.override_reason = answers.get("override_reason", "")
    form.run.blank_clears = answers["blank"] == CLEAR
    return attempt(
        request,
        form.run,
        CHECK,
        lambda: hand_over(form.run, form.uploads(), ledger=answers["ledger"]),
        not_written=NOT_CHECKED,
        busy=BUSY,
    )
