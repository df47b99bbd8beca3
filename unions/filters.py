"""Filters of the query pages of units, people and unions; parts of them for ledgers of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from config.sheets.querying import filters as ask
from unions.choices import Education, EnterpriseKind, Ethnicity, Sex, UnionBranchKind
from unions.models import (
    Brand,
    District,
    Employment,
    Enterprise,
    UnionBranch,
    UnionMembership,
    UnionTerm,
)
from unions.roles import roles
from unions.rules import born_on_or_after, born_on_or_before

MEMBER, NOT_MEMBER = "yes", "no"
NO_ROLE = "none"
YOUNGEST, OLDEST = 14, 100
AGE_ASKED = f"年龄请填{YOUNGEST}到{OLDEST}之间的整数。"


class AgeFilter(ask.QueryFilter):
    """Full years on the day asked for, a whole number that a worker may have.

    A calendar has no day for any other.
    """

    field_class = forms.IntegerField

    def __init__(self, label: str, field_name: str, *, least: bool) -> None:
        errors = dict.fromkeys(("invalid", "min_value", "max_value"), AGE_ASKED)
        bounds = {"min_value": YOUNGEST, "max_value": OLDEST, "error_messages": errors}
        super().__init__(label=label, field_name=field_name, **bounds)
        self.least = least

    def filter(self, qs: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        if value is None:
            return qs
        on, path = self.parent.on, self.field_name
        if self.least:
            return qs.filter((f"{path}__lte", born_on_or_before(value, on=on)))
        return qs.filter((f"{path}__gte", born_on_or_after(value, on=on)))


class ByPerson(ask.QueryFilters):
    """Rows that point at a worker."""

    name = ask.TextFilter("姓名", "worker__name", personal=True)
    number = ask.IdentityFilter("worker__identity_number")


class ByPersonAndAge(ByPerson):
    sex = ask.CodeFilter("性别", Sex.choices, field_name="worker__sex")
    age_from = AgeFilter("年龄从", "worker__born_on", least=True)
    age_to = AgeFilter("年龄到", "worker__born_on", least=False)


class ByUnitOfWorker(ask.QueryFilters):
    """Rows told by where their worker works now."""

    district = ask.RowFilter("县(市、区)", "worker__enterprise__district", District)
    brand = ask.RowFilter("品牌", "worker__enterprise__brand", Brand)
    enterprise = ask.RowFilter("工作单位", "worker__enterprise", Enterprise)


class ByUnit(ask.QueryFilters):
    """Rows that keep the unit of their day."""

    district = ask.RowFilter("县(市、区)", "enterprise__district", District)
    brand = ask.RowFilter("品牌", "enterprise__brand", Brand)
    enterprise = ask.RowFilter("工作单位", "enterprise", Enterprise)


class RosterFilter(ask.QueryFilters):
    """Workers on the roster on the day; ages are full years on that day."""

    name = ask.TextFilter("姓名", "name", personal=True)
    number = ask.IdentityFilter("identity_number")
    district = ask.RowFilter("县(市、区)", "enterprise__district", District, "filter_unit")
    brand = ask.RowFilter("品牌", "enterprise__brand", Brand, "filter_unit")
    enterprise = ask.RowFilter("工作单位", "enterprise", Enterprise, "filter_unit")
    job = ask.WordFilter("岗位", "job")
    sex = ask.CodeFilter("性别", Sex.choices, field_name="sex")
    age_from = AgeFilter("年龄从", "born_on", least=True)
    age_to = AgeFilter("年龄到", "born_on", least=False)
    ethnicity = ask.CodeFilter("民族", Ethnicity.choices, field_name="ethnicity")
    education = ask.CodeFilter("文化程度", Education.choices, field_name="education")
    hired_from = ask.day_from("入职", "started_on__gte", method="filter_hired")
    hired_to = ask.day_to("入职", "started_on__lte", method="filter_hired")
    membership = ask.CodeFilter(
        "工会会籍", [(MEMBER, "会员"), (NOT_MEMBER, "未入会")], method="filter_membership"
    )
    role = ask.CodeFilter("党内身份", (), method="filter_role")
    as_of = ask.as_of()

    def offer(self) -> None:
        super().offer()
        user = self.request.user
        self.known = {role.key: role for role in roles() if role.may_be_seen(user, self.mine)}
        if self.known:
            words = [(role.key, role.label) for role in self.known.values()]
            self.filters["role"].extra["choices"] = [*words, (NO_ROLE, "无")]
        else:
            del self.filters["role"]

    def employments(self) -> QuerySet[Employment]:
        """Of each worker, the employment in force on the day."""
        return Employment.objects.in_force(on=self.on).filter(worker=OuterRef("pk"))

    def seen_employments(self) -> QuerySet[Employment]:
        """Those alone that the reader looks after: a former unit may be another's."""
        return self.mine.narrow(self.employments())

    def on_the_roster(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.asks_another_day:
            return queryset.filter(Exists(self.seen_employments()))
        return queryset.filter(enterprise__isnull=False)

    def filter_unit(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if self.asks_another_day:
            return queryset.filter(Exists(self.seen_employments().filter((name, value))))
        return queryset.filter((name, value))

    def filter_hired(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queryset.filter(Exists(self.employments().filter((name, value))))

    def filter_membership(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        joined = Exists(UnionMembership.objects.in_force(on=self.on).filter(worker=OuterRef("pk")))
        return queryset.filter(joined if value == MEMBER else ~joined)

    def filter_role(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value != NO_ROLE:
            return queryset.filter(self.known[value].held(self.on, self.mine))
        for role in self.known.values():
            queryset = queryset.exclude(role.held(self.on, self.mine))
        return queryset


class EnterpriseFilter(ask.QueryFilters):
    name = ask.TextFilter("企业名称", "name")
    kind = ask.CodeFilter("单位类别", EnterpriseKind.choices, field_name="kind")
    district = ask.RowFilter("县(市、区)", "district", District)
    brand = ask.RowFilter("品牌", "brand", Brand)
    manager = ask.TextFilter("负责人", "manager", personal=True)
    opened_from = ask.day_from("开业", "opened_on")
    opened_to = ask.day_to("开业", "opened_on")
    held = ask.HeldFilter("在经营", "已停业")
    as_of = ask.as_of()


class UnionBranchFilter(ask.QueryFilters):
    name = ask.TextFilter("工会名称", "name")
    kind = ask.CodeFilter("类别", UnionBranchKind.choices, field_name="kind")
    district = ask.RowFilter("县(市、区)", "district", District)
    brand = ask.RowFilter("品牌", "brand", Brand)
    chair = ask.TextFilter("工会主席", "chair", personal=True)
    founded_from = ask.month_from("成立", "founded_on")
    founded_to = ask.month_to("成立", "founded_on")
    expires_from = ask.day_from("本届届满", "expires_on__gte", method="filter_term")
    expires_to = ask.day_to("本届届满", "expires_on__lte", method="filter_term")
    held = ask.HeldFilter("在册", "已撤销")
    as_of = ask.as_of()

    def filter_term(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        terms = UnionTerm.objects.in_force(on=self.on).filter((name, value))
        return queryset.filter(Exists(terms.filter(union_branch=OuterRef("pk"))))


class UnionMembershipFilter(ByPersonAndAge, ByUnitOfWorker):
    union_branch = ask.RowFilter("所属工会", "union_branch", UnionBranch)
    joined_from = ask.day_from("入会", "joined_on")
    joined_to = ask.day_to("入会", "joined_on")
    left_from = ask.day_from("离会", "left_on")
    left_to = ask.day_to("离会", "left_on")
    held = ask.HeldFilter("在籍", "已离会")
    as_of = ask.as_of()


class PlaceFilter(ask.QueryFilters):
    """Places that the office keeps in a county: homes, stations."""

    name = ask.TextFilter("名称", "name")
    district = ask.RowFilter("县(市、区)", "district", District)
    address = ask.TextFilter("地址", "address")
    opened_from = ask.day_from("启用", "opened_on")
    opened_to = ask.day_to("启用", "opened_on")
    held = ask.HeldFilter("在用", "已停用")
    as_of = ask.as_of()


class CourierHomeFilter(PlaceFilter):
    area_from = ask.number_from("面积", "area_m2")
    area_to = ask.number_to("面积", "area_m2")
