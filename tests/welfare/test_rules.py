import datetime
from decimal import Decimal

import pytest

from welfare import rules
from welfare.choices import MatterStanding, PaymentState

DAY = datetime.date(2022, 7, 7)
BEFORE = DAY - datetime.timedelta(days=1)
AFTER = DAY + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        pytest.param(rules.SUBMIT, {"draft"}, id="submit"),
        pytest.param(rules.APPROVE, {"submitted"}, id="approve"),
        pytest.param(rules.RETURN, {"submitted"}, id="return"),
        pytest.param(rules.PAY, {"approved"}, id="pay"),
        pytest.param(rules.CANCEL, {"draft", "submitted", "approved"}, id="cancel"),
        pytest.param(rules.REVERSE, {"paid"}, id="reverse"),
    ],
)
def test_states_from_which_a_payment_may_move(verb, allowed):
    found = {state for state in PaymentState.values if rules.payment_may(verb, state=state)}

    assert found == allowed


@pytest.mark.parametrize(
    ("budget", "committed", "amount", "fits"),
    [
        pytest.param("10000.00", "9000.00", "999.99", True, id="a-fen-left"),
        pytest.param("10000.00", "9000.00", "1000.00", True, id="the-last-yuan"),
        pytest.param("10000.00", "9000.00", "1000.01", False, id="a-fen-over"),
        pytest.param("0.00", "0.00", "0.01", False, id="budget-of-nothing"),
        pytest.param("10000.00", "12000.00", "-500.00", True, id="money-coming-back"),
    ],
)
def test_within_budget(budget, committed, amount, fits):
    found = rules.within_budget(
        budget=Decimal(budget), committed=Decimal(committed), amount=Decimal(amount)
    )

    assert found is fits


@pytest.mark.parametrize(
    ("started_on", "ended_on", "holds"),
    [
        pytest.param(None, None, True, id="always"),
        pytest.param(DAY, None, True, id="begins-that-day"),
        pytest.param(AFTER, None, False, id="begins-the-day-after"),
        pytest.param(None, AFTER, True, id="until-the-day-after"),
        pytest.param(None, DAY, False, id="until-that-day"),
    ],
)
def test_in_force(started_on, ended_on, holds):
    assert rules.in_force(started_on=started_on, ended_on=ended_on, on=DAY) is holds


@pytest.mark.parametrize(
    ("started_on", "allowed"),
    [
        pytest.param(None, True, id="start-not-known"),
        pytest.param(BEFORE, True, id="held-one-day"),
        pytest.param(DAY, False, id="began-that-day"),
        pytest.param(AFTER, False, id="begins-later"),
    ],
)
def test_may_end(started_on, allowed):
    assert rules.may_end(started_on=started_on, on=DAY) is allowed


MATTER_TABLE = [
    pytest.param(None, None, MatterStanding.OPEN, id="no-limit"),
    pytest.param(AFTER, None, MatterStanding.OPEN, id="limit-tomorrow"),
    pytest.param(DAY, None, MatterStanding.OPEN, id="limit-today"),
    pytest.param(BEFORE, None, MatterStanding.OVERDUE, id="limit-yesterday"),
    pytest.param(BEFORE, DAY, MatterStanding.DONE, id="done-today-though-late"),
    pytest.param(BEFORE, AFTER, MatterStanding.OVERDUE, id="done-only-tomorrow"),
    pytest.param(AFTER, AFTER, MatterStanding.OPEN, id="done-tomorrow-within-limit"),
    pytest.param(None, BEFORE, MatterStanding.DONE, id="done-yesterday-without-limit"),
]
"""Columns: due_on, done_on, where the matter stands on DAY; its query is tested by it too."""


@pytest.mark.parametrize(("due_on", "done_on", "standing"), MATTER_TABLE)
def test_matter_standing(due_on, done_on, standing):
    assert rules.matter_standing(due_on=due_on, done_on=done_on, on=DAY) == standing


@pytest.mark.parametrize(
    ("on_hand", "needed", "lacking"),
    [
        pytest.param("20.00", "100.00", "80.00", id="short"),
        pytest.param("100.00", "100.00", "0", id="just-enough"),
        pytest.param("120.00", "100.00", "0", id="more-than-enough"),
    ],
)
def test_quantity_lacking(on_hand, needed, lacking):
    found = rules.quantity_lacking(on_hand=Decimal(on_hand), needed=Decimal(needed))

    assert found == Decimal(lacking)


@pytest.mark.parametrize(
    ("on", "follows"),
    [
        pytest.param(None, True, id="none"),
        pytest.param(datetime.date(2022, 2, 7), False, id="the-day-before"),
        pytest.param(datetime.date(2022, 2, 8), True, id="the-day-of-the-meeting"),
    ],
)
def test_a_limit_follows_its_meeting(on, follows):
    assert rules.follows_meeting(held_on=datetime.date(2022, 2, 8), on=on) == follows
