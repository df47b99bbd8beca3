"""Party organisations, their coverage, rooms and terms."""

import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from config.accounts.models import User
from config.accounts.reach import reach_of
from ledgers import actions
from ledgers.models import ActivityRoom, Affiliation, Branch, Coverage, Post, Term
from unions.admin.inlines import DatedInline
from unions.models import Enterprise

ENTERPRISE = Coverage.enterprise.field
STARTED_ON = Coverage.started_on.field


def cover(branch: Branch, *, enterprise: Enterprise, on: datetime.date | None) -> None:
    actions.cover(branch=branch, enterprise=enterprise, on=on)


def begin_coverage(coverage: Coverage) -> None:
    coverage.pk = actions.cover(
        branch=coverage.branch, enterprise=coverage.enterprise, on=coverage.started_on
    ).pk


def uncover(coverage: Coverage, *, on: datetime.date) -> None:
    actions.uncover(coverage=coverage, on=on)


COVER = Verb(
    name="cover",
    label="覆盖企业",
    asks={
        "enterprise": Ask(column=ENTERPRISE),
        "on": Ask(column=STARTED_ON, required=False),
    },
    act=cover,
    offered=lambda branch: branch.dissolved_on is None,
)
BEGIN_COVERAGE = Verb(name="begin", label="覆盖企业", asks={}, act=begin_coverage)
UNCOVER = Verb(
    name="uncover",
    label="结束覆盖",
    asks={"on": Ask(column=Coverage.ended_on.field, help_text="从这一天起不再覆盖。")},
    act=uncover,
    offered=lambda coverage: coverage.ended_on is None,
)


def take_over(
    branch: Branch, *, enterprise: Enterprise, on: datetime.date, by: User, today: datetime.date
) -> None:
    mine = reach_of(by, on=today)
    actions.take_over(branch=branch, enterprise=enterprise, on=on, by=by, mine=mine)


TAKE_OVER = Verb(
    name="take_over",
    label="接转企业人员",
    explanation=(
        "企业成立或改由这个党组织覆盖以后，把这家企业的党员、入党积极分子和申请人一次转过来；"
        "入党时间、培养教育时间连续计算，以前各月的统计不变。"
    ),
    asks={
        "enterprise": Ask(column=ENTERPRISE, label="企业"),
        "on": Ask(
            column=Affiliation.started_on.field,
            label="转入日期",
            help_text="在这个党组织的第一天。",
        ),
    },
    act=take_over,
    offered=lambda branch: branch.dissolved_on is None,
    permission="ledgers.change_member",
    by_whom=True,
)


class CoverageInline(DatedInline):
    model = Coverage
    fields = ("enterprise", "started_on", "ended_on")


class ActivityRoomInline(DatedInline):
    model = ActivityRoom
    fields = ("name", "address", "area_m2", "started_on", "ended_on")


class TermInline(DatedInline):
    model = Term
    fields = ("started_on", "expires_on", "ended_on")


class PostInline(DatedInline):
    model = Post
    fields = ("member", "title", "started_on", "ended_on")


@admin.register(Branch)
class BranchAdmin(VerbAdmin):
    desk_group = "三本台账"
    verbs = (COVER, TAKE_OVER)
    list_display = ("name", "kind", "parent", "founded_on", "secretary", "dissolved_on")
    list_filter = ("kind", ("dissolved_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "secretary")
    fieldsets = (
        (None, {"fields": ("name", "kind", "parent", "approves_members")}),
        ("书记", {"fields": ("secretary", "secretary_worker")}),
        ("起止", {"fields": ("founded_on", "dissolved_on")}),
    )
    inlines = (CoverageInline, ActivityRoomInline, TermInline, PostInline)


@admin.register(Coverage)
class CoverageAdmin(VerbAdmin):
    desk_group = "三本台账"
    adding = BEGIN_COVERAGE
    add_fields = ("branch", "enterprise", "started_on")
    verbs = (UNCOVER,)
    list_display = ("enterprise", "branch", "started_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter), "branch")
    search_fields = ("enterprise__name", "branch__name")
    ordering = ("branch__name", "enterprise__name")
    fields = ("enterprise", "branch", "started_on", "ended_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Coverage | None = None) -> list[Any]:
        return [] if obj is None else ["enterprise", "ended_on"]


@admin.register(ActivityRoom)
class ActivityRoomAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("branch", "name", "address", "area_m2", "started_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("branch__name", "name", "address")
    ordering = ("branch__name", "name")


@admin.register(Term)
class TermAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("branch", "started_on", "expires_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("branch__name",)
    date_hierarchy = "expires_on"
    ordering = ("expires_on", "pk")
