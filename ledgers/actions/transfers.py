"""组织关系: members who come from elsewhere, and all people of an enterprise to its own branch."""

import datetime
from typing import NamedTuple

from django.db import transaction

from config.accounts.models import Committee, User
from config.accounts.reach import Reach
from config.accounts.refusals import binds
from ledgers import rules
from ledgers.actions.joining import decide, take_step
from ledgers.actions.members import register_member
from ledgers.actions.probation import take_member_step
from ledgers.actions.refusing import CoverageRefused, MemberRefused
from ledgers.choices import MemberStepKind, StepKind
from ledgers.models import Activist, ActivistStep, Branch, Coverage, Member, MemberStep
from unions.models import Enterprise


@transaction.atomic
def enter_member(
    *,
    member: Member,
    branch: Branch,
    moved_in_on: datetime.date | None = None,
    arrival: MemberStep | None = None,
) -> Member:
    """Enter a member, unsaved, who was one before: from the old ledger, or with a letter.

    From the 启用日期 on nobody becomes a member here but by the road, or with `arrival`, the step,
    unsaved, of the letter of transfer.
    """
    if arrival is None:
        _refuse_without_letter(member, moved_in_on)
        return register_member(member=member, branch=branch, moved_in_on=moved_in_on)
    if moved_in_on is None:
        raise MemberRefused("凭介绍信转入的，要填写转入时间。")
    member = register_member(member=member, branch=branch, moved_in_on=moved_in_on)
    arrival.member, arrival.kind, arrival.held_on = member, MemberStepKind.ARRIVE, moved_in_on
    way = rules.MemberWay(joined_on=member.joined_on, converted_on=member.converted_on)
    broken = rules.judge_member(arrival.taken(), way)
    decide(arrival, broken, by=None, refused=MemberRefused)
    arrival.save()
    return member


def _refuse_without_letter(member: Member, moved_in_on: datetime.date | None) -> None:
    in_use_from = Committee.current().in_use_from
    for day, words in (
        (member.joined_on, "入党时间"),
        (member.converted_on, "转正时间"),
        (moved_in_on, "转入时间"),
    ):
        if day is not None and binds(on=day, in_use_from=in_use_from):
            road = f"接收预备党员和转正要逐步办理（{rules.article(25)}）"
            raise MemberRefused(f"{words}在启用日期以后：{road}；从外地转入的，请填写介绍信编号。")


class Taken(NamedTuple):
    members: int
    activists: int


@transaction.atomic
def take_over(
    *, branch: Branch, enterprise: Enterprise, on: datetime.date, by: User, mine: Reach
) -> Taken:
    """Move all people of an enterprise to the branch that covers it; every clock runs on.

    `mine`: what `by` looks after; nobody is taken away from somebody else's branch.
    """
    covered = Coverage.objects.in_force(on=on).filter(branch=branch, enterprise=enterprise)
    if not covered.exists():
        raise CoverageRefused(f"{branch}当天没有覆盖{enterprise}，请先办理覆盖。")
    members = Member.objects.in_force(on=on).filter(worker__enterprise=enterprise)
    activists = Activist.objects.open().filter(worker__enterprise=enterprise, applied_on__lte=on)
    moving = list(members.exclude(branch=branch).filter(left_on__isnull=True).order_by("pk"))
    coming = list(activists.exclude(branch=branch).order_by("pk"))
    if not (moving or coming):
        raise CoverageRefused(f"{enterprise}没有要转到{branch}的党员和入党积极分子。")
    hidden = sum(not mine.holds(row) for row in (*moving, *coming))
    if hidden:
        raise CoverageRefused(f"其中{hidden}人不在您负责的单位范围内，请由负责的人办理。")
    moved = {"held_on": on, "organ": branch}
    for member in moving:
        step = MemberStep(member=member, kind=MemberStepKind.MOVE, **moved)
        take_member_step(step=step, by=by)
    for activist in coming:
        take_step(step=ActivistStep(activist=activist, kind=StepKind.MOVE, **moved), by=by)
    return Taken(len(moving), len(coming))
