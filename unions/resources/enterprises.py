"""快递企业名录: one row an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from config.sheets.cells import text
from config.sheets.columns import Column
from config.sheets.references import ReferenceWidget, pks_by_name
from config.sheets.resources import OfficeResource
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    ChoiceWidget,
    CreditCodeWidget,
    FoldedWidget,
    NameWidget,
    PhoneWidget,
)
from unions.choices import EnterpriseKind
from unions.models import Brand, District, Enterprise
from unions.models.units import SAME_NAME
from unions.resources.people import PHONE_ALIASES

DISTRICT_ALIASES = (
    "县区",
    "区县",
    "县市区",
    "县(市、区)",
    "所在县区",
    "所在区县",
    "所在县市区",
    "所属县区",
    "所属区域",
    "所在地",
)


class EnterpriseSheet(OfficeResource):
    """Matched by credit code, else by name; brands and districts are made only where permitted."""

    ledger = "enterprises"
    title = "快递企业名录"

    name = Column(
        "企业名称",
        "name",
        FoldedWidget(100),
        aliases=("单位名称", "公司名称", "快递企业名称", "企业全称", "单位全称"),
        required=True,
    )
    credit_code = Column(
        "统一社会信用代码",
        "credit_code",
        CreditCodeWidget(),
        aliases=("社会信用代码", "信用代码", "统一信用代码", "组织机构代码"),
    )
    brand = Column(
        "品牌",
        "brand",
        ReferenceWidget(Brand, new="brands", limit=30),
        aliases=("所属品牌", "快递品牌", "品牌名称"),
    )
    district = Column(
        "所在县(市、区)",
        "district",
        ReferenceWidget(District, new="districts", limit=30),
        aliases=DISTRICT_ALIASES,
    )
    kind = Column("单位类别", "kind", ChoiceWidget(EnterpriseKind.choices), aliases=("企业类别",))
    manager = Column(
        "负责人",
        "manager",
        NameWidget(),
        aliases=("企业负责人", "单位负责人", "法定代表人", "法人"),
        link="manager_worker",
    )
    phone = Column("联系电话", "phone", PhoneWidget(), aliases=PHONE_ALIASES, private=True)

    class Meta:
        model = Enterprise
        import_id_fields = ("name",)

    def duplicate_keys(self, row: Row) -> tuple[tuple[Any, ...], ...]:
        """Credit code and name each: other workbooks call a unit by its name."""
        keys = (row.get("credit_code"), text.fold_name(row.get("name")))
        return tuple((key,) for key in keys if key)

    def match(self, run: Run, rows: Sequence[Row]) -> None:
        codes = {row.get("credit_code") for row in rows} - {None}
        by_code = {e.values["credit_code"]: e for e in self.fetch(run, "credit_code", codes)}
        named = pks_by_name(run, Enterprise)
        alike = {row.number: named.get(text.fold_name(row.get("name")), []) for row in rows}
        pks = {ref.pk for refs in alike.values() for ref in refs}
        by_pk = {existing.pk: existing for existing in self.fetch(run, "pk", pks)}
        for row in rows:
            candidates = [by_pk[ref.pk] for ref in alike[row.number]]
            row.existing = by_code.get(row.get("credit_code")) or self._by_name(row, candidates)

    def check(self, run: Run, row: Row) -> None:
        if not row.touches("name"):
            return
        bearers = run.remember("open units", Enterprise.open_by_name)
        if bearers.get(text.fold_name(row.get("name")), set()) - {row.pk}:
            self.problem(row, "name", "rule", SAME_NAME)

    def _by_name(self, row: Row, candidates: list[Existing]) -> Existing | None:
        if len(candidates) > 1:
            message = (
                f"有{len(candidates)}个单位都叫「{row.get('name')}」；"
                "请填写统一社会信用代码，以便确定是哪一个。"
            )
            self.problem(row, "name", "ambiguous_reference", message)
            return None
        return candidates[0] if candidates else None
