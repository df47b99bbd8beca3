"""The verbs of the three Party ledgers. Each locks, decides, writes, or refuses with a sentence.

Every day is handed in by the door; intervals are half-open: the day of a move is the first in
the new branch and no longer counts in the old one.
"""

import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from config.accounts.breaches import refuse_breaches
from config.accounts.refusals import Refusal
from ledgers import rules
from ledgers.choices import ActivistStage, LeftHow, MemberStanding
from ledgers.models import (
    Activist,
    ActivistContact,
    Affiliation,
    Branch,
    Coverage,
    Member,
    Post,
)
from unions.models import Enterprise, Worker
from unions.rules import may_end

M = TypeVar("M", bound=Model)


class MemberRefused(Refusal):
    """A member's row and affiliations stay as they were."""


class ActivistRefused(Refusal):
    """An activist's row stays as it was."""


class CoverageRefused(Refusal):
    """What a Party organisation covers stays as it was."""


@transaction.atomic
def register_member(
    *, member: Member, branch: Branch, moved_in_on: datetime.date | None = None
) -> Member:
    """Enter a member, unsaved, into the ledger of a branch.

    The affiliation begins on `moved_in_on`, else with 入党时间, never before the branch.
    """
    _lock(Worker, member.worker_id)
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
    was = _lock(Member, member.pk).joined_on
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
    member = _locked_in_force(member)
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
    member = _locked_in_force(member)
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
    member = _locked_in_force(member)
    if member.converted_on is not None:
        raise MemberRefused(f"{member}已于{member.converted_on}转正。")
    if on <= member.joined_on:
        raise MemberRefused(f"转正时间必须晚于入党时间（{member.joined_on}）。")
    member.converted_on, member.converted_on_precision = on, precision
    member.save()
    return member


@transaction.atomic
def end_membership(*, member: Member, on: datetime.date, how: LeftHow) -> Member:
    """Take a member off the ledger from the day on, with the affiliation and every post."""
    member = _locked_in_force(member)
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


@transaction.atomic
def register_activist(*, activist: Activist) -> Activist:
    """Enter an applicant, unsaved, into the third ledger; a member has nothing to apply for."""
    _lock(Worker, activist.worker_id)
    if Member.objects.open().filter(worker=activist.worker).exists():
        raise ActivistRefused(f"{activist}已在党员台账中，不能再登记为入党申请人。")
    if Activist.objects.open().filter(worker=activist.worker).exists():
        raise ActivistRefused(f"{activist}已在入党积极分子台账中，不能重复登记。")
    refuse_breaches(activist, ActivistRefused)
    activist.save()
    return activist


@transaction.atomic
def assign_contact(*, activist: Activist, member: Member, on: datetime.date) -> ActivistContact:
    """Name a 培养联系人: a full member, and no more than two at a time (发展党员工作细则 art 9)."""
    activist = _locked_open(activist)
    standing = rules.standing_of(
        joined_on=member.joined_on,
        converted_on=member.converted_on,
        left_on=member.left_on,
        on=on,
    )
    if standing != MemberStanding.FULL:
        raise ActivistRefused(f"{member}当天不是正式党员，不能担任培养联系人。")
    held = list(ActivistContact.objects.open().filter(activist=activist))
    if member.pk in {contact.member_id for contact in held}:
        raise ActivistRefused(f"{member}已是{activist}的培养联系人。")
    if len(held) >= rules.MOST_CONTACTS:
        raise ActivistRefused(f"{activist}已有两名培养联系人；请先结束其中一名。")
    return ActivistContact.objects.create(activist=activist, member=member, started_on=on)


