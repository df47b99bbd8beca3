"""工会会员花名册: who belongs to which union since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from config.sheets.columns import Column
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import DateWidget, TextWidget
from unions.models import UnionBranch, UnionMembership
from unions.resources.people import check_working_age, person, person_employer, person_name


class UnionMemberSheet(OfficeResource):
    """Matched by the person's open membership, else by person and 入会时间.

    Another 所属工会 corrects it, or with ``run.moved_on`` ends it on that day and begins the
    next, to which the card goes along.
    """

    ledger = "union_members"
    title = "工会会员花名册"
    trade = "快递行业"
    after = ("workers", "union_branches")
    apart = True
    facts = ("born_on",)
    extras = {"left_on": "left_on", "first_joined_on": "first_joined_on"}

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

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        of_person = UnionMembership.objects.filter(worker=OuterRef("worker")).order_by()
        first = of_person.values("worker").annotate(day=Min("joined_on"))
        return queryset.annotate(first_joined_on=Subquery(first.values("day")))

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).filter(left_on__isnull=True)

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        return open_or_same_day(row, candidates, "joined_on")

    def together(self) -> Sides:
        return ((UnionMembership.objects.all(), "worker"),)

    def compare(self, row: Row) -> None:
        super().compare(row)
        joined = row.changes.get("joined_on")
        if joined and joined[1] == row.existing.values["first_joined_on"]:
            # Rolls repeat the day somebody first joined, also after a move.
            del row.changes["joined_on"]

    def check(self, run: Run, row: Row) -> None:
        stored = row.existing.values if row.existing else {}
        if stored.get("left_on") and run.moved_on and "union_branch" in row.changes:
            message = f"此人已于{stored['left_on']}离会，不能再转会；请改为更正，或从表中删去。"
            self.problem(row, "union_branch", "rule", message)
        if row.get("joined_on") and row.touches("joined_on"):
            born_on = row.get("worker").facts["born_on"]
            check_working_age(self, run, row, "joined_on", born_on=born_on)
        self.check_move(run, row, "union_branch", stored.get("joined_on"))

    def change(self, run: Run, rows: Sequence[Row]) -> None:
        """A move ends the stored membership; what else the row changes is set right in it."""
        moved = [row for row in rows if run.moved_on and "union_branch" in row.changes]
        for row in moved:
            del row.changes["union_branch"]
        super().change(run, rows)
        for row in moved:
            row.instance.left_on = run.moved_on
        self.update(run, [row.instance for row in moved])
        self.insert(run, [self._next(row, run.moved_on) for row in moved])

    def _next(self, row: Row, joined_on: Any) -> UnionMembership:
        return UnionMembership(
            worker_id=row.instance.worker_id,
            union_branch_id=row.get("union_branch").pk,
            joined_on=joined_on,
            card_number=row.instance.card_number,
        )


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
