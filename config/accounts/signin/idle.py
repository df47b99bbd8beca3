"""A session ends after half an hour without a request."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

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
        renew(request, int(time.time()))
        return self.get_response(request)
