"""Signing in and out, as the audit tells it; never what was typed."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from config.accounts.signin.lock_out import was_locked_before
from config.audit.choices import Outcome, Verb
from config.audit.writing import record


def _of_that_name(username: Any) -> Any:
    return get_user_model().objects.filter(username=username or "").first()


def signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record(Verb.SIGN_IN, user=user, request=request)


def signed_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(Verb.SIGN_OUT, user=user, request=request)


def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest, **kwargs: Any) -> None:
    """A wrong password. Tries while locked are not written: they would flood the audit."""
    if not was_locked_before(request):
        user = _of_that_name(credentials.get("username"))
        what = "密码错误" if user else "没有这个账号"
        record(Verb.SIGN_IN, user=user, request=request, outcome=Outcome.FAILED, what=what)


def locked(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """The failure that locks is written once more, as a lock-out."""
    if not was_locked_before(request):
        user = _of_that_name(username)
        what = "密码连续输错，锁定30分钟"
        record(Verb.SIGN_IN, user=user, request=request, outcome=Outcome.REFUSED, what=what)


def listen() -> None:
    """Be told by Django and django-axes; called from `AppConfig.ready()`."""
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(failed)
    user_locked_out.connect(locked)
