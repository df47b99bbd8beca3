"""荣誉和两代表一委员台账: one sheet, two kinds of record."""

from __future__ import annotations

from typing import Any, ClassVar

from config.sheets.columns import Column, Role
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import ChoiceWidget, FoldedWidget, PartialDateWidget
from ledgers.choices import DelegateKind, Level
from ledgers.models import Delegate, Honour
from unions.resources.people import person, person_name, unit_then

HONOUR, DELEGATE = "honour", "delegate"
CATEGORIES = [(HONOUR, "荣誉"), (DELEGATE, "代表委员")]
CATEGORY_WORDS = {
    "荣誉称号": HONOUR,
    "两代表一委员": DELEGATE,
    "代表": DELEGATE,
    "委员": DELEGATE,
}
LEVEL_WORDS = {
    "国家": Level.NATIONAL,
    "全国": Level.NATIONAL,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "县": Level.COUNTY,
    "区级": Level.COUNTY,
    "县区级": Level.COUNTY,
}
DELEGATE_WORDS = {
    "党代会代表": DelegateKind.PARTY,
    "人大": DelegateKind.CONGRESS,
    "政协": DelegateKind.CPPCC,
}


def _category() -> Column:
    return Column(
        "类别",
        None,
        ChoiceWidget(CATEGORIES, CATEGORY_WORDS),
        aliases=("荣誉类别", "类型"),
        required=True,
        role=Role.CHECKED,
    )


def _granted_on(attribute: str) -> Column:
    return Column(
        "授予(当选)日期",
        attribute,
        PartialDateWidget(),
        aliases=("授予日期", "当选日期", "授予时间", "当选时间", "获得时间", "表彰时间"),
        required=True,
    )


def _title(attribute: str, widget: Any) -> Column:
    return Column(
        "名称", attribute, widget, aliases=("荣誉名称", "称号", "荣誉称号"), required=True
    )


def _level() -> Column:
    widget = ChoiceWidget(Level.choices, LEVEL_WORDS)
    return Column("级别", "level", widget, aliases=("荣誉级别", "层级"), required=True)


class HonourPart(OfficeResource):
    """The rows whose 类别 is 荣誉."""

    told_by = "category"

    name = person_name()
    worker = person()
    enterprise = unit_then()
    category = _category()
    title_ = _title("title", FoldedWidget(100))
    level = _level()
    granted_on = _granted_on("granted_on")

    class Meta:
        model = Honour
        import_id_fields = ("worker", "title_", "level", "granted_on")


class DelegatePart(HonourPart):
    """The rows whose 类别 is 代表委员: 名称 tells the assembly."""

    title_ = _title("kind", ChoiceWidget(DelegateKind.choices, DELEGATE_WORDS))
    granted_on = _granted_on("elected_on")

    class Meta:
        model = Delegate
        import_id_fields = ("worker", "title_", "level", "granted_on")

    def complete(self, run: Run, row: Row) -> None:
        self.reread(row, "title_")


class HonourSheet(HonourPart):
    """Matched by person, 类别, 名称, 级别 and date."""

    ledger = "honours"
    title = "荣誉和两代表一委员台账"
    trade = "快递员"
    after = ("workers",)
    variant_field = "category"
    variants: ClassVar[dict[str, type[OfficeResource]]] = {
        HONOUR: HonourPart,
        DELEGATE: DelegatePart,
    }

    class Meta:
        model = Honour
        import_id_fields = ("worker", "title_", "level", "granted_on")
