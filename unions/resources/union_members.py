"""工会会员花名册: who belongs to which union since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from config.sheets.columns import Column
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import DateWidget, TextWidget
from unions.models import UnionBranch, UnionMembership
from unions.resources.people import person, person_employer, person_name


class UnionMemberSheet(OfficeResource):
    """Matched by the person's open membership, else by person and 入会时间."""

    ledger = "union_members"
    title = "工会会员花名册"
    after = ("workers", "union_branches")
    extras = {"left_on": "left_on"}

    name = person_name()
    worker = person()
    employer = person_employer()
    union_branch = Column(
        "所属工会",
        "union_branch",
        ReferenceWidget(UnionBranch),
        aliases=("所在工会", "工会名称", "所属工会组织", "会籍所在工会"),
        required=True,
    )
    joined_on = Column(
        "入会时间",
        "joined_on",
        DateWidget(),
        aliases=("入会日期", "加入工会时间", "加入工会日期"),
        required=True,
    )
    card_number = Column(
        "会员证号",
        "card_number",
        TextWidget(30),
        aliases=("会员卡号", "会员证编号", "会员编号", "会员证号/卡号"),
    )

    class Meta:
        model = UnionMembership
        import_id_fields = ("worker",)

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).filter(left_on__isnull=True)

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        return open_or_same_day(row, candidates, "joined_on")


def open_or_same_day(
    row: Row, candidates: Sequence[Existing], day: str, *ends: str
) -> Existing | None:
    """The person's open record, else the ended one that began on the row's day.

    ``ends``: the extras that close a record; without any, ``left_on``.
    """
    closing: tuple[Any, ...] = ends or ("left_on",)
    for candidate in candidates:
        if all(candidate.values[name] is None for name in closing):
            return candidate
    return next((c for c in candidates if c.values[day] == row.get(day)), None)
