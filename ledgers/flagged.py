"""What in the Party's ledgers does not keep the rules and has not been looked at since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from config.accounts.breaches import breaches
from config.accounts.reach import Reach
from config.summaries.worklists import Entry
from ledgers import actions, rules
from ledgers.actions.joining import WRITES
from ledgers.models import Activist, ActivistStep, Member, MemberStep

UNEXPLAINED = {"flags_checked": "", "override_reason": ""}
"""Steps of which nobody has said why they stand as they are."""


def sentences_of_activist(activist: Activist, way: rules.Way) -> list[str]:
    """Of the dates that came without their steps, and of the order of all of them."""
    recorded = {step.kind for step in way.steps}
    found = [breach.sentence for breach in breaches(activist)]
    for kind, column in WRITES.items():
        day = getattr(activist, column)
        if day is not None and kind not in recorded:
            taken = rules.Taken(kind=kind, held_on=day)
            found += [broken.sentence for broken in rules.judge_date(taken, way)]
    return found


def sentences_of_member(member: Member) -> list[str]:
    found = [breach.sentence for breach in breaches(member)]
    if rules.probation_is_odd(joined_on=member.joined_on, converted_on=member.converted_on):
        found.append(f"入党到转正不是12个月，也不是18至24个月（{rules.article(31)}）。")
    return found


def sentences_of(row: Any) -> list[str]:
    """What stands against a row; nothing where somebody has said why it is so."""
    if row.flags_checked:
        return []
    if isinstance(row, Activist):
        return sentences_of_activist(row, actions.way_of(row, on=row.applied_on))
    if isinstance(row, Member):
        return sentences_of_member(row)
    return [] if row.override_reason else row.flags.splitlines()


def of_activists(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    rows = mine.visible(Activist).filter(flags_checked="").select_related("worker", "branch")
    activists = list(rows)
    ways = actions.ways_of(activists, on=today)
    for activist in activists:
        found = sentences_of_activist(activist, ways[activist.pk])
        yield from _entries(activist, activist.branch, activist, found)


def of_members(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    for member in mine.visible(Member).filter(flags_checked="").select_related("worker", "branch"):
        yield from _entries(member, member.branch or "已减员", member, sentences_of_member(member))


def of_activist_steps(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    rows = mine.visible(ActivistStep).live().filter(**UNEXPLAINED).exclude(flags="")
    for step in rows.select_related("activist__worker", "activist__branch"):
        yield from _of_step(step, step.activist, step.activist.branch)


def of_member_steps(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    rows = mine.visible(MemberStep).live().filter(**UNEXPLAINED).exclude(flags="")
    for step in rows.select_related("member__worker", "member__branch"):
        yield from _of_step(step, step.member, step.member.branch or "已减员")


def _of_step(step: Any, person: Any, unit: Any) -> Iterable[Entry]:
    done = f"{step.held_on}{step.get_kind_display()}："
    return _entries(step, unit, person, [f"{done}{words}" for words in step.flags.splitlines()])


def _entries(row: Any, unit: Any, person: Any, found: Sequence[str]) -> Iterator[Entry]:
    address = reverse(f"admin:ledgers_{row._meta.model_name}_change", args=[row.pk])
    for words in found:
        told = rules.in_short(words)
        yield Entry(unit=str(unit), who=str(person), what=told, address=address)


ENTRIES = (
    ("flags", "ledgers.view_activist", of_activists),
    ("flags", "ledgers.view_member", of_members),
    ("flags", "ledgers.view_activiststep", of_activist_steps),
    ("flags", "ledgers.view_memberstep", of_member_steps),
)
"""List, the right that it needs, and what brings its entries."""
