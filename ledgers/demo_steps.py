"""The invented committee's steps into the Party: every stage of the road is seen once imported."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from config.sheets.inventing import Invention
from ledgers import actions
from ledgers.choices import BranchKind, MemberStepKind as M, StepKind as K
from ledgers.models import Activist, ActivistStep, Branch, Member, MemberStep, full_at

Plan = tuple[tuple[Any, int, dict[str, Any]], ...]
"""Kind, days after the stage began, what is recorded."""

VOTE = {
    "entitled": 7,
    "present": 5,
    "written": 1,
    "in_favour": 5,
    "against": 0,
    "abstained": 1,
    "secret": True,
    "one_by_one": True,
}
OF_ACTIVIST: Plan = (
    (K.FILE, 7, {"number": "备字1号"}),
    (K.INSPECT, 182, {"opinion": "表现良好"}),
    (K.INSPECT, 365, {"opinion": "表现良好"}),
    (K.PROPOSE, 366, {"decided_by": "committee", "opinions_heard": True}),
    (K.CONSENT, 371, {"number": "同意字1号"}),
    (K.NOTICE, 385, {"place": "快递员之家公示栏"}),
)
OF_TARGET: Plan = (
    (K.INTRODUCE, 2, {}),
    (K.REVIEW, 5, {"opinion": "政治审查合格"}),
    (K.TRAIN, 8, {"class_hours": 24, "place": "市委党校"}),
    (K.BRANCH_REVIEW, 10, {}),
    (K.PREREVIEW, 12, {"number": "预审字1号"}),
    (K.FORM, 14, {}),
    (K.MEETING, 16, {**VOTE, "opinion": "政治立场坚定，工作认真负责"}),
    (K.COMMITTEE_TALK, 18, {"who": "组织员", "opinion": "同意"}),
)
OF_MEMBER: Plan = (
    (M.FILE, 20, {"number": "备字2号"}),
    (M.OATH, 25, {"place": "行业党委会议室"}),
    (M.INSPECT, 180, {"opinion": "能履行党员义务"}),
)
DAYS_BEFORE = {K.NOTICE: 8, K.TRAIN: 2}
"""How long the steps that last go back."""


def invent_steps(invention: Invention) -> None:
    """Nobody is admitted by them: the article's figures stay as they are."""
    today = invention.today
    committee = Branch.objects.filter(kind=BranchKind.COMMITTEE).first()
    if committee is not None:
        committee.approves_members = True
        committee.save()
    for number, activist in enumerate(Activist.objects.open().order_by("pk")):
        for kind, on, facts in _due(activist, number, today):
            told = {**facts, **_beside(activist, kind, committee, on)}
            step = ActivistStep(activist=activist, kind=kind, held_on=on, **told)
            actions.take_step(step=step, by=None)
    probationary = Member.objects.filter(left_on__isnull=True, converted_on__isnull=True)
    for number, member in enumerate(probationary.order_by("pk")):
        for kind, on, facts in _dated(OF_MEMBER[number % 4 :], member.joined_on, today):
            step = MemberStep(member=member, kind=kind, held_on=on, **facts)
            actions.take_member_step(step=step, by=None)


def _due(
    activist: Activist, number: int, today: datetime.date
) -> Iterator[tuple[Any, datetime.date, dict[str, Any]]]:
    """Some stop earlier than others, so that no stage is empty."""
    if activist.target_on is not None:
        yield from _dated(OF_TARGET[: 2 + number // 10 * 2], activist.target_on, today)
    elif activist.confirmed_on is not None:
        yield from _dated(OF_ACTIVIST[: 1 + number % 7], activist.confirmed_on, today)


def _dated(
    plan: Plan, start: datetime.date, today: datetime.date
) -> Iterator[tuple[Any, datetime.date, dict[str, Any]]]:
    for kind, days, facts in plan:
        on = start + datetime.timedelta(days=days)
        if on <= today:
            yield kind, on, facts


def _beside(
    activist: Activist, kind: Any, committee: Branch | None, on: datetime.date
) -> dict[str, Any]:
    """What a step names of other rows, and the day on which a long one began."""
    if kind == K.INTRODUCE:
        members: Iterable[Member] = Member.objects.filter(full_at(on)).order_by("pk")[:2]
        names = ("first_introducer", "second_introducer")
        return dict(zip(names, members, strict=False))
    if kind == K.FORM:
        return {"number": f"1499{activist.pk:05d}"}
    if kind in {K.CONSENT, K.PREREVIEW, K.FILE}:
        return {"organ": committee}
    days = DAYS_BEFORE.get(kind)
    return {"started_on": on - datetime.timedelta(days=days)} if days else {}
