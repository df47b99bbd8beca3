"""What the Party's ledgers say of dates. Pure: no database, no clock, no settings."""

import dataclasses
import datetime

from ledgers.choices import ActivistStage, MemberStanding
from unions.rules import age_on

PARTY_AGE = 18
"""Who applies to join the Party has completed 18 years (党章 art 1; 发展党员工作细则 art 5)."""

MOST_CONTACTS = 2
"""培养联系人 of one activist at a time (发展党员工作细则 art 9: one or two)."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Road:
    """The dates of somebody's way into the Party; None for what has not happened."""

    applied_on: datetime.date
    talked_on: datetime.date | None = None
    confirmed_on: datetime.date | None = None
    target_on: datetime.date | None = None
    admitted_on: datetime.date | None = None
    ended_on: datetime.date | None = None


def stage_of(road: Road, *, on: datetime.date) -> ActivistStage | None:
    """The stage reached by the day, which counts; None before the application.

    A step that was never dated is passed over by a later one.
    """
    if on < road.applied_on:
        return None
    latest_first = (
        (road.ended_on, ActivistStage.ENDED),
        (road.admitted_on, ActivistStage.ADMITTED),
        (road.target_on, ActivistStage.TARGET),
        (road.confirmed_on, ActivistStage.ACTIVIST),
    )
    for day, stage in latest_first:
        if day is not None and day <= on:
            return stage
    return ActivistStage.APPLICANT


def of_party_age(*, born_on: datetime.date, on: datetime.date) -> bool:
    """Whether somebody may apply to join the Party on the day (发展党员工作细则 art 5)."""
    return age_on(born_on=born_on, on=on) >= PARTY_AGE


def steps_out_of_order(road: Road) -> list[tuple[str, str]]:
    """Each step that stands before one it must follow, with that one's name.

    The talk follows the application (art 7), and so do 积极分子, 发展对象 and admission, each after
    the other (arts 8, 13, 18); two steps on one day are in order, a step without a date is
    passed over.
    """
    found = []
    if road.talked_on and road.talked_on < road.applied_on:
        found.append(("talked_on", "applied_on"))
    last = "applied_on"
    for step in ("confirmed_on", "target_on", "admitted_on"):
        day = getattr(road, step)
        if day is None:
            continue
        if day < getattr(road, last):
            found.append((step, last))
        last = step
    return found


def converts_in_order(*, joined_on: datetime.date, converted_on: datetime.date | None) -> bool:
    """Whether 转正 is not before 入党; before 1977 there was no probation: both were one day."""
    return converted_on is None or converted_on >= joined_on


def standing_of(
    *,
    joined_on: datetime.date,
    converted_on: datetime.date | None,
    left_on: datetime.date | None,
    on: datetime.date,
) -> MemberStanding | None:
    """预备 or 正式 on the day; None before joining and from the day of leaving on.

    The day of 转正 itself counts as 正式.
    """
    if on < joined_on or (left_on is not None and left_on <= on):
        return None
    if converted_on is not None and converted_on <= on:
        return MemberStanding.FULL
    return MemberStanding.PROBATIONARY


def affiliated_since(
    *, joined_on: datetime.date, founded_on: datetime.date | None, moved_in_on: datetime.date | None
) -> datetime.date:
    """Since when a member counts in the first branch that the ledger knows.

    The day of moving in where it is known, else the day of joining the Party; never before the
    branch was founded.
    """
    since = moved_in_on or joined_on
    return since if founded_on is None else max(since, founded_on)
