"""Pages of users and groups. Nobody can give a right, or take over an account, above their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import (
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UserCreationForm,
)
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.grants import RoleInline, ScopeInline
from config.accounts.admin.scoped import reach
from config.accounts.admin.ways_in import WaysInAdmin
from config.accounts.choices import Duty
from config.accounts.models import User
from config.accounts.roles import SHIPPED_NAMES

VERBS = {"add": "增加", "change": "修改", "delete": "删除", "view": "查看"}


class PermissionsField(forms.ModelMultipleChoiceField):
    """Permissions by the office's words: 党员 · 查看."""

    def label_from_instance(self, permission: Permission) -> str:
        model = permission.content_type.model_class()
        verb = permission.codename.removesuffix(f"_{model._meta.model_name}")
        return f"{model._meta.verbose_name} · {VERBS.get(verb, permission.name)}"


class PasswordIsSet(ReadOnlyPasswordHashWidget):
    """Says that there is a password; how it is hashed helps nobody at a desk."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "summary": [{"label": "已设置" if value else "未设置"}]}


class AccountForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label="密码", widget=PasswordIsSet, help_text="密码不以原文保存，谁也看不到。"
    )


class PermissionsOfPages:
    """Offers the permissions of the site's pages only, in Chinese."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Permission:
            kwargs = {"form_class": PermissionsField, "queryset": self._offered(), **kwargs}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _offered(self) -> QuerySet:
        """All but the right to delete what nobody may delete."""
        models = self.admin_site._registry
        kept = [model for model in models if not getattr(model, "may_delete", False)]
        deleting = Q(
            content_type__in=ContentType.objects.get_for_models(*kept).values(),
            codename__startswith="delete_",
        )
        return (
            Permission.objects.exclude(deleting)
            .filter(content_type__in=ContentType.objects.get_for_models(*models).values())
            .order_by("content_type__app_label", "content_type__model", "pk")
        )


@admin.register(User)
class UserAdmin(PermissionsOfPages, WaysInAdmin, auth_admin.UserAdmin):
    desk_group = "系统"
    list_display = ("username", "name", "roles", "standing", "last_login")
    inlines = (RoleInline, ScopeInline)
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("username", "name")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email")}),
        ("登录", {"fields": ("is_active", "is_staff", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "password1", "password2")}),)
    form = AccountForm
    add_form = UserCreationForm
    change_user_password_template = "admin/accounts/user/password.html"  # noqa: S105 -- a template
    readonly_fields = ("last_login", "date_joined")

    def visible_to(self, request: HttpRequest) -> QuerySet:
        return super().visible_to(request).prefetch_related("groups")

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        """Given and taken back on the pages of 角色授予, never here."""
        if user.is_superuser:
            return "超级用户"
        names = [group.name for group in user.groups.all()]
        return "、".join([user.get_duty_display(), *names] if user.duty else names)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return super().get_inlines(request, obj) if obj is not None else ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A password set for somebody with further rights would hand those rights over.

        Who keeps the accounts by duty, or for the whole committee, may set it: the audit tells,
        it must be changed, and a second factor is reset by somebody else.
        """
        if not super().has_change_permission(request, obj):
            return False
        mine = request.user
        if obj is None or mine.is_superuser:
            return True
        keeps = mine.has_perm("accounts.reset_user")
        within = obj.get_all_permissions() <= mine.get_all_permissions()
        fellows = reach(request).fellows(on=timezone.localdate())
        near = mine.duty == Duty.ACCOUNTS or fellows.filter(pk=obj.pk).exists()
        return not obj.is_superuser and near and (keeps or within)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(PermissionsOfPages, OfficeAdmin, auth_admin.GroupAdmin):
    desk_group = "系统"

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """A shipped role is what the program says; see `config.accounts.roles`."""
        shipped = obj is not None and obj.name in SHIPPED_NAMES
        may = request.user.is_superuser and super().has_change_permission(request, obj)
        return may and not shipped

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)
