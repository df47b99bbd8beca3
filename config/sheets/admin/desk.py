"""The desk's panels 最近导入 and 导出申请."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from config.sheets.admin.requests import may_approve
from config.sheets.models import ExportRequest, ExportState, Import

SHOWN = 5


def recent_imports(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    page = admin.site._registry[Import]
    if not page.has_view_permission(request):
        return None
    return "admin/sheets/desk_panel.html", {
        "lines": [
            {
                "record": record,
                "files": page.files(record),
                "counts": page.counts(record),
                "standing": page.standing(record),
                "who": page.who(record),
            }
            for record in page.get_queryset(request).select_related("made_by")[:SHOWN]
        ],
        "may_hand_in": request.user.has_perm("sheets.add_import"),
    }


def exports_to_see_to(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """What the user may fetch now, and what waits for his word; the desk is where he is told."""
    now, user = timezone.now(), request.user
    mine = ExportRequest.objects.filter(made_by=user, state=ExportState.APPROVED)
    approved = [export for export in mine if not export.has_expired(now)]
    waiting = []
    if may_approve(request):
        others = ExportRequest.objects.filter(state=ExportState.WAITING).exclude(made_by=user)
        waiting = list(others.select_related("made_by"))
    if not approved and not waiting:
        return None
    return "admin/sheets/export_panel.html", {"approved": approved, "waiting": waiting}
