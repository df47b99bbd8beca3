"""The half-open intervals of unions at their border days."""

import datetime

import pytest

from tests.factories import unions as made

pytestmark = pytest.mark.django_db

BEFORE = datetime.date(2022, 8, 31)
FROM = datetime.date(2022, 9, 1)
LAST = datetime.date(2023, 1, 4)
UNTIL = datetime.date(2023, 1, 5)


@pytest.mark.parametrize(
    ("factory", "start", "end"),
    [
        pytest.param(made.EmploymentFactory, "started_on", "ended_on", id="employment"),
        pytest.param(made.EnterpriseFactory, "opened_on", "closed_on", id="enterprise"),
        pytest.param(made.UnionBranchFactory, "founded_on", "dissolved_on", id="union"),
        pytest.param(made.UnionTermFactory, "started_on", "ended_on", id="term"),
        pytest.param(made.UnionMembershipFactory, "joined_on", "left_on", id="membership"),
        pytest.param(made.CourierHomeFactory, "opened_on", "closed_on", id="home"),
    ],
)
def test_the_first_day_counts_and_the_until_day_no_longer(factory, start, end):
    row = factory(**{start: FROM, end: UNTIL})

    held = {day: type(row).objects.in_force(on=day).exists() for day in (BEFORE, FROM, LAST, UNTIL)}

    assert held == {BEFORE: False, FROM: True, LAST: True, UNTIL: False}


def test_an_unknown_start_means_always():
    row = made.EmploymentFactory(started_on=None, ended_on=None)

    assert list(type(row).objects.in_force(on=datetime.date(1990, 1, 1))) == [row]
