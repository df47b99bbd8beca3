"""党群联席会议: the units that sit in it and the matters they resolve."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from config.sheets.cells import text
from config.sheets.columns import Column, Role
from config.sheets.resources import OfficeResource
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    ChoiceWidget,
    DateWidget,
    FoldedWidget,
    NameWidget,
    PhoneWidget,
)
from unions.models import Partner
from unions.resources.people import PHONE_ALIASES
from welfare.choices import MeetingKind
from welfare.models import Matter, Meeting, MemberUnit
from welfare.rules import follows_meeting

OPEN, DONE = "open", "done"
STATES = [(OPEN, "办理中"), (DONE, "已办结")]
STATE_WORDS = {
    "未办结": OPEN,
    "正在办理": OPEN,
    "待办理": OPEN,
    "已交办": OPEN,
    "未办理": OPEN,
    "办结": DONE,
    "已完成": DONE,
    "已解决": DONE,
    "完成": DONE,
    "已销号": DONE,
}


class MemberUnitSheet(OfficeResource):
    """联席会议成员单位台账. Matched by the partner's name; makes the partner and its seat."""

    ledger = "member_units"
    title = "党群联席会议成员单位台账"
    trade = "快递行业"
    after = ("enterprises",)
    extras = {"left_on": "left_on"}

    partner = Column(
        "单位名称",
        "partner__name",
        FoldedWidget(100),
        aliases=("成员单位", "成员单位名称", "部门", "单位"),
        required=True,
        role=Role.SIDE,
    )
    contact = Column("联系人", "contact", NameWidget(), aliases=("联络员", "联络人", "单位联系人"))
    phone = Column("联系电话", "phone", PhoneWidget(), aliases=PHONE_ALIASES, private=True)
    joined_on = Column(
        "加入时间", "joined_on", DateWidget(), aliases=("加入日期", "成为成员单位时间")
    )

    class Meta:
        model = MemberUnit
        import_id_fields = ("partner",)

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).filter(left_on__isnull=True)

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        held = [c for c in candidates if c.values["left_on"] is None]
        return held[0] if held else None

    def build(self, run: Run, row: Row) -> MemberUnit:
        seat: MemberUnit = super().build(run, row)
        known = run.remember("partners", _partners)
        folded = text.fold_name(row.get("partner"))
        if folded not in known:
            partner = Partner(name=row.get("partner"))
            self.insert(run, [partner])
            known[folded] = partner.pk
        seat.partner_id = known[folded]
        return seat


def _partners() -> dict[str, int]:
    return {text.fold_name(name): pk for pk, name in Partner.objects.values_list("pk", "name")}


class MatterSheet(OfficeResource):
    """联席会议议题台账. Matched by 会议日期 and 议题; makes the meeting of that day."""

    ledger = "matters"
    title = "党群联席会议议题台账"
    trade = "快递行业"
    after = ("workers", "member_units")

    held_on = Column(
        "会议日期",
        "meeting__held_on",
        DateWidget(),
        aliases=("会议时间", "召开日期", "召开时间", "提出日期", "提出时间", "日期"),
        required=True,
        role=Role.SIDE,
    )
    raised_by = Column(
        "提出人", "raised_by", NameWidget(), aliases=("反映人", "提议人"), link="raised_by_worker"
    )
    subject = Column(
        "议题",
        "subject",
        FoldedWidget(200),
        aliases=("问题", "诉求", "议题内容", "问题描述", "诉求内容"),
        required=True,
    )
    responsible = Column(
        "责任单位",
        "responsible",
        FoldedWidget(100),
        aliases=("牵头单位", "承办单位", "办理单位"),
        link="responsible_partner",
    )
    due_on = Column(
        "办理时限",
        "due_on",
        DateWidget(future=True),
        aliases=("完成时限", "办结时限", "时限", "限办日期"),
    )
    state = Column(
        "办理情况",
        None,
        ChoiceWidget(STATES, STATE_WORDS),
        aliases=("办理状态", "办理结果", "进展情况", "是否办结"),
        role=Role.CHECKED,
    )
    done_on = Column(
        "办结日期", "done_on", DateWidget(), aliases=("办结时间", "完成时间", "完成日期")
    )

    class Meta:
        model = Matter
        import_id_fields = ("held_on", "subject")

    def load_state(self, pks: Sequence[int]) -> dict[int, str]:
        rows = Matter.objects.filter(pk__in=pks).values_list("pk", "done_on")
        return {pk: DONE if done_on else OPEN for pk, done_on in rows}

    def check(self, run: Run, row: Row) -> None:
        done_on = row.after("done_on")
        by_date = DONE if done_on else OPEN
        if row.get("state") not in (None, by_date):
            message = "与办结日期不符；办理情况由办结日期决定，请核对办结日期。"
            self.warn(row, "state", message)
        for name in ("due_on", "done_on"):
            on = row.get(name)
            if row.touches(name) and not follows_meeting(held_on=row.get("held_on"), on=on):
                heading = self.fields[name].column_name
                message = f"{heading}早于会议日期；请核对这两个日期。"
                self.flag(run, row, name, message, on=on)

    def build(self, run: Run, row: Row) -> Matter:
        matter: Matter = super().build(run, row)
        meetings = run.remember("meetings", _joint_meetings)
        day = row.get("held_on")
        if day not in meetings:
            meeting = Meeting(kind=MeetingKind.JOINT, held_on=day)
            self.insert(run, [meeting])
            meetings[day] = meeting.pk
        matter.meeting_id = meetings[day]
        return matter


def _joint_meetings() -> dict[datetime.date, int]:
    meetings = Meeting.objects.filter(kind=MeetingKind.JOINT)
    return dict(meetings.values_list("held_on", "pk"))
