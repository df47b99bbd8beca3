"""What the audit notes of every request, whichever view answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from config.audit.choices import Outcome, Verb
from config.audit.writing import record

PAGES = {
    "changelist": "列表",
    "add": "增加",
    "change": "修改",
    "delete": "删除",
    "history": "修改记录",
}


class AuditMiddleware:
    """Writes down that a page was refused: the view's own transaction is undone by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
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


def _page_asked(request: HttpRequest) -> tuple[str, Any]:
    """The page's name as a clerk would say it, and its model where it has one."""
    match = request.resolver_match
    owner = getattr(inspect.unwrap(match.func), "__self__", None)
    model = getattr(owner, "model", None)
    if model is None:
        return getattr(owner, "title", "") or match.url_name or "", None
    page = PAGES.get((match.url_name or "").rsplit("_", 1)[-1], "")
    return f"{model._meta.verbose_name}{page}", model
