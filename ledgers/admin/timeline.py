"""The road into the Party as a clerk reads it: what is done, what is due, what is missing."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse

from ledgers import rules
from ledgers.admin.joining import LABELS, MEMBER_LABELS
from ledgers.choices import MemberStepKind, StepKind, StepResult
from ledgers.models import Activist, ActivistStep, Member, MemberStep, working_days
from ledgers.models.steps import VOTES, Step

UNTOLD = {
    *(
        "id",
        "activist",
        "member",
        "kind",
        "held_on",
        "flags",
        "flags_checked",
        "override_reason",
        "taken_back",
    ),
    *("rule_version", *VOTES),
}
LABELS_OF: dict[type[Step], Any] = {ActivistStep: LABELS, MemberStep: MEMBER_LABELS}
"""What the buttons call the columns of each step."""

RELATED = ("organ", "first_introducer__worker", "second_introducer__worker")


@dataclasses.dataclass
class Line:
    """One kind of step: the steps taken, or when it is due, and where it is taken."""

    label: str
    url: str
    taken: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    on: datetime.date | None = None
    due: str = ""
    late: bool = False
    next: bool = False
    missing: bool = False


def told(step: Step) -> list[str]:
    """What was recorded of a step, each with its label."""
    words, labels = [], LABELS_OF[type(step)].get(step.kind, {})
    for field in step._meta.concrete_fields:
        value = getattr(step, field.name) if field.name not in UNTOLD else None
        if value is None or value in {"", False, StepResult.PASSED}:
            continue
        if value is True:
            words.append(str(labels.get(field.name, field.verbose_name)))
        else:
            shown = getattr(step, f"get_{field.name}_display", lambda value=value: value)()
            words.append(f"{labels.get(field.name, field.verbose_name)}：{shown}")
    return [*words, *_counted(step), *_provisional(step)]


def _counted(step: Step) -> list[str]:
    vote = step.vote()
    if vote is None:
        return []
    attended = f"应到{vote.entitled}、实到{vote.present}、书面{vote.written}"
    return [f"{attended}：赞成{vote.in_favour}、反对{vote.against}、弃权{vote.abstained}"]


def _provisional(step: Step) -> list[str]:
    first = getattr(step, "started_on", None)
    if step.kind != StepKind.NOTICE or first is None:
        return []
    calendar = working_days()
    count = calendar.count(first, step.held_on)
    mark = "（暂算）" if calendar.provisional(first, step.held_on) else ""
    return [f"{count}个工作日{mark}"]


def _lines(
    kinds: Iterable[Any],
    steps: Iterable[Any],
    dues: Sequence[rules.Due],
    url_of: Callable[[Any], str],
    today: datetime.date,
) -> dict[str, Line]:
    lines = {kind.value: Line(label=str(kind.label), url=url_of(kind)) for kind in kinds}
    for step in steps:
        row = {"step": step, "told": told(step), "flags": step.flags.splitlines()}
        row["url"] = reverse(f"admin:ledgers_{step._meta.model_name}_change", args=[step.pk])
        lines[step.kind].taken.append(row)
    for due in dues:
        line = lines[due.kind.value]
        line.due = f"{due.on}起可以办理" if due.chance else f"应在{due.on}前办理"
        line.late = not due.chance and due.on < today
    return lines


def _verb_url(model: str, pk: int) -> Callable[[Any], str]:
    return lambda kind: reverse(f"admin:ledgers_{model}_verb", args=[pk, kind.value])


def road_of_activist(activist: Activist, way: rules.Way, *, today: datetime.date) -> list[Line]:
    steps = ActivistStep.objects.live().filter(activist=activist).select_related(*RELATED)
    left = activist.admitted_on is None and activist.ended_on is None
    dues = rules.dues(way, today=today) if left else []
    url_of = _verb_url("activist", activist.pk)
    lines = _lines(StepKind, steps.order_by("held_on", "pk"), dues, url_of, today)
    for kind, day in (
        (StepKind.TALK, activist.talked_on),
        (StepKind.CONFIRM, activist.confirmed_on),
        (StepKind.LIST, activist.target_on),
    ):
        lines[kind.value].on = day if not lines[kind.value].taken else None
    if left:
        _mark(lines, rules.steps_left(way, today=today), rules.next_steps(way, today=today))
    return list(lines.values())


def road_of_member(member: Member, way: rules.MemberWay, *, today: datetime.date) -> list[Line]:
    steps = MemberStep.objects.live().filter(member=member).select_related("organ")
    on_probation = member.left_on is None and member.converted_on is None
    dues = rules.member_dues(way, today=today) if on_probation else []
    url_of = _verb_url("member", member.pk)
    lines = _lines(MemberStepKind, steps.order_by("held_on", "pk"), dues, url_of, today)
    if on_probation:
        coming = rules.next_member_steps(way, today=today)
        _mark(lines, coming, coming)
    return list(lines.values())


def _mark(lines: dict[str, Line], left: Iterable[Any], coming: Iterable[Any]) -> None:
    for kind in left:
        lines[kind.value].missing = True
    for kind in coming:
        lines[kind.value].next = True
