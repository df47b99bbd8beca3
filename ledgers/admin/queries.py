"""查询打印 of the Party's ledgers and honours."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from config.sheets.admin.querying import register_query_page
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import NUMBER, TEXT, By, QueryPage, Shown, Sum
from ledgers.filters import (
    ActivistFilter,
    ActivityFilter,
    BranchFilter,
    DelegateFilter,
    HonourFilter,
    MemberFilter,
)
from ledgers.models import (
    Activist,
    Activity,
    Affiliation,
    Branch,
    Coverage,
    Delegate,
    Honour,
    Member,
    Term,
)
from ledgers.rules import stage_of, standing_of
from unions.admin.queries import PERSON, how_many

PARTY_PERSON = (*PERSON, "worker__ethnicity", "worker__education", "worker__enterprise__name")


def standing(member: Member, asked: QueryFilters) -> str:
    found = standing_of(
        joined_on=member.joined_on,
        converted_on=member.converted_on,
        left_on=member.left_on,
        on=asked.on,
    )
    return found.label if found else ""


def stage(activist: Activist, asked: QueryFilters) -> str:
    found = stage_of(activist.road(), on=asked.on)
    return found.label if found else ""


def with_branch(members: QuerySet[Any], asked: MemberFilter) -> QuerySet[Any]:
    """The branch of the day: somebody may have moved since, or left."""
    return members.annotate(
        branch_then=Subquery(asked.affiliations().order_by("pk").values("branch__name")[:1])
    )


def with_members(branches: QuerySet[Any], asked: QueryFilters) -> QuerySet[Any]:
    on, mine = asked.on, asked.mine
    terms = Term.objects.in_force(on=on).filter(branch=OuterRef("pk"))
    return branches.annotate(
        members_then=how_many(mine.visible(Affiliation).in_force(on=on), "branch"),
        covers=how_many(mine.visible(Coverage).in_force(on=on), "branch"),
        expires_on=Subquery(terms.order_by("pk").values("expires_on")[:1]),
    )


register_query_page(
    QueryPage(
        key="ledgers_members",
        title="党员查询打印",
        paper="快递行业党员台账",
        model=Member,
        filters=MemberFilter,
        complete=with_branch,
        columns=(
            *PARTY_PERSON,
            Shown("branch_then", "所在党支部", TEXT),
            "joined_on",
            "converted_on",
            Shown(standing, "人员类别"),
            "left_on",
        ),
        order=("branch_then", "worker__name", "pk"),
        unit="人",
        by=By("所在党支部", ("branch_then",)),
        sheet="members",
    )
)
register_query_page(
    QueryPage(
        key="ledgers_branches",
        title="党组织查询打印",
        paper="快递行业党组织台账",
        model=Branch,
        filters=BranchFilter,
        complete=with_members,
        columns=(
            *("name", "kind", "parent__name", "founded_on", "secretary"),
            Shown("members_then", "党员人数", NUMBER),
            Shown("covers", "覆盖企业数", NUMBER),
            Shown("expires_on", "本届届满时间"),
            "dissolved_on",
        ),
        order=("kind", "name", "pk"),
        unit="个",
        sums=(Sum("members_then", "党员", "人"), Sum("covers", "覆盖企业", "家")),
        by=By("党组织类别", ("kind",)),
        sheet="branches",
    )
)
register_query_page(
    QueryPage(
        key="ledgers_activists",
        title="入党积极分子查询打印",
        paper="快递行业入党申请人、入党积极分子台账",
        model=Activist,
        filters=ActivistFilter,
        columns=(
            *PARTY_PERSON,
            *("branch__name", "applied_on", "talked_on", "confirmed_on", "target_on"),
            Shown(stage, "阶段"),
        ),
        order=("branch__name", "applied_on", "pk"),
        unit="人",
        by=By("所在党支部", ("branch__name",)),
        sheet="activists",
    )
)
register_query_page(
    QueryPage(
        key="ledgers_activities",
        title="组织生活查询打印",
        paper="快递行业主题党日、组织生活及培训活动台账",
        model=Activity,
        filters=ActivityFilter,
        columns=("held_on", "branch__name", "kind", "topic", "place", "expected", "attended"),
        order=("held_on", "branch__name", "pk"),
        unit="次",
        sums=(Sum("expected", "应到", "人次"), Sum("attended", "实到", "人次")),
        by=By("活动类型", ("kind",)),
        sheet="activities",
    )
)
register_query_page(
    QueryPage(
        key="ledgers_honours",
        title="荣誉查询打印",
        paper="快递员荣誉台账",
        model=Honour,
        filters=HonourFilter,
        columns=("worker__name", "worker__sex", "enterprise__name", "title", "level", "granted_on"),
        order=("granted_on", "worker__name", "pk"),
        unit="项",
        by=By("级别", ("level",)),
        sheet="honours",
    )
)
register_query_page(
    QueryPage(
        key="ledgers_delegates",
        title="两代表一委员查询打印",
        paper="快递员两代表一委员台账",
        model=Delegate,
        filters=DelegateFilter,
        columns=(
            *("worker__name", "worker__sex", "enterprise__name", "kind", "level"),
            *("elected_on", "ended_on"),
        ),
        order=("elected_on", "worker__name", "pk"),
        unit="人",
        by=By("类别", ("kind", "level")),
        sheet="honours",
    )
)
