"""恢复单: who printed one when, and the page that prints one more."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from config.accounts.models import Committee
from config.accounts.refusals import Refusal
from config.backups.actions import print_sheet
from config.backups.models import RecoverySheet
from config.backups.sheet import KEEPING, STEPS


@admin.register(RecoverySheet)
class RecoverySheetAdmin(OfficeAdmin):
    """The keys are shown in the answer to a recorded POST and nowhere else."""

    desk_group = "系统"
    list_display = ("printed_at", "who", "keys")
    list_select_related = ("printed_by",)
    fields = ("printed_at", "who", "keys")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or may_print(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.print_view)
        return [path("print/", view, name="backups_sheet_print"), *super().get_urls()]

    def print_view(self, request: HttpRequest) -> HttpResponse:
        if not may_print(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._printed(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "打印恢复单",
            "keeping": KEEPING,
            "earlier": RecoverySheet.objects.select_related("printed_by").first(),
            "times": RecoverySheet.objects.count(),
        }
        return TemplateResponse(request, "admin/backups/sheet_ask.html", context)

    def _printed(self, request: HttpRequest) -> HttpResponse:
        try:
            printed, keys = print_sheet(by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:backups_recoverysheet_changelist")
        context = {
            "committee": Committee.current(),
            "printed": printed,
            "keys": keys,
            "keeping": KEEPING,
            "steps": STEPS,
        }
        return TemplateResponse(request, "admin/backups/sheet_print.html", context)

    @admin.display(description="打印人", ordering="printed_by__name")
    def who(self, record: RecoverySheet) -> str:
        return str(record.printed_by or "命令行")


def may_print(request: HttpRequest) -> bool:
    return request.user.has_perm("backups.add_recoverysheet")
