"""Filters of the query pages of the Party's ledgers and honours."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from config.sheets.querying import filters as ask
from ledgers.choices import (
    ActivistStage,
    ActivityKind,
    BranchKind,
    DelegateKind,
    LeftHow,
    Level,
    MemberStanding,
)
from ledgers.models import (
    Affiliation,
    Branch,
    Coverage,
    Term,
    activists_open,
    full_at,
    probationary_at,
    stage_at,
)
from unions.choices import Education, Ethnicity
from unions.filters import ByPerson, ByPersonAndAge, ByUnit, ByUnitOfWorker
from unions.models import Enterprise

EVERYBODY = "all"


class ByPartyPerson(ByPersonAndAge, ByUnitOfWorker):
    ethnicity = ask.CodeFilter("民族", Ethnicity.choices, field_name="worker__ethnicity")
    education = ask.CodeFilter("文化程度", Education.choices, field_name="worker__education")


class MemberFilter(ByPartyPerson):
    branch = ask.RowFilter("所在党支部", "branch", Branch, "filter_branch")
    standing = ask.CodeFilter("人员类别", MemberStanding.choices, method="filter_standing")
    joined_from = ask.month_from("入党", "joined_on")
    joined_to = ask.month_to("入党", "joined_on")
    converted_from = ask.month_from("转正", "converted_on")
    converted_to = ask.month_to("转正", "converted_on")
    left_from = ask.day_from("减员", "left_on")
    left_to = ask.day_to("减员", "left_on")
    left_how = ask.CodeFilter("减员原因", LeftHow.choices, field_name="left_how")
    held = ask.HeldFilter("在册", "已减员")
    as_of = ask.as_of()

    def affiliations(self) -> QuerySet[Affiliation]:
        """Of each member, the affiliation in force on the day, within the reader's branches."""
        visible = self.mine.visible(Affiliation)
        return visible.in_force(on=self.on).filter(member=OuterRef("pk"))

    def filter_branch(self, queryset: QuerySet[Any], name: str, value: Branch) -> QuerySet[Any]:
        return queryset.filter(Exists(self.affiliations().filter(branch=value)))

    def filter_standing(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        at = full_at if value == MemberStanding.FULL else probationary_at
        return queryset.filter(at(self.on))


class BranchFilter(ask.QueryFilters):
    name = ask.TextFilter("党组织名称", "name")
    kind = ask.CodeFilter("党组织类别", BranchKind.choices, field_name="kind")
    parent = ask.RowFilter("上级党组织", "parent", Branch)
    secretary = ask.TextFilter("书记", "secretary", personal=True)
    covered = ask.RowFilter("覆盖企业", "enterprise", Enterprise, "filter_covered")
    founded_from = ask.month_from("成立", "founded_on")
    founded_to = ask.month_to("成立", "founded_on")
    expires_from = ask.day_from("本届届满", "expires_on__gte", method="filter_term")
    expires_to = ask.day_to("本届届满", "expires_on__lte", method="filter_term")
    held = ask.HeldFilter("在册", "已撤销")
    as_of = ask.as_of()

    def filter_covered(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        coverages = Coverage.objects.in_force(on=self.on).filter((name, value))
        return queryset.filter(Exists(coverages.filter(branch=OuterRef("pk"))))

    def filter_term(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        terms = Term.objects.in_force(on=self.on).filter((name, value))
        return queryset.filter(Exists(terms.filter(branch=OuterRef("pk"))))


class StageFilter(ask.CodeFilter):
    """The stage on the day; nothing chosen: everybody who is on the way."""

    held = "在培养的"

    def __init__(self) -> None:
        choices = [*ActivistStage.choices, (EVERYBODY, "全部")]
        super().__init__("阶段", choices, empty_label=self.held)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        on = self.parent.on
        if value == EVERYBODY:
            return qs
        return qs.filter(stage_at(ActivistStage(value), on) if value else activists_open(on))


class ActivistFilter(ByPartyPerson):
    branch = ask.RowFilter("所在党支部", "branch", Branch)
    stage = StageFilter()
    applied_from = ask.day_from("申请入党", "applied_on")
    applied_to = ask.day_to("申请入党", "applied_on")
    confirmed_from = ask.day_from("确定积极分子", "confirmed_on")
    confirmed_to = ask.day_to("确定积极分子", "confirmed_on")
    target_from = ask.day_from("列为发展对象", "target_on")
    target_to = ask.day_to("列为发展对象", "target_on")
    as_of = ask.as_of()


class ActivityFilter(ask.QueryFilters):
    branch = ask.RowFilter("党组织", "branch", Branch)
    kind = ask.CodeFilter("活动类型", ActivityKind.choices, field_name="kind")
    topic = ask.TextFilter("主题", "topic")
    place = ask.TextFilter("地点", "place")
    held_from = ask.day_from("开展", "held_on")
    held_to = ask.day_to("开展", "held_on")


class HonourFilter(ByPerson, ByUnit):
    title = ask.TextFilter("荣誉名称", "title")
    level = ask.CodeFilter("级别", Level.choices, field_name="level")
    granted_from = ask.month_from("授予", "granted_on")
    granted_to = ask.month_to("授予", "granted_on")


class DelegateFilter(ByPerson, ByUnit):
    kind = ask.CodeFilter("类别", DelegateKind.choices, field_name="kind")
    level = ask.CodeFilter("级别", Level.choices, field_name="level")
    elected_from = ask.month_from("当选", "elected_on")
    elected_to = ask.month_to("当选", "elected_on")
    held = ask.HeldFilter("在任", "已届满")
    as_of = ask.as_of()
