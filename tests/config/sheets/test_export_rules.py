"""How many rows one person may take out alone; above that another says yes."""

import datetime

import pytest

from config.sheets.registry import all_resources
from config.sheets.rules import HARDSHIP, PAYMENTS, good_until, needs_second

EDGES = [
    pytest.param(PAYMENTS, 49, False, id="payments-at-the-bound"),
    pytest.param(PAYMENTS, 50, True, id="payments-above"),
    pytest.param(HARDSHIP, 499, False, id="hardship-at-the-bound"),
    pytest.param(HARDSHIP, 500, True, id="hardship-above"),
    pytest.param("", 4_999, False, id="any-at-the-bound"),
    pytest.param("", 5_000, True, id="any-above"),
    pytest.param("", 0, False, id="nothing"),
]


@pytest.mark.parametrize(("sensitive", "rows", "second"), EDGES)
def test_above_the_bound_a_second_person_is_needed(sensitive, rows, second):
    assert needs_second(rows, sensitive) is second


def test_each_ledger_says_what_it_tells_of_people():
    told = {resource.ledger: resource.sensitive for resource in all_resources()}

    assert {ledger: kind for ledger, kind in told.items() if kind} == {
        "benefit_rolls": HARDSHIP,
        "certificates": PAYMENTS,
        "hardship_aid": PAYMENTS,
        "study_aid": PAYMENTS,
    }


def test_an_approval_holds_for_a_day():
    decided = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)

    assert good_until(decided) == datetime.datetime(2026, 11, 25, 9, 30, tzinfo=datetime.UTC)
