"""入党渠道: which branch takes the applications of each enterprise, and the page to hang up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from config.accounts.admin.scoped import reach
from ledgers import actions
from ledgers.admin.papers import serve
from ledgers.admin.party_papers import CHANNEL
from ledgers.models import Branch, Coverage
from unions.choices import EnterpriseKind
from unions.models import Enterprise


def _enterprises(request: HttpRequest) -> QuerySet[Enterprise]:
    """The courier enterprises that the user may see, or that his branches cover."""
    today, mine = timezone.localdate(), reach(request)
    rows = Enterprise.objects.filter(kind=EnterpriseKind.COURIER).order_by("name")
    if mine.sees_all(Branch):
        return rows
    covered = mine.visible(Coverage).in_force(on=today).values("enterprise")
    return rows.filter(pk__in=covered)


def channels_page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    enterprises = _enterprises(request)
    proposed = actions.branches_proposed(enterprises, on=today)
    lines: list[dict[str, Any]] = [
        {"enterprise": one, "proposals": proposed[one.pk]} for one in enterprises
    ]
    without = sum(not any(p.channel == "own_branch" for p in one["proposals"]) for one in lines)
    context = {
        **admin.site.each_context(request),
        "title": "入党渠道",
        "lines": lines,
        "without": without,
    }
    return TemplateResponse(request, "admin/ledgers/channels.html", context)


def channel_papers(request: HttpRequest, form: str) -> HttpResponse:
    """A page each of all enterprises, or of the one that the address names."""
    today, rows = timezone.localdate(), _enterprises(request)
    asked = request.GET.get("enterprise", "")
    if asked:
        rows = rows.filter(pk=asked) if asked.isdecimal() else rows.none()
        if not rows:
            raise Http404
    facts = {**CHANNEL.facts(rows, today), "back": "../"}
    return serve(request, CHANNEL, form, facts, about=rows.get() if asked else Enterprise)


admin.site.register_page(
    "ledgers/channels/",
    channels_page,
    "ledgers_channels",
    listed_as=("三本台账", "入党渠道"),
    permission="ledgers.view_branch",
)
admin.site.register_page(
    "ledgers/channels/<slug:form>/",
    channel_papers,
    "ledgers_channels_file",
    title="入党渠道告知单",
    permission="ledgers.view_branch",
)
