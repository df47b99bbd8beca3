"""快递员之家台账: the places the unions keep for couriers."""

from __future__ import annotations

from config.sheets.columns import Column
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.widgets import AreaWidget, DateWidget, FoldedWidget, TextWidget
from unions.models import CourierHome, District
from unions.resources.enterprises import DISTRICT_ALIASES


class CourierHomeSheet(OfficeResource):
    """Matched by district and name."""

    ledger = "homes"
    title = "快递员之家台账"
    after = ("enterprises",)

    name = Column(
        "名称", "name", FoldedWidget(100), aliases=("快递员之家名称", "阵地名称"), required=True
    )
    district = Column(
        "所在县(市、区)",
        "district",
        ReferenceWidget(District),
        aliases=DISTRICT_ALIASES,
        required=True,
    )
    address = Column("地址", "address", TextWidget(200), aliases=("详细地址", "所在地址"))
    area_m2 = Column(
        "面积(平方米)", "area_m2", AreaWidget(), aliases=("建筑面积", "使用面积"), required=True
    )
    functions = Column("功能", "functions", TextWidget(500), aliases=("主要功能", "功能设置"))
    opened_on = Column(
        "启用时间",
        "opened_on",
        DateWidget(),
        aliases=("启用日期", "建成时间", "建成日期", "成立时间"),
    )

    class Meta:
        model = CourierHome
        import_id_fields = ("district", "name")
