"""查询打印 of units, people and unions."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from config.sheets.admin.querying import register_query_page
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import NUMBER, TEXT, By, QueryPage, Shown, Sum
from unions.filters import (
    CourierHomeFilter,
    EnterpriseFilter,
    RosterFilter,
    UnionBranchFilter,
    UnionMembershipFilter,
)
from unions.models import (
    CourierHome,
    Employment,
    Enterprise,
    UnionBranch,
    UnionMembership,
    UnionTerm,
    Worker,
)


def birth_month(row: Any, asked: QueryFilters) -> str:
    """With the area code and the last four of the number, the day would give it all away."""
    return f"{getattr(row, 'worker', row).born_on:%Y-%m}"


BIRTH_MONTH = Shown(birth_month, "出生年月")
PERSON = ("worker__name", "worker__sex", BIRTH_MONTH, "worker__identity_number")


def how_many(rows: QuerySet[Any], path: str) -> Coalesce:
    """How many of the rows point along the path at each row of the list."""
    counted = rows.filter((path, OuterRef("pk"))).order_by().values(path).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())


def with_roles(workers: QuerySet[Any], asked: RosterFilter) -> QuerySet[Any]:
    """Each worker with day of hire, unit, union and first role, in the same query."""
    on, mine = asked.on, asked.mine
    membership = UnionMembership.objects.in_force(on=on).filter(worker=OuterRef("pk"))
    there = Subquery(asked.seen_employments().values("enterprise__name")[:1])
    conditions = {
        f"is_{role.key}": Case(
            When(role.held(on, mine), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        )
        for role in asked.known.values()
    }
    words = [
        When(**{f"is_{role.key}": True}, then=Value(role.label)) for role in asked.known.values()
    ]
    return workers.annotate(
        hired_on=Subquery(asked.employments().values("started_on")[:1]),
        union=Subquery(membership.values("union_branch__name")[:1]),
        unit=there if asked.asks_another_day else F("enterprise__name"),
        **conditions,
    ).annotate(role=Case(*words, default=Value("")) if words else Value(""))


def with_workers(enterprises: QuerySet[Any], asked: QueryFilters) -> QuerySet[Any]:
    employed = asked.mine.visible(Employment).in_force(on=asked.on)
    return enterprises.annotate(workers=how_many(employed, "enterprise"))


def with_members(unions: QuerySet[Any], asked: QueryFilters) -> QuerySet[Any]:
    members = asked.mine.visible(UnionMembership).in_force(on=asked.on)
    terms = UnionTerm.objects.in_force(on=asked.on).filter(union_branch=OuterRef("pk"))
    return unions.annotate(
        members=how_many(members, "union_branch"),
        expires_on=Subquery(terms.order_by("pk").values("expires_on")[:1]),
    )


register_query_page(
    QueryPage(
        key="unions_roster",
        title="花名册查询打印",
        paper="快递行业从业人员花名册",
        model=Worker,
        filters=RosterFilter,
        narrow=lambda workers, asked: asked.on_the_roster(workers),
        complete=with_roles,
        columns=(
            "name",
            "sex",
            BIRTH_MONTH,
            "identity_number",
            Shown("unit", "工作单位", TEXT),
            "job",
            Shown("hired_on", "入职时间"),
            Shown("union", "所属工会", TEXT),
            Shown("role", "党内身份"),
            "phone",
        ),
        order=("unit", "name", "pk"),
        unit="人",
        by=By("工作单位", ("unit",)),
        sheet="workers",
        on_desk=True,
    )
)
register_query_page(
    QueryPage(
        key="unions_enterprises",
        title="企业查询打印",
        paper="快递企业名录",
        model=Enterprise,
        filters=EnterpriseFilter,
        complete=with_workers,
        columns=(
            *("name", "credit_code", "kind", "brand__name", "district__name", "manager", "phone"),
            *("opened_on", "closed_on"),
            Shown("workers", "在职人数", NUMBER),
        ),
        order=("name", "pk"),
        unit="家",
        sums=(Sum("workers", "在职", "人"),),
        by=By("县(市、区)", ("district__name",)),
        sheet="enterprises",
    )
)
register_query_page(
    QueryPage(
        key="unions_organisations",
        title="工会组织查询打印",
        paper="快递行业工会组织台账",
        model=UnionBranch,
        filters=UnionBranchFilter,
        complete=with_members,
        columns=(
            *("name", "kind", "brand__name", "district__name", "founded_on", "chair"),
            Shown("members", "会员人数", NUMBER),
            Shown("expires_on", "本届届满时间"),
            "dissolved_on",
        ),
        order=("kind", "name", "pk"),
        unit="个",
        sums=(Sum("members", "会员", "人"),),
        by=By("类别", ("kind",)),
        sheet="union_branches",
    )
)
register_query_page(
    QueryPage(
        key="unions_members",
        title="工会会员查询打印",
        paper="快递行业工会会员花名册",
        model=UnionMembership,
        filters=UnionMembershipFilter,
        columns=(
            *PERSON,
            *("worker__enterprise__name", "union_branch__name", "joined_on", "left_on"),
            *("card_number", "worker__phone"),
        ),
        order=("union_branch__name", "worker__name", "pk"),
        unit="人",
        by=By("所属工会", ("union_branch__name",)),
        sheet="union_members",
    )
)
register_query_page(
    QueryPage(
        key="unions_homes",
        title="快递员之家查询打印",
        paper="快递员之家台账",
        model=CourierHome,
        filters=CourierHomeFilter,
        columns=(
            *("name", "district__name", "address", "area_m2", "functions"),
            *("opened_on", "closed_on"),
        ),
        order=("district__name", "name", "pk"),
        unit="个",
        sums=(Sum("area_m2", "面积", "平方米"),),
        by=By("县(市、区)", ("district__name",)),
        sheet="homes",
    )
)
