"""Dates as offices type them; two readings are named, never guessed."""

import datetime

import pytest
from hypothesis import given, strategies as st

from config.accounts.fields.partial_date import DAY, MONTH, PartialDate
from config.sheets.cells.date import parse_birth_month, parse_date, parse_partial_date
from tests.config.sheets.cells.typed import (
    any_cell,
    code_of,
    days,
    read_again,
    reads_or_refuses,
    refusal,
)

FIRST_OF_MAY = datetime.date(1990, 5, 1)
MONTHS = [
    pytest.param("1990.05", id="point"),
    pytest.param("1990.5", id="point-one-digit"),
    pytest.param("1990．05", id="full-width-point"),
    pytest.param("1990、5", id="enumeration-comma"),
    pytest.param("1990-05", id="dash"),
    pytest.param("1990/5", id="slash"),
    pytest.param("1990年5月", id="words"),
    pytest.param("1990年05月", id="words-two-digits"),
    pytest.param("1990年5月生", id="born"),
    pytest.param("1990年5月份", id="month-with-classifier"),
    pytest.param("1990 年 5 月", id="padded"),
    pytest.param("１９９０年５月", id="full-width"),
    pytest.param("一九九〇年五月", id="han"),
    pytest.param("一九九○年五月", id="han-with-circle"),
    pytest.param("一九九零年五月", id="han-with-ling"),
    pytest.param("199005", id="packed-text"),
    pytest.param(199005, id="packed-number"),
    pytest.param(199005.0, id="packed-float"),
    pytest.param(1990.05, id="number-with-two-decimals"),
    pytest.param(1990.5, id="number-that-can-only-be-may"),
]
DAYS = [
    pytest.param("1990-05-01", id="iso"),
    pytest.param("1990-5-1", id="short-iso"),
    pytest.param("1990/5/1", id="slashes"),
    pytest.param("1990.05.01", id="points"),
    pytest.param("1990.5.1", id="short-points"),
    pytest.param("1990、5、1", id="enumeration-commas"),
    pytest.param("1990年05月01日", id="words"),
    pytest.param("1990年5月1日", id="short-words"),
    pytest.param("1990年5月1号", id="spoken"),
    pytest.param("1990年5月1日生", id="born"),
    pytest.param("一九九〇年五月一日", id="han"),
    pytest.param("1990-5-1 00:00:00", id="with-midnight"),
    pytest.param("1990/5/1 0:00", id="with-short-midnight"),
    pytest.param("1990-05-01T00:00:00", id="iso-with-midnight"),
    pytest.param("1990—05—01", id="long-dashes"),
    pytest.param("1990－05－01", id="full-width-dashes"),
    pytest.param("19900501", id="packed-text"),
    pytest.param(19900501, id="packed-number"),
    pytest.param(19900501.0, id="packed-float"),
    pytest.param(32994, id="serial"),
    pytest.param(32994.0, id="serial-float"),
    pytest.param(datetime.date(1990, 5, 1), id="date-cell"),
    pytest.param(datetime.datetime(1990, 5, 1, 8, 30), id="date-cell-with-time"),  # noqa: DTZ001
    pytest.param("\u200b1990-05-01\u00a0", id="invisible-marks"),
]
HAN = [
    pytest.param("二〇二三年十月十日", datetime.date(2023, 10, 10), id="ten"),
    pytest.param("二〇二三年十二月三十一日", datetime.date(2023, 12, 31), id="thirty-one"),
    pytest.param("二〇二三年十一月二十日", datetime.date(2023, 11, 20), id="twenty"),
    pytest.param("二〇二三年一月十九日", datetime.date(2023, 1, 19), id="nineteen"),
]
READINGS = [
    pytest.param(
        1990.1,
        "可能是1990年1月，也可能是1990年10月，无法确定；请把单元格设为文本后重新输入。",
        id="number-that-lost-its-zero",
    ),
    pytest.param(
        "5/6/90",
        "可能是1990年5月6日，也可能是1990年6月5日，无法确定；"
        "请写四位年份，年月日的顺序，请写成2023-01-05、2023.1.5或2023年1月5日。",
        id="day-or-month-first",
    ),
    pytest.param(
        "05-06-2020",
        "可能是2020年5月6日，也可能是2020年6月5日，无法确定；"
        "请写四位年份，年月日的顺序，请写成2023-01-05、2023.1.5或2023年1月5日。",
        id="day-or-month-first-full-year",
    ),
    pytest.param(
        "90.5", "可能是1990年，也可能是2090年，无法确定；请写四位年份。", id="year-of-two-digits"
    ),
    pytest.param(
        "90年5月",
        "可能是1990年，也可能是2090年，无法确定；请写四位年份。",
        id="year-of-two-digits-in-words",
    ),
    pytest.param(
        "20.5.1",
        "可能是1920年，也可能是2020年，无法确定；请写四位年份。",
        id="two-digit-year-with-a-day",
    ),
]
REFUSED = [
    pytest.param("", "missing", id="empty"),
    pytest.param("无", "missing", id="the-word-none"),
    pytest.param("—", "missing", id="dash"),
    pytest.param("/", "missing", id="slash"),
    pytest.param("暂无", "missing", id="not-yet"),
    pytest.param("2023-02-29", "bad_date", id="no-leap-year"),
    pytest.param("2100-02-29", "bad_date", id="century-is-no-leap-year"),
    pytest.param("1900-01-00", "bad_date", id="day-0"),
    pytest.param("2023-13-01", "bad_date", id="month-13"),
    pytest.param(20231301, "bad_date", id="month-13-packed"),
    pytest.param("0202-01-05", "bad_date", id="year-202"),
    pytest.param(datetime.date(1899, 12, 31), "bad_date", id="date-cell-before-1900"),
    pytest.param(datetime.date(2101, 1, 1), "bad_date", id="date-cell-after-2100"),
    pytest.param("2023年", "bad_date", id="only-a-year"),
    pytest.param(2023, "bad_date", id="only-a-year-as-number"),
    pytest.param("去年五月", "bad_date", id="words"),
    pytest.param("十十月", "bad_date", id="han-without-year"),
    pytest.param("二〇二三年十十月", "bad_date", id="han-ten-ten"),
    pytest.param("二〇二三年五月四二十日", "bad_date", id="han-four-two-ten"),
    pytest.param("2023-01-05-06", "bad_date", id="four-parts"),
    pytest.param(float("nan"), "bad_date", id="not-a-number"),
    pytest.param(float("inf"), "bad_date", id="infinite"),
    pytest.param(-32994, "bad_date", id="negative"),
    pytest.param(True, "bad_date", id="truth"),
]
SHAPES = [
    pytest.param("%Y-%m-%d", id="iso"),
    pytest.param("%Y/%m/%d", id="slashes"),
    pytest.param("%Y.%m.%d", id="points"),
    pytest.param("%Y年%m月%d日", id="words"),
    pytest.param("%Y年%m月%d日生", id="born"),
    pytest.param("%Y%m%d", id="packed"),
    pytest.param("%Y-%m-%d 00:00:00", id="with-midnight"),
]
MONTH_SHAPES = [
    pytest.param("%Y-%m", id="dash"),
    pytest.param("%Y.%m", id="point"),
    pytest.param("%Y年%m月", id="words"),
    pytest.param("%Y%m", id="packed"),
]


