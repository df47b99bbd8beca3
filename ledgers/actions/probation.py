"""The steps of a probationary member: oath, education, 转正, extension, cancellation."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from config.accounts.models import User
from ledgers import rules
from ledgers.actions.joining import decide
from ledgers.actions.members import affiliate, end_membership, locked_in_force
from ledgers.actions.refusing import MemberRefused
from ledgers.choices import LeftHow, MemberStepKind, Outcome, StepKind, StepResult
from ledgers.models import ActivistStep, Member, MemberStep

ONCE = (MemberStepKind.FILE, MemberStepKind.OATH)
OF_ANYBODY = (MemberStepKind.MOVE, MemberStepKind.DEPART, MemberStepKind.RECEIPT)
"""Steps of full members too."""


def member_way_of(member: Member) -> rules.MemberWay:
    """A member's way since admission, as the rules see it."""
    return member_ways_of([member])[member.pk]


def member_ways_of(members: Sequence[Member]) -> dict[int, rules.MemberWay]:
    """The ways of several, asked at once."""
    keys = [member.pk for member in members]
    steps: dict[int, list[rules.Taken]] = defaultdict(list)
    for step in MemberStep.objects.live().filter(member__in=keys).select_related("organ"):
        steps[step.member_id].append(step.taken())
    approvals = ActivistStep.objects.live().filter(
        activist__worker__in=[member.worker_id for member in members],
        kind=StepKind.APPROVE,
        result=StepResult.PASSED,
    )
    columns = ("activist__worker", "activist__admitted_on", "held_on")
    approved = {(worker, day): held for worker, day, held in approvals.values_list(*columns)}
    return {
        member.pk: rules.MemberWay(
            joined_on=member.joined_on,
            converted_on=member.converted_on,
            approved_on=approved.get((member.worker_id, member.joined_on)),
            steps=tuple(steps[member.pk]),
        )
        for member in members
    }


@transaction.atomic
def take_member_step(*, step: MemberStep, by: User | None) -> MemberStep:
    """Take a step, unsaved. The committee's approval does what the branch meeting decided."""
    member = locked_in_force(step.member)
    if member.converted_on is not None and step.kind not in {*ONCE, *OF_ANYBODY}:
        raise MemberRefused(f"{member}已于{member.converted_on}转正。")
    _refuse_twice(member, step)
    way = member_way_of(member)
    decide(step, rules.judge_member(step.taken(), way), by=by, refused=MemberRefused)
    step.save()
    if step.result == StepResult.PASSED:
        _follow(member, way, step)
    return step


def _refuse_twice(member: Member, step: MemberStep) -> None:
    if step.kind not in ONCE:
        return
    done = MemberStep.objects.live().filter(member=member, kind=step.kind).first()
    if done is not None:
        raise MemberRefused(f"{member}已于{done.held_on}办过“{step.get_kind_display()}”。")


def _follow(member: Member, way: rules.MemberWay, step: MemberStep) -> None:
    if step.kind == MemberStepKind.APPROVE:
        _conclude(member, way, on=step.held_on)
    elif step.kind == MemberStepKind.MOVE:
        if step.organ is None:
            raise MemberRefused("请选择要转入的支部。")
        affiliate(member=member, branch=step.organ, on=step.held_on)
    elif step.kind == MemberStepKind.RECEIPT:
        end_membership(member=member, on=step.held_on, how=LeftHow.TRANSFERRED_OUT)
    elif step.kind == MemberStepKind.DENY:
        end_membership(member=member, on=step.held_on, how=LeftHow.NOT_RECOGNISED)


def _conclude(member: Member, way: rules.MemberWay, *, on: datetime.date) -> None:
    meeting = way.open_meeting(by=on)
    if meeting is None:
        raise MemberRefused("没有登记支部大会的决议，不能审批。")
    if meeting.outcome == Outcome.CANCEL:
        end_membership(member=member, on=on, how=LeftHow.CANCELLED)
    elif meeting.outcome == Outcome.CONVERT:
        extension = way.extension(by=on)
        member.converted_on = rules.converts_on(member.joined_on, extension=extension)
        member.converted_on_precision = member.joined_on_precision
        member.save()


@transaction.atomic
def take_member_step_back(*, step: MemberStep, reason: str) -> MemberStep:
    """Undo the latest step, entered in error; what an approval did is not undone."""
    member = locked_in_force(step.member)
    steps = MemberStep.objects.live().filter(member=member)
    latest: MemberStep | None = steps.order_by("pk").last()
    if latest is None or latest.pk != step.pk:
        raise MemberRefused("只能撤回最后办理的一步。")
    if latest.kind in {MemberStepKind.MOVE, MemberStepKind.ARRIVE}:
        raise MemberRefused("转移和转入不能撤回；转错了的，请再转移一次或“更正支部”。")
    if member.converted_on is not None and latest.kind == MemberStepKind.APPROVE:
        raise MemberRefused(f"{member}已于{member.converted_on}转正，这一步不能撤回。")
    latest.taken_back = reason
    latest.save()
    return latest
