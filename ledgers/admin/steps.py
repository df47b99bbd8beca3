"""The steps themselves, to read and search; the buttons on a person's page write them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from config.accounts.admin.base import OfficeAdmin, OfficeInline
from config.accounts.admin.verbs import Ask, Verb
from ledgers import actions
from ledgers.admin.checking import check_verb
from ledgers.admin.papers import PaperAdmin
from ledgers.admin.party_papers import RESOLUTION
from ledgers.choices import DayKind
from ledgers.models import ActivistStep, CalendarDay, CalendarYear, MemberStep


def take_back(step: ActivistStep, *, reason: str) -> None:
    actions.take_back(step=step, reason=reason)


def take_member_step_back(step: MemberStep, *, reason: str) -> None:
    actions.take_member_step_back(step=step, reason=reason)


def _take_back_verb(model: Any, act: Any) -> Verb:
    return Verb(
        name="take_back",
        label="撤回",
        explanation="登记错了的，撤回后重新办理；这一步和撤回原因留在历史中。",
        asks={"reason": Ask(column=model.taken_back.field)},
        act=act,
        offered=lambda step: not step.taken_back,
    )


class StepAdmin(PaperAdmin):
    papers = (RESOLUTION,)
    desk_group = "三本台账"
    list_filter = ("kind", "result")
    date_hierarchy = "held_on"
    ordering = ("-held_on", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_use_verbs(self, request: HttpRequest, row: Any) -> bool:
        return super().has_change_permission(request, row)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What the kind of the step recorded; other columns are empty."""
        names = [f.name for f in self.model._meta.fields if f.name != "id"]
        if obj is None:
            return names
        return [name for name in names if getattr(obj, name) not in {None, "", False}]


@admin.register(ActivistStep)
class ActivistStepAdmin(StepAdmin):
    verbs = (check_verb(ActivistStep), _take_back_verb(ActivistStep, take_back))
    list_display = ("activist__worker", "kind", "held_on", "result", "flags", "override_reason")
    search_fields = ("activist__worker__name", "number")


@admin.register(MemberStep)
class MemberStepAdmin(StepAdmin):
    verbs = (check_verb(MemberStep), _take_back_verb(MemberStep, take_member_step_back))
    list_display = ("member__worker", "kind", "held_on", "outcome", "flags", "override_reason")
    search_fields = ("member__worker__name", "number")


class CalendarDayInline(OfficeInline):
    model = CalendarDay
    fields = ("day", "kind", "name")
    extra = 3


@admin.register(CalendarYear)
class CalendarYearAdmin(OfficeAdmin):
    desk_group = "系统"
    list_display = ("year", "known", "source", "days_told")
    ordering = ("-year",)
    inlines = (CalendarDayInline,)

    @admin.display(description="放假和补班")
    def days_told(self, year: CalendarYear) -> str:
        if not year.known:
            return "按周一至周五暂算"
        return f"放假{year.free}天，补班{year.worked}天"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarYear]:
        counted = {kind.value: Count("days", filter=Q(days__kind=kind)) for kind in DayKind}
        return super().get_queryset(request).annotate(**counted)


@admin.register(CalendarDay)
class CalendarDayAdmin(OfficeAdmin):
    desk_group = "系统"
    actions = None
    list_display = ("day", "kind", "name", "year")
    list_filter = ("kind",)
    date_hierarchy = "day"
    ordering = ("-day",)