@transaction.atomic
def admit(*, activist: Activist, on: datetime.date) -> Member:
    """Accept a 发展对象 as probationary member on the day of the branch meeting.

    Closes the activist's row, ends the guidance, and enters the member into the same branch.
    """
    activist = _locked_open(activist)
    if rules.stage_of(activist.road(), on=on) != ActivistStage.TARGET:
        raise ActivistRefused(f"{activist}当天还不是发展对象，不能接收为预备党员。")
    if not may_end(started_on=activist.applied_on, on=on):
        raise ActivistRefused(f"接收时间必须晚于申请入党时间（{activist.applied_on}）。")
    activist.admitted_on = on
    activist.save()
    _end_guidance(activist, on=on)
    member = Member(worker=activist.worker, joined_on=on)
    return register_member(member=member, branch=activist.branch)


@transaction.atomic
def end_activist(*, activist: Activist, on: datetime.date) -> Activist:
    """End somebody's way into the Party without admission, and the guidance with it."""
    activist = _locked_open(activist)
    if not may_end(started_on=activist.applied_on, on=on):
        raise ActivistRefused(f"终止时间必须晚于申请入党时间（{activist.applied_on}）。")
    activist.ended_on = on
    activist.save()
    _end_guidance(activist, on=on)
    return activist


@transaction.atomic
def cover(*, branch: Branch, enterprise: Enterprise, on: datetime.date | None) -> Coverage:
    """Have a Party organisation cover an enterprise; an empty day means always."""
    _lock(Enterprise, enterprise.pk)
    for other in Coverage.objects.filter(enterprise=enterprise).select_related("branch"):
        if other.ended_on is None:
            raise CoverageRefused(f"{enterprise}已由{other.branch}覆盖；请先结束原来的覆盖。")
        if on is None or on < other.ended_on:
            raise CoverageRefused(
                f"开始时间要填写，而且不能早于{other.branch}结束覆盖的时间（{other.ended_on}）。"
            )
    if branch.dissolved_on is not None and (on is None or on >= branch.dissolved_on):
        raise CoverageRefused(f"{branch}已于{branch.dissolved_on}撤销，请另选党组织或日期。")
    return Coverage.objects.create(branch=branch, enterprise=enterprise, started_on=on)


@transaction.atomic
def uncover(*, coverage: Coverage, on: datetime.date) -> Coverage:
    """End a coverage; from the day on the enterprise is without."""
    coverage = _lock(Coverage, coverage.pk)
    if coverage.ended_on is not None:
        raise CoverageRefused(f"这项覆盖已于{coverage.ended_on}结束。")
    if not may_end(started_on=coverage.started_on, on=on):
        raise CoverageRefused(f"结束时间必须晚于开始时间（{coverage.started_on}）。")
    coverage.ended_on = on
    coverage.save()
    return coverage


def _lock(model: type[M], pk: int) -> M:
    """The row, held until the transaction ends."""
    return model._default_manager.select_for_update().get(pk=pk)


def _locked_in_force(member: Member) -> Member:
    locked = _lock(Member, member.pk)
    if locked.left_on is not None:
        raise MemberRefused(f"{locked}已于{locked.left_on}减员。")
    return locked


def _locked_open(activist: Activist) -> Activist:
    locked = _lock(Activist, activist.pk)
    if locked.admitted_on is not None:
        raise ActivistRefused(f"{locked}已于{locked.admitted_on}接收为预备党员。")
    if locked.ended_on is not None:
        raise ActivistRefused(f"{locked}已于{locked.ended_on}终止培养。")
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


def _end_guidance(activist: Activist, *, on: datetime.date) -> None:
    for contact in ActivistContact.objects.open().filter(activist=activist):
        if not may_end(started_on=contact.started_on, on=on):
            raise ActivistRefused(f"日期必须晚于指定培养联系人的时间（{contact.started_on}）。")
        contact.ended_on = on
        contact.save()


def _refuse_second_membership(worker: Worker) -> None:
    if Member.objects.open().filter(worker=worker).exists():
        raise MemberRefused(f"{worker}已在党员台账中。")


def _refuse_dissolved(branch: Branch, *, on: datetime.date) -> None:
    if branch.dissolved_on is not None and on >= branch.dissolved_on:
        raise MemberRefused(f"{branch}已于{branch.dissolved_on}撤销，请另选支部或日期。")
