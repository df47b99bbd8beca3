"""The verbs of the third ledger beside the steps: entering, guiding, ending."""

import datetime

from django.db import transaction

from config.accounts.breaches import refuse_breaches
from config.accounts.models import Committee
from config.accounts.refusals import binds
from ledgers import rules
from ledgers.actions.refusing import ActivistRefused, lock
from ledgers.choices import MemberStanding, StepKind
from ledgers.models import Activist, ActivistContact, ActivistStep, Member
from unions.models import Worker
from unions.rules import may_end


@transaction.atomic
def register_activist(*, activist: Activist, arrival: ActivistStep | None = None) -> Activist:
    """Enter an applicant, unsaved, into the third ledger; a member has nothing to apply for.

    `arrival`: the step, unsaved, of somebody who comes from elsewhere with his file; what was
    done there counts on (发展党员工作细则 art 12).
    """
    lock(Worker, activist.worker_id)
    if Member.objects.open().filter(worker=activist.worker).exists():
        raise ActivistRefused(f"{activist}已在党员台账中，不能再登记为入党申请人。")
    if Activist.objects.open().filter(worker=activist.worker).exists():
        raise ActivistRefused(f"{activist}已在入党积极分子台账中，不能重复登记。")
    refuse_breaches(activist, ActivistRefused)
    if arrival is None:
        _refuse_steps_by_date(activist)
    activist.save()
    if arrival is not None:
        _arrive(activist, arrival)
    return activist


def _arrive(activist: Activist, arrival: ActivistStep) -> None:
    if not (arrival.held_on and arrival.number and arrival.elsewhere):
        raise ActivistRefused("转入的，原党组织、材料文号和转入日期要一起填写。")
    done = (activist.applied_on, activist.talked_on, activist.confirmed_on, activist.target_on)
    if any(day and day > arrival.held_on for day in done):
        raise ActivistRefused("转入日期不能早于在原党组织办过的各步。")
    arrival.activist, arrival.kind = activist, StepKind.ARRIVE
    arrival.rule_version = rules.version_on(arrival.held_on)
    arrival.save()


def _refuse_steps_by_date(activist: Activist) -> None:
    """What happens from the 启用日期 on is taken step by step, not entered as a mere date."""
    in_use_from = Committee.current().in_use_from
    for field in activist._meta.concrete_fields:
        day = getattr(activist, field.attname)
        by_step = field.name in {"talked_on", "confirmed_on", "target_on"}
        if by_step and day is not None and binds(on=day, in_use_from=in_use_from):
            words = field.verbose_name
            raise ActivistRefused(f"{words}在启用日期以后；请先登记申请，再逐步办理。")


@transaction.atomic
def assign_contact(*, activist: Activist, member: Member, on: datetime.date) -> ActivistContact:
    """Name a 培养联系人: a full member, and no more than two at a time (发展党员工作细则 art 9)."""
    activist = locked_open(activist)
    standing = rules.standing_of(
        joined_on=member.joined_on,
        converted_on=member.converted_on,
        left_on=member.left_on,
        on=on,
    )
    if standing != MemberStanding.FULL:
        raise ActivistRefused(
            f"{member}当天不是正式党员，不能担任培养联系人（{rules.article(9)}）。"
        )
    held = list(ActivistContact.objects.open().filter(activist=activist))
    if member.pk in {contact.member_id for contact in held}:
        raise ActivistRefused(f"{member}已是{activist}的培养联系人。")
    if len(held) >= rules.MOST_CONTACTS:
        full = f"{activist}已有两名培养联系人（{rules.article(9)}）"
        raise ActivistRefused(f"{full}；请先结束其中一名。")
    return ActivistContact.objects.create(activist=activist, member=member, started_on=on)


@transaction.atomic
def end_activist(*, activist: Activist, on: datetime.date) -> Activist:
    """End somebody's way into the Party without admission, and the guidance with it."""
    activist = locked_open(activist)
    if not may_end(started_on=activist.applied_on, on=on):
        raise ActivistRefused(f"终止时间必须晚于申请入党时间（{activist.applied_on}）。")
    activist.ended_on = on
    activist.save()
    end_guidance(activist, on=on)
    return activist


def locked_open(activist: Activist) -> Activist:
    locked = lock(Activist, activist.pk)
    if locked.admitted_on is not None:
        raise ActivistRefused(f"{locked}已于{locked.admitted_on}接收为预备党员。")
    if locked.ended_on is not None:
        raise ActivistRefused(f"{locked}已于{locked.ended_on}终止培养。")
    return locked


def end_guidance(activist: Activist, *, on: datetime.date) -> None:
    for contact in ActivistContact.objects.open().filter(activist=activist):
        if not may_end(started_on=contact.started_on, on=on):
            raise ActivistRefused(f"日期必须晚于指定培养联系人的时间（{contact.started_on}）。")
        contact.ended_on = on
        contact.save()
