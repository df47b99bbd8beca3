"""The verbs of the first ledger: members and the branch they belong to.

Intervals are half-open: the day of a move is the first in the new branch and no longer counts in
the old one.
"""

import datetime

from django.db import transaction

from config.accounts.breaches import refuse_breaches
from config.accounts.models import Committee
from config.accounts.refusals import binds
from ledgers import rules
from ledgers.actions.refusing import MemberRefused, lock
from ledgers.choices import LeftHow
from ledgers.models import Affiliation, Branch, Member, Post
from unions.models import Worker
from unions.rules import may_end


@transaction.atomic
def register_member(
    *, member: Member, branch: Branch, moved_in_on: datetime.date | None = None
) -> Member:
    """Enter a member, unsaved, into the ledger of a branch.

    The affiliation begins on `moved_in_on`, else with 入党时间, never before the branch.
    """
    lock(Worker, member.worker_id)
    _refuse_second_membership(member.worker)
    since = rules.affiliated_since(
        joined_on=member.joined_on, founded_on=branch.founded_on, moved_in_on=moved_in_on
    )
    if since < member.joined_on:
        raise MemberRefused(f"转入时间不能早于入党时间（{member.joined_on}）。")
    _refuse_dissolved(branch, on=since)
    refuse_breaches(member, MemberRefused)
    member.branch = branch
    member.save()
    Affiliation.objects.create(member=member, branch=branch, started_on=since)
    return member


@transaction.atomic
def correct_joining(*, member: Member) -> Member:
    """Save a member whose 入党时间 was set right; an affiliation that began with it follows."""
    was = lock(Member, member.pk).joined_on
    affiliations = Affiliation.objects.filter(member=member).select_related("branch")
    first = min(affiliations, key=lambda row: row.started_on or datetime.date.min, default=None)
    if first is not None and first.started_on == was:
        first.started_on = rules.affiliated_since(
            joined_on=member.joined_on, founded_on=first.branch.founded_on, moved_in_on=None
        )
        if first.ended_on and not may_end(started_on=first.started_on, on=first.ended_on):
            raise MemberRefused(f"入党时间必须早于转出{first.branch}的时间（{first.ended_on}）。")
        first.save()
    elif first is not None and first.started_on and first.started_on < member.joined_on:
        raise MemberRefused(f"入党时间不能晚于转入{first.branch}的时间（{first.started_on}）。")
    member.save()
    return member


@transaction.atomic
def affiliate(*, member: Member, branch: Branch, on: datetime.date) -> Affiliation:
    """Move a member to another branch of the ledger from the day on."""
    member = locked_in_force(member)
    affiliation = _open_affiliation(member)
    if affiliation.branch_id == branch.pk:
        raise MemberRefused(f"{member}的组织关系已经在{branch}，不用转移。")
    _refuse_dissolved(branch, on=on)
    _end_affiliation(affiliation, on=on)
    member.branch = branch
    member.save()
    return Affiliation.objects.create(member=member, branch=branch, started_on=on)


@transaction.atomic
def correct_branch(*, member: Member, branch: Branch) -> Affiliation:
    """Set right a branch that was entered wrongly; past months change with it."""
    member = locked_in_force(member)
    affiliation = _open_affiliation(member)
    if affiliation.branch_id == branch.pk:
        raise MemberRefused("所选支部和原来一样，没有要更正的内容。")
    affiliation.branch = branch
    affiliation.save()
    member.branch = branch
    member.save()
    return affiliation


@transaction.atomic
def convert(*, member: Member, on: datetime.date, precision: str) -> Member:
    """Make a probationary member a full one; `precision` ("day" or "month") says how `on` is known.

    The day is that of 转正, which the branch meeting's resolution names.
    """
    member = locked_in_force(member)
    if member.converted_on is not None:
        raise MemberRefused(f"{member}已于{member.converted_on}转正。")
    if binds(on=on, in_use_from=Committee.current().in_use_from):
        raise MemberRefused("启用日期以后的转正，请依次办理转正申请、支部大会和党委审批。")
    if on <= member.joined_on:
        raise MemberRefused(f"转正时间必须晚于入党时间（{member.joined_on}）。")
    member.converted_on, member.converted_on_precision = on, precision
    member.save()
    return member


@transaction.atomic
def end_membership(*, member: Member, on: datetime.date, how: LeftHow) -> Member:
    """Take a member off the ledger from the day on, with the affiliation and every post."""
    member = locked_in_force(member)
    if not may_end(started_on=member.joined_on, on=on):
        raise MemberRefused(f"减员日期必须晚于入党时间（{member.joined_on}）。")
    _end_affiliation(_open_affiliation(member), on=on)
    for post in Post.objects.open().filter(member=member):
        if not may_end(started_on=post.started_on, on=on):
            raise MemberRefused(f"减员日期必须晚于任{post.title}的时间（{post.started_on}）。")
        post.ended_on = on
        post.save()
    member.left_on, member.left_how, member.branch = on, how, None
    member.save()
    return member


def locked_in_force(member: Member) -> Member:
    locked = lock(Member, member.pk)
    if locked.left_on is not None:
        raise MemberRefused(f"{locked}已于{locked.left_on}减员。")
    return locked


def _open_affiliation(member: Member) -> Affiliation:
    rows = Affiliation.objects.open().filter(member=member).select_related("branch")
    affiliation: Affiliation | None = rows.first()
    if affiliation is None:
        raise MemberRefused(f"{member}没有登记所在支部，请联系管理员核对组织关系。")
    return affiliation


def _end_affiliation(affiliation: Affiliation, *, on: datetime.date) -> None:
    if not may_end(started_on=affiliation.started_on, on=on):
        raise MemberRefused(
            f"日期必须晚于转入{affiliation.branch}的时间（{affiliation.started_on}）。"
        )
    affiliation.ended_on = on
    affiliation.save()


def _refuse_second_membership(worker: Worker) -> None:
    if Member.objects.open().filter(worker=worker).exists():
        raise MemberRefused(f"{worker}已在党员台账中。")


def _refuse_dissolved(branch: Branch, *, on: datetime.date) -> None:
    if branch.dissolved_on is not None and on >= branch.dissolved_on:
        raise MemberRefused(f"{branch}已于{branch.dissolved_on}撤销，请另选支部或日期。")
