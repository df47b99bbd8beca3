"""The roster and the employments behind it."""

import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from config.accounts.models import User
from config.audit.models import AuditEntry
from unions import actions
from unions.admin.disclosing import DisclosingPage
from unions.admin.forms import WorkerForm
from unions.admin.inlines import DatedInline
from unions.deidentification import deidentify
from unions.models import Employment, Enterprise, UnionBranch, UnionMembership, Worker

UNIT = Employment.enterprise.field
HIRED_ON = Employment.started_on.field
UNION = UnionMembership.union_branch.field
JOINED_ON = UnionMembership.joined_on.field


def employed(worker: Worker) -> bool:
    return worker.enterprise_id is not None


def not_employed(worker: Worker) -> bool:
    return not employed(worker)


def hire(worker: Worker, *, employer: Enterprise, hired_on: datetime.date | None) -> Employment:
    return actions.hire(worker=worker, enterprise=employer, started_on=hired_on)


def move(worker: Worker, *, employer: Enterprise, on: datetime.date) -> Employment:
    return actions.move(worker=worker, enterprise=employer, on=on)


def correct(worker: Worker, *, employer: Enterprise, hired_on: datetime.date | None) -> Employment:
    return actions.correct_enterprise(worker=worker, enterprise=employer, started_on=hired_on)


def leave(worker: Worker, *, on: datetime.date) -> None:
    actions.leave(worker=worker, on=on)


def join_union(
    worker: Worker, *, union_branch: UnionBranch, on: datetime.date, card_number: str
) -> UnionMembership:
    return actions.join_union(
        worker=worker, union_branch=union_branch, on=on, card_number=card_number
    )


def forget(
    worker: Worker, *, reason: str, by: User, today: datetime.date, request: HttpRequest
) -> None:
    deidentify(worker=worker, by=by, reason=reason, on=today, request=request)
    # What the page says next names the row as it is now.
    worker.refresh_from_db()


def hired_on(worker: Worker) -> datetime.date | None:
    return worker.employments.open().values_list("started_on", flat=True).first()


HIRE = Verb(
    name="hire",
    label="入职",
    asks={"employer": Ask(column=UNIT), "hired_on": Ask(column=HIRED_ON, required=False)},
    act=hire,
    offered=not_employed,
)
MOVE = Verb(
    name="move",
    label="调动",
    explanation="从所填日期起算到新单位，以前各月的统计不变。原来就登记错了单位的，请用“更正单位”。",
    asks={
        "employer": Ask(column=UNIT, label="调入单位"),
        "on": Ask(column=HIRED_ON, label="调动日期", help_text="在新单位的第一天。"),
    },
    act=move,
    offered=employed,
)
CORRECT = Verb(
    name="correct",
    label="更正单位",
    explanation="改正登记错误，以前各月的统计跟着改变。真的换了单位的，请用“调动”。",
    asks={
        "employer": Ask(column=UNIT, initial=lambda worker: worker.enterprise_id),
        "hired_on": Ask(column=HIRED_ON, required=False, initial=hired_on),
    },
    act=correct,
    offered=employed,
)
LEAVE = Verb(
    name="leave",
    label="离职",
    asks={
        "on": Ask(
            column=HIRED_ON, label="离职日期", help_text="从这一天起不在职；最后一天上班的次日。"
        )
    },
    act=leave,
    offered=employed,
)
JOIN_UNION = Verb(
    name="join-union",
    label="入会",
    asks={
        "union_branch": Ask(column=UNION),
        "on": Ask(column=JOINED_ON),
        "card_number": Ask(column=UnionMembership.card_number.field, required=False),
    },
    act=join_union,
    offered=lambda worker: not worker.union_memberships.open().exists(),
)


DEIDENTIFY = Verb(
    name="deidentify",
    label="去标识",
    explanation=(
        "抹去姓名、证件号码、电话、备注等能认出本人的内容，修改记录和导入方案里的也一并抹去，"
        "不能恢复；各月的统计不变。只能用于各项都已结束、并满保存年限的人。"
    ),
    asks={
        "reason": Ask(
            column=AuditEntry.reason.field,
            help_text="例如：保存期满、本人申请。会记入审计，不要写姓名。",
        )
    },
    act=forget,
    offered=not_employed,
    permission="unions.deidentify_worker",
    by_whom=True,
    with_request=True,
    tells_itself=True,
)


class EmploymentInline(DatedInline):
    model = Employment
    fields = ("enterprise", "started_on", "ended_on")


class UnionMembershipInline(DatedInline):
    model = UnionMembership
    fields = ("union_branch", "joined_on", "left_on", "card_number")
    ordering = ("-joined_on", "-pk")


@admin.register(Worker)
class WorkerAdmin(DisclosingPage, VerbAdmin):
    desk_group = "单位和人员"
    form = WorkerForm
    adding = HIRE
    verbs = (HIRE, MOVE, CORRECT, LEAVE, JOIN_UNION, DEIDENTIFY)
    list_display = (
        "name",
        "sex",
        "birth_month",
        "identity_number",
        "enterprise",
        "job",
        "phone",
    )
    list_filter = (
        ("enterprise", admin.EmptyFieldListFilter),
        "enterprise__brand",
        "enterprise__district",
        "sex",
    )
    search_fields = ("name",)
    add_fields = (
        "name",
        "identity_number",
        "ethnicity",
        "education",
        "politics",
        "job",
        "phone",
        "note",
    )
    fieldsets = (
        (None, {"fields": ("name", "identity_number", "sex", "birth_month")}),
        ("工作", {"fields": ("enterprise", "job", "phone")}),
        ("其他", {"fields": ("ethnicity", "education", "politics", "note")}),
    )
    readonly_fields = ("sex", "birth_month", "enterprise")
    inlines = (EmploymentInline, UnionMembershipInline)

    def has_change_permission(self, request: HttpRequest, obj: Worker | None = None) -> bool:
        """Of a de-identified row nothing is changed any more: it is nobody's."""
        is_nobody = obj is not None and obj.deidentified_on is not None
        return not is_nobody and super().has_change_permission(request, obj)

    @admin.display(description="出生年月", ordering="born_on")
    def birth_month(self, worker: Worker) -> str:
        # With the area code and the last four of the number, the day would give it all away.
        return f"{worker.born_on:%Y-%m}"

    def get_fieldsets(self, request: HttpRequest, obj: Worker | None = None) -> list[Any]:
        if obj is None:
            return [(None, {"fields": self.get_fields(request, obj)})]
        return super().get_fieldsets(request, obj)


@admin.register(Employment)
class EmploymentAdmin(OfficeAdmin):
    """To read and search; the buttons on a worker's page write employments."""

    desk_group = "单位和人员"
    list_display = ("worker", "enterprise", "started_on", "ended_on")
    list_filter = (
        ("ended_on", admin.EmptyFieldListFilter),
        "enterprise__brand",
        "enterprise__district",
    )
    search_fields = ("worker__name", "enterprise__name")
    date_hierarchy = "started_on"
    ordering = ("-started_on", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Employment | None = None) -> bool:
        return False
