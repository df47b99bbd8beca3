"""What the trade of welfare allows. Pure: no database, no clock, no settings."""

import datetime
from decimal import Decimal

from welfare.choices import MatterStanding, PaymentState

SUBMIT, APPROVE, RETURN, PAY, CANCEL, REVERSE = "提交", "审批", "退回", "发放", "作废", "冲销"

STATES_FOR: dict[str, tuple[PaymentState, ...]] = {
    SUBMIT: (PaymentState.DRAFT,),
    APPROVE: (PaymentState.SUBMITTED,),
    RETURN: (PaymentState.SUBMITTED,),
    PAY: (PaymentState.APPROVED,),
    CANCEL: PaymentState.unpaid(),
    REVERSE: (PaymentState.PAID,),
}
"""The states from which each verb may be done; paid money is never cancelled, only reversed."""


def payment_may(verb: str, *, state: str) -> bool:
    """Whether a payment in the state may be submitted, approved, returned, …"""
    return state in STATES_FOR[verb]


def within_budget(*, budget: Decimal, committed: Decimal, amount: Decimal) -> bool:
    """Whether yuan already committed plus the amount stay within the budget.

    The last yuan may be spent. A negative amount, which gives money back, always fits.
    """
    return amount < 0 or committed + amount <= budget


def in_force(
    *, started_on: datetime.date | None, ended_on: datetime.date | None, on: datetime.date
) -> bool:
    """Whether [started_on, ended_on) holds on the day; an empty side is unbounded."""
    return (started_on is None or started_on <= on) and (ended_on is None or on < ended_on)


def may_end(*, started_on: datetime.date | None, on: datetime.date) -> bool:
    """Whether something that began then may end on the day: it must have held a day at least."""
    return started_on is None or on > started_on


def matter_standing(
    *, due_on: datetime.date | None, done_on: datetime.date | None, on: datetime.date
) -> MatterStanding:
    """Where a matter stands at the end of the day.

    The day of the limit is still in time; a matter done late is done, not overdue
    (domain: past 时限 and not 办结).
    """
    if done_on is not None and done_on <= on:
        return MatterStanding.DONE
    if due_on is not None and due_on < on:
        return MatterStanding.OVERDUE
    return MatterStanding.OPEN


def follows_meeting(*, held_on: datetime.date, on: datetime.date | None) -> bool:
    """Whether a limit, or the day of settling, is not before the meeting that raised the matter."""
    return on is None or on >= held_on


def quantity_lacking(*, on_hand: Decimal, needed: Decimal) -> Decimal:
    """How much of an item an enterprise still lacks; never negative."""
    return max(needed - on_hand, Decimal(0))
