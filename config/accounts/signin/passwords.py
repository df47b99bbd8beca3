"""What a password must be, and how one becomes another."""

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm as OwnPasswordChangeForm
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError


class LengthValidator(MinimumLengthValidator):
    """Length before all else; whoever may everything needs a longer one."""

    def __init__(self, min_length: int, of_administrators: int) -> None:
        super().__init__(min_length)
        self.of_administrators = of_administrators

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        if self._is_administrator(user) and len(password) < self.of_administrators:
            raise ValidationError(f"管理员的密码至少要有{self.of_administrators}个字符。")

    def _is_administrator(self, user: Any) -> bool:
        return user is not None and bool(user.is_superuser or user.duty)

    def get_help_text(self) -> str:
        return f"密码至少要有{self.min_length}个字符，管理员的至少{self.of_administrators}个。"


class OwnPasswordForm(OwnPasswordChangeForm):
    """One's own password, which differs from the one before."""

    def clean(self) -> Any:
        cleaned = super().clean()
        old, new = (self.cleaned_data.get(name) for name in ("old_password", "new_password1"))
        if old and old == new:
            self.add_error("new_password1", "新密码不能和原来的一样。")
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- the library's signature
        self.user.must_change_password = False
        return super().save(commit)


class PasswordForAnotherForm(AdminPasswordChangeForm):
    """A password set for somebody else, who replaces it at once.

    Without a password nobody can sign in, so none is put out of use.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- the library's signature
        self.user.must_change_password = True
        return super().save(commit)
