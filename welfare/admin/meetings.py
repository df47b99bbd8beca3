import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin, OfficeInline
from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from welfare import actions, rules
from welfare.choices import MatterStanding
from welfare.models import (
    Matter,
    Meeting,
    MemberUnit,
    matters_done,
    matters_open,
    matters_overdue,
)

CONDITION_OF = {
    MatterStanding.DONE.value: matters_done,
    MatterStanding.OVERDUE.value: matters_overdue,
    MatterStanding.OPEN.value: matters_open,
}


def finish(matter: Matter, *, on: datetime.date) -> None:
    actions.finish_matter(matter=matter, on=on)


FINISH = Verb(
    name="finish",
    label="办结",
    asks={"on": Ask(column=Matter.done_on.field)},
    act=finish,
    offered=lambda matter: matter.done_on is None,
)


class StandingFilter(admin.SimpleListFilter):
    """Matters by where they stand today."""

    title = "办理情况"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return MatterStanding.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Matter]) -> QuerySet[Matter]:
        condition = CONDITION_OF.get(self.value())
        return queryset.filter(condition(timezone.localdate())) if condition else queryset


class MatterInline(OfficeInline):
    model = Matter
    fields = ("subject", "raised_by", "responsible", "due_on", "done_on")


@admin.register(Meeting)
class MeetingAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    attachments = True
    list_display = ("held_on", "kind", "title")
    list_filter = ("kind",)
    date_hierarchy = "held_on"
    ordering = ("-held_on", "kind")
    inlines = (MatterInline,)


@admin.register(MemberUnit)
class MemberUnitAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("partner", "contact", "phone", "joined_on", "left_on")
    list_filter = (("left_on", admin.EmptyFieldListFilter),)
    search_fields = ("partner__name", "contact")
    ordering = ("joined_on", "pk")


@admin.register(Matter)
class MatterAdmin(VerbAdmin):
    desk_group = "关爱项目"
    attachments = True
    verbs = (FINISH,)
    list_display = (
        "subject",
        "meeting",
        "raised_by",
        "responsible",
        "due_on",
        "done_on",
        "standing",
    )
    list_filter = (StandingFilter, "meeting__kind")
    search_fields = ("subject", "raised_by", "responsible", "raised_by_worker__name")
    date_hierarchy = "meeting__held_on"
    ordering = ("-meeting__held_on", "pk")

    @admin.display(description="办理情况")
    def standing(self, matter: Matter) -> str:
        return rules.matter_standing(
            due_on=matter.due_on, done_on=matter.done_on, on=timezone.localdate()
        ).label
