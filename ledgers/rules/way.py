"""What the guards look at: a step as it is being taken, and the way that led to it."""

import dataclasses
import datetime

from ledgers.choices import (
    BranchKind,
    Discipline,
    MemberStanding,
    MemberStepKind,
    Objections,
    Outcome,
    StepKind,
    StepResult,
)
from ledgers.rules.probation import probation_ends_on
from ledgers.rules.votes import Vote
from ledgers.rules.working_days import WorkingDays


@dataclasses.dataclass(frozen=True, kw_only=True)
class Taken:
    """One step and what was recorded of it; each kind fills what it asks."""

    kind: StepKind | MemberStepKind
    held_on: datetime.date
    started_on: datetime.date | None = None
    received_on: datetime.date | None = None
    decided_by: str = ""
    recommended_by: str = ""
    opinions_heard: bool = False
    organ_may_approve: bool = False
    number: str = ""
    place: str = ""
    second_place: str = ""
    objections: str = Objections.NONE
    introducers: tuple[tuple[int, MemberStanding | None], ...] = ()
    discipline: str = Discipline.NONE
    opinion: str = ""
    class_hours: int | None = None
    special_reason: str = ""
    leaving_soon: bool = False
    result: str = StepResult.PASSED
    secret: bool = False
    one_by_one: bool = False
    vote: Vote | None = None
    outcome: str = Outcome.CONVERT
    months: int | None = None
    issued_on: datetime.date | None = None
    valid_until: datetime.date | None = None


def _latest(steps: tuple[Taken, ...], kind: str, by: datetime.date) -> Taken | None:
    """The last step of the kind that was passed by the day."""
    found = [s for s in steps if s.kind == kind and s.held_on <= by and s.result != "failed"]
    return max(found, key=lambda step: step.held_on, default=None)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Way:
    """Somebody's way into the Party so far.

    The three dates are the ledger's own: a sheet brings them without the steps behind them.
    """

    applied_on: datetime.date
    talked_on: datetime.date | None = None
    confirmed_on: datetime.date | None = None
    target_on: datetime.date | None = None
    floating: bool = False
    branch_kind: str = BranchKind.BRANCH
    contacts: int = 0
    steps: tuple[Taken, ...] = ()
    calendar: WorkingDays = dataclasses.field(default_factory=WorkingDays)

    def passed(self, kind: StepKind, *, by: datetime.date) -> Taken | None:
        return _latest(self.steps, kind, by)

    def reported_on(self, step: Taken) -> datetime.date | None:
        """When the committee had the resolution, that of its meeting where it is not known."""
        meeting = self.passed(StepKind.MEETING, by=step.held_on)
        return step.received_on or (meeting.held_on if meeting else None)

    def count(self, kind: StepKind, *, by: datetime.date) -> int:
        return sum(step.kind == kind and step.held_on <= by for step in self.steps)


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberWay:
    """A member's way so far; `approved_on` is the committee's approval, if known."""

    joined_on: datetime.date
    converted_on: datetime.date | None = None
    approved_on: datetime.date | None = None
    steps: tuple[Taken, ...] = ()

    def passed(self, kind: MemberStepKind, *, by: datetime.date) -> Taken | None:
        return _latest(self.steps, kind, by)

    def extension(self, *, by: datetime.date) -> int:
        """Months that were added by a meeting whose resolution was approved; 0 for none."""
        for meeting in self.steps:
            if meeting.kind == MemberStepKind.MEETING and meeting.outcome == Outcome.EXTEND:
                approved = self.answer_to(meeting)
                if approved is not None and approved.held_on <= by:
                    return meeting.months or 0
        return 0

    def deferred(self, *, by: datetime.date) -> int:
        """Months by which the discussion of who was transferred in was put off (art 35)."""
        step = self.passed(MemberStepKind.DEFER, by=by)
        return step.months or 0 if step else 0

    def letter_out(self, *, by: datetime.date) -> Taken | None:
        """The letter that is out and whose receipt has not come back."""
        letter = self.passed(MemberStepKind.DEPART, by=by)
        return None if self.passed(MemberStepKind.RECEIPT, by=by) else letter

    def answer_to(self, meeting: Taken) -> Taken | None:
        """The approval that followed a meeting before the next one was held."""
        later = [s for s in self.steps if s.held_on >= meeting.held_on and s is not meeting]
        for step in sorted(later, key=lambda s: (s.held_on, s.kind == MemberStepKind.MEETING)):
            if step.kind == MemberStepKind.MEETING:
                return None
            if step.kind == MemberStepKind.APPROVE and step.result != StepResult.FAILED:
                return step
        return None

    def reported_on(self, step: Taken) -> datetime.date | None:
        """When the committee had the resolution, that of its meeting where it is not known."""
        meeting = self.open_meeting(by=step.held_on)
        return step.received_on or (meeting.held_on if meeting else None)

    def open_meeting(self, *, by: datetime.date) -> Taken | None:
        """The last meeting, where no approval has followed it."""
        meeting = self.passed(MemberStepKind.MEETING, by=by)
        return meeting if meeting is not None and self.answer_to(meeting) is None else None

    def expires_on(self, *, by: datetime.date) -> datetime.date:
        return probation_ends_on(self.joined_on, extension=self.extension(by=by))
