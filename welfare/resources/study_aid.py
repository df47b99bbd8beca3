"""金秋助学发放表: aid for couriers' children who enter a school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.rules import PAYMENTS
from config.sheets.runs import Run
from config.sheets.widgets import CountWidget, DateWidget, MoneyWidget, NameWidget, TextWidget
from unions.resources.people import person, person_name, unit_then
from welfare.choices import ProgrammeKind
from welfare.models import Payment, StudyAid
from welfare.resources.backfill import (
    backfilled,
    check_backfill,
    check_correction,
    check_occasion,
    correct_payments,
    standing_programme,
    written_payment,
)


class StudyAidSheet(OfficeResource):
    """Matched by person, child and year; without 年度 the year of 发放日期 counts."""

    ledger = "study_aid"
    title = "快递员子女金秋助学金发放表"
    sensitive = PAYMENTS
    after = ("workers",)
    extras = {"payment_origin": "payment__origin"}

    name = person_name()
    worker = person()
    enterprise = unit_then()
    child = Column(
        "子女姓名", "child", NameWidget(), aliases=("学生姓名", "子女", "孩子姓名"), required=True
    )
    year = Column("年度", "year", CountWidget(), aliases=("助学年度", "年份"))
    school = Column(
        "录取院校", "school", TextWidget(100), aliases=("就读学校", "学校", "院校", "录取学校")
    )
    level = Column(
        "学历层次", "level", TextWidget(20), aliases=("学段", "录取层次", "层次", "就读阶段")
    )
    amount = Column(
        "助学金额(元)",
        "payment__amount",
        MoneyWidget(),
        aliases=("助学金", "资助金额", "发放金额", "金额"),
        required=True,
        role=Role.SIDE,
    )
    paid_on = Column(
        "发放日期",
        "payment__paid_on",
        DateWidget(),
        aliases=("发放时间",),
        required=True,
        role=Role.SIDE,
    )

    class Meta:
        model = StudyAid
        import_id_fields = ("worker", "child", "year")

    @property
    def needed(self) -> list[str]:
        return [name for name in super().needed if name != "year"]

    def key_optional(self, name: str) -> bool:
        return name == "year"

    def duplicate_key(self, row: Row) -> tuple[Any, ...]:
        return (row.get("worker"), row.get("child"), self._year(row))

    def _year(self, row: Row) -> int | None:
        if row.get("year") is not None or row.get("paid_on") is None:
            return row.get("year")
        return row.get("paid_on").year

    def _occasion(self, row: Row) -> str:
        return f"{row.get('year')}{row.get('child')}"

    def complete(self, run: Run, row: Row) -> None:
        row.cells["year"] = self._year(row)

    def together(self) -> Sides:
        return (
            (StudyAid.objects.all(), "payment"),
            (Payment.objects.all(), "pk"),
        )

    def check(self, run: Run, row: Row) -> None:
        check_backfill(self, run, row, "paid_on")
        if row.existing is None:
            check_occasion(self, run, row, ProgrammeKind.STUDY_AID, self._occasion(row))
        origin = row.existing.values["payment_origin"] if row.existing else None
        check_correction(self, row, origin, "amount", "paid_on")

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        yield written_payment(row)

    def create(self, run: Run, rows: Sequence[Row]) -> None:
        programme = standing_programme(run, ProgrammeKind.STUDY_AID)
        payments = [
            backfilled(
                programme=programme,
                row=row,
                occasion=self._occasion(row),
                amount=row.get("amount"),
                paid_on=row.get("paid_on"),
            )
            for row in rows
        ]
        self.insert(run, payments)
        self._paid = {row.number: payment for row, payment in zip(rows, payments, strict=True)}
        super().create(run, rows)

    def build(self, run: Run, row: Row) -> StudyAid:
        aid: StudyAid = super().build(run, row)
        aid.payment = self._paid[row.number]
        return aid

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        correct_payments(self, run, rows, "payment", "amount", "paid_on")
