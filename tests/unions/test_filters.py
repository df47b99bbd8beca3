"""Which units, workers and memberships answer a question; the day of an end no longer counts."""

import datetime

import pytest

from tests.asking import names_listed
from tests.factories.unions import (
    EmploymentFactory,
    EnterpriseFactory,
    UnionMembershipFactory,
    WorkerFactory,
    invented_number,
)

pytestmark = pytest.mark.django_db

BEGUN, ENDED = datetime.date(2021, 3, 1), datetime.date(2022, 3, 1)
BORN = datetime.date(1990, 5, 18)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param({"as_of": "2021-02-28"}, [], id="the-day-before-it-opened"),
        pytest.param({"as_of": "2021-03-01"}, ["甲公司"], id="the-day-it-opened"),
        pytest.param({"as_of": "2022-02-28"}, ["甲公司"], id="the-last-day-open"),
        pytest.param({"as_of": "2022-03-01"}, [], id="the-day-it-closed"),
        pytest.param({"as_of": "2022-02-28", "held": "ended"}, [], id="not-yet-ended"),
        pytest.param({"as_of": "2022-03-01", "held": "ended"}, ["甲公司"], id="ended-that-day"),
        pytest.param({"as_of": "2021-02-28", "held": "all"}, ["甲公司"], id="whatever-the-day"),
        pytest.param(
            {"held": "all", "opened_from": "2021-03-01", "opened_to": "2021-03-01"},
            ["甲公司"],
            id="both-bounds-belong-to-it",
        ),
        pytest.param({"held": "all", "opened_from": "2021-03-02"}, [], id="from-the-day-after"),
        pytest.param({"held": "all", "opened_to": "2021-02-28"}, [], id="to-the-day-before"),
    ],
)
def test_an_enterprise_is_listed_on_the_days_it_was_open(admin_client, asked, listed):
    EnterpriseFactory(name="甲公司", opened_on=BEGUN, closed_on=ENDED)

    assert names_listed(admin_client, "unions_enterprises", asked) == listed


@pytest.mark.parametrize(
    ("as_of", "listed"),
    [
        pytest.param("2021-02-28", [], id="the-day-before-hire"),
        pytest.param("2021-03-01", ["甲"], id="the-day-of-hire"),
        pytest.param("2022-02-28", ["甲"], id="the-last-day"),
        pytest.param("2022-03-01", [], id="the-day-of-leaving"),
    ],
)
def test_a_worker_is_on_the_roster_of_the_days_employed(admin_client, as_of, listed):
    EmploymentFactory(worker=WorkerFactory(name="甲"), started_on=BEGUN, ended_on=ENDED)

    assert names_listed(admin_client, "unions_roster", {"as_of": as_of}) == listed


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param({"age_from": "30", "as_of": "2020-05-18"}, ["甲"], id="thirty-today"),
        pytest.param({"age_from": "30", "as_of": "2020-05-17"}, [], id="thirty-tomorrow"),
        pytest.param({"age_to": "29", "as_of": "2020-05-17"}, ["甲"], id="still-twenty-nine"),
        pytest.param({"age_to": "29", "as_of": "2020-05-18"}, [], id="no-longer-twenty-nine"),
    ],
)
@pytest.mark.parametrize("key", ["unions_roster", "unions_members"])
def test_ages_are_full_years_on_the_day_asked_for(admin_client, key, asked, listed):
    worker = WorkerFactory(name="甲", identity_number=invented_number(0, BORN))
    EmploymentFactory(worker=worker, started_on=datetime.date(2010, 1, 1))
    UnionMembershipFactory(worker=worker, joined_on=datetime.date(2010, 1, 1))

    assert names_listed(admin_client, key, asked) == listed


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param({"as_of": "2021-03-01", "membership": "yes"}, ["甲"], id="joined-that-day"),
        pytest.param({"as_of": "2021-02-28", "membership": "yes"}, [], id="not-yet-joined"),
        pytest.param({"as_of": "2022-03-01", "membership": "yes"}, [], id="left-that-day"),
        pytest.param({"as_of": "2022-03-01", "membership": "no"}, ["甲"], id="has-left"),
    ],
)
def test_the_roster_knows_who_was_a_union_member_on_the_day(admin_client, asked, listed):
    worker = WorkerFactory(name="甲")
    EmploymentFactory(worker=worker)
    UnionMembershipFactory(worker=worker, joined_on=BEGUN, left_on=ENDED)

    assert names_listed(admin_client, "unions_roster", asked) == listed
