"""Which steps may be taken next: those before them have been."""

import datetime
from collections.abc import Iterable

from ledgers.choices import MemberStepKind, StepKind
from ledgers.rules.way import MemberWay, Way

OF_APPLICANT = (StepKind.TALK, StepKind.CONFIRM)
OF_ACTIVIST = (
    *(StepKind.FILE, StepKind.INSPECT, StepKind.PROPOSE),
    *(StepKind.CONSENT, StepKind.NOTICE, StepKind.LIST),
)
MOVES = (StepKind.ARRIVE, StepKind.MOVE)
"""From one organisation to another: the clock of the road runs on (art 12)."""

OF_TARGET = tuple(kind for kind in StepKind if kind not in {*OF_APPLICANT, *OF_ACTIVIST, *MOVES})
SIDE_BY_SIDE = {StepKind.FILE, StepKind.INTRODUCE, StepKind.REVIEW, StepKind.TRAIN}
"""Wait for none before them and hold up none behind."""


def steps_left(way: Way, *, today: datetime.date) -> list[StepKind]:
    """What has not been done at the stage that was reached, in order; 考察 come again and again."""
    if way.target_on is not None:
        of_stage: Iterable[StepKind] = OF_TARGET
    else:
        of_stage = OF_APPLICANT if way.confirmed_on is None else OF_ACTIVIST
    dated = {StepKind.TALK: way.talked_on}
    return [
        kind
        for kind in of_stage
        if kind == StepKind.INSPECT
        or (dated.get(kind) is None and way.passed(kind, by=today) is None)
    ]


def next_steps(way: Way, *, today: datetime.date) -> list[StepKind]:
    """What may be taken now: the next in the row, and whatever stands beside it."""
    found: list[StepKind] = []
    for kind in steps_left(way, today=today):
        found.append(kind)
        if kind not in SIDE_BY_SIDE | {StepKind.INSPECT, StepKind.TALK}:
            break
    return found


def next_member_steps(way: MemberWay, *, today: datetime.date) -> list[MemberStepKind]:
    """What may be taken of a probationary member now."""
    found = [
        kind
        for kind in (MemberStepKind.FILE, MemberStepKind.OATH, MemberStepKind.REQUEST)
        if way.passed(kind, by=today) is None
    ]
    heard = way.open_meeting(by=today) is not None
    if not heard and way.passed(MemberStepKind.ARRIVE, by=today) is not None:
        found.append(MemberStepKind.DEFER)
    last = MemberStepKind.APPROVE if heard else MemberStepKind.MEETING
    return sorted([*found, MemberStepKind.INSPECT, last], key=list(MemberStepKind).index)
