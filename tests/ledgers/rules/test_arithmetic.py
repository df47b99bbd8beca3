"""Calendar months, working days, votes and the dates that follow from admission."""

import calendar
import datetime

import pytest
from hypothesis import given, strategies as st

from ledgers.choices import RuleVersion
from ledgers.rules import (
    Vote,
    WorkingDays,
    add_months,
    article,
    converts_on,
    party_years,
    probation_ends_on,
    version_on,
    whole_months,
)
from ledgers.rules.probation import may_extend_by

day = datetime.date
DAYS = st.dates(day(1950, 1, 1), day(2100, 12, 31))
MONTHS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("on", "version"),
    [
        pytest.param(day(2026, 5, 10), RuleVersion.V2014, id="eve-of-the-revision"),
        pytest.param(day(2026, 5, 11), RuleVersion.V2026, id="day-of-the-revision"),
    ],
)
def test_a_step_is_judged_by_the_text_of_its_day(on, version):
    assert version_on(on) == version


@pytest.mark.parametrize(
    ("number", "name"),
    [(7, "第七条"), (10, "第十条"), (13, "第十三条"), (20, "第二十条"), (31, "第三十一条")],
)
def test_an_article_is_named_as_it_is_printed(number, name):
    assert article(number) == f"《中国共产党发展党员工作细则》{name}"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param(day(2023, 1, 31), 1, day(2023, 2, 28), id="clamped"),
        pytest.param(day(2024, 1, 31), 1, day(2024, 2, 29), id="leap-year"),
        pytest.param(day(2024, 2, 29), 12, day(2025, 2, 28), id="leap-day-a-year-on"),
        pytest.param(day(2023, 12, 15), 1, day(2024, 1, 15), id="over-new-year"),
        pytest.param(day(2023, 3, 31), 6, day(2023, 9, 30), id="half-a-year"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last(start, months, end):
    assert add_months(start, months) == end


@given(DAYS, MONTHS)
def test_months_added_are_months_passed(start, months):
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])
    assert whole_months(start, end) == months


@given(DAYS, MONTHS)
def test_a_day_short_of_a_month_is_not_a_month(start, months):
    end = add_months(start, months + 1) - datetime.timedelta(days=1)

    assert whole_months(start, end) == months


FREE = WorkingDays(
    known=frozenset({2023}),
    free=frozenset({day(2023, 10, 2), day(2023, 10, 3)}),
    worked=frozenset({day(2023, 10, 7)}),
)


@pytest.mark.parametrize(
    ("last", "count"),
    [
        pytest.param(day(2023, 9, 29), 1, id="the-first-day-counts"),
        pytest.param(day(2023, 10, 3), 1, id="weekend-and-holidays"),
        pytest.param(day(2023, 10, 6), 4, id="days-after"),
        pytest.param(day(2023, 10, 7), 5, id="a-saturday-worked"),
        pytest.param(day(2023, 10, 8), 5, id="a-sunday-free"),
    ],
)
def test_working_days_are_counted_with_both_ends(last, count):
    assert FREE.count(day(2023, 9, 29), last) == count


def test_a_holiday_on_which_a_posting_begins_does_not_count():
    assert FREE.last_of(day(2023, 10, 2), 1) == day(2023, 10, 4)


@pytest.mark.parametrize(
    ("first", "last", "provisional"),
    [
        pytest.param(day(2023, 1, 1), day(2023, 12, 31), False, id="a-known-year"),
        pytest.param(day(2023, 12, 29), day(2024, 1, 5), True, id="into-an-unknown-year"),
    ],
)
def test_a_year_without_a_table_is_provisional(first, last, provisional):
    assert FREE.provisional(first, last) == provisional


def test_a_year_without_a_table_is_counted_monday_to_friday():
    assert WorkingDays().count(day(2023, 10, 2), day(2023, 10, 8)) == 5


@given(st.dates(day(2023, 1, 1), day(2023, 12, 31)), st.integers(1, 30))
def test_the_day_on_which_so_many_are_full_has_so_many(first, number):
    last = FREE.last_of(first, number)

    assert FREE.count(first, last) == number
    assert FREE.works(last)


