"""职业技能等级证书及取证补贴台账: certificates, and the subsidy paid for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.rules import PAYMENTS
from config.sheets.runs import Run
from config.sheets.widgets import ChoiceWidget, DateWidget, MoneyWidget, TextWidget
from unions.resources.people import person, person_name, unit_then
from welfare.choices import CertificateLevel, ProgrammeKind
from welfare.models import Certificate, Payment
from welfare.resources.backfill import (
    backfilled,
    check_backfill,
    check_correction,
    check_occasion,
    correct_payments,
    standing_programme,
    written_payment,
)

LEVEL_WORDS = {
    "五级": CertificateLevel.ELEMENTARY,
    "初级工": CertificateLevel.ELEMENTARY,
    "五级/初级工": CertificateLevel.ELEMENTARY,
    "四级": CertificateLevel.INTERMEDIATE,
    "中级工": CertificateLevel.INTERMEDIATE,
    "四级/中级工": CertificateLevel.INTERMEDIATE,
    "三级": CertificateLevel.ADVANCED,
    "高级工": CertificateLevel.ADVANCED,
    "三级/高级工": CertificateLevel.ADVANCED,
    "二级": CertificateLevel.TECHNICIAN,
    "二级/技师": CertificateLevel.TECHNICIAN,
    "一级": CertificateLevel.SENIOR_TECHNICIAN,
    "一级/高级技师": CertificateLevel.SENIOR_TECHNICIAN,
}


class CertificateSheet(OfficeResource):
    """Matched by certificate number; amount and date make the subsidy's payment."""

    ledger = "certificates"
    title = "职业技能等级证书及取证补贴台账"
    sensitive = PAYMENTS
    trade = "快递员"
    after = ("workers",)
    extras = {"subsidy_id": "subsidy_id", "subsidy_origin": "subsidy__origin"}

    name = person_name()
    worker = person()
    enterprise = unit_then()
    occupation = Column(
        "职业(工种)",
        "occupation",
        TextWidget(50),
        aliases=("职业名称", "工种", "职业工种", "职业及工种"),
        required=True,
    )
    level = Column(
        "等级",
        "level",
        ChoiceWidget(CertificateLevel.choices, LEVEL_WORDS),
        aliases=("技能等级", "证书等级", "职业技能等级", "级别"),
        required=True,
    )
    number = Column(
        "证书编号", "number", TextWidget(40), aliases=("证书号", "证书号码"), required=True
    )
    issued_on = Column(
        "发证日期",
        "issued_on",
        DateWidget(),
        aliases=("发证时间", "取证时间", "取证日期", "颁证日期"),
        required=True,
    )
    amount = Column(
        "补贴金额(元)",
        "subsidy__amount",
        MoneyWidget(),
        aliases=("取证补贴", "补贴标准", "补贴", "金额"),
        role=Role.SIDE,
    )
    paid_on = Column(
        "发放日期",
        "subsidy__paid_on",
        DateWidget(),
        aliases=("发放时间", "补贴发放日期", "补贴发放时间"),
        role=Role.SIDE,
    )

    class Meta:
        model = Certificate
        import_id_fields = ("number",)

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        if row.after("amount") is not None:
            yield written_payment(row)

    def together(self) -> Sides:
        return (
            (Certificate.objects.all(), "subsidy"),
            (Payment.objects.all(), "pk"),
        )

    def check(self, run: Run, row: Row) -> None:
        stored = row.existing.values if row.existing else {}
        amount, paid_on = row.after("amount"), row.after("paid_on")
        if (amount is None) != (paid_on is None):
            name = "paid_on" if paid_on is None else "amount"
            message = "补贴金额和发放日期须同时填写：没有发放就都留空。"
            self.problem(row, name, "missing", message)
        check_backfill(self, run, row, "paid_on")
        if amount is not None and stored.get("subsidy_id") is None:
            check_occasion(self, run, row, ProgrammeKind.CERTIFICATE_SUBSIDY, row.get("number"))
        check_correction(self, row, stored.get("subsidy_origin"), "amount", "paid_on")

    def create(self, run: Run, rows: Sequence[Row]) -> None:
        self._paid = self._pay(run, [row for row in rows if row.get("amount") is not None])
        super().create(run, rows)

    def build(self, run: Run, row: Row) -> Certificate:
        certificate: Certificate = super().build(run, row)
        certificate.subsidy = self._paid.get(row.number)
        return certificate

    def _pay(self, run: Run, rows: Sequence[Row]) -> dict[int, Payment]:
        """The subsidies of the rows, by their numbers."""
        programme = standing_programme(run, ProgrammeKind.CERTIFICATE_SUBSIDY)
        paid = {
            row.number: backfilled(
                programme=programme,
                row=row,
                occasion=row.get("number"),
                amount=row.get("amount"),
                paid_on=row.get("paid_on"),
            )
            for row in rows
        }
        self.insert(run, list(paid.values()))
        return paid

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        unpaid = [
            row for row in rows if "amount" in row.changes and row.instance.subsidy_id is None
        ]
        paid = self._pay(run, unpaid)
        for row in unpaid:
            row.instance.subsidy = paid[row.number]
        self.update(run, [row.instance for row in unpaid])
        paid_before = [row for row in rows if row.existing.values["subsidy_id"]]
        correct_payments(self, run, paid_before, "subsidy", "amount", "paid_on")
