"""花名册查询打印: the one page that asks, prints and writes out the roster."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config.accounts.admin.scoped import reach
from config.accounts.fields.private import mask
from config.accounts.models import Committee
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.admin.exporting import as_file, run_at
from config.sheets.exports import Asked, write_out
from config.sheets.rules import ALONE_OF_ANY
from unions.filters import RosterFilter
from unions.models import Employment, UnionMembership, Worker
from unions.resources import WorkerSheet
from unions.roles import roles

PAGE = 50
TOO_MANY = (
    "共{total}人，超过{most}人的表格须由另一位有批准权限的人批准；"
    "请缩小查询范围，或在从业人员列表点“导出”申请。"
)
PRINTED = ALONE_OF_ANY
"""Rows on paper at most: a longer list is narrowed first."""

HEADINGS = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "身份证号",
    "工作单位",
    "岗位",
    "入职时间",
    "所属工会",
    "党内身份",
    "联系电话",
)


SCREEN, PRINT, WORKBOOK = "", "print", "xlsx"


def roster(request: HttpRequest, form: str = SCREEN) -> HttpResponse:
    """``form``: empty for the screen, ``print`` for paper, ``xlsx`` for a masked workbook."""
    if form not in {SCREEN, PRINT, WORKBOOK}:
        raise Http404
    on = timezone.localdate()
    admin_page = admin.site._registry[Worker]
    visible = admin_page.get_queryset(request).filter(enterprise__isnull=False)
    mine = reach(request)
    asked = RosterFilter(request.GET, queryset=visible, request=request, on=on, mine=mine)
    if form != SCREEN and not asked.is_valid():
        return _refused(request, asked.complaints())
    found = asked.qs.order_by("enterprise__name", "name", "pk")
    if form == WORKBOOK:
        return _workbook(request, found)
    total = found.count()
    listed = _with_roles(request, found, on)
    context = {
        **admin.site.each_context(request),
        "title": "花名册查询打印",
        "filter": asked,
        "total": total,
        "headings": HEADINGS,
        "query": request.GET.urlencode(),
        "committee": Committee.current(),
        "today": on,
    }
    if form == PRINT:
        told = min(total, PRINTED)
        record(Verb.PRINT, request=request, about=Worker, what="从业人员花名册", count=told)
        context |= {"rows": _rows(listed[:PRINTED], 1), "cut": total > PRINTED, "most": PRINTED}
        return render(request, "admin/unions/roster/print.html", context)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context |= {
        "page": page,
        "rows": _rows(page.object_list, page.start_index()),
        "kept": kept.urlencode(),
    }
    return render(request, "admin/unions/roster/page.html", context)


def _refused(request: HttpRequest, complaints: list[str]) -> HttpResponse:
    """Nothing goes on paper or into a file for a question that has no answer, or too long a one."""
    context = {
        **admin.site.each_context(request),
        "title": "花名册没有输出",
        "complaints": complaints,
        "query": request.GET.urlencode(),
    }
    return render(request, "admin/unions/roster/refused.html", context, status=400)


def _with_roles(request: HttpRequest, found: QuerySet[Any], on: datetime.date) -> QuerySet[Any]:
    """Each worker with day of hire, union and first role, in the same query."""
    employment = Employment.objects.in_force(on=on).filter(worker=OuterRef("pk"))
    membership = UnionMembership.objects.in_force(on=on).filter(worker=OuterRef("pk"))
    mine = reach(request)
    visible = [role for role in roles() if role.may_be_seen(request.user, mine)]
    conditions = {
        f"is_{role.key}": Case(
            When(role.held(on, mine), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        )
        for role in visible
    }
    words = [When(**{f"is_{role.key}": True}, then=Value(role.label)) for role in visible]
    return (
        found.select_related("enterprise")
        .annotate(
            hired_on=Subquery(employment.values("started_on")[:1]),
            union=Subquery(membership.values("union_branch__name")[:1]),
            **conditions,
        )
        .annotate(role=Case(*words, default=Value("")) if words else Value(""))
        .annotate(unit=F("enterprise__name"))
    )


def _rows(workers: Any, first: int) -> list[tuple[Any, ...]]:
    return [
        (
            number,
            worker.name,
            worker.get_sex_display(),
            f"{worker.born_on:%Y-%m}",
            mask(worker.identity_number),
            worker.unit,
            worker.job,
            worker.hired_on,
            worker.union or "",
            worker.role,
            mask(worker.phone),
        )
        for number, worker in enumerate(workers, start=first)
    ]


def _workbook(request: HttpRequest, found: QuerySet[Any]) -> HttpResponse:
    at = timezone.now()
    run = run_at(request, at)
    asked = Asked(resource=WorkerSheet(), full=False, only=found.order_by())
    if asked.needs_second(run):
        return _refused(request, [TOO_MANY.format(total=found.count(), most=asked.most_alone)])
    return as_file(asked, run, write_out(run, asked, at=at))


admin.site.register_page(
    "unions/roster/",
    roster,
    "unions_roster",
    listed_as=("单位和人员", "花名册查询打印"),
    permission="unions.view_worker",
)
admin.site.register_page(
    "unions/roster/<slug:form>/", roster, "unions_roster_form", permission="unions.view_worker"
)
