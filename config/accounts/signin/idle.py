"""A session ends after half an hour without a request."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from config.accounts.short_wait import short_wait

RENEWED_AFTER = 60  # seconds: a write on every request would make others wait for SQLite
SEEN = "seen"


def renew(request: HttpRequest, now: int) -> None:
    """Note that the session is in use; what is written to it begins its half hour anew."""
    if SESSION_KEY in request.session and now - request.session.get(SEEN, 0) >= RENEWED_AFTER:
        request.session[SEEN] = now


def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Somebody signs in: their session is written anyway."""
    renew(request, int(time.time()))


class IdleSessionMiddleware:
    """Renews the sessions that are in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _renew_unless_busy(request, int(time.time()))
        return self.get_response(request)


def _renew_unless_busy(request: HttpRequest, now: int) -> None:
    """A page that only reads is not kept waiting: a later request renews the session as well."""
    session = request.session
    was_altered = session.modified
    renew(request, now)
    if was_altered or not session.modified:
        return
    try:
        with short_wait():
            session.save()
    except UpdateError as error:
        if not isinstance(error.__context__, OperationalError):
            return  # the session has ended meanwhile; Django's own middleware says so
    session.modified = False
