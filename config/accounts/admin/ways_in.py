"""What the page of users knows of signing in: who is locked, closed or without a telephone."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from config.accounts.admin.verbs import Verb, VerbAdmin
from config.accounts.models import User
from config.accounts.signin import actions
from config.accounts.signin.lock_out import with_failures
from config.accounts.signin.passwords import PasswordForAnotherForm
from config.accounts.signin.rules import is_unused
from config.accounts.signin.second_factor import confirmed_device
from config.audit.choices import Verb as Audited
from config.audit.writing import record


def is_locked(user: Any) -> bool:
    return (user.failures or 0) >= settings.AXES_FAILURE_LIMIT


class WaysInAdmin(VerbAdmin):
    """A page of users whose sign-in an administrator helps with, and never their own."""

    change_password_form = PasswordForAnotherForm
    verbs = (
        Verb(
            name="unlock",
            label="解除登录锁定",
            asks={},
            act=actions.unlock,
            offered=is_locked,
            explanation="密码连续输错而锁定的账号，解除后本人可以马上再登录。",
        ),
        Verb(
            name="reset-second-factor",
            label="重置动态口令",
            asks={},
            act=lambda user, *, request: actions.reset_second_factor(
                user, by=request.user, request=request
            ),
            with_request=True,
            offered=lambda user: confirmed_device(user) is not None,
            explanation="手机丢了或换了：原来的动态口令和恢复码随即作废。请先核实确是本人。",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_failures(super().get_queryset(request), timezone.now())

    @admin.display(description="登录状态", ordering="is_active")
    def standing(self, user: Any) -> str:
        if not user.is_active:
            return "已停用"
        if is_unused(user.last_used_on, timezone.localdate()):
            return "久未使用，再登录即停用"
        if is_locked(user):
            return "已锁定"
        return "待本人改密码" if user.must_change_password else "正常"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if not change:
            obj.must_change_password = True
        elif obj.is_active and "is_active" in form.changed_data:
            obj.opened_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 -- Django's name
        form_url: str = "",
    ) -> HttpResponse:
        """Somebody else's password; one's own is changed by whoever knows the old one."""
        users = User.objects.filter(pk=unquote(id))
        before = users.values_list("password", flat=True).first()
        if users.filter(pk=request.user.pk).exists():
            return redirect("admin:password_change")
        answer = super().user_change_password(request, id, form_url)
        if users.exclude(password=before).exists():
            record(Audited.PASSWORD, request=request, about=users.get(), what="代为设置")
        return answer
