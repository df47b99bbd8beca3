from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.accounts.admin.base import OfficeAdmin
from config.accounts.models import Committee


@admin.register(Committee)
class CommitteeAdmin(OfficeAdmin):
    """One page, no list: an office has one committee."""

    desk_group = "系统"
    list_display = ("name", "city", "in_use_from")
    fields = ("name", "city", "city_code", "in_use_from")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Committee.objects.exists()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        committee = Committee.objects.first()
        if committee is None:
            return redirect("admin:accounts_committee_add")
        return redirect("admin:accounts_committee_change", committee.pk)
