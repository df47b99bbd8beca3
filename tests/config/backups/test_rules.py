"""When the desk turns red, when the night's backup is due, which copies may go."""

import datetime

import pytest

from config.backups.rules import is_overdue, night_due, surplus

TODAY = datetime.date(2026, 11, 24)
FIRSTS = ("2026-11-01", "2026-10-01", "2026-09-26")


def ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("last_good", "since", "red"),
    [
        pytest.param(ago(0), ago(400), False, id="today"),
        pytest.param(ago(6), ago(400), False, id="six-days-ago"),
        pytest.param(ago(7), ago(400), True, id="seven-days-ago"),
        pytest.param(None, ago(6), False, id="never-in-six-days"),
        pytest.param(None, ago(7), True, id="never-in-seven-days"),
        pytest.param(None, None, False, id="nobody-works-here-yet"),
    ],
)
def test_the_desk_turns_red_after_seven_days_without_a_good_backup(last_good, since, red):
    assert is_overdue(last_good, since, TODAY) is red


@pytest.mark.parametrize(
    ("clock", "last_night", "due"),
    [
        pytest.param("02:59:59", ago(1), None, id="before-three"),
        pytest.param("03:00:00", ago(1), TODAY, id="three"),
        pytest.param("23:59:59", ago(1), TODAY, id="late"),
        pytest.param("09:00:00", None, TODAY, id="the-first-one"),
        pytest.param("09:00:00", TODAY, None, id="made-already"),
    ],
)
def test_a_night_is_due_once_a_day_from_three_o_clock(clock, last_night, due):
    now = datetime.datetime.combine(TODAY, datetime.time.fromisoformat(clock))

    assert night_due(now, last_night) == due


@pytest.mark.parametrize(
    ("days", "keep_latest", "kept"),
    [
        pytest.param([ago(0)], 1, [ago(0)], id="the-only-one"),
        pytest.param([ago(900)], 1, [ago(900)], id="the-only-one-however-old"),
        pytest.param([ago(d) for d in range(4)], 2, [ago(0), ago(1), ago(3)], id="first-of-month"),
        pytest.param(
            [ago(d) for d in range(60)],
            3,
            [*map(ago, (0, 1, 2)), *map(datetime.date.fromisoformat, FIRSTS)],
            id="two-months-of-nights",
        ),
        pytest.param(
            [datetime.date(2025, 11, 30), datetime.date(2025, 12, 31), ago(0)],
            1,
            [ago(0), datetime.date(2025, 12, 31)],
            id="a-month-more-than-a-year-back-goes",
        ),
    ],
)
def test_the_latest_and_the_first_of_each_month_of_a_year_stay(days, keep_latest, kept):
    gone = surplus([(day, day) for day in days], keep_latest=keep_latest, today=TODAY)

    assert sorted(set(days) - gone) == sorted(kept)
