"""Which payments, families and matters answer a question, at the borders of days and sums."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.asking import names_listed
from tests.factories.unions import WorkerFactory
from tests.factories.welfare import (
    FamilyFactory,
    InsuranceFactory,
    MatterFactory,
    MeetingFactory,
    PaymentFactory,
    StockReportFactory,
)

pytestmark = pytest.mark.django_db

WORKER = 2
"""The column of payments that names the person."""


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param({"paid_from": "2022-06-03", "paid_to": "2022-06-03"}, ["甲"], id="that-day"),
        pytest.param({"paid_from": "2022-06-04"}, [], id="from-the-day-after"),
        pytest.param({"paid_to": "2022-06-02"}, [], id="to-the-day-before"),
        pytest.param({"amount_from": "1000", "amount_to": "1000"}, ["甲"], id="that-sum"),
        pytest.param({"amount_from": "1000.01"}, [], id="from-a-cent-more"),
        pytest.param({"amount_to": "999.99"}, [], id="to-a-cent-less"),
        pytest.param({"state": "paid"}, ["甲"], id="paid"),
        pytest.param({"state": "draft"}, [], id="no-draft"),
    ],
)
def test_bounds_of_days_and_sums_belong_to_the_answer(admin_client, asked, listed):
    PaymentFactory(worker=WorkerFactory(name="甲"), paid=True)

    assert names_listed(admin_client, "welfare_payments", asked, column=WORKER) == listed


def test_a_sum_is_told_to_the_cent_and_what_was_paid_apart(admin_client):
    PaymentFactory(amount=Decimal("1234.50"), paid=True)
    PaymentFactory(amount=Decimal("2000.00"))

    screen = admin_client.get(reverse("admin:welfare_payments"))

    assert screen.context["sums"] == ["金额：3,234.50元", "其中已发放：1,234.50元"]
    assert [line[6] for line in screen.context["rows"]] == [
        ("1,234.50", "number"),
        ("2,000.00", "number"),
    ]


HELD = [
    pytest.param("2022-06-17", None, id="the-day-before-it-began"),
    pytest.param("2022-06-18", "", id="the-day-it-began"),
    pytest.param("2023-06-17", "", id="the-last-day"),
    pytest.param("2023-06-18", "ended", id="the-day-it-ended"),
]


@pytest.mark.parametrize(("as_of", "among"), HELD)
@pytest.mark.parametrize(
    ("key", "factory"),
    [("welfare_families", FamilyFactory), ("welfare_insurances", InsuranceFactory)],
)
def test_what_lasts_is_listed_by_the_day_asked_for(admin_client, key, factory, as_of, among):
    factory(
        worker=WorkerFactory(name="甲"),
        started_on=datetime.date(2022, 6, 18),
        ended_on=datetime.date(2023, 6, 18),
    )

    found = {
        held: names_listed(admin_client, key, {"as_of": as_of, "held": held})
        for held in ("", "ended")
    }

    assert found == {held: ["甲"] if held == among else [] for held in ("", "ended")}


@pytest.mark.parametrize(
    ("as_of", "stands"),
    [
        pytest.param("2022-02-28", None, id="before-the-meeting"),
        pytest.param("2022-03-01", "open", id="the-day-of-the-meeting"),
        pytest.param("2022-05-01", "open", id="the-last-day-of-the-limit"),
        pytest.param("2022-05-02", "overdue", id="the-day-after-the-limit"),
        pytest.param("2022-06-09", "overdue", id="the-day-before-it-was-done"),
        pytest.param("2022-06-10", "done", id="the-day-it-was-done"),
    ],
)
def test_a_matter_stands_as_it_stood_on_the_day(admin_client, as_of, stands):
    MatterFactory(
        meeting=MeetingFactory(held_on=datetime.date(2022, 3, 1)),
        subject="租金",
        due_on=datetime.date(2022, 5, 1),
        done_on=datetime.date(2022, 6, 10),
    )
    standings = ("open", "overdue", "done")

    found = {
        one: names_listed(
            admin_client, "welfare_matters", {"as_of": as_of, "standing": one}, column=3
        )
        for one in standings
    }

    assert found == {one: ["租金"] if one == stands else [] for one in standings}


def test_a_stock_report_says_what_is_lacking(admin_client):
    StockReportFactory(item="口罩", on_hand=Decimal(20), needed=Decimal("50.5"))

    assert names_listed(admin_client, "welfare_stock_reports", {"item": "口罩"}, column=5) == [
        "30.50"
    ]
