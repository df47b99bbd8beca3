"""撤销这次导入: first what it would do, row by row, then one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from config.accounts.admin.base import OfficeAdmin
from config.accounts.refusals import Refusal
from config.sheets.admin.attempts import attempt
from config.sheets.admin.handing_in import run_of
from config.sheets.admin.undo_rows import chosen_rows, hidden, kinds
from config.sheets.models import Import
from config.sheets.rights import may_undo
from config.sheets.undoing.actions import UNDO, refuse_unless_in_force, undo_import
from config.sheets.undoing.judging import judge

NOT_TAKEN_BACK = "有人同时改了相关的记录，没有撤销任何内容；请再看一遍后重新点撤销。"
BUSY = "数据库正忙，没有撤销任何内容；请稍后再点一次。"


class UndoingAdmin(OfficeAdmin):
    """The page of one import's undo, beside the import's own."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:import_id>/undo/", view, name="sheets_import_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.get_object(request, str(import_id))
        if record is None:
            raise Http404
        if not may_undo(run_of(request), record):
            raise PermissionDenied
        if request.method == "POST":
            return self._undo(request, record)
        try:
            refuse_unless_in_force(record)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect("admin:sheets_import_change", record.pk)
        return self._undo_page(request, record)

    def _undo_page(self, request: HttpRequest, record: Import) -> HttpResponse:
        run = run_of(request)
        judgement = judge(run, record)
        part, rows = chosen_rows(run, judgement, request.GET)
        lines = kinds(judgement)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"撤销{record}",
            "record": record,
            "lines": lines,
            "restored": sum(line.restored for line in lines),
            "removed": sum(line.removed for line in lines),
            "kept": sum(line.kept for line in lines),
            "hidden": hidden(judgement),
            "part": part,
            "rows": rows,
        }
        return TemplateResponse(request, "admin/sheets/import/undo.html", context)

    def _undo(self, request: HttpRequest, record: Import) -> HttpResponse:
        run = run_of(request)
        done = attempt(
            request,
            run,
            UNDO,
            lambda: undo_import(run, import_id=record.pk),
            record=record,
            not_written=NOT_TAKEN_BACK,
            busy=BUSY,
        )
        if done is not None:
            said = f"已撤销：恢复{done.restored}，移除{done.removed}，保留{done.kept}。"
            messages.success(request, said)
        return redirect("admin:sheets_import_change", record.pk)
