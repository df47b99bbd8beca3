"""The desk's panel 最近导入."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.sheets.models import Import

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