@pytest.mark.parametrize("typed", MONTHS)
def test_a_month_is_read_as_a_month(typed):
    assert parse_partial_date(typed) == (FIRST_OF_MAY, MONTH)


@pytest.mark.parametrize("typed", DAYS)
def test_a_day_is_read_as_a_day(typed):
    assert parse_partial_date(typed) == (FIRST_OF_MAY, DAY)


@pytest.mark.parametrize(("typed", "day"), HAN)
def test_a_date_in_characters_is_read(typed, day):
    assert parse_date(typed) == day


@pytest.mark.parametrize(("typed", "message"), READINGS)
def test_both_readings_of_an_ambiguous_date_are_named(typed, message):
    assert refusal(parse_partial_date, typed) == ("ambiguous_date", message)


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_date_is_refused(typed, code):
    assert code_of(parse_partial_date, typed) == code


def test_a_day_that_no_calendar_has_is_named():
    assert refusal(parse_date, "2023年2月29日") == (
        "bad_date",
        "日历上没有2023年2月29日；请核对。",
    )


def test_a_year_out_of_reach_is_named():
    assert refusal(parse_date, "0202-01-05") == (
        "bad_date",
        "202年不在1900至2100年之间；请核对年份。",
    )


def test_a_bare_month_is_no_day():
    assert refusal(parse_date, "2023年5月") == (
        "bad_date",
        "只写了年月2023-05，这一列要写到日；请写成2023-01-05、2023.1.5或2023年1月5日。",
    )


def test_a_leap_day_is_a_day():
    assert parse_date("2024-02-29") == datetime.date(2024, 2, 29)


def test_a_birth_is_read_as_precisely_as_it_was_typed():
    typed = ["1990年5月生", "1990-05-01"]

    assert [parse_birth_month(cell) for cell in typed] == [
        (FIRST_OF_MAY, MONTH),
        (FIRST_OF_MAY, DAY),
    ]


@pytest.mark.parametrize("shape", SHAPES)
@given(day=days)
def test_a_day_reads_back_in_every_shape(shape, day):
    assert parse_date(day.strftime(shape)) == day


@pytest.mark.parametrize("shape", MONTH_SHAPES)
@given(day=days)
def test_a_month_reads_back_in_every_shape(shape, day):
    assert parse_partial_date(day.strftime(shape)) == PartialDate(day.replace(day=1), MONTH)


@given(st.dates(datetime.date(1955, 1, 1), datetime.date(2064, 1, 1)))
def test_a_serial_number_counts_from_the_day_before_1900(day):
    assert parse_date((day - datetime.date(1899, 12, 30)).days) == day


@given(day=days)
def test_a_packed_number_is_the_day_it_shows(day):
    assert parse_date(int(f"{day:%Y%m%d}")) == day


@pytest.mark.parametrize("parse", [parse_date, parse_partial_date, parse_birth_month])
@given(cell=any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(parse, cell):
    assert reads_or_refuses(parse, cell)


@given(any_cell | days | days.map("{:%Y.%m}".format))
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_partial_date, str, cell)

    assert value == again