def vote(entitled, present, in_favour, *, written=0, against=0, abstained=0):
    return Vote(
        entitled=entitled,
        present=present,
        written=written,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
    )


@pytest.mark.parametrize(
    ("entitled", "present", "quorum"),
    [
        pytest.param(3, 1, False, id="one-of-three"),
        pytest.param(3, 2, True, id="two-of-three"),
        pytest.param(4, 2, False, id="half-of-four"),
        pytest.param(4, 3, True, id="three-of-four"),
        pytest.param(7, 4, True, id="four-of-seven"),
        pytest.param(8, 4, False, id="half-of-eight"),
        pytest.param(8, 5, True, id="five-of-eight"),
    ],
)
def test_more_than_half_must_be_present(entitled, present, quorum):
    assert vote(entitled, present, 0).has_quorum == quorum


@pytest.mark.parametrize(
    ("entitled", "in_favour", "carries"),
    [
        pytest.param(3, 2, True, id="two-of-three"),
        pytest.param(4, 2, False, id="half-of-four"),
        pytest.param(7, 4, True, id="four-of-seven"),
        pytest.param(8, 4, False, id="half-of-eight"),
    ],
)
def test_more_than_half_of_the_entitled_must_be_in_favour(entitled, in_favour, carries):
    assert vote(entitled, entitled, in_favour).carries == carries


def test_a_written_opinion_is_a_vote_and_no_presence():
    counted = vote(8, 4, 5, written=1)

    assert (counted.has_quorum, counted.carries, counted.adds_up) == (False, True, True)


@pytest.mark.parametrize(
    ("counted", "adds_up"),
    [
        pytest.param(vote(8, 6, 4, written=1, against=2, abstained=1), True, id="all-voted"),
        pytest.param(vote(8, 6, 4, written=1, against=1, abstained=1), False, id="one-missing"),
        pytest.param(vote(8, 6, 5, written=1, against=2, abstained=1), False, id="one-too-many"),
        pytest.param(vote(8, 8, 9, written=1), False, id="more-than-are-entitled"),
    ],
)
def test_votes_add_up_to_those_present_and_those_who_wrote(counted, adds_up):
    assert counted.adds_up == adds_up


@given(st.integers(1, 200), st.integers(0, 200))
def test_one_vote_more_than_half_carries_and_one_less_does_not(entitled, in_favour):
    assert vote(entitled, entitled, in_favour).carries == (in_favour > entitled / 2)


@given(st.integers(1, 100), st.data())
def test_two_opposite_resolutions_never_both_carry(entitled, data):
    in_favour = data.draw(st.integers(0, entitled))

    both = vote(entitled, entitled, in_favour), vote(entitled, entitled, entitled - in_favour)
    assert [one.carries for one in both].count(True) <= 1


@pytest.mark.parametrize(
    ("extension", "expires"),
    [
        pytest.param(0, day(2025, 2, 28), id="a-year"),
        pytest.param(6, day(2025, 8, 29), id="half-a-year-more"),
        pytest.param(12, day(2026, 2, 28), id="a-year-more"),
    ],
)
def test_who_was_accepted_converts_on_the_expiry(extension, expires):
    joined = day(2024, 2, 29)

    assert probation_ends_on(joined, extension=extension) == expires
    assert converts_on(joined, extension=extension) == expires


@pytest.mark.parametrize(
    ("months", "may"),
    [(None, False), (5, False), (6, True), (12, True), (13, False)],
    ids=["unsaid", "five", "six", "twelve", "thirteen"],
)
def test_probation_is_extended_by_six_to_twelve_months(months, may):
    assert may_extend_by(months) == may


@pytest.mark.parametrize(
    ("converted_on", "on", "years"),
    [
        pytest.param(None, day(2024, 1, 1), None, id="probationary"),
        pytest.param(day(2020, 6, 20), day(2020, 6, 19), None, id="eve-of-conversion"),
        pytest.param(day(2020, 6, 20), day(2021, 6, 19), 0, id="a-day-short"),
        pytest.param(day(2020, 6, 20), day(2021, 6, 20), 1, id="a-year"),
    ],
)
def test_party_years_count_from_conversion(converted_on, on, years):
    assert party_years(converted_on, on=on) == years
