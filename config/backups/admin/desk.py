"""The desk's panel 备份: quiet below the others; red above them after seven days without one."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.models import User
from config.backups.actions import sheet_is_wanting
from config.backups.admin.backups import may_back_up
from config.backups.admin.sheets import may_print
from config.backups.models import Backup, BackupSettings
from config.backups.rules import is_overdue

Panel = tuple[str, dict[str, Any]] | None


def red_panel(request: HttpRequest) -> Panel:
    return _panel(request, overdue=True)


def quiet_panel(request: HttpRequest) -> Panel:
    return _panel(request, overdue=False)


def _panel(request: HttpRequest, *, overdue: bool) -> Panel:
    if settings.DEMO or not may_back_up(request):
        return None
    last_good = Backup.last_good()
    made_on = last_good and timezone.localdate(last_good.made_at)
    if is_overdue(made_on, _since(), timezone.localdate()) is not overdue:
        return None
    latest = Backup.objects.first()
    return "admin/backups/desk_panel.html", {
        "last_good": last_good,
        "overdue": overdue,
        "problem": latest.problem if latest else "",
        "beside_the_data": not BackupSettings.current().folder,
        "sheet_is_wanting": may_print(request) and sheet_is_wanting(),
    }


def _since() -> datetime.date | None:
    """The day the office began: its first account's."""
    first = User.objects.order_by("date_joined").first()
    return first and timezone.localdate(first.date_joined)
