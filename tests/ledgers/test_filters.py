"""Which rows of the Party's ledgers answer a question, at the borders of its days."""

import datetime

import pytest

from ledgers.choices import LeftHow
from tests.asking import names_listed
from tests.factories.ledgers import ActivistFactory, DelegateFactory, MemberFactory
from tests.factories.unions import WorkerFactory

pytestmark = pytest.mark.django_db

JUNE = {"joined_from": "2022-06", "joined_to": "2022-06"}


@pytest.mark.parametrize(
    ("joined_on", "precision", "asked", "listed"),
    [
        pytest.param("2022-05-31", "day", JUNE, [], id="the-day-before-the-month"),
        pytest.param("2022-06-01", "day", JUNE, ["甲"], id="the-first-day-of-the-month"),
        pytest.param("2022-06-30", "day", JUNE, ["甲"], id="the-last-day-of-the-month"),
        pytest.param("2022-07-01", "day", JUNE, [], id="the-day-after-the-month"),
        pytest.param("2022-06-01", "month", JUNE, ["甲"], id="known-by-its-month"),
        pytest.param("2022-06-15", "day", {"joined_from": "2022-06-15"}, ["甲"], id="from-it"),
        pytest.param("2022-06-15", "day", {"joined_from": "2022-06-16"}, [], id="from-the-next"),
        pytest.param("2022-06-15", "day", {"joined_to": "2022-06-15"}, ["甲"], id="to-that-day"),
        pytest.param("2022-06-15", "day", {"joined_to": "2022-06-14"}, [], id="to-the-day-before"),
    ],
)
def test_a_month_asked_for_is_all_its_days(admin_client, joined_on, precision, asked, listed):
    MemberFactory(
        worker=WorkerFactory(name="甲"),
        joined_on=datetime.date.fromisoformat(joined_on),
        joined_on_precision=precision,
        converted_on=None,
    )

    assert names_listed(admin_client, "ledgers_members", asked) == listed


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param({"as_of": "2022-06-19", "standing": "full"}, [], id="not-yet-joined"),
        pytest.param({"as_of": "2022-06-20", "standing": "probationary"}, ["甲"], id="joined"),
        pytest.param({"as_of": "2023-06-19", "standing": "probationary"}, ["甲"], id="last-day"),
        pytest.param({"as_of": "2023-06-20", "standing": "probationary"}, [], id="converted"),
        pytest.param({"as_of": "2023-06-20", "standing": "full"}, ["甲"], id="full-that-day"),
        pytest.param({"as_of": "2024-01-31"}, ["甲"], id="the-last-day-on-the-books"),
        pytest.param({"as_of": "2024-02-01"}, [], id="the-day-of-leaving"),
        pytest.param({"as_of": "2024-02-01", "held": "ended"}, ["甲"], id="among-those-who-left"),
    ],
)
def test_standing_is_that_of_the_day(admin_client, asked, listed):
    MemberFactory(
        worker=WorkerFactory(name="甲"),
        joined_on=datetime.date(2022, 6, 20),
        converted_on=datetime.date(2023, 6, 20),
        left_on=datetime.date(2024, 2, 1),
        left_how=LeftHow.TRANSFERRED_OUT,
    )

    assert names_listed(admin_client, "ledgers_members", asked) == listed


STEPS = [
    pytest.param("2021-03-01", None, id="the-day-before-the-application"),
    pytest.param("2021-03-02", "applicant", id="the-day-of-the-application"),
    pytest.param("2021-10-07", "applicant", id="the-last-day-of-an-applicant"),
    pytest.param("2021-10-08", "activist", id="the-day-of-confirmation"),
    pytest.param("2022-11-08", "activist", id="the-last-day-of-an-activist"),
    pytest.param("2022-11-09", "target", id="the-day-of-becoming-a-target"),
    pytest.param("2023-06-30", "target", id="the-last-day-of-a-target"),
    pytest.param("2023-07-01", "admitted", id="the-day-of-admission"),
]


@pytest.mark.parametrize(("as_of", "reached"), STEPS)
def test_an_activist_is_listed_under_the_stage_of_the_day_alone(admin_client, as_of, reached):
    ActivistFactory(
        worker=WorkerFactory(name="甲"),
        confirmed_on=datetime.date(2021, 10, 8),
        target_on=datetime.date(2022, 11, 9),
        admitted_on=datetime.date(2023, 7, 1),
    )
    stages = ("applicant", "activist", "target", "admitted", "ended")

    found = {
        stage: names_listed(admin_client, "ledgers_activists", {"as_of": as_of, "stage": stage})
        for stage in stages
    }

    assert found == {stage: ["甲"] if stage == reached else [] for stage in stages}


@pytest.mark.parametrize(
    ("as_of", "listed"),
    [
        pytest.param("2021-08-17", [], id="the-day-before-election"),
        pytest.param("2021-08-18", ["甲"], id="the-day-of-election"),
        pytest.param("2022-08-17", ["甲"], id="the-last-day-in-office"),
        pytest.param("2022-08-18", [], id="the-day-it-ended"),
    ],
)
def test_a_delegate_is_listed_on_the_days_in_office(admin_client, as_of, listed):
    DelegateFactory(worker=WorkerFactory(name="甲"), ended_on=datetime.date(2022, 8, 18))

    assert names_listed(admin_client, "ledgers_delegates", {"as_of": as_of}) == listed
