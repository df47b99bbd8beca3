"""工会组织台账: federation, brand and district unions, with the term of their committee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.references import ReferenceWidget, SiblingWidget
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    ChoiceWidget,
    DateWidget,
    FoldedWidget,
    NameWidget,
    PartialDateWidget,
)
from unions.choices import UnionBranchKind
from unions.models import Brand, District, UnionBranch, UnionTerm
from unions.resources.enterprises import DISTRICT_ALIASES
from unions.resources.hierarchy import check_ring

KIND_WORDS = {
    "联合会": UnionBranchKind.FEDERATION,
    "工会联合会": UnionBranchKind.FEDERATION,
    "品牌分工会": UnionBranchKind.BRAND,
    "企业分工会": UnionBranchKind.BRAND,
    "分工会": UnionBranchKind.BRAND,
    "县区基层工会": UnionBranchKind.DISTRICT,
    "县级工会": UnionBranchKind.DISTRICT,
    "基层工会": UnionBranchKind.DISTRICT,
}


class UnionBranchSheet(OfficeResource):
    """Matched by name; the term begins with the union when its own beginning is not known."""

    ledger = "union_branches"
    title = "工会组织台账"
    trade = "快递行业"
    after = ("enterprises", "workers")
    extras = {"term_pk": "term_pk", "term_started_on": "term_started_on"}

    name = Column(
        "工会名称",
        "name",
        FoldedWidget(100),
        aliases=("工会全称", "工会组织名称", "工会组织"),
        required=True,
    )
    kind = Column(
        "类别",
        "kind",
        ChoiceWidget(UnionBranchKind.choices, KIND_WORDS),
        aliases=("工会类别", "工会类型"),
        required=True,
    )
    parent = Column(
        "上级工会", "parent", SiblingWidget(UnionBranch), aliases=("上级工会组织", "隶属工会")
    )
    brand = Column("品牌", "brand", ReferenceWidget(Brand), aliases=("所属品牌", "快递品牌"))
    district = Column(
        "所在县(市、区)", "district", ReferenceWidget(District), aliases=DISTRICT_ALIASES
    )
    founded_on = Column(
        "成立时间", "founded_on", PartialDateWidget(), aliases=("建会时间", "成立日期", "建会日期")
    )
    term_expires_on = Column(
        "本届届满时间",
        "term_expires_on",
        DateWidget(future=True),
        aliases=("届满时间", "届满日期", "换届日期", "换届时间"),
        role=Role.SIDE,
    )
    chair = Column(
        "工会主席",
        "chair",
        NameWidget(),
        aliases=("主席", "工会负责人", "工会主席姓名"),
        link="chair_worker",
    )

    class Meta:
        model = UnionBranch
        import_id_fields = ("name",)

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        term = UnionTerm.objects.filter(union_branch=OuterRef("pk"), ended_on__isnull=True)
        return queryset.annotate(
            term_pk=Subquery(term.values("pk")[:1]),
            term_started_on=Subquery(term.values("started_on")[:1]),
            term_expires_on=Subquery(term.values("expires_on")[:1]),
        )

    def together(self) -> Sides:
        return (
            (UnionBranch.objects.all(), "pk"),
            (UnionTerm.objects.all(), "union_branch"),
        )

    def check(self, run: Run, row: Row) -> None:
        check_ring(self, run, row)

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        stored = row.existing.values if row.existing else {}
        founded_on = row.after("founded_on")
        began = founded_on and founded_on.date
        term = {
            "started_on": stored["term_started_on"] if stored.get("term_pk") else began,
            "expires_on": row.get("term_expires_on"),
        }
        columns = {"started_on": "founded_on", "expires_on": "term_expires_on"}
        yield Written(UnionTerm, term, columns)

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        self.insert(run, [self._term(row) for row in rows if row.get("term_expires_on")])

    def _term(self, row: Row) -> UnionTerm:
        return UnionTerm(
            union_branch_id=row.instance.pk,
            started_on=row.instance.founded_on,
            expires_on=row.get("term_expires_on"),
        )

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        touched = [row for row in rows if "term_expires_on" in row.changes]
        terms = {
            term.union_branch_id: term
            for term in UnionTerm.objects.filter(
                union_branch__in=[row.pk for row in touched], ended_on__isnull=True
            )
        }
        for row in touched:
            if row.pk in terms:
                terms[row.pk].expires_on = row.get("term_expires_on")
        self.update(run, list(terms.values()))
        self.insert(run, [self._term(row) for row in touched if row.pk not in terms])
