"""Payments that were made before the program came, taken over from the office's own sheets.

Money moves once (design, section 2.7): such rows have origin imported and state paid, need the
right 补录 and a date before the committee's 启用日期.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from config.sheets.limits import Written
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from welfare.choices import PaymentOrigin, PaymentState, ProgrammeKind
from welfare.models import Payment, Programme

PERMISSION = "welfare.backfill_payment"
TAKEN_OVER = {"state": PaymentState.PAID, "origin": PaymentOrigin.IMPORTED}


def check_backfill(resource: OfficeResource, run: Run, row: Row, name: str) -> None:
    """Refuse a paid row that the run may not take over; ``name`` is the column of the date."""
    paid_on = row.get(name)
    if paid_on is None or (row.existing is not None and name not in row.changes):
        return
    if not run.may(PERMISSION):
        message = "补录已发放的款项需要「补录」权限；请联系管理员授权，或由有权限的人员导入。"
        resource.problem(row, name, "rule", message)
    elif run.in_use_from and paid_on >= run.in_use_from:
        message = (
            f"{run.in_use_from}启用系统以后的发放须在系统内提交、审批，不能补录；"
            "请在「发放」中登记。"
        )
        resource.problem(row, name, "rule", message)


def check_correction(resource: OfficeResource, row: Row, origin: Any, *names: str) -> None:
    """Only payments taken over from a sheet are corrected by a sheet."""
    for name in names:
        if name in row.changes and origin == PaymentOrigin.ENTERED:
            message = (
                "这笔款项是在系统内发放的，不能用表格改写；如有错误请在「发放」中冲正后重新登记。"
            )
            resource.problem(row, name, "rule", message)


def check_occasion(
    resource: OfficeResource, run: Run, row: Row, kind: ProgrammeKind, occasion: str
) -> None:
    """Refuse a second payment for the same person, programme and occasion (design, section 2.7)."""

    def load() -> set[tuple[int, str]]:
        live = Payment.objects.live().filter(programme=standing_programme(run, kind))
        return set(live.values_list("worker", "occasion"))

    if (row.get("worker").pk, occasion) in run.remember(("occasions", kind), load):
        message = "这个人在这个项目里，同一事由已经有一笔发放；请在「发放」中核对，不要重复登记。"
        resource.problem(row, "paid_on", "rule", message)


def written_payment(row: Row) -> Written:
    """The payment that a row takes over, for a ledger with the columns amount and paid_on."""
    values = {name: row.after(name) for name in ("paid_on", "amount")}
    return Written(Payment, {**values, **TAKEN_OVER}, {name: name for name in values})


def standing_programme(run: Run, kind: ProgrammeKind) -> Programme:
    """The programme of a kind that every office has."""
    return run.remember(
        ("programme", kind), lambda: Programme.objects.get(kind=kind, standing=True)
    )


def backfilled(
    *, programme: Programme, row: Row, occasion: str, amount: Decimal, paid_on: datetime.date
) -> Payment:
    """A paid payment of the row's person; the unit is the row's own 工作单位."""
    unit = row.get("enterprise")
    return Payment(
        programme=programme,
        worker_id=row.get("worker").pk,
        enterprise_id=unit.pk if unit else None,
        occasion=occasion,
        amount=amount,
        paid_on=paid_on,
        **TAKEN_OVER,
    )


def correct_payments(
    resource: OfficeResource, run: Run, rows: Sequence[Row], link: str, *names: str
) -> None:
    """Carry the changed cells ``amount`` and ``paid_on`` over to the rows' linked payments."""
    altered = []
    for row in rows:
        payment = getattr(row.instance, link)
        if payment is not None and row.changes.keys() & set(names):
            for name in names:
                if name in row.changes:
                    setattr(payment, name, row.get(name))
            altered.append(payment)
    resource.update(run, altered)
