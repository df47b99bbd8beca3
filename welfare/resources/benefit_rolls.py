"""体检和保险名册: one sheet, two kinds of record, told apart by 项目."""

from __future__ import annotations

from typing import ClassVar

from config.sheets.columns import Column, Role
from config.sheets.resources import OfficeResource
from config.sheets.rules import HARDSHIP
from config.sheets.widgets import ChoiceWidget, DateWidget, TextWidget
from unions.resources.people import person, person_name, unit_then
from welfare.models import HealthCheck, Insurance

HEALTH_CHECK, INSURANCE = "health_check", "insurance"
BENEFITS = [(HEALTH_CHECK, "健康体检"), (INSURANCE, "人身意外保险")]
BENEFIT_WORDS = {
    "体检": HEALTH_CHECK,
    "免费体检": HEALTH_CHECK,
    "保险": INSURANCE,
    "意外保险": INSURANCE,
    "意外险": INSURANCE,
    "人身意外伤害保险": INSURANCE,
}


def _benefit() -> Column:
    return Column(
        "项目",
        None,
        ChoiceWidget(BENEFITS, BENEFIT_WORDS),
        aliases=("项目名称", "关爱项目", "福利项目"),
        required=True,
        role=Role.CHECKED,
    )


def _day(attribute: str) -> Column:
    return Column(
        "日期",
        attribute,
        DateWidget(),
        aliases=("体检日期", "体检时间", "投保日期", "参保日期", "办理日期", "时间"),
        required=True,
    )


def _provider(attribute: str) -> Column:
    return Column(
        "承办机构",
        attribute,
        TextWidget(100),
        aliases=("体检机构", "医院", "体检医院", "保险公司", "承保机构", "承保公司"),
    )


class HealthCheckPart(OfficeResource):
    """The rows whose 项目 is 健康体检."""

    told_by = "benefit"

    name = person_name()
    worker = person()
    enterprise = unit_then()
    benefit = _benefit()
    day = _day("checked_on")
    provider = _provider("institution")

    class Meta:
        model = HealthCheck
        import_id_fields = ("worker", "day")


class InsurancePart(HealthCheckPart):
    """The rows whose 项目 is 人身意外保险."""

    day = _day("started_on")
    provider = _provider("insurer")

    class Meta:
        model = Insurance
        import_id_fields = ("worker", "day")


class BenefitRollSheet(HealthCheckPart):
    """Matched by person, 项目 and date."""

    ledger = "benefit_rolls"
    title = "体检和保险名册"
    sensitive = HARDSHIP
    trade = "快递员"
    after = ("workers",)
    variant_field = "benefit"
    variants: ClassVar[dict[str, type[OfficeResource]]] = {
        HEALTH_CHECK: HealthCheckPart,
        INSURANCE: InsurancePart,
    }

    class Meta:
        model = HealthCheck
        import_id_fields = ("worker", "day")
