"""Wrong passwords lock an account for half an hour, and many of them an address.

django-axes keeps the count. An office often has one address for all its clerks, so an address is
locked only after four accounts' worth of failures.

Every try is counted before its password is compared, and taken back where it was right: of tries
that come at the same instant no more are compared than of tries one after the other.
"""

import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

ACCOUNTS_OF_AN_ADDRESS = 4


class LockOutHandler(AxesDatabaseHandler):
    """Counts by account and by address, each with its own limit."""

    def is_allowed(self, request: HttpRequest, credentials: Any = None) -> bool:
        """Whether the password may be compared; the try is counted as wrong from then on."""
        if not super().is_allowed(request, credentials):
            return False
        with transaction.atomic():
            _one_after_the_other()
            if self.is_locked(request, credentials):
                return False
            self._count(request, credentials)
            request.axes_failures_since_start = self.get_failures(request, credentials)
        return True

    def _count(self, request: HttpRequest, credentials: Any) -> None:
        """One more try; those that a lock of half an hour has outlived begin anew."""
        self.clean_expired_user_attempts(request, credentials)
        AccessAttempt.objects.update_or_create(
            username=get_client_username(request, credentials),
            ip_address=request.axes_ip_address,
            user_agent=request.axes_user_agent,
            defaults={
                "failures_since_start": F("failures_since_start") + 1,
                "attempt_time": request.axes_attempt_time,
            },
            create_defaults={
                "failures_since_start": 1,
                "http_accept": request.axes_http_accept,
                "path_info": request.axes_path_info,
            },
        )

    def user_login_failed(
        self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any
    ) -> None:
        """The try is counted already: the one that came to the limit locks, later ones are told."""
        if not request.axes_locked_out:
            request.axes_locked_out = (
                request.axes_failures_since_start >= settings.AXES_FAILURE_LIMIT
            )
        if request.axes_locked_out:
            request.axes_credentials = credentials
            username = get_client_username(request, credentials)
            address = request.axes_ip_address
            user_locked_out.send("axes", request=request, username=username, ip_address=address)

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


def _one_after_the_other() -> None:
    """Let nobody else count until the transaction ends; on SQLite it keeps others out anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(AccessAttempt._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


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
