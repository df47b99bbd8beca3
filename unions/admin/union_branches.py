"""Union organisations, their terms, and the roll."""

import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from unions import actions
from unions.admin.inlines import DatedInline
from unions.models import UnionBranch, UnionMembership, UnionTerm

UNION = UnionMembership.union_branch.field
JOINED_ON = UnionMembership.joined_on.field
LEFT_ON = UnionMembership.left_on.field


def in_force(membership: UnionMembership) -> bool:
    return membership.left_on is None


def join(membership: UnionMembership) -> None:
    membership.pk = actions.join_union(
        worker=membership.worker,
        union_branch=membership.union_branch,
        on=membership.joined_on,
        card_number=membership.card_number,
    ).pk


def move(membership: UnionMembership, *, union_branch: UnionBranch, on: datetime.date) -> None:
    actions.move_union(worker=membership.worker, union_branch=union_branch, on=on)


def leave(membership: UnionMembership, *, on: datetime.date) -> None:
    actions.leave_union(worker=membership.worker, on=on)


JOIN = Verb(name="join", label="入会", asks={}, act=join)
MOVE = Verb(
    name="move",
    label="转会",
    explanation="从所填日期起算到新工会，会员证号跟着转过去。",
    asks={
        "union_branch": Ask(column=UNION, label="转入工会"),
        "on": Ask(column=JOINED_ON, label="转会日期"),
    },
    act=move,
    offered=in_force,
)
LEAVE = Verb(
    name="leave",
    label="退会",
    asks={"on": Ask(column=LEFT_ON, label="退会日期", help_text="从这一天起不再是会员。")},
    act=leave,
    offered=in_force,
)


class UnionTermInline(DatedInline):
    model = UnionTerm
    fields = ("started_on", "expires_on", "ended_on")


@admin.register(UnionBranch)
class UnionBranchAdmin(OfficeAdmin):
    desk_group = "工会"
    list_display = ("name", "kind", "brand", "district", "founded_on", "chair")
    list_filter = ("kind", "district", ("dissolved_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "chair")
    fieldsets = (
        (None, {"fields": ("name", "kind", "parent", "brand", "district")}),
        ("工会主席", {"fields": ("chair", "chair_worker")}),
        ("起止", {"fields": ("founded_on", "dissolved_on")}),
    )
    inlines = (UnionTermInline,)

    def get_inlines(self, request: HttpRequest, obj: UnionBranch | None) -> Any:
        return super().get_inlines(request, obj) if obj is not None else ()


@admin.register(UnionTerm)
class UnionTermAdmin(OfficeAdmin):
    desk_group = "工会"
    list_display = ("union_branch", "started_on", "expires_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("union_branch__name",)
    date_hierarchy = "expires_on"
    ordering = ("expires_on", "pk")


@admin.register(UnionMembership)
class UnionMembershipAdmin(VerbAdmin):
    desk_group = "工会"
    adding = JOIN
    verbs = (MOVE, LEAVE)
    list_display = (
        "worker",
        "worker__enterprise",
        "union_branch",
        "joined_on",
        "left_on",
        "card_number",
    )
    list_filter = (("left_on", admin.EmptyFieldListFilter), "union_branch")
    search_fields = ("worker__name", "card_number")
    date_hierarchy = "joined_on"
    ordering = ("-joined_on", "-pk")
    add_fields = ("worker", "union_branch", "joined_on", "card_number")
    fields = ("worker", "union_branch", "joined_on", "left_on", "card_number")

    def get_readonly_fields(
        self, request: HttpRequest, obj: UnionMembership | None = None
    ) -> list[Any]:
        return [] if obj is None else ["worker", "left_on"]
