"""Putting an import right: cells corrected in the page, and the clerk's own file with its marks."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.audit.choices import Verb
from config.audit.writing import record as write_entry
from config.sheets.admin.attempts import attempt
from config.sheets.admin.handing_in import BUSY, run_of
from config.sheets.annotating import Marked, annotated
from config.sheets.background import NOT_CHECKED
from config.sheets.imports import CHECK
from config.sheets.mending import mend_import
from config.sheets.models import Import, ImportedSheet, ImportState
from config.sheets.problems import ERROR, Problem
from config.sheets.reading import UnreadableFile
from config.sheets.storing import unseal_problems
from config.sheets.waiting_files import upload_of

FIX = "fix-"
MENDABLE = (ImportState.CHECKED, ImportState.APPLIED)
MOST_MARKS = 500
"""Characters of a corrected cell that are read."""

NOTHING_TYPED = "没有填写任何更正；请在“更正为”一栏填写后再点。"
MARKED_COPY = "下载标注了问题的原表"


def may_mend(record: Import) -> bool:
    return record.state in MENDABLE and record.files.exists()


def errors_of(sheet: ImportedSheet) -> list[Problem]:
    """The problems that reject rows, in the order in which their fields are numbered."""
    return [problem for problem in unseal_problems(sheet.problems) if problem.level == ERROR]


def is_a_cell(problem: Problem) -> bool:
    return problem.row is not None and bool(problem.column)


def mend(request: HttpRequest, record: Import) -> HttpResponse:
    """Check anew with the cells that were typed into the page."""
    sheets = record.sheets.all()
    sheet = next((one for one in sheets if str(one.pk) == request.POST.get("sheet")), None)
    typed = _typed(request, errors_of(sheet)) if sheet is not None else {}
    if not typed:
        messages.warning(request, NOTHING_TYPED)
        return redirect("admin:sheets_import_change", record.pk)
    return checked_anew(request, record, {sheet.digest: {sheet.sheet_name: typed}})


def checked_anew(request: HttpRequest, record: Import, corrections: dict) -> HttpResponse:
    run = run_of(request)
    new = attempt(
        request,
        run,
        CHECK,
        lambda: mend_import(run, import_id=record.pk, corrections=corrections),
        record=record,
        not_written=NOT_CHECKED,
        busy=BUSY,
    )
    if new is None:
        return redirect("admin:sheets_import_change", record.pk)
    messages.success(request, "已经按更正重新检查，下面是新的方案。")
    return redirect("admin:sheets_import_change", new.pk)


def _typed(request: HttpRequest, problems: Sequence[Problem]) -> dict[tuple[int, str], str]:
    """(row, heading) -> the text typed for it; only cells that have a problem can be named."""
    return {
        (problem.row, problem.column): text
        for number, problem in enumerate(problems)
        if is_a_cell(problem)
        and problem.row is not None
        and (text := request.POST.get(f"{FIX}{number}", "").strip()[:MOST_MARKS])
    }


def marked_file(request: HttpRequest, record: Import, position: int) -> HttpResponse:
    """The clerk's own file as it was handed in, with its problems marked."""
    file = record.files.filter(position=position).first()
    if file is None:
        raise Http404
    upload = upload_of(file)
    marks = [
        Marked(sheet.sheet_name, sheet.header_row, unseal_problems(sheet.problems))
        for sheet in record.sheets.filter(digest=file.digest)
    ]
    try:
        copy = annotated(
            upload.data(), name=file.name, sheets=marks, corrections=upload.corrections
        )
    except UnreadableFile:
        raise Http404 from None
    write_entry(Verb.EXPORT, request=request, about=record, what=MARKED_COPY)
    stem = file.name.rpartition(".")[0]
    return FileResponse(copy, as_attachment=True, filename=f"{stem}(标注).xlsx")
