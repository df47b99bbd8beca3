"""Members, their affiliations and posts."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.verbs import Ask, Verb
from config.accounts.fields import PartialDate
from config.accounts.models import User
from ledgers import actions
from ledgers.admin.checking import check_verb
from ledgers.admin.joining import MEMBER_STEP_VERBS
from ledgers.admin.road import RoadAdmin
from ledgers.admin.timeline import Line, road_of_member
from ledgers.choices import MemberStanding, MemberStepKind
from ledgers.models import Affiliation, Branch, Member, MemberStep, Post, full_at, probationary_at
from ledgers.rules import standing_of
from unions.admin.inlines import DatedInline

BRANCH = Affiliation.branch.field
MOVED_IN_ON = Affiliation.started_on.field


def in_force(member: Member) -> bool:
    return member.left_on is None


def register(
    member: Member, *, party_branch: Branch, moved_in_on: datetime.date | None, **letter: Any
) -> None:
    arrival = MemberStep(**letter) if letter["number"] else None
    actions.enter_member(
        member=member, branch=party_branch, moved_in_on=moved_in_on, arrival=arrival
    )


def affiliate(
    member: Member, *, party_branch: Branch, on: datetime.date, by: User, **answers: Any
) -> MemberStep:
    move = {"kind": MemberStepKind.MOVE, "held_on": on, "organ": party_branch}
    step = MemberStep(member=member, **move, number=answers["number"])
    return actions.take_member_step(step=step, by=by)


def correct(member: Member, *, party_branch: Branch) -> None:
    actions.correct_branch(member=member, branch=party_branch)


def convert(member: Member, *, on: PartialDate) -> None:
    actions.convert(member=member, on=on.date, precision=on.precision)


def end(member: Member, *, on: datetime.date, how: str) -> None:
    actions.end_membership(member=member, on=on, how=how)


def _of_letter(name: str, label: str = "", help_text: str = "") -> Ask:
    column = MemberStep._meta.get_field(name)
    return Ask(column=column, required=False, label=label, help_text=help_text)


REGISTER = Verb(
    name="register",
    label="登记",
    asks={
        "party_branch": Ask(column=BRANCH),
        "moved_in_on": Ask(
            column=MOVED_IN_ON, required=False, help_text="从外地转入的填写；不填按入党时间。"
        ),
        "number": _of_letter("number", "介绍信编号", "启用日期以后转入的，凭组织关系介绍信登记。"),
        "elsewhere": _of_letter("elsewhere", "原党组织"),
        "issued_on": _of_letter("issued_on"),
        "valid_until": _of_letter("valid_until"),
        "dues_until": _of_letter("dues_until"),
        "opinion": _of_letter("opinion", "审查意见", "转入的预备党员要审查入党材料。"),
    },
    act=register,
)
AFFILIATE = Verb(
    name="affiliate",
    label="转移支部",
    explanation="从所填日期起算到新支部，以前各月的统计不变。原来就登记错了的，请用“更正支部”。",
    asks={
        "party_branch": Ask(column=BRANCH, label="转入支部"),
        "on": Ask(column=MOVED_IN_ON, label="转移日期", help_text="在新支部的第一天。"),
        "number": _of_letter("number", "介绍信编号"),
    },
    act=affiliate,
    by_whom=True,
    offered=in_force,
    permission="ledgers.change_member",
)
CORRECT = Verb(
    name="correct",
    label="更正支部",
    explanation="改正登记错误，以前各月的统计跟着改变。真的换了支部的，请用“转移支部”。",
    asks={"party_branch": Ask(column=BRANCH, initial=lambda member: member.branch_id)},
    act=correct,
    offered=in_force,
    permission="ledgers.change_member",
)
CONVERT = Verb(
    name="convert",
    label="转正",
    asks={"on": Ask(column=Member.converted_on.field, help_text="可以只写到月。")},
    act=convert,
    offered=lambda member: in_force(member) and member.converted_on is None,
    permission="ledgers.change_member",
)
END = Verb(
    name="end",
    label="减员",
    explanation="组织关系和党内职务同时结束；从所填日期起不再统计。",
    asks={
        "on": Ask(column=Member.left_on.field, help_text="从这一天起不再统计。"),
        "how": Ask(column=Member.left_how.field),
    },
    act=end,
    offered=in_force,
    permission="ledgers.change_member",
)


class StandingFilter(admin.SimpleListFilter):
    title = "人员类别"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return MemberStanding.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> QuerySet[Member]:
        today = timezone.localdate()
        if self.value() == MemberStanding.FULL:
            return queryset.filter(full_at(today))
        if self.value() == MemberStanding.PROBATIONARY:
            return queryset.filter(probationary_at(today))
        return queryset


class AffiliationInline(DatedInline):
    model = Affiliation
    fields = ("branch", "started_on", "ended_on")


class PostInline(DatedInline):
    model = Post
    fields = ("branch", "title", "started_on", "ended_on")


@admin.register(Member)
class MemberAdmin(RoadAdmin):
    desk_group = "三本台账"
    adding = REGISTER
    verbs = (CONVERT, AFFILIATE, CORRECT, END, check_verb(Member), *MEMBER_STEP_VERBS)
    step_model = MemberStep
    road_title = "预备党员步骤"
    list_display = (
        "worker",
        "branch",
        "worker__enterprise",
        "standing",
        "joined_on",
        "converted_on",
        "left_on",
    )
    list_filter = (StandingFilter, "branch", ("left_on", admin.EmptyFieldListFilter))
    search_fields = ("worker__name",)
    date_hierarchy = "joined_on"
    ordering = ("-joined_on", "-pk")
    add_fields = ("worker", "joined_on", "converted_on", "note")
    fields = (
        "worker",
        "branch",
        "standing",
        "joined_on",
        "converted_on",
        "left_on",
        "left_how",
        "flags_checked",
        "note",
    )
    inlines = (AffiliationInline, PostInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[Any]:
        if obj is None:
            return []
        fixed = ["worker", "branch", "standing", "left_on", "left_how", "flags_checked"]
        return fixed if obj.converted_on else [*fixed, "converted_on"]

    def road(self, row: Member) -> list[Line]:
        way = actions.member_way_of(row)
        return road_of_member(row, way, today=timezone.localdate())

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if change and "joined_on" in form.changed_data:
            actions.correct_joining(member=obj)
        else:
            super().save_model(request, obj, form, change)

    @admin.display(description="人员类别")
    def standing(self, member: Member) -> str | None:
        standing = standing_of(
            joined_on=member.joined_on,
            converted_on=member.converted_on,
            left_on=member.left_on,
            on=timezone.localdate(),
        )
        return standing and standing.label


@admin.register(Affiliation)
class AffiliationAdmin(OfficeAdmin):
    """To read and search; the buttons on a member's page write affiliations."""

    desk_group = "三本台账"
    list_display = ("member__worker", "branch", "started_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter), "branch")
    search_fields = ("member__worker__name", "branch__name")
    date_hierarchy = "started_on"
    ordering = ("-started_on", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Affiliation | None = None) -> bool:
        return False


@admin.register(Post)
class PostAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("member__worker", "branch", "title", "started_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter), "branch")
    search_fields = ("member__worker__name", "branch__name", "title")
    ordering = ("branch__name", "title", "pk")
