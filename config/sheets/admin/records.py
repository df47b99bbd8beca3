"""导入记录: every handing-in, its plan or its outcome, and the two verbs 导入 and 放弃."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from config.sheets.admin.attempts import attempt
from config.sheets.admin.handing_in import run_of
from config.sheets.admin.mending import marked_file, may_mend, mend
from config.sheets.admin.plan import (
    chosen_part,
    chosen_sheet,
    kinds_to_allow,
    marked_files,
    sheet_lines,
)
from config.sheets.admin.telling import telling_page
from config.sheets.admin.undoing import UndoingAdmin
from config.sheets.background import NOT_APPLIED, is_small_plan, last_job, start_apply
from config.sheets.imports import APPLY, DROP, apply_import, drop_import
from config.sheets.models import UNDER_WAY, Import, ImportedSheet, ImportState
from config.sheets.registry import ledger_titles
from config.sheets.rights import may_undo
from config.sheets.rows import VERDICTS
from config.sheets.runs import NEW_KINDS, Run

NOTHING_WRITTEN = "没有写入"
BUSY = "数据库正忙，没有导入任何内容；请稍后再点一次。"
TITLES = {
    ImportState.CHECKING: "正在检查",
    ImportState.CHECKED: "导入方案",
    ImportState.APPLYING: "正在导入",
    ImportState.FAILED: "检查没有完成",
}
NAMED = 2
"""Files and ledgers that a line of the list names before it says 等n个."""


def _several(names: list[str]) -> str:
    distinct = list(dict.fromkeys(filter(None, names)))
    more = f" 等{len(distinct)}个" if len(distinct) > NAMED else ""
    return "、".join(distinct[:NAMED]) + more


def _words(counts: dict[str, int]) -> str:
    labels = {key: ImportedSheet._meta.get_field(key).verbose_name for key in VERDICTS}
    return " ".join(f"{labels[key]}{count}" for key, count in counts.items() if count)


@admin.register(Import)
class ImportAdmin(UndoingAdmin):
    """Records are made by 导入表格 and altered by the verbs alone."""

    desk_group = "汇总"
    list_display = ("made_at", "who", "files", "ledgers", "counts", "standing")
    list_select_related = ("made_by",)
    list_filter = ("state",)
    search_fields = ("sheets__file_name",)
    search_help_text = "按文件名查找"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may import may look at their own imports."""
        return request.user.has_perm("sheets.add_import") or self._sees_all(request)

    def _sees_all(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sheets.view_import")

    def visible_to(self, request: HttpRequest) -> QuerySet[Import]:
        records = super().visible_to(request)
        if not self._sees_all(request):
            records = records.filter(made_by=request.user)
        return records.prefetch_related(
            Prefetch("sheets", queryset=ImportedSheet.objects.defer("problems")), "files"
        )

    @admin.display(description="提交人", ordering="made_by__name")
    def who(self, record: Import) -> str:
        return str(record.made_by or "命令行")

    @admin.display(description="文件")
    def files(self, record: Import) -> str:
        """Before it is checked an import has files, and no sheets."""
        sheets = [sheet.file_name for sheet in record.sheets.all()]
        return _several(sheets or [file.name for file in record.files.all()])

    @admin.display(description="台账")
    def ledgers(self, record: Import) -> str:
        titles = ledger_titles()
        return _several([titles.get(sheet.ledger, "") for sheet in record.sheets.all()])

    @admin.display(description="行数")
    def counts(self, record: Import) -> str:
        sheets = record.sheets.all()
        return _words({key: sum(getattr(sheet, key) for sheet in sheets) for key in VERDICTS})

    @admin.display(description="状态", ordering="state")
    def standing(self, record: Import) -> str:
        """An import that was decided on and wrote nothing is not said to be done."""
        wrote = any(sheet.new or sheet.changed for sheet in record.sheets.all())
        if record.state == ImportState.APPLIED and not wrote:
            return NOTHING_WRITTEN
        return record.get_state_display()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The plan before the import, its outcome after; one address, so Back shows the truth."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if request.method == "POST" and "mend" in request.POST:
            self._refuse_others(request, record)
            return mend(request, record)
        if request.method == "POST":
            return self._decide(request, record)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": TITLES.get(ImportState(record.state), "导入结果"),
            **self._told(request, record),
        }
        return TemplateResponse(request, "admin/sheets/import/plan.html", context)

    def _told(self, request: HttpRequest, record: Import) -> dict[str, Any]:
        job = last_job(record)
        if record.state in UNDER_WAY:
            standing = self.standing(record)
            return {"record": record, "standing": standing, "job": job, "under_way": True}
        owns = self._owns(request, record)
        sheets = list(ImportedSheet.objects.filter(handed_in=record).order_by("position"))
        waiting = record.state == ImportState.CHECKED
        chosen = chosen_sheet(sheets, request.GET) if owns else None
        lines = sheet_lines(record, sheets, told=owns)
        mends = owns and may_mend(record)
        return {
            "record": record,
            "standing": self.standing(record),
            "trouble": job.problem if job and record.state != ImportState.DROPPED else "",
            "nothing_written": NOTHING_WRITTEN,
            "to_allow": kinds_to_allow(record, lines),
            "owns": owns,
            "may_decide": owns and waiting and request.user.has_perm("sheets.add_import"),
            "waiting": waiting,
            "may_undo": record.state == ImportState.APPLIED
            and bool(record.lines)
            and may_undo(run_of(request), record),
            "lines": lines,
            "totals": [(key, sum(getattr(sheet, key) for sheet in sheets)) for key in VERDICTS],
            "warnings": sum(line.warnings for line in lines),
            "writable": sum(sheet.new + sheet.changed for sheet in sheets),
            "held_back": sum(sheet.held_back for sheet in sheets),
            "new_kinds": [NEW_KINDS[kind] for kind in filter(None, record.new_kinds.split(","))],
            "chosen": next((line for line in lines if line.sheet is chosen), None),
            "part": chosen and chosen_part(chosen, request.GET, with_rows=waiting, mends=mends),
            "mends": mends,
            "marked": marked_files(record, lines) if mends else (),
            "mended_by": record.mended_by.order_by("pk").last(),
        }

    def _owns(self, request: HttpRequest, record: Import) -> bool:
        """The rows of a plan are for the person who handed them in."""
        return request.user.is_superuser or record.made_by_id == request.user.pk

    def _refuse_others(self, request: HttpRequest, record: Import) -> None:
        if not (request.user.has_perm("sheets.add_import") and self._owns(request, record)):
            raise PermissionDenied

    def get_urls(self) -> list[Any]:
        marked = self.admin_site.admin_view(self.marked_view)
        route = "<path:object_id>/marked/<int:position>/"
        columns = self.admin_site.admin_view(self.columns_view)
        return [
            path(route, marked, name="sheets_import_marked"),
            path("<path:object_id>/columns/<int:sheet>/", columns, name="sheets_import_columns"),
            *super().get_urls(),
        ]

    def marked_view(self, request: HttpRequest, object_id: str, position: int) -> HttpResponse:
        return marked_file(request, self._own(request, object_id), position)

    def columns_view(self, request: HttpRequest, object_id: str, sheet: int) -> HttpResponse:
        record = self._own(request, object_id)
        found = record.sheets.filter(pk=sheet).first()
        if found is None or not may_mend(record):
            raise Http404
        return telling_page(request, record, found)

    def _own(self, request: HttpRequest, object_id: str) -> Import:
        """An import that the reader handed in, and may still decide on."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        self._refuse_others(request, record)
        return record

    def _decide(self, request: HttpRequest, record: Import) -> HttpResponse:
        self._refuse_others(request, record)
        verbs = {"apply": (APPLY, self._apply), "drop": (DROP, self._drop)}
        what, do = next((verbs[name] for name in verbs if name in request.POST), ("", None))
        if do is None:
            raise PermissionDenied
        run = run_of(request)
        record.whole = "whole" in request.POST
        words = {"not_written": NOT_APPLIED, "busy": BUSY}
        # What is said is worked out before anything is final: nothing can be done and not told.
        told = attempt(
            request, run, what, lambda: transaction.atomic(do)(run, record), record=record, **words
        )
        if told is not None:
            messages.add_message(request, *told)
        return redirect("admin:sheets_import_change", record.pk)

    def _apply(self, run: Run, record: Import) -> tuple[int, str]:
        if not is_small_plan(record):
            start_apply(run, import_id=record.pk, whole=record.whole)
            return messages.INFO, "已经开始导入。可以离开这个页面，回来时看得到结果。"
        done = apply_import(run, import_id=record.pk, whole=record.whole)
        told = self.counts(done) or "没有要写入的行"
        if self.standing(done) == NOTHING_WRITTEN:
            return messages.WARNING, f"没有写入任何内容：{told}。请看下面的原因，再重新检查原表。"
        return messages.SUCCESS, f"已导入：{told}。"

    def _drop(self, run: Run, record: Import) -> tuple[int, str]:
        drop_import(run, import_id=record.pk)
        return messages.SUCCESS, "已放弃这次导入，台账没有改动。"
