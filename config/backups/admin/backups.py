"""备份: what was made, and the button 立即备份."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from config.accounts.admin.base import OfficeAdmin
from config.accounts.refusals import Refusal
from config.backups.actions import back_up
from config.backups.choices import Outcome
from config.backups.models import Backup

LEVELS = {
    Outcome.GOOD: messages.SUCCESS,
    Outcome.UNPROVEN: messages.WARNING,
    Outcome.FAILED: messages.ERROR,
}


@admin.register(Backup)
class BackupAdmin(OfficeAdmin):
    """Rows are written by the program alone."""

    desk_group = "系统"
    list_display = ("made_at", "who", "result", "how_large", "seconds", "problem")
    list_select_related = ("made_by",)
    fields = (
        *("made_at", "who", "result", "problem", "verified_at", "seconds"),
        *("folder", "file_name", "how_large", "sha256", "removed_at"),
    )
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may make backups may look at them."""
        return super().has_view_permission(request, obj) or may_back_up(request)

    def get_urls(self) -> list[Any]:
        now = self.admin_site.admin_view(self.now_view)
        return [path("now/", now, name="backups_backup_now"), *super().get_urls()]

    def now_view(self, request: HttpRequest) -> HttpResponse:
        if not may_back_up(request):
            raise PermissionDenied
        if request.method != "POST":  # an address opened anew, e.g. after signing in again
            return redirect("admin:backups_backup_changelist")
        try:
            record = back_up(by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.add_message(request, LEVELS[Outcome(record.outcome)], _told(record))
        return redirect("admin:backups_backup_changelist")

    @admin.display(description="经办", ordering="made_by__name")
    def who(self, record: Backup) -> str:
        return str(record.made_by or "程序")

    @admin.display(description="结果", ordering="outcome")
    def result(self, record: Backup) -> str:
        gone = "，已清理" if record.removed_at else ""
        label = f"{record.get_outcome_display()}{gone}"
        return format_html('<span class="backup-{}">{}</span>', record.outcome, label)

    @admin.display(description="大小", ordering="size")
    def how_large(self, record: Backup) -> str:
        return filesizeformat(record.size) if record.size else self.get_empty_value_display()


def may_back_up(request: HttpRequest) -> bool:
    return request.user.has_perm("backups.add_backup")


def _told(record: Backup) -> str:
    if record.outcome == Outcome.GOOD:
        return f"备份好了，并已恢复到临时库里核对无误：{record.path}"
    return record.problem
