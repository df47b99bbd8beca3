"""What is done to an account's way in."""

import datetime

from axes.models import AccessAttempt
from django.db import transaction
from django.http import HttpRequest

from config.accounts.models import Authenticator, User
from config.accounts.refusals import Refusal
from config.accounts.signin.rules import UNUSED_DAYS, is_unused
from config.audit.choices import Outcome, Verb
from config.audit.writing import record


def close_if_unused(user: User, request: HttpRequest, *, today: datetime.date) -> bool:
    """Close an account that nobody used for too long; whether it was closed."""
    if not is_unused(user.last_used_on, today):
        return False
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False)
        what = f"超过{UNUSED_DAYS}天未用，账号停用"
        record(Verb.SIGN_IN, user=user, request=request, outcome=Outcome.REFUSED, what=what)
    return True


def unlock(user: User) -> None:
    """Forget the wrong passwords of an account, so that its owner may try again at once."""
    forgotten, _ = AccessAttempt.objects.filter(username=user.username).delete()
    if not forgotten:
        raise Refusal("这个账号没有锁定。")


def reset_second_factor(user: User, *, by: User, request: HttpRequest) -> None:
    """Forget a lost telephone and its paper codes: another person's business, never one's own."""
    if user.pk == by.pk:
        raise Refusal("不能重置自己的动态口令：请由另一位账号管理员办理。")
    with transaction.atomic():
        forgotten, _ = Authenticator.objects.filter(user=user, confirmed=True).delete()
        if not forgotten:
            raise Refusal("这个账号没有启用动态口令。")
        record(Verb.SECOND_FACTOR, user=by, request=request, about=user, what="重置")
