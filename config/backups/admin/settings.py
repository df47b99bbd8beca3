from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.accounts.admin.base import OfficeAdmin
from config.backups.models import BackupSettings


@admin.register(BackupSettings)
class BackupSettingsAdmin(OfficeAdmin):
    """One page, no list."""

    desk_group = "系统"
    fields = ("folder", "keep_latest")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not BackupSettings.objects.exists()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        settings = BackupSettings.objects.first()
        if settings is None:
            return redirect("admin:backups_backupsettings_add")
        return redirect("admin:backups_backupsettings_change", settings.pk)
