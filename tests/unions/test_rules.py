"""Rules of people and unions as tables; the border days are named."""

import datetime
from decimal import Decimal

import pytest

from tests.factories.unions import invented_number
from unions import rules
from unions.choices import Sex


@pytest.mark.parametrize(
    ("number", "sex"),
    [
        pytest.param("14069919810208851X", Sex.MALE, id="odd-17th-digit"),
        pytest.param("140699199707016249", Sex.FEMALE, id="even-17th-digit"),
        pytest.param("140699199410030007", Sex.FEMALE, id="nought-is-even"),
    ],
)
def test_sex_is_told_by_the_17th_digit(number, sex):
    assert rules.sex_of(number) == sex


@pytest.mark.parametrize(
    ("number", "born_on"),
    [
        pytest.param("14069919810208851X", datetime.date(1981, 2, 8), id="plain"),
        pytest.param("140699200002290000", datetime.date(2000, 2, 29), id="leap-day"),
    ],
)
def test_birth_is_told_by_digits_7_to_14(number, born_on):
    assert rules.birth_of(number) == born_on


def test_an_invented_number_carries_the_birth_and_sex_asked_for():
    number = invented_number(7, datetime.date(1985, 12, 31), female=True)

    assert (rules.birth_of(number), rules.sex_of(number)) == (
        datetime.date(1985, 12, 31),
        Sex.FEMALE,
    )


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        pytest.param("2000-05-18", "2018-05-17", 17, id="day-before-birthday"),
        pytest.param("2000-05-18", "2018-05-18", 18, id="birthday"),
        pytest.param("2000-02-29", "2018-02-28", 17, id="leap-birth-28-february"),
        pytest.param("2000-02-29", "2018-03-01", 18, id="leap-birth-1-march"),
    ],
)
def test_age_completes_on_the_birthday(born_on, on, years):
    age = rules.age_on(
        born_on=datetime.date.fromisoformat(born_on), on=datetime.date.fromisoformat(on)
    )

    assert age == years


@pytest.mark.parametrize("on", ["2023-01-31", "2023-02-28", "2024-02-29", "2023-03-01"])
@pytest.mark.parametrize("age", [16, 18, 35])
def test_bounds_of_birth_agree_with_age(on, age):
    on = datetime.date.fromisoformat(on)
    one_day = datetime.timedelta(days=1)
    latest = rules.born_on_or_before(age, on=on)
    earliest = rules.born_on_or_after(age, on=on)

    ages = [
        rules.age_on(born_on=day, on=on)
        for day in (latest, latest + one_day, earliest, earliest - one_day)
    ]

    assert ages == [age, age - 1, age, age + 1]


@pytest.mark.parametrize(
    ("members", "workers", "rate"),
    [
        pytest.param(0, 0, None, id="no-workers"),
        pytest.param(5, 0, None, id="members-without-workers"),
        pytest.param(0, 8, "0.00", id="no-members"),
        pytest.param(2188, 2188, "100.00", id="all"),
        pytest.param(1, 3, "33.33", id="a-third"),
        pytest.param(2, 3, "66.67", id="two-thirds"),
        pytest.param(1, 800, "0.13", id="half-goes-up"),
    ],
)
def test_membership_rate(members, workers, rate):
    found = rules.membership_rate(members=members, workers=workers)

    assert found == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("started_on", "on", "may"),
    [
        pytest.param(None, "2023-01-05", True, id="always"),
        pytest.param("2023-01-05", "2023-01-05", False, id="same-day"),
        pytest.param("2023-01-05", "2023-01-06", True, id="after-one-day"),
        pytest.param("2023-01-05", "2023-01-04", False, id="before"),
    ],
)
def test_what_began_must_hold_for_a_day_before_it_ends(started_on, on, may):
    found = rules.may_end(
        started_on=started_on and datetime.date.fromisoformat(started_on),
        on=datetime.date.fromisoformat(on),
    )

    assert found is may


@pytest.mark.parametrize(
    ("ended_on", "since", "collides"),
    [
        pytest.param("2023-01-05", "2023-01-05", False, id="the-day-of-the-end-is-free"),
        pytest.param("2023-01-05", "2023-01-04", True, id="day-before-the-end"),
        pytest.param("2023-01-05", None, True, id="new-one-always"),
        pytest.param(None, "2023-01-05", True, id="old-one-open"),
    ],
)
def test_an_interval_reaches_beyond_a_new_beginning(ended_on, since, collides):
    found = rules.reaches_beyond(
        ended_on=ended_on and datetime.date.fromisoformat(ended_on),
        since=since and datetime.date.fromisoformat(since),
    )

    assert found is collides


@pytest.mark.parametrize(
    ("on", "of_age"),
    [
        pytest.param(datetime.date(2021, 5, 17), False, id="eve-of-the-16th-birthday"),
        pytest.param(datetime.date(2021, 5, 18), True, id="16th-birthday"),
    ],
)
def test_nobody_younger_than_16_is_hired(on, of_age):
    assert rules.of_working_age(born_on=datetime.date(2005, 5, 18), on=on) == of_age


@pytest.mark.parametrize(
    ("above", "below_itself"),
    [
        pytest.param({}, False, id="top"),
        pytest.param({"a": "b", "b": "c"}, False, id="two-above"),
        pytest.param({"a": "a"}, True, id="its-own-superior"),
        pytest.param({"a": "b", "b": "c", "c": "a"}, True, id="ring-of-three"),
        pytest.param({"a": "b", "b": "c", "c": "b"}, False, id="ring-further-up"),
    ],
)
def test_nobody_stands_below_itself(above, below_itself):
    assert rules.stands_below_itself("a", above.get) == below_itself
