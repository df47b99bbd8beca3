"""What is due in the Party's ledgers, on which day, and on which page it is done."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from config.accounts.reach import Reach
from config.summaries.worklists import Entry
from ledgers import actions, rules
from ledgers.choices import ActivityKind, MemberStanding, MemberStepKind
from ledgers.models import (
    Activist,
    ActivistContact,
    Activity,
    Branch,
    Coverage,
    Member,
    MemberStep,
    Term,
    full_at,
)
from ledgers.models.steps import standing_on
from ledgers.rules.branches import BranchDue


def of_activists(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    """The steps of whoever is on the way, and guides who can guide no longer."""
    rows = mine.visible(Activist).open().select_related("worker", "branch")
    activists = list(rows)
    for activist, way in _each(activists, actions.ways_of(activists, on=today)):
        yield from _steps(activist, rules.dues(way, today=today), today)
    guides = ActivistContact.objects.open().filter(activist__in=activists)
    for contact in guides.select_related("activist__worker", "activist__branch", "member__worker"):
        if standing_on(contact.member, today) != MemberStanding.FULL:
            yield Entry(
                unit=str(contact.activist.branch),
                who=str(contact.activist),
                what=f"培养联系人{contact.member}现在不是正式党员，请另行指定",
                address=_page(contact.activist),
                due=contact.member.left_on,
            )


def of_members(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    """The steps of probationary members."""
    rows = mine.visible(Member).filter(left_on__isnull=True, converted_on__isnull=True)
    members = list(rows.select_related("worker", "branch"))
    for member, way in _each(members, actions.member_ways_of(members)):
        yield from _steps(member, rules.member_dues(way, today=today), today)


def of_letters(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    """Letters of transfer that run out before their receipt has come back."""
    out = MemberStep.objects.live().filter(kind=MemberStepKind.DEPART)
    rows = mine.visible(Member).filter(left_on__isnull=True, pk__in=out.values("member"))
    members = list(rows.select_related("worker", "branch"))
    for member, way in _each(members, actions.member_ways_of(members)):
        yield from _steps(member, rules.letter_dues(way, today=today), today)


def _each(rows: Sequence[Any], ways: dict[int, Any]) -> Iterator[tuple[Any, Any]]:
    for row in rows:
        yield row, ways[row.pk]


def _steps(row: Any, dues: Sequence[rules.Due], today: datetime.date) -> Iterator[Entry]:
    """Those of which the office is to be reminded by now."""
    verb = f"admin:ledgers_{row._meta.model_name}_verb"
    for due in dues:
        if min(due.remind) <= today:
            yield Entry(
                unit=str(row.branch),
                who=str(row),
                what=_words(due),
                address=reverse(verb, args=[row.pk, due.kind.value]),
                due=due.on,
                chance=due.chance,
            )


def _words(due: rules.Due) -> str:
    basis = f"（{rules.in_short(due.article)}）" if due.article else ""
    return f"{due.kind.label}{basis}"


def of_branches(mine: Reach, today: datetime.date) -> Iterator[Entry]:
    """Terms that end, branches that are too small or too large, theme days not held."""
    branches = list(mine.visible(Branch).in_force(on=today))
    members = Member.objects.filter(full_at(today), branch__in=branches)
    full = Counter(members.values_list("branch", flat=True))
    covered = Counter(Coverage.objects.in_force(on=today).values_list("branch", flat=True))
    terms = {term.branch_id: term for term in Term.objects.open().filter(branch__in=branches)}
    held = set(
        Activity.objects.filter(
            kind=ActivityKind.THEME_DAY, held_on__range=(today.replace(day=1), today)
        ).values_list("branch", flat=True)
    )
    for branch in branches:
        term = terms.get(branch.pk)
        facts = rules.BranchFacts(
            kind=branch.kind,
            full_members=full[branch.pk],
            covered=covered[branch.pk],
            expires_on=term and term.expires_on,
            theme_day_held=branch.pk in held,
        )
        for due in rules.branch_dues(facts, today=today):
            yield _of_branch(branch, due, term)


def _of_branch(branch: Branch, due: BranchDue, term: Term | None) -> Entry:
    address = _page(term) if due.about == "term" and term else _page(branch)
    if due.about == "activity":
        address = f"{reverse('admin:ledgers_activity_add')}?branch={branch.pk}&kind=theme_day"
    return Entry(unit=str(branch), who=str(branch), what=due.words, due=due.on, address=address)


def _page(row: Any) -> str:
    return reverse(f"admin:ledgers_{row._meta.model_name}_change", args=[row.pk])


ENTRIES = (
    ("todos", "ledgers.view_activist", of_activists),
    ("todos", "ledgers.view_member", of_members),
    ("todos", "ledgers.view_member", of_letters),
    ("todos", "ledgers.view_branch", of_branches),
)
"""List, the right that it needs, and what brings its entries."""
