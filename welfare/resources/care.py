"""驿站、活动、政策、物资: what the whole office keeps, with no person in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from config.sheets.bulk.history import CHANGED, record_history
from config.sheets.cells import text
from config.sheets.columns import Column
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    ChoiceWidget,
    CountWidget,
    DateWidget,
    FoldedWidget,
    NameWidget,
    QuantityWidget,
    TextWidget,
)
from unions.models import District, Enterprise, Partner
from unions.resources.enterprises import DISTRICT_ALIASES
from unions.resources.people import EMPLOYER_ALIASES
from welfare.choices import CareActivityKind
from welfare.models import CareActivity, Policy, Station, SupplyDelivery


class StationSheet(OfficeResource):
    """爱心驿站台账. Matched by district and name."""

    ledger = "stations"
    title = "户外劳动者爱心驿站台账"
    after = ("enterprises",)

    name = Column(
        "驿站名称", "name", FoldedWidget(100), aliases=("爱心驿站名称", "名称"), required=True
    )
    district = Column(
        "所在县(市、区)",
        "district",
        ReferenceWidget(District),
        aliases=DISTRICT_ALIASES,
        required=True,
    )
    address = Column("地址", "address", TextWidget(200), aliases=("详细地址", "驿站地址"))
    services = Column(
        "服务内容",
        "services",
        TextWidget(500),
        aliases=("服务项目", "服务设施", "设施", "设施清单"),
    )
    opened_on = Column(
        "启用时间",
        "opened_on",
        DateWidget(),
        aliases=("启用日期", "建成时间", "建成日期", "开放时间"),
    )

    class Meta:
        model = Station
        import_id_fields = ("district", "name")


class CareActivitySheet(OfficeResource):
    """慰问关爱活动台账. Matched by name and date."""

    ledger = "care_activities"
    title = "慰问关爱活动台账"
    trade = "快递员"
    after = ("member_units",)

    name = Column("活动名称", "name", FoldedWidget(100), aliases=("名称", "活动"), required=True)
    kind = Column(
        "类别",
        "kind",
        ChoiceWidget(CareActivityKind.choices),
        aliases=("活动类别", "活动类型", "类型"),
        required=True,
    )
    held_on = Column(
        "开展时间",
        "held_on",
        DateWidget(),
        aliases=("活动时间", "活动日期", "开展日期", "日期", "时间"),
        required=True,
    )
    place = Column("地点", "place", TextWidget(100), aliases=("活动地点", "开展地点"))
    organiser = Column(
        "主办单位",
        "organiser",
        FoldedWidget(100),
        aliases=("组织单位", "开展单位", "牵头单位"),
        link="organiser_partner",
    )
    participants = Column(
        "参加人数",
        "participants",
        CountWidget(),
        aliases=("参与人数", "受益人数", "人数", "慰问人数"),
        required=True,
    )

    class Meta:
        model = CareActivity
        import_id_fields = ("name", "held_on")


class PolicySheet(OfficeResource):
    """关爱维权政策台账. Matched by 文号, else by name and date."""

    ledger = "policies"
    title = "快递员关爱维权政策台账"
    after = ("member_units",)

    title_ = Column(
        "政策名称",
        "title",
        FoldedWidget(200),
        aliases=("文件名称", "政策文件名称", "名称"),
        required=True,
    )
    number = Column("文号", "number", FoldedWidget(50), aliases=("发文字号", "文件号", "发文号"))
    issuers = Column(
        "联合发文单位",
        "issuers",
        TextWidget(300),
        aliases=("发文单位", "发文机关", "印发单位", "制定单位"),
    )
    issued_on = Column(
        "印发日期",
        "issued_on",
        DateWidget(),
        aliases=("印发时间", "发文日期", "发文时间", "出台时间"),
        required=True,
    )

    class Meta:
        model = Policy
        import_id_fields = ("title_", "issued_on")

    def duplicate_key(self, row: Row) -> tuple[Any, ...]:
        if row.get("number"):
            return (text.fold_name(row.get("number")),)
        return (text.fold_name(row.get("title_")), row.get("issued_on"))

    def match(self, run: Run, rows: Sequence[Row]) -> None:
        policies = list(self.fetch(run, "pk", Policy.objects.values_list("pk", flat=True)))
        by_number = {text.fold_name(p.values["number"]): p for p in policies if p.values["number"]}
        by_title = {
            (text.fold_name(p.values["title_"]), p.values["issued_on"]): p
            for p in policies
            if not p.values["number"]
        }
        for row in rows:
            key = (text.fold_name(row.get("title_")), row.get("issued_on"))
            number = text.fold_name(row.get("number")) if row.get("number") else None
            row.existing = by_number.get(number) or by_title.get(key)

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        self._link_issuers(run, rows)

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        self._link_issuers(run, [row for row in rows if "issuers" in row.changes])

    def _link_issuers(self, run: Run, rows: Sequence[Row]) -> None:
        known = {text.fold_name(name): pk for pk, name in Partner.objects.values_list("pk", "name")}
        for row in rows:
            names = [text.fold_name(name) for name in text.split_list(row.get("issuers"))]
            row.instance.skip_history_when_saving = True
            row.instance.partners.set([known[name] for name in names if name in known])
        record_history(Policy, [row.instance.pk for row in rows], CHANGED, run)


class SupplySheet(OfficeResource):
    """物资发放表. Matched by enterprise, item and date."""

    ledger = "supplies"
    title = "快递企业防疫物资发放表"
    after = ("enterprises", "workers")

    enterprise = Column(
        "企业名称",
        "enterprise",
        ReferenceWidget(Enterprise),
        aliases=("单位名称", "领取单位", "接收单位", *EMPLOYER_ALIASES),
        required=True,
    )
    item = Column(
        "物资名称", "item", FoldedWidget(50), aliases=("物品名称", "物资", "品名"), required=True
    )
    quantity = Column(
        "数量", "quantity", QuantityWidget(), aliases=("发放数量", "领取数量"), required=True
    )
    unit = Column("计量单位", "unit", TextWidget(10), aliases=("单位(计量)", "规格单位"))
    delivered_on = Column(
        "发放日期",
        "delivered_on",
        DateWidget(),
        aliases=("发放时间", "领取日期", "领取时间", "日期"),
        required=True,
    )
    handler = Column(
        "经办人", "handler", NameWidget(), aliases=("发放人", "经手人"), link="handler_worker"
    )

    class Meta:
        model = SupplyDelivery
        import_id_fields = ("enterprise", "item", "delivered_on")
