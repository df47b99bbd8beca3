"""What the month counts of the three Party ledgers, of their activities and honours."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from config.summaries.figures import Dimension, Figure, FigureTable, Line, Sum
from config.summaries.lines import Span, always, balanced, happened, standing, total_as
from config.summaries.months import Month
from ledgers.choices import ActivistStage, BranchKind
from ledgers.models import (
    Activist,
    Activity,
    ActivityRoom,
    Affiliation,
    Branch,
    Coverage,
    Delegate,
    Honour,
    Member,
    full_at,
    probationary_at,
    stage_at,
)
from unions.choices import EnterpriseKind

FOUNDED = Span("founded_on", "dissolved_on", "founded", "dissolved")
STARTED = Span("started_on", "ended_on", "started", "ended")
JOINED = Span("joined_on", "left_on", "joined", "left")


def branches(month: Month) -> QuerySet[Any]:
    """Party organisations below the committee."""
    return Branch.objects.exclude(kind=BranchKind.COMMITTEE)


def coverage(month: Month) -> QuerySet[Any]:
    return Coverage.objects.filter(enterprise__kind=EnterpriseKind.COURIER)


def members(month: Month) -> QuerySet[Any]:
    """Members with the branch that they belonged to at the month's end."""
    affiliation = (
        Affiliation.objects.in_force(on=month.last).filter(member=OuterRef("pk")).order_by("-pk")
    )
    return Member.objects.alias(branch_then=Subquery(affiliation.values("branch")[:1]))


def at_stage(stage: ActivistStage, key: str) -> Line:
    label = f"{stage.label}（人）"
    return Line(label, at_end=Figure(key, label, lambda month: stage_at(stage, month.last)))


BRANCH = Dimension(
    key="branch",
    label="党组织",
    model=Branch,
    listed=lambda month: Branch.objects.in_force(on=month.last).exclude(kind=BranchKind.COMMITTEE),
    blank="未编入",
)

BRANCHES = FigureTable(
    key="ledgers.branches",
    title="党组织",
    model=Branch,
    rows=branches,
    lines=(standing("ledgers.branches", "基层党组织（个）", FOUNDED),),
)
ROOMS = FigureTable(
    key="ledgers.activity_rooms",
    title="党组织",
    model=ActivityRoom,
    rows=lambda month: ActivityRoom.objects.all(),
    lines=(standing("ledgers.activity_rooms", "标准化党员活动室（个）", STARTED),),
)
COVERAGE = FigureTable(
    key="ledgers.enterprises_covered",
    title="党组织",
    model=Coverage,
    rows=coverage,
    lines=(standing("ledgers.enterprises_covered", "覆盖快递企业（家）", STARTED),),
    groups={"branch": "branch"},
    columns=("ledgers.enterprises_covered",),
)
MEMBERS = FigureTable(
    key="ledgers.members",
    title="党员和发展党员",
    model=Member,
    rows=members,
    lines=(
        balanced(standing("ledgers.members", "党员（人）", JOINED), JOINED),
        Line(
            "其中：正式党员（人）",
            at_end=Figure(
                "ledgers.members_full", "正式党员（人）", lambda month: full_at(month.last)
            ),
        ),
        Line(
            "其中：预备党员（人）",
            at_end=Figure(
                "ledgers.members_probationary",
                "预备党员（人）",
                lambda month: probationary_at(month.last),
            ),
        ),
    ),
    groups={"branch": "branch_then"},
    columns=("ledgers.members", "ledgers.members_full", "ledgers.members_probationary"),
    desk=("ledgers.members",),
)
ACTIVISTS = FigureTable(
    key="ledgers.activists",
    title="党员和发展党员",
    model=Activist,
    rows=lambda month: Activist.objects.all(),
    lines=(
        total_as(
            "ledgers.applications_total",
            happened("ledgers.applications", "收到入党申请（份）", "applied_on"),
        ),
        at_stage(ActivistStage.APPLICANT, "ledgers.applicants"),
        at_stage(ActivistStage.ACTIVIST, "ledgers.activists"),
        at_stage(ActivistStage.TARGET, "ledgers.development_targets"),
    ),
    groups={"branch": "branch"},
    columns=("ledgers.applicants", "ledgers.activists", "ledgers.development_targets"),
    desk=("ledgers.activists",),
)
ACTIVITIES = FigureTable(
    key="ledgers.activities",
    title="组织生活和荣誉",
    model=Activity,
    rows=lambda month: Activity.objects.all(),
    lines=(
        happened("ledgers.activities", "组织生活和培训（次）", "held_on"),
        happened(
            "ledgers.activity_attendances",
            "组织生活和培训参加（人次）",
            "held_on",
            always,
            Sum("attended"),
        ),
    ),
    groups={"branch": "branch"},
    columns=("ledgers.activities",),
)
DELEGATES = FigureTable(
    key="ledgers.delegates",
    title="组织生活和荣誉",
    model=Delegate,
    rows=lambda month: Delegate.objects.all(),
    lines=(happened("ledgers.delegates", "两代表一委员（人）", "elected_on"),),
)
HONOURS = FigureTable(
    key="ledgers.honours",
    title="组织生活和荣誉",
    model=Honour,
    rows=lambda month: Honour.objects.all(),
    lines=(happened("ledgers.honours", "获得荣誉（项）", "granted_on"),),
)

FIGURES = (
    BRANCH,
    BRANCHES,
    ROOMS,
    COVERAGE,
    MEMBERS,
    ACTIVISTS,
    ACTIVITIES,
    DELEGATES,
    HONOURS,
)
