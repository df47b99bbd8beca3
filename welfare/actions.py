"""The verbs of welfare. Each locks, decides, writes, or refuses with a sentence for the clerk.

Every ``on`` and ``today`` is a day that the door hands in. A payment's ``user`` is who signs for
the step: it decides who may, and stands in the history beside the change.
"""

import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, Sum

from config.accounts.models import User
from config.accounts.refusals import Refusal
from unions.models import Employment, Enterprise, Worker
from welfare import rules
from welfare.choices import PaymentState
from welfare.models import Family, Matter, Payment, Programme, Station

LONGEST_REASON = 100
"""Characters that the history keeps of a reason."""

M = TypeVar("M", bound=Model)


class PaymentRefused(Refusal):
    """A payment stays what it was."""


class MatterRefused(Refusal):
    """A matter stays what it was."""


class FamilyRefused(Refusal):
    """A family stays on file as it was."""


class StationRefused(Refusal):
    """A station stays as it was."""


@transaction.atomic
def draft_payment(*, payment: Payment, user: User, today: datetime.date) -> Payment:
    """Write down a payment, unsaved; without a unit it counts for the worker's of today."""
    payment.made_by = user
    payment.enterprise = payment.enterprise or _unit_of(payment.worker, on=today)
    return _record(payment, user=user)


@transaction.atomic
def submit_payment(*, payment: Payment, user: User) -> Payment:
    """Hand a draft to the checker; whoever submits it signs as its maker."""
    payment = _locked_payment(payment, verb=rules.SUBMIT)
    payment.state, payment.made_by = PaymentState.SUBMITTED, user
    return _record(payment, user=user)


@transaction.atomic
def approve_payment(*, payment: Payment, user: User) -> Payment:
    """Agree to a submitted payment that somebody else made, within the programme's budget."""
    payment = _locked_payment(payment, verb=rules.APPROVE)
    if payment.made_by_id is None:
        raise PaymentRefused("这笔发放没有经办人，请退回后由经办人重新提交。")
    if payment.made_by_id == user.pk:
        raise PaymentRefused("审批人不能是经办人本人，请由另一位同事审批。")
    _refuse_over_budget(payment)
    payment.state, payment.approved_by = PaymentState.APPROVED, user
    return _record(payment, user=user)


@transaction.atomic
def return_payment(*, payment: Payment, user: User, reason: str) -> Payment:
    """Send a submitted payment back to be corrected."""
    _refuse_bad_reason(reason)
    payment = _locked_payment(payment, verb=rules.RETURN)
    payment.state = PaymentState.DRAFT
    return _record(payment, user=user, reason=reason)


@transaction.atomic
def pay_payment(
    *, payment: Payment, user: User, on: datetime.date, today: datetime.date
) -> Payment:
    """Note that an approved payment was handed out on a day, or a counter-row taken back."""
    payment = _locked_payment(payment, verb=rules.PAY)
    if on > today:
        raise PaymentRefused("发放日期不能晚于今天，请等发放以后再登记。")
    if payment.reverses is not None:
        _refuse_early_reversal(payment.reverses, on=on)
    else:
        _refuse_closed_programme(payment.programme, on=on)
    if payment.enterprise is None and payment.reverses is None:
        payment.enterprise = _unit_of(payment.worker, on=on)
    payment.state, payment.paid_on = PaymentState.PAID, on
    return _record(payment, user=user)


@transaction.atomic
def cancel_payment(*, payment: Payment, user: User, reason: str) -> Payment:
    """Give up a payment that was not handed out; its occasion is free again."""
    _refuse_bad_reason(reason)
    payment = _locked_payment(payment, verb=rules.CANCEL)
    payment.state = PaymentState.CANCELLED
    return _record(payment, user=user, reason=reason)


@transaction.atomic
def reverse_payment(*, payment: Payment, user: User, reason: str) -> Payment:
    """Make the counter-row of a paid payment and return it, submitted.

    Money comes back the way it went out: another person approves the row, and it is paid on the
    day the money is back. The mistaken payment keeps its occasion, so a corrected one needs
    another occasion.
    """
    _refuse_bad_reason(reason)
    payment = _locked_payment(payment, verb=rules.REVERSE)
    if payment.reverses_id is not None:
        raise PaymentRefused("冲销的款项不能再冲销。")
    if payment.reversals.exclude(state=PaymentState.CANCELLED).exists():
        raise PaymentRefused("这笔发放已经有一笔冲销。")
    counter = Payment(
        programme=payment.programme,
        worker=payment.worker,
        enterprise=payment.enterprise,
        occasion=payment.occasion,
        amount=-payment.amount,
        state=PaymentState.SUBMITTED,
        reverses=payment,
        made_by=user,
    )
    return _record(counter, user=user, reason=reason)


