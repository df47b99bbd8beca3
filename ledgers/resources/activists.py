"""入党申请人、入党积极分子台账: the road to membership by its dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from config.sheets.cells.bad_cell import BadCell
from config.sheets.columns import Column, Role
from config.sheets.problems import WARNING
from config.sheets.references import Ref, ReferenceWidget
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import DateWidget, NamesWidget, TextWidget
from ledgers.models import Activist, ActivistContact, ActivistStep, Branch, Member
from ledgers.resources.members import BRANCH_ALIASES, check_party_age
from ledgers.resources.steps import check_steps, steps_to_write
from ledgers.rules import Road, steps_out_of_order
from unions.resources.people import (
    person,
    person_birth,
    person_education,
    person_employer,
    person_ethnicity,
    person_name,
    person_phone,
    person_sex,
)
from unions.resources.union_members import open_or_same_day

STEPS = ("applied_on", "talked_on", "confirmed_on", "target_on")


class ContactsWidget(NamesWidget):
    """培养联系人: found among the members, never made."""

    resolves = True

    def resolve(
        self, run: Run, values: Iterable[tuple[str, ...]]
    ) -> dict[tuple[str, ...], tuple[Ref, ...] | BadCell]:
        known = run.remember("members by name", lambda: _members_by_name(run))
        return {names: self._find(names, known) for names in values}

    def _find(
        self, names: tuple[str, ...], known: dict[str, list[Ref]]
    ) -> tuple[Ref, ...] | BadCell:
        found = []
        for name in names:
            bearers = known.get(name, [])
            if len(bearers) != 1:
                return self._unclear(name, len(bearers))
            found += bearers
        return tuple(sorted(set(found)))

    def _unclear(self, name: str, bearers: int) -> BadCell:
        if bearers:
            message = (
                f"党员台账中有{bearers}名党员叫「{name}」，无法确定是哪一位；请在页面上选定联系人。"
            )
            return BadCell("ambiguous_reference", message)
        message = f"党员台账中没有「{name}」；培养联系人必须是党员，请核对姓名或先登记该党员。"
        return BadCell("unknown_reference", message)


class ActivistSheet(OfficeResource):
    """Matched by the person's open row, else by person and 申请入党时间."""

    ledger = "activists"
    title = "入党申请人、入党积极分子台账"
    trade = "快递行业"
    after = ("workers", "branches", "members")
    override = "ledgers.override_rules_activiststep"
    facts = ("born_on",)
    extras = {"ended_on": "ended_on", "admitted_on": "admitted_on"}
    passed_over = ("当前阶段",)

    name = person_name()
    sex = person_sex()
    ethnicity = person_ethnicity()
    born_on = person_birth()
    worker = person()
    education = person_education()
    employer = person_employer()
    branch = Column(
        "所在党支部",
        "branch",
        ReferenceWidget(Branch),
        aliases=(*BRANCH_ALIASES, "受理党组织", "接收党组织"),
        required=True,
    )
    applied_on = Column(
        "申请入党时间",
        "applied_on",
        DateWidget(),
        aliases=(
            "递交入党申请书时间",
            "提交入党申请时间",
            "入党申请时间",
            "申请时间",
            "申请书时间",
            "递交申请书时间",
        ),
        required=True,
    )
    talked_on = Column(
        "谈话时间", "talked_on", DateWidget(), aliases=("派人谈话时间", "派入谈话时间")
    )
    confirmed_on = Column(
        "确定积极分子时间",
        "confirmed_on",
        DateWidget(),
        aliases=(
            "列为积极分子时间",
            "党支部研究确定入党积极分子时间",
            "积极分子时间",
            "确定入党积极分子时间",
            "列为入党积极分子时间",
        ),
    )
    contacts = Column(
        "培养联系人",
        None,
        ContactsWidget(),
        aliases=("培养联系人姓名", "联系人", "培养联系人1", "第一联系人", "第一培养联系人"),
        further=("培养联系人2", "第二联系人", "第二培养联系人"),
        role=Role.SIDE,
    )
    target_on = Column(
        "列为发展对象时间",
        "target_on",
        DateWidget(),
        aliases=("发展对象时间", "确定发展对象时间"),
    )
    phone = person_phone()
    note = Column("备注", "note", TextWidget(500), aliases=("说明",))

    class Meta:
        model = Activist
        import_id_fields = ("worker",)

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        return open_or_same_day(row, candidates, "applied_on", "ended_on", "admitted_on")

    def load_contacts(self, pks: Sequence[int]) -> dict[int, tuple[Ref, ...]]:
        held: dict[int, list[Ref]] = {}
        rows = ActivistContact.objects.filter(activist__in=pks, ended_on__isnull=True)
        for activist, member, name in rows.values_list(
            "activist", "member", "member__worker__name"
        ):
            held.setdefault(activist, []).append(Ref(member, name))
        return {activist: tuple(sorted(refs)) for activist, refs in held.items()}

    def together(self) -> Sides:
        return (
            (Activist.objects.all(), "pk"),
            (ActivistContact.objects.all(), "activist"),
            (ActivistStep.objects.all(), "activist"),
        )

    def check(self, run: Run, row: Row) -> None:
        if row.touches("applied_on"):
            check_party_age(self, run, row, "applied_on", on=row.get("applied_on"))
        self._check_order(run, row)
        check_steps(self, run, row)
        self._check_contacts(run, row)

    def _check_order(self, run: Run, row: Row) -> None:
        road = Road(**{step: row.after(step) for step in STEPS})
        for step, before in steps_out_of_order(road):
            if row.touches(step, before):
                label, other = (self.fields[name].column_name for name in (step, before))
                message = f"{label}早于{other}；请核对这两个日期。"
                self.flag(run, row, step, message, on=row.after(step))

    def _check_contacts(self, run: Run, row: Row) -> None:
        full_since = run.remember("full since", _full_since)
        confirmed = row.get("confirmed_on")
        for ref in row.get("contacts") or ():
            since = full_since.get(ref.pk)
            if confirmed and (since is None or since > confirmed):
                message = (
                    f"「{ref.name}」在确定积极分子时还不是正式党员；培养联系人应当是正式党员。"
                )
                self.problem(row, "contacts", "rule", message, level=WARNING)

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        self.insert(
            run,
            [
                ActivistContact(activist_id=row.instance.pk, member_id=ref.pk)
                for row in rows
                for ref in row.get("contacts") or ()
            ],
        )
        self.insert(run, [step for row in rows for step in steps_to_write(run, row)])

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        self.insert(run, [step for row in rows for step in steps_to_write(run, row)])
        for row in rows:
            if "contacts" not in row.changes:
                continue
            old, new = (set(refs or ()) for refs in row.changes["contacts"])
            ended = list(
                ActivistContact.objects.filter(
                    activist=row.pk,
                    ended_on__isnull=True,
                    member__in=[ref.pk for ref in old - new],
                )
            )
            for contact in ended:
                contact.ended_on = run.today
            self.update(run, ended)
            self.insert(
                run, [ActivistContact(activist_id=row.pk, member_id=r.pk) for r in new - old]
            )


def _members_by_name(run: Run) -> dict[str, list[Ref]]:
    """Members whom the run's user may name: his own, and the contacts of his own activists."""
    of_his = ActivistContact.objects.filter(
        activist__in=run.visible(Activist), ended_on__isnull=True
    ).values("member")
    his = Q(pk__in=run.visible(Member).values("pk")) | Q(pk__in=of_his)
    members = Member.objects.filter(his, left_on__isnull=True)
    known: dict[str, list[Ref]] = {}
    for pk, name in members.values_list("pk", "worker__name"):
        known.setdefault(name, []).append(Ref(pk, name))
    return known


def _full_since() -> dict[int, Any]:
    return dict(Member.objects.values_list("pk", "converted_on"))
