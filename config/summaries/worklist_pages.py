"""The lists to work off as pages, on paper, and the first of them on the desk."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from config.accounts.admin.scoped import reach
from config.accounts.admin.site import OfficeSite
from config.audit.choices import Verb
from config.audit.writing import record
from config.summaries.paper import office_name, pdf_obstacle
from config.summaries.printing import FORMS, given_out, no_pdf
from config.summaries.worklists import WORKLISTS, UnitEntries, Worklist, by_unit, sources_for

PAPER = "admin/summaries/worklist_print.html"
STYLE = "office/worklist-print.css"
ON_THE_DESK = 8


def register_worklists(site: OfficeSite) -> None:
    for worklist in WORKLISTS:
        listed = ("汇总", worklist.title)
        route, key = f"{worklist.key}/", worklist.key
        opened = {"permission": functools.partial(may_open, worklist)}
        site.register_page(route, _of(worklist, screen), key, listed_as=listed, **opened)
        site.register_page(
            f"{route}<slug:form>/",
            _of(worklist, paper),
            f"{key}_file",
            title=worklist.title,
            **opened,
        )
    site.register_desk_panel(desk_panel, order=5)


def may_open(worklist: Worklist, request: HttpRequest) -> bool:
    return bool(sources_for(worklist.key, request.user.has_perm))


def _of(worklist: Worklist, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return functools.partial(view, worklist=worklist)


def _units(request: HttpRequest, worklist: Worklist) -> list[UnitEntries]:
    sources = sources_for(worklist.key, request.user.has_perm)
    today, mine = timezone.localdate(), reach(request)
    return list(by_unit((one for source in sources for one in source(mine, today)), today))


def _context(request: HttpRequest, worklist: Worklist) -> dict[str, Any]:
    units = _units(request, worklist)
    entries = [line for unit in units for line in unit.entries]
    return {
        "title": worklist.title,
        "worklist": worklist,
        "units": units,
        "count": len(entries),
        "late": sum(late for _, late in entries),
        "today": timezone.localdate(),
        "office": office_name(),
        "pdf_obstacle": pdf_obstacle(),
    }


def screen(request: HttpRequest, worklist: Worklist) -> HttpResponse:
    context = {**admin.site.each_context(request), **_context(request, worklist)}
    return TemplateResponse(request, "admin/summaries/worklist.html", context)


def paper(request: HttpRequest, worklist: Worklist, form: str) -> HttpResponse:
    """The print page, or the same as a PDF."""
    if form not in FORMS:
        raise Http404
    if (refused := no_pdf(form)) is not None:
        return refused
    context = _context(request, worklist)
    record(Verb.PRINT, request=request, what=worklist.title, count=context["count"])
    name = f"{worklist.title}({context['today']})"
    return given_out(request, PAPER, context, form=form, style=STYLE, name=name)


def desk_panel(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """What is most urgent; nothing for a user who has nothing to do with it."""
    todos = WORKLISTS[0]
    if not may_open(todos, request):
        return None
    context = _context(request, todos)
    lines = [(unit.unit, *line) for unit in context["units"] for line in unit.entries]
    lines.sort(key=lambda line: (not line[2], line[1].due or context["today"]))
    return "admin/summaries/worklist_desk.html", {**context, "lines": lines[:ON_THE_DESK]}
