"""What the month counts of units, people and unions.

Enterprises and workers are those of 快递企业; people of the association or of others are on the
roster and are not counted.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from config.summaries.figures import (
    Dimension,
    Distinct,
    Figure,
    FigureTable,
    Line,
    Ratio,
    Sum,
    Where,
)
from config.summaries.lines import Span, balanced, standing
from config.summaries.months import Month
from unions.choices import EnterpriseKind, UnionBranchKind
from unions.models import (
    Brand,
    CourierHome,
    District,
    Employment,
    Enterprise,
    UnionBranch,
    UnionMembership,
)

IN_BUSINESS = Span("opened_on", "closed_on", "opened", "closed")
EMPLOYED = Span("started_on", "ended_on", "hired", "departed")
FOUNDED = Span("founded_on", "dissolved_on", "founded", "dissolved")
JOINED = Span("joined_on", "left_on", "joined", "left")
IN_USE = Span("opened_on", "closed_on", "opened", "closed")
BY_ENTERPRISE = {"brand": "enterprise__brand", "district": "enterprise__district"}


def enterprises(month: Month) -> QuerySet[Any]:
    return Enterprise.objects.filter(kind=EnterpriseKind.COURIER)


def employments(month: Month) -> QuerySet[Any]:
    """Employments rather than workers: a past month counts people where they worked then."""
    return Employment.objects.filter(enterprise__kind=EnterpriseKind.COURIER)


def memberships(month: Month) -> QuerySet[Any]:
    """Memberships with the brand and the district of the member's unit at the month's end."""
    job = (
        Employment.objects.in_force(on=month.last).filter(worker=OuterRef("worker")).order_by("-pk")
    )
    return UnionMembership.objects.alias(
        brand_then=Subquery(job.values("enterprise__brand")[:1]),
        district_then=Subquery(job.values("enterprise__district")[:1]),
    )


def _of_kind(kind: UnionBranchKind) -> Where:
    return lambda month: Q(kind=kind)


def _having(path: str, what: str) -> Line:
    """Brands or districts that have an enterprise at the end."""
    figure = Figure(f"unions.{path}s", what, lambda m: IN_BUSINESS.holds(m.last), Distinct(path))
    return Line(what, at_end=figure)


BRANDS = Dimension(
    key="brand",
    label="品牌",
    model=Brand,
    listed=lambda month: Brand.objects.all(),
    chart="unions.workers",
)
DISTRICTS = Dimension(
    key="district",
    label="县(市、区)",
    model=District,
    listed=lambda month: District.objects.all(),
)

ENTERPRISES = FigureTable(
    key="unions.enterprises",
    title="企业和从业人员",
    model=Enterprise,
    rows=enterprises,
    lines=(
        standing("unions.enterprises", "快递企业（家）", IN_BUSINESS),
        _having("brand", "快递品牌（个）"),
        _having("district", "覆盖县(市、区)（个）"),
    ),
    groups={"brand": "brand", "district": "district"},
    columns=("unions.enterprises",),
)
WORKERS = FigureTable(
    key="unions.workers",
    title="企业和从业人员",
    model=Employment,
    rows=employments,
    lines=(balanced(standing("unions.workers", "从业人员（人）", EMPLOYED), EMPLOYED),),
    groups=BY_ENTERPRISE,
    columns=("unions.workers",),
    desk=("unions.workers",),
)
UNION_BRANCHES = FigureTable(
    key="unions.union_branches",
    title="工会组织和会员",
    model=UnionBranch,
    rows=lambda month: UnionBranch.objects.all(),
    lines=(
        standing(
            "unions.union_branches.brand",
            "品牌企业分工会（个）",
            FOUNDED,
            _of_kind(UnionBranchKind.BRAND),
        ),
        standing(
            "unions.union_branches.district",
            "县(市、区)基层工会（个）",
            FOUNDED,
            _of_kind(UnionBranchKind.DISTRICT),
        ),
    ),
)
UNION_MEMBERS = FigureTable(
    key="unions.union_members",
    title="工会组织和会员",
    model=UnionMembership,
    rows=memberships,
    lines=(
        balanced(standing("unions.union_members", "工会会员（人）", JOINED), JOINED),
        Line(
            "入会率（%）",
            at_end=Ratio(
                "unions.membership_rate_percent",
                "入会率（%）",
                "unions.union_members",
                "unions.workers",
            ),
        ),
    ),
    groups={"brand": "brand_then", "district": "district_then"},
    columns=("unions.union_members", "unions.membership_rate_percent"),
    desk=("unions.union_members", "unions.membership_rate_percent"),
)
HOMES = FigureTable(
    key="unions.courier_homes",
    title="工会组织和会员",
    model=CourierHome,
    rows=lambda month: CourierHome.objects.all(),
    lines=(
        standing("unions.courier_homes", "快递员之家（个）", IN_USE),
        standing(
            "unions.courier_homes_area_m2",
            "快递员之家面积（平方米）",
            IN_USE,
            value=Sum("area_m2"),
        ),
    ),
)

FIGURES = (BRANDS, DISTRICTS, ENTERPRISES, WORKERS, UNION_BRANCHES, UNION_MEMBERS, HOMES)
