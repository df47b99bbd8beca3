"""花名册查询: workers by unit, job, sex, age, date of hire, union membership and Party role."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from config.accounts.reach import Reach
from unions.choices import Sex
from unions.models import Brand, District, Employment, Enterprise, UnionMembership, Worker
from unions.roles import roles
from unions.rules import born_on_or_after, born_on_or_before

MEMBER, NOT_MEMBER = "yes", "no"
NO_ROLE = "none"
YOUNGEST, OLDEST = 14, 100
AGE_ASKED = f"年龄请填{YOUNGEST}到{OLDEST}之间的整数。"


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def age_filter(label: str, method: str) -> django_filters.Filter:
    """A whole number of years that a worker may have: a calendar has no day for any other."""
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), AGE_ASKED)
    field = {"min_value": YOUNGEST, "max_value": OLDEST, "error_messages": errors}
    return AgeFilter(label=label, method=method, **field)


class AgeFilter(django_filters.Filter):
    field_class = forms.IntegerField


class RosterFilter(django_filters.FilterSet):
    """Filters over the workers on the roster on ``on``; ages are full years on that day.

    Offers the units, jobs and roles of what somebody looks after (``mine``).
    """

    name = django_filters.CharFilter(label="姓名", lookup_expr="contains")
    district = django_filters.ModelChoiceFilter(
        label="县(市、区)", field_name="enterprise__district", queryset=District.objects.all()
    )
    brand = django_filters.ModelChoiceFilter(
        label="品牌", field_name="enterprise__brand", queryset=Brand.objects.all()
    )
    enterprise = django_filters.ModelChoiceFilter(
        label="工作单位", queryset=Enterprise.objects.none()
    )
    job = django_filters.ChoiceFilter(label="岗位", choices=())
    sex = django_filters.ChoiceFilter(label="性别", choices=Sex.choices)
    age_from = age_filter("年龄从", "filter_age_from")
    age_to = age_filter("年龄到", "filter_age_to")
    hired_from = django_filters.DateFilter(
        label="入职从", method="filter_hired_from", widget=day_input()
    )
    hired_to = django_filters.DateFilter(
        label="入职到", method="filter_hired_to", widget=day_input()
    )
    membership = django_filters.ChoiceFilter(
        label="工会会籍",
        method="filter_membership",
        choices=[(MEMBER, "会员"), (NOT_MEMBER, "未入会")],
    )
    role = django_filters.ChoiceFilter(label="党内身份", method="filter_role", choices=())

    class Meta:
        model = Worker
        fields: list[str] = []

    def __init__(self, *args: Any, on: datetime.date, mine: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.mine = on, mine
        self.filters["enterprise"].queryset = mine.visible(Enterprise).order_by("name")
        jobs = self.queryset.exclude(job="").order_by("job").values_list("job", flat=True)
        self.filters["job"].extra["choices"] = [(job, job) for job in jobs.distinct()]
        user = self.request.user
        self.known = {role.key: role for role in roles() if role.may_be_seen(user, mine)}
        if self.known:
            words = [(role.key, role.label) for role in self.known.values()]
            self.filters["role"].extra["choices"] = [*words, (NO_ROLE, "无")]
        else:
            del self.filters["role"]
        for filter_ in self.filters.values():
            if "empty_label" in filter_.extra or "choices" in filter_.extra:
                filter_.extra["empty_label"] = "不限"

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Nobody, where something asked is no answer: a wider list would pass for the right one."""
        return super().filter_queryset(queryset) if self.is_valid() else queryset.none()

    def complaints(self) -> list[str]:
        """What is wrong with what was asked, a sentence for each field."""
        return [
            f"{self.form.fields[name].label}：{sentence}"
            for name, sentences in self.form.errors.items()
            for sentence in sentences
        ]

    def filter_age_from(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        return queryset.filter(born_on__lte=born_on_or_before(value, on=self.on))

    def filter_age_to(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        return queryset.filter(born_on__gte=born_on_or_after(value, on=self.on))

    def filter_hired_from(
        self, queryset: QuerySet[Any], name: str, value: datetime.date
    ) -> QuerySet[Any]:
        return self._employed(queryset, Q(started_on__gte=value))

    def filter_hired_to(
        self, queryset: QuerySet[Any], name: str, value: datetime.date
    ) -> QuerySet[Any]:
        return self._employed(queryset, Q(started_on__lte=value))

    def _employed(self, queryset: QuerySet[Any], condition: Q) -> QuerySet[Any]:
        current = Employment.objects.in_force(on=self.on).filter(worker=OuterRef("pk"))
        return queryset.filter(Exists(current.filter(condition)))

    def filter_membership(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        joined = Exists(UnionMembership.objects.in_force(on=self.on).filter(worker=OuterRef("pk")))
        return queryset.filter(joined if value == MEMBER else ~joined)

    def filter_role(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value != NO_ROLE:
            return queryset.filter(self.known[value].held(self.on, self.mine))
        for role in self.known.values():
            queryset = queryset.exclude(role.held(self.on, self.mine))
        return queryset
