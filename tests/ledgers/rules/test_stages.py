"""Stage and standing as tables of days."""

import datetime

import pytest

from ledgers.choices import ActivistStage, MemberStanding
from ledgers.rules import (
    Road,
    affiliated_since,
    converts_in_order,
    of_party_age,
    stage_of,
    standing_of,
    steps_out_of_order,
)

APPLIED = datetime.date(2021, 3, 2)
CONFIRMED = datetime.date(2021, 9, 25)
TARGET = datetime.date(2022, 11, 11)
ADMITTED = datetime.date(2023, 1, 10)
ONE_DAY = datetime.timedelta(days=1)

WHOLE = Road(applied_on=APPLIED, confirmed_on=CONFIRMED, target_on=TARGET, admitted_on=ADMITTED)
GIVEN_UP = Road(applied_on=APPLIED, confirmed_on=CONFIRMED, ended_on=TARGET)
SKIPPING = Road(applied_on=APPLIED, target_on=TARGET)


@pytest.mark.parametrize(
    ("road", "on", "stage"),
    [
        pytest.param(WHOLE, APPLIED - ONE_DAY, None, id="before-applying"),
        pytest.param(WHOLE, APPLIED, ActivistStage.APPLICANT, id="day-of-applying"),
        pytest.param(WHOLE, CONFIRMED - ONE_DAY, ActivistStage.APPLICANT, id="last-as-applicant"),
        pytest.param(WHOLE, CONFIRMED, ActivistStage.ACTIVIST, id="day-of-confirmation"),
        pytest.param(WHOLE, TARGET - ONE_DAY, ActivistStage.ACTIVIST, id="last-as-activist"),
        pytest.param(WHOLE, TARGET, ActivistStage.TARGET, id="day-of-becoming-target"),
        pytest.param(WHOLE, ADMITTED - ONE_DAY, ActivistStage.TARGET, id="last-as-target"),
        pytest.param(WHOLE, ADMITTED, ActivistStage.ADMITTED, id="day-of-admission"),
        pytest.param(GIVEN_UP, TARGET - ONE_DAY, ActivistStage.ACTIVIST, id="before-the-end"),
        pytest.param(GIVEN_UP, TARGET, ActivistStage.ENDED, id="day-of-the-end"),
        pytest.param(SKIPPING, CONFIRMED, ActivistStage.APPLICANT, id="undated-step-not-taken"),
        pytest.param(SKIPPING, TARGET, ActivistStage.TARGET, id="undated-step-passed-over"),
    ],
)
def test_stage_of(road, on, stage):
    assert stage_of(road, on=on) == stage


JOINED = datetime.date(2021, 6, 20)
CONVERTED = datetime.date(2022, 6, 20)
LEFT = datetime.date(2023, 1, 5)


@pytest.mark.parametrize(
    ("converted_on", "left_on", "on", "standing"),
    [
        pytest.param(CONVERTED, None, JOINED - ONE_DAY, None, id="before-joining"),
        pytest.param(CONVERTED, None, JOINED, MemberStanding.PROBATIONARY, id="day-of-joining"),
        pytest.param(
            CONVERTED, None, CONVERTED - ONE_DAY, MemberStanding.PROBATIONARY, id="last-probation"
        ),
        pytest.param(CONVERTED, None, CONVERTED, MemberStanding.FULL, id="day-of-conversion"),
        pytest.param(None, None, CONVERTED, MemberStanding.PROBATIONARY, id="not-converted"),
        pytest.param(CONVERTED, LEFT, LEFT - ONE_DAY, MemberStanding.FULL, id="last-day"),
        pytest.param(CONVERTED, LEFT, LEFT, None, id="day-of-leaving"),
    ],
)
def test_standing_of(converted_on, left_on, on, standing):
    found = standing_of(joined_on=JOINED, converted_on=converted_on, left_on=left_on, on=on)

    assert found == standing


@pytest.mark.parametrize(
    ("founded_on", "moved_in_on", "since"),
    [
        pytest.param(None, None, JOINED, id="from-joining"),
        pytest.param(CONVERTED, None, CONVERTED, id="not-before-the-branch"),
        pytest.param(JOINED - ONE_DAY, None, JOINED, id="older-branch"),
        pytest.param(None, LEFT, LEFT, id="moved-in-later"),
        pytest.param(LEFT, CONVERTED, LEFT, id="moved-in-before-the-branch"),
    ],
)
def test_affiliated_since(founded_on, moved_in_on, since):
    found = affiliated_since(joined_on=JOINED, founded_on=founded_on, moved_in_on=moved_in_on)

    assert found == since


@pytest.mark.parametrize(
    ("on", "of_age"),
    [
        pytest.param(datetime.date(2021, 3, 1), False, id="eve-of-the-18th-birthday"),
        pytest.param(datetime.date(2021, 3, 2), True, id="18th-birthday"),
    ],
)
def test_who_applies_has_completed_18_years(on, of_age):
    assert of_party_age(born_on=datetime.date(2003, 3, 2), on=on) == of_age


def road(**days):
    return Road(**{"applied_on": APPLIED, **days})


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        pytest.param(WHOLE, [], id="each-after-the-other"),
        pytest.param(
            road(talked_on=APPLIED, confirmed_on=APPLIED, target_on=APPLIED), [], id="all-on-a-day"
        ),
        pytest.param(
            road(talked_on=APPLIED - ONE_DAY),
            [("talked_on", "applied_on")],
            id="talk-before-applying",
        ),
        pytest.param(
            road(talked_on=TARGET, confirmed_on=CONFIRMED), [], id="talk-after-confirmation"
        ),
        pytest.param(
            road(confirmed_on=APPLIED - ONE_DAY),
            [("confirmed_on", "applied_on")],
            id="confirmed-before-applying",
        ),
        pytest.param(
            road(confirmed_on=CONFIRMED, target_on=CONFIRMED - ONE_DAY),
            [("target_on", "confirmed_on")],
            id="target-before-confirmed",
        ),
        pytest.param(
            road(target_on=APPLIED - ONE_DAY),
            [("target_on", "applied_on")],
            id="undated-step-passed-over",
        ),
        pytest.param(
            road(target_on=TARGET, admitted_on=TARGET - ONE_DAY),
            [("admitted_on", "target_on")],
            id="admitted-before-target",
        ),
    ],
)
def test_steps_out_of_order(steps, wrong):
    assert steps_out_of_order(steps) == wrong


@pytest.mark.parametrize(
    ("converted_on", "in_order"),
    [
        pytest.param(None, True, id="not-yet"),
        pytest.param(APPLIED - ONE_DAY, False, id="the-day-before"),
        pytest.param(APPLIED, True, id="one-day-as-before-1977"),
    ],
)
def test_nobody_converts_before_joining(converted_on, in_order):
    assert converts_in_order(joined_on=APPLIED, converted_on=converted_on) == in_order
