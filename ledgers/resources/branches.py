"""党组织台账: Party organisations, the enterprises they cover, their term and activity room."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.references import Ref, ReferencesWidget, SiblingWidget
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    ChoiceWidget,
    DateWidget,
    FoldedWidget,
    NameWidget,
    PartialDateWidget,
    YesNoWidget,
)
from ledgers.choices import BranchKind
from ledgers.models import ActivityRoom, Branch, Coverage, Term
from unions.models import Enterprise
from unions.resources.hierarchy import check_ring

KIND_WORDS = {
    "基层党委": BranchKind.COMMITTEE,
    "支部": BranchKind.BRANCH,
    "联合支部": BranchKind.JOINT_BRANCH,
    "总支": BranchKind.GENERAL_BRANCH,
    "临时支部": BranchKind.PROVISIONAL,
}
HANGING: tuple[type[Model], ...] = (Coverage, ActivityRoom, Term)


class BranchSheet(OfficeResource):
    """Matched by name. Coverage, room and term begin with the branch where they have no date."""

    ledger = "branches"
    title = "党组织台账"
    trade = "快递行业"
    after = ("enterprises", "workers")
    extras = {"term_pk": "term_pk", "term_started_on": "term_started_on"}
    passed_over = ("党员总数", "正式党员", "预备党员", "流动党员", "女党员", "党员数")

    name = Column(
        "党组织名称",
        "name",
        FoldedWidget(100),
        aliases=("党组织全称", "组织名称", "党支部名称", "党组织"),
        required=True,
    )
    kind = Column(
        "党组织类别",
        "kind",
        ChoiceWidget(BranchKind.choices, KIND_WORDS),
        aliases=("党组织类型", "组织类别", "类别", "组织类型"),
        required=True,
    )
    parent = Column(
        "上级党组织", "parent", SiblingWidget(Branch), aliases=("隶属", "隶属党组织", "上级组织")
    )
    enterprises = Column(
        "覆盖企业",
        None,
        ReferencesWidget(Enterprise),
        aliases=("覆盖单位", "所覆盖企业", "覆盖企业名称", "单位名称"),
        role=Role.SIDE,
    )
    founded_on = Column(
        "成立时间", "founded_on", PartialDateWidget(), aliases=("成立日期", "组建时间", "建立时间")
    )
    term_expires_on = Column(
        "本届届满时间",
        "term_expires_on",
        DateWidget(future=True),
        aliases=("届满时间", "届满日期", "换届时间", "换届日期"),
        role=Role.SIDE,
    )
    secretary = Column(
        "书记",
        "secretary",
        NameWidget(),
        aliases=("党组织书记", "支部书记", "书记姓名", "党支部书记"),
        link="secretary_worker",
    )
    has_room = Column(
        "标准化党员活动室",
        "has_room",
        YesNoWidget(yes="有", no="无"),
        aliases=("党员活动室", "活动室", "标准党员活动室"),
        role=Role.SIDE,
    )

    class Meta:
        model = Branch
        import_id_fields = ("name",)

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        of_branch = {"branch": OuterRef("pk"), "ended_on__isnull": True}
        term = Term.objects.filter(**of_branch)
        return queryset.annotate(
            term_pk=Subquery(term.values("pk")[:1]),
            term_started_on=Subquery(term.values("started_on")[:1]),
            term_expires_on=Subquery(term.values("expires_on")[:1]),
            has_room=Exists(ActivityRoom.objects.filter(**of_branch)),
        )

    def load_enterprises(self, pks: Sequence[int]) -> dict[int, tuple[Ref, ...]]:
        covered: dict[int, list[Ref]] = {}
        rows = Coverage.objects.filter(branch__in=pks, ended_on__isnull=True)
        for branch, enterprise, name in rows.values_list(
            "branch", "enterprise", "enterprise__name"
        ):
            covered.setdefault(branch, []).append(Ref(enterprise, name))
        return {branch: tuple(sorted(refs)) for branch, refs in covered.items()}

    def together(self) -> Sides:
        return (
            (Branch.objects.all(), "pk"),
            (Coverage.objects.all(), "branch"),
            (ActivityRoom.objects.all(), "branch"),
            (Term.objects.all(), "branch"),
        )

    def check(self, run: Run, row: Row) -> None:
        check_ring(self, run, row)
        self._check_coverage(run, row)

    def _check_coverage(self, run: Run, row: Row) -> None:
        """Every enterprise is covered by exactly one Party organisation."""
        taken = run.remember("covered", _open_coverage)
        for ref in row.get("enterprises") or ():
            branch = taken.setdefault(ref.pk, row.get("name"))
            if not self.fields["name"].widget.same(branch, row.get("name")):
                message = (
                    f"「{ref.name}」已由「{branch}」覆盖；请先结束原来的覆盖，或核对企业名称。"
                )
                self.problem(row, "enterprises", "rule", message)

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        """The term, and what has ended: both go on beginning with the branch (:meth:`_shift`)."""
        stored = row.existing.values if row.existing else {}
        was, founded_on = stored.get("founded_on"), row.after("founded_on")
        since = founded_on and founded_on.date
        shifted = was.date if was and "founded_on" in row.changes else None
        began = stored["term_started_on"] if stored.get("term_pk") else since
        term = {
            "started_on": since if shifted and began == shifted else began,
            "expires_on": row.after("term_expires_on"),
        }
        columns = {"started_on": "founded_on", "expires_on": "term_expires_on"}
        yield Written(Term, term, columns)
        if shifted:
            for model, ended_on in run.remember("ended", _ended).get((row.pk, shifted), ()):
                yield Written(
                    model,
                    {"started_on": since, "ended_on": ended_on},
                    {"started_on": "founded_on"},
                )

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        for row in rows:
            row.changes = {
                name: (None, row.get(name))
                for name in ("enterprises", "has_room", "term_expires_on")
                if row.get(name)
            }
        self._hang(run, rows)

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        for row in rows:
            if "founded_on" in row.changes and row.changes["founded_on"][0]:
                self._shift(run, row, row.changes["founded_on"][0].date)
        self._hang(run, rows)

    def _hang(self, run: Run, rows: Sequence[Row]) -> None:
        made: dict[type[Model], list[Model]] = {model: [] for model in HANGING}
        for row in rows:
            common = {"branch_id": row.instance.pk, "started_on": row.instance.founded_on}
            if "enterprises" in row.changes:
                made[Coverage] += self._cover(run, row, common)
            if "has_room" in row.changes:
                made[ActivityRoom] += self._room(run, row, common)
            if "term_expires_on" in row.changes:
                made[Term] += self._term(run, row, common)
        for instances in made.values():
            self.insert(run, instances)

    def _cover(self, run: Run, row: Row, common: dict[str, Any]) -> list[Model]:
        old, new = (set(refs or ()) for refs in row.changes["enterprises"])
        gone = Coverage.objects.filter(
            branch=row.instance,
            ended_on__isnull=True,
            enterprise__in=[ref.pk for ref in old - new],
        )
        self._end(run, gone)
        return [Coverage(enterprise_id=ref.pk, **common) for ref in sorted(new - old)]

    def _room(self, run: Run, row: Row, common: dict[str, Any]) -> list[Model]:
        if row.get("has_room"):
            return [ActivityRoom(**common)]
        self._end(run, ActivityRoom.objects.filter(branch=row.instance, ended_on__isnull=True))
        return []

    def _term(self, run: Run, row: Row, common: dict[str, Any]) -> list[Model]:
        terms = list(Term.objects.filter(branch=row.instance, ended_on__isnull=True))
        for term in terms:
            term.expires_on = row.get("term_expires_on")
        self.update(run, terms)
        return [] if terms else [Term(expires_on=row.get("term_expires_on"), **common)]

    def _end(self, run: Run, queryset: QuerySet[Any]) -> None:
        ended = list(queryset)
        for instance in ended:
            instance.ended_on = run.today
        self.update(run, ended)

    def _shift(self, run: Run, row: Row, founded_before: Any) -> None:
        """What began with the branch goes on beginning with it when its date is corrected."""
        for model in HANGING:
            moved = list(
                model._default_manager.filter(branch=row.instance, started_on=founded_before)
            )
            for instance in moved:
                instance.started_on = row.instance.founded_on
            self.update(run, moved)


def _open_coverage() -> dict[int, str]:
    rows = Coverage.objects.filter(ended_on__isnull=True)
    return dict(rows.values_list("enterprise", "branch__name"))


def _ended() -> dict[tuple[int, datetime.date], list[tuple[type[Model], datetime.date]]]:
    """(branch, first day) -> what began then and has ended, with its last."""
    found: dict[tuple[int, datetime.date], list[tuple[type[Model], datetime.date]]] = {}
    for model in HANGING:
        rows = model._default_manager.filter(ended_on__isnull=False, started_on__isnull=False)
        for branch, started_on, ended_on in rows.values_list("branch", "started_on", "ended_on"):
            found.setdefault((branch, started_on), []).append((model, ended_on))
    return found
