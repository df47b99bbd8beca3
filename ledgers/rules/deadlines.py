"""What comes next on the road and by when; how long before each day the office is reminded."""

import dataclasses
import datetime

from ledgers.choices import MemberStepKind, StepKind
from ledgers.rules.articles import article, version_on
from ledgers.rules.guards import HALF_YEAR, NOTICE_DAYS
from ledgers.rules.months import YEAR, add_months
from ledgers.rules.way import MemberWay, Way

ONE_DAY = datetime.timedelta(days=1)

REMIND_BEFORE: dict[str, tuple[int, ...]] = {
    "talk": (10, 0),
    "inspect": (14,),
    "propose": (0,),
    "notice": (0,),
    "meeting": (15, 5),
    "approve": (30, 0),
    "oath": (15, 5),
    "conversion": (30, 7),
    "conversion_approval": (30, 0),
}
"""Days before the day due on which the office is reminded of it."""


@dataclasses.dataclass(frozen=True)
class Due:
    """A step that is due, or (`chance`) may be taken from the day on."""

    kind: StepKind | MemberStepKind
    on: datetime.date
    article: str
    remind: tuple[datetime.date, ...]
    chance: bool = False


def _due(
    name: str,
    kind: StepKind | MemberStepKind,
    on: datetime.date,
    number: int,
    *,
    chance: bool = False,
) -> Due:
    remind = tuple(on - ONE_DAY * days for days in REMIND_BEFORE[name])
    return Due(kind, on, article(number), remind, chance)


def dues(way: Way, *, today: datetime.date) -> list[Due]:
    """What is due of somebody who is on the way, earliest first."""
    found = [*_of_applicant(way), *_of_activist(way, today), *_of_target(way, today)]
    return sorted(found, key=lambda due: due.on)


def _of_applicant(way: Way) -> list[Due]:
    if way.talked_on or way.confirmed_on or way.target_on:
        return []
    return [_due("talk", StepKind.TALK, add_months(way.applied_on, 1), 7)]


def _of_activist(way: Way, today: datetime.date) -> list[Due]:
    since = way.confirmed_on
    if since is None or way.target_on is not None:
        return []
    halves = way.count(StepKind.INSPECT, by=today) + 1
    found = [_due("inspect", StepKind.INSPECT, add_months(since, HALF_YEAR * halves), 11)]
    if way.passed(StepKind.PROPOSE, by=today) is None:
        year = add_months(since, YEAR)
        found.append(_due("propose", StepKind.PROPOSE, year, 13, chance=True))
    consent = way.passed(StepKind.CONSENT, by=today)
    if consent is not None and way.passed(StepKind.NOTICE, by=today) is None:
        last = way.calendar.last_of(consent.held_on, NOTICE_DAYS)
        found.append(_due("notice", StepKind.NOTICE, last, 13, chance=True))
    return found


def _of_target(way: Way, today: datetime.date) -> list[Due]:
    prereview = way.passed(StepKind.PREREVIEW, by=today)
    meeting = way.passed(StepKind.MEETING, by=today)
    if meeting is not None:
        return [_due("approve", StepKind.APPROVE, add_months(meeting.held_on, 3), 25)]
    if prereview is not None and version_on(prereview.held_on) == "2026":
        return [_due("meeting", StepKind.MEETING, add_months(prereview.held_on, 1), 19)]
    return []


def letter_dues(way: MemberWay, *, today: datetime.date) -> list[Due]:
    """The receipt of a letter of transfer that is out."""
    letter = way.letter_out(by=today)
    if letter is None or letter.valid_until is None:
        return []
    return [Due(MemberStepKind.RECEIPT, letter.valid_until, "", (letter.valid_until,))]


def member_dues(way: MemberWay, *, today: datetime.date) -> list[Due]:
    """What is due of a probationary member, earliest first."""
    found = []
    if way.approved_on is not None and way.passed(MemberStepKind.OATH, by=today) is None:
        found.append(_due("oath", MemberStepKind.OATH, add_months(way.approved_on, 1), 29))
    meeting = way.open_meeting(by=today)
    if meeting is None:
        due = add_months(way.expires_on(by=today), way.deferred(by=today))
        found.append(_due("conversion", MemberStepKind.MEETING, due, 31))
    else:
        due = add_months(meeting.held_on, 3)
        found.append(_due("conversion_approval", MemberStepKind.APPROVE, due, 33))
    return sorted(found, key=lambda due: due.on)