@transaction.atomic
def finish_matter(*, matter: Matter, on: datetime.date) -> Matter:
    """Note the day on which a matter was settled."""
    matter = _locked(Matter, matter.pk, "meeting")
    if matter.done_on is not None:
        raise MatterRefused(f"这个议题已于{matter.done_on}办结。")
    if on < matter.meeting.held_on:
        raise MatterRefused(f"办结日期不能早于会议日期（{matter.meeting.held_on}）。")
    matter.done_on = on
    matter.save()
    return matter


@transaction.atomic
def end_family(*, family: Family, on: datetime.date) -> Family:
    """Take a family off the file; from the day on it is no longer one in hardship."""
    family = _locked(Family, family.pk)
    if family.ended_on is not None:
        raise FamilyRefused(f"这个家庭已于{family.ended_on}脱困。")
    if not rules.may_end(started_on=family.started_on, on=on):
        raise FamilyRefused(f"脱困日期必须晚于建档日期（{family.started_on}）。")
    family.ended_on = on
    family.save()
    return family


@transaction.atomic
def close_station(*, station: Station, on: datetime.date) -> Station:
    """Close a station; from the day on it no longer counts."""
    station = _locked(Station, station.pk)
    if station.closed_on is not None:
        raise StationRefused(f"这个驿站已于{station.closed_on}停用。")
    if not rules.may_end(started_on=station.opened_on, on=on):
        raise StationRefused(f"停用日期必须晚于启用日期（{station.opened_on}）。")
    station.closed_on = on
    station.save()
    return station


def _locked(model: type[M], pk: int, *related: str) -> M:
    """The row, held until the transaction ends."""
    rows = model._default_manager.select_related(*related)
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _locked_payment(payment: Payment, *, verb: str) -> Payment:
    """The payment, held until the transaction ends, if its state allows the verb."""
    payment = _locked(Payment, payment.pk, "programme", "worker", "reverses")
    if not rules.payment_may(verb, state=payment.state):
        allowed = "、".join(state.label for state in rules.STATES_FOR[verb])
        raise PaymentRefused(
            f"这笔发放现在是“{payment.get_state_display()}”，只有“{allowed}”的才能{verb}。"
        )
    return payment


def _unit_of(worker: Worker, *, on: datetime.date) -> Enterprise | None:
    """Where the worker was employed on the day; None for nobody's employee."""
    rows = Employment.objects.in_force(on=on).filter(worker=worker).select_related("enterprise")
    employment: Employment | None = rows.order_by("-started_on", "-pk").first()
    return employment.enterprise if employment else None


def _record(payment: Payment, *, user: User, reason: str = "") -> Payment:
    """Save with the history row that says who and why."""
    kept: Any = payment
    kept._history_user = user
    kept._change_reason = reason or None
    payment.save()
    return payment


def _refuse_bad_reason(reason: str) -> None:
    if not reason.strip():
        raise PaymentRefused("请写明原因。")
    if len(reason) > LONGEST_REASON:
        raise PaymentRefused(f"原因最多{LONGEST_REASON}个字，请写短一些。")


def _refuse_over_budget(payment: Payment) -> None:
    # The programme's row is the queue in which approvals wait for each other.
    programme = _locked(Programme, payment.programme_id)
    if programme.budget is None:
        return
    decided = programme.payment_set.filter(state__in=PaymentState.decided())
    committed = decided.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if not rules.within_budget(budget=programme.budget, committed=committed, amount=payment.amount):
        left = max(programme.budget - committed, Decimal(0))
        raise PaymentRefused(f"超出“{programme}”的预算：还可以审批{left}元。")


def _refuse_early_reversal(reversed_payment: Payment, *, on: datetime.date) -> None:
    paid_on = reversed_payment.paid_on
    if paid_on is not None and on < paid_on:
        raise PaymentRefused(f"冲销日期不能早于原来的发放日期（{paid_on}）。")


def _refuse_closed_programme(programme: Programme, *, on: datetime.date) -> None:
    if not rules.in_force(started_on=programme.started_on, ended_on=programme.ended_on, on=on):
        raise PaymentRefused(f"“{programme}”在{on}没有开办，请核对发放日期或项目的起止日期。")
