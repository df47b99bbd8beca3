"""困难家庭扶助金发放表: aid paid to families in hardship."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.references import batches
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.rules import PAYMENTS
from config.sheets.runs import Run
from config.sheets.widgets import CauseWidget, CountWidget, DateWidget, MoneyWidget
from unions.resources.people import person, person_name, unit_then
from welfare.choices import PaymentState, ProgrammeKind
from welfare.models import Family, Payment
from welfare.resources.backfill import (
    TAKEN_OVER,
    check_backfill,
    check_correction,
    check_occasion,
    standing_programme,
)


class HardshipAidSheet(OfficeResource):
    """Matched by person, programme and 发放日期; makes the family's file where there is none."""

    ledger = "hardship_aid"
    title = "困难快递员家庭扶助金发放表"
    sensitive = PAYMENTS
    after = ("workers",)
    extras = {"origin": "origin"}
    fixed = TAKEN_OVER

    name = person_name()
    worker = person()
    enterprise = unit_then()
    cause = Column(
        "困难类型",
        "cause",
        CauseWidget(),
        aliases=("致困原因", "困难原因", "困难类别"),
        private=True,
        role=Role.SIDE,
    )
    size = Column("家庭人口", "size", CountWidget(), aliases=("家庭人数",), role=Role.SIDE)
    amount = Column(
        "扶助金额(元)",
        "amount",
        MoneyWidget(),
        aliases=("扶助金", "发放金额", "慰问金额", "救助金额", "金额"),
        required=True,
    )
    paid_on = Column(
        "发放日期", "paid_on", DateWidget(), aliases=("发放时间", "发放年月日"), required=True
    )

    class Meta:
        model = Payment
        import_id_fields = ("worker", "paid_on")

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        family = Family.objects.filter(worker=OuterRef("worker"), ended_on__isnull=True)
        return queryset.filter(
            programme__kind=ProgrammeKind.HARDSHIP_AID,
            state=PaymentState.PAID,
            reverses__isnull=True,
        ).annotate(
            cause=Subquery(family.values("cause")[:1]),
            size=Subquery(family.values("size")[:1]),
        )

    def together(self) -> Sides:
        return (
            (Payment.objects.filter(programme__kind=ProgrammeKind.HARDSHIP_AID), "worker"),
            (Family.objects.all(), "worker"),
        )

    def check(self, run: Run, row: Row) -> None:
        check_backfill(self, run, row, "paid_on")
        if row.existing is None:
            occasion = row.get("paid_on").isoformat()
            check_occasion(self, run, row, ProgrammeKind.HARDSHIP_AID, occasion)
        origin = row.existing.values["origin"] if row.existing else None
        check_correction(self, row, origin, "amount")

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        yield Written(
            Family,
            {"cause": row.get("cause"), "size": row.get("size")},
            {"cause": "cause", "size": "size"},
        )

    def build(self, run: Run, row: Row) -> Payment:
        payment: Payment = super().build(run, row)
        payment.programme = standing_programme(run, ProgrammeKind.HARDSHIP_AID)
        payment.occasion = row.get("paid_on").isoformat()
        return payment

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        self._keep_families(run, rows)

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        self._keep_families(run, [row for row in rows if {"cause", "size"} & row.changes.keys()])

    def _keep_families(self, run: Run, rows: Sequence[Row]) -> None:
        """One open file a worker: made with the first aid, corrected by later rows."""
        known: dict[int, Family] = {}
        for batch in batches({row.get("worker").pk for row in rows}):
            for family in Family.objects.filter(worker__in=batch, ended_on__isnull=True):
                known[family.worker_id] = family
        made, altered = {}, {}
        for row in sorted(rows, key=lambda row: row.get("paid_on")):
            worker = row.get("worker").pk
            family = known.get(worker) or made.get(worker)
            if family is None:
                family = made[worker] = Family(worker_id=worker, started_on=row.get("paid_on"))
            elif worker in known:
                altered[worker] = family
            for name in ("cause", "size"):
                if row.get(name) is not None:
                    setattr(family, name, row.get(name))
        self.insert(run, list(made.values()))
        self.update(run, list(altered.values()))
