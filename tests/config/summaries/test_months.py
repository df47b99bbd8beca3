import datetime

import pytest

from config.summaries.months import Month


def test_a_month_runs_from_its_first_to_its_last_day():
    month = Month.parse("2024-02")

    assert (month.first, month.last) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))


def test_a_year_to_date_begins_on_new_years_day():
    assert Month(2023, 6).year_first == datetime.date(2023, 1, 1)


@pytest.mark.parametrize(
    ("month", "previous", "following"),
    [
        pytest.param("2022-06", "2022-05", "2022-07", id="midyear"),
        pytest.param("2022-12", "2022-11", "2023-01", id="december"),
        pytest.param("2023-01", "2022-12", "2023-02", id="january"),
    ],
)
def test_months_follow_one_another(month, previous, following):
    here = Month.parse(month)

    assert (str(here.previous), str(here.next)) == (previous, following)


def test_a_month_is_written_as_clerks_write_it():
    assert (str(Month(2023, 1)), Month(2023, 1).label) == ("2023-01", "2023年1月")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023-1", id="one-digit"),
        pytest.param("2023-13", id="thirteenth"),
        pytest.param("2023-01-01", id="day"),
        pytest.param("202301", id="without-dash"),
        pytest.param("２０２３-01", id="full-width"),
        pytest.param("0001-01", id="long-ago"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the door says what to type
        Month.parse(text)
