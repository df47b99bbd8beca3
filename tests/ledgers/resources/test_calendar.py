"""工作日历 comes in as a sheet; a year that it brings is known from then on."""

import datetime

import pytest

from ledgers.models import CalendarDay, CalendarYear, working_days
from tests.config.sheets.sheets import check, counts, findings, take
from tests.factories.ledgers import CalendarYearFactory

pytestmark = pytest.mark.django_db

day = datetime.date
HEAD = ["放假补班日期", "安排", "节日"]
GOLDEN_WEEK = [
    *([f"2026-10-0{number}", "放假", "国庆节"] for number in range(1, 8)),
    ["2026年10月10日", "补班", ""],
]
MONDAY_BEFORE = day(2026, 9, 28)


def test_five_working_days_reach_across_the_national_day():
    before = working_days()
    assert before.provisional(MONDAY_BEFORE, day(2026, 10, 2))
    assert before.last_of(day(2026, 9, 30), 5) == day(2026, 10, 6)

    plan = take("calendar", [HEAD, *GOLDEN_WEEK])

    calendar = working_days()
    assert counts(plan) == (8, 0, 0, 0, 0)
    assert calendar.last_of(day(2026, 9, 30), 5) == day(2026, 10, 12)
    assert not calendar.provisional(MONDAY_BEFORE, day(2026, 10, 12))
    assert list(CalendarYear.objects.values_list("year", "known")) == [(2026, True)]


def test_the_same_sheet_again_says_nothing_new():
    take("calendar", [HEAD, *GOLDEN_WEEK])

    assert counts(check("calendar", [HEAD, *reversed(GOLDEN_WEEK)])) == (0, 0, 8, 0, 0)


def test_an_altered_day_is_a_change_of_its_cell():
    take("calendar", [HEAD, *GOLDEN_WEEK])

    plan = take("calendar", [HEAD, ["2026-10-10", "休", "调休"]])

    assert counts(plan) == (0, 1, 0, 0, 0)
    assert CalendarDay.objects.get(day=day(2026, 10, 10)).kind == "free"


def test_a_year_that_is_being_entered_by_hand_stays_as_it_is():
    year = CalendarYearFactory(year=2026, known=False)

    take("calendar", [HEAD, *GOLDEN_WEEK])

    assert {one.year for one in CalendarDay.objects.all()} == {year}
    assert not CalendarYear.objects.get().known


def test_what_is_neither_free_nor_worked_is_refused():
    plan = check("calendar", [HEAD, ["2026-10-01", "半天", ""], ["十月", "放假", ""]])

    assert findings(plan) == [(2, "安排", "bad_choice"), (3, "放假补班日期", "bad_date")]
