"""What the audit notes of every request, whichever view answers it."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.audit.choices import Outcome, Verb
from config.audit.sealing import day_at_work, seal_days
from config.audit.writing import record

PAGES = {
    "changelist": "列表",
    "add": "增加",
    "change": "修改",
    "delete": "删除",
    "history": "修改记录",
}


logger = logging.getLogger(__name__)


class AuditMiddleware:
    """Writes down that a page was refused, and has the first request of a day seal the past."""

    sealed_for: ClassVar[datetime.date | None] = None
    """The day on which this process last saw to the seals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._seal(timezone.now())
        return self.get_response(request)

    def _seal(self, now: datetime.datetime) -> None:
        today = day_at_work(now)
        if AuditMiddleware.sealed_for == today:
            return
        try:
            seal_days(today)
        except DatabaseError:
            # The clerk's page comes first; the next request tries again.
            logger.exception("days of the audit could not be sealed")
        else:
            AuditMiddleware.sealed_for = today

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """By now the transaction of the view, if it had one, is undone."""
        if isinstance(exception, PermissionDenied):
            looks = request.method in {"GET", "HEAD"}
            what, model = _page_asked(request)
            record(
                Verb.OPEN if looks else Verb.ACTION,
                request=request,
                about=model,
                what=what,
                outcome=Outcome.REFUSED,
            )


def _owner(view: Any) -> Any:
    """The page whose method answers, beneath the decorators around it."""
    while view is not None and getattr(view, "__self__", None) is None:
        view = getattr(view, "__wrapped__", None)
    return getattr(view, "__self__", None)


def _page_asked(request: HttpRequest) -> tuple[str, Any]:
    """The page's name as a clerk would say it, and its model where it has one."""
    match = request.resolver_match
    owner = _owner(match.func)
    model = getattr(owner, "model", None)
    if model is None:
        return getattr(owner, "title", ""), None
    page = PAGES.get((match.url_name or "").rsplit("_", 1)[-1], "")
    return f"{model._meta.verbose_name}{page}", model
