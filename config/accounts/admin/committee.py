from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.accounts.admin.base import OfficeAdmin
from config.accounts.models import Committee
from config.accounts.models.committee import one_range_a_line
from config.accounts.signin.rules import may_come_from


class CommitteeForm(forms.ModelForm):
    """The committee's settings; whoever saves them must still be able to come in."""

    came_from = ""

    def clean_staff_addresses(self) -> str:
        ranges = self.cleaned_data["staff_addresses"]
        one_range_a_line(ranges)
        if not may_come_from(self.came_from, ranges):
            raise forms.ValidationError(
                f"您现在的地址是 {self.came_from}，不在这些网段里：保存后您自己就不能登录了。"
                "请把它所在的网段也写上。"
            )
        return ranges


@admin.register(Committee)
class CommitteeAdmin(OfficeAdmin):
    """One page, no list: an office has one committee."""

    desk_group = "系统"
    list_display = ("name", "city", "in_use_from")
    form = CommitteeForm
    fieldsets = (
        (None, {"fields": ("name", "city", "city_code", "in_use_from")}),
        ("个人信息", {"fields": ("keep_years",)}),
        ("登录", {"fields": ("password_days", "second_factor_for", "staff_addresses")}),
        ("分工", {"fields": ("preset", "roles_need_two")}),
    )
    readonly_fields = ("preset", "roles_need_two")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        came_from = {"came_from": request.META.get("REMOTE_ADDR", "")}
        form = type("CommitteeForm", (CommitteeForm,), came_from)
        return super().get_form(request, *args, **{**kwargs, "form": form})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where two people must agree on a role, nobody alone does away with the second factor."""
        given = super().get_readonly_fields(request, obj)
        return [*given, "second_factor_for"] if obj and obj.roles_need_two else given

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
