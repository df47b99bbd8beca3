"""Wrong passwords lock an account for half an hour, and many of them an address.

django-axes counts. An office often has one address for all its clerks, so an address is locked
only after four accounts' worth of failures.
"""

import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

ACCOUNTS_OF_AN_ADDRESS = 4


class LockOutHandler(AxesDatabaseHandler):
    """Counts by account and by address, each with its own limit."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        by_account, by_address = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(by_account, by_address // ACCOUNTS_OF_AN_ADDRESS)

    def reset_user_attempts(self, request: HttpRequest, credentials: Any = None) -> int:
        """Forget the account's failures only: one's own password opens nobody else's lock."""
        by_account, _ = self.filter_user_attempts(request, credentials)
        return by_account.delete()[0]


def account_key(request: HttpRequest, credentials: Any = None) -> str:
    """The user name to count under; a name that nobody has may be a password, so only its hash."""
    typed = (credentials or request.POST).get("username") or ""
    if get_user_model().objects.filter(username=typed).exists():
        return typed
    return salted_hmac("config.accounts.signin.lock_out", typed, algorithm="sha256").hexdigest()


def keep_nothing_typed(sender: Any, instance: AccessAttempt, **kwargs: Any) -> None:
    """Before an attempt is saved: what else the form and the address held is not for a table."""
    instance.get_data = instance.post_data = ""


def locked_page(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The same page whether there is such an account or not."""
    minutes = settings.AXES_COOLOFF_TIME // datetime.timedelta(minutes=1)
    context = {
        **admin.site.each_context(request),
        "title": "暂时不能登录",
        "minutes": minutes,
        "failures": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "admin/signin/locked.html", context, status=429)


def was_locked_before(request: HttpRequest) -> bool:
    """Whether this try was refused unheard, for failures of earlier requests."""
    return getattr(request, "axes_locked_out", False) and request.axes_failures_since_start is None


def with_failures(users: QuerySet, now: datetime.datetime) -> QuerySet:
    """Users with `failures`: how many wrong passwords still count against each."""
    counted = (
        AccessAttempt.objects.filter(
            username=OuterRef("username"), attempt_time__gte=now - settings.AXES_COOLOFF_TIME
        )
        .order_by()
        .values("username")
        .annotate(total=Sum("failures_since_start"))
    )
    return users.annotate(failures=Subquery(counted.values("total")))
