"""The form of the login page."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils import timezone

from config.accounts.signin.actions import close_if_unused
from config.accounts.signin.rules import UNUSED_DAYS


class SignInForm(AdminAuthenticationForm):
    """User name and password; an account unused for too long is closed where it is tried again."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if close_if_unused(user, self.request, today=timezone.localdate()):
            raise forms.ValidationError(
                f"这个账号超过{UNUSED_DAYS}天没有登录，已经停用；请联系管理员重新启用。"
            )


class CodeForm(forms.Form):
    """The six digits of the telephone, or a code from paper."""

    code = forms.CharField(
        label="动态口令",
        max_length=32,
        error_messages={"required": "请输入动态口令。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )
