"""Telephone numbers: mobiles, landlines, two of them."""

import pytest
from hypothesis import given, strategies as st

from config.sheets.cells.phone import parse_phone
from tests.config.sheets.cells.typed import any_cell, code_of, read_again, reads_or_refuses, refusal

RULES = [
    pytest.param("13800000000", "13800000000", id="mobile"),
    pytest.param(13800000000, "13800000000", id="whole-number-cell"),
    pytest.param(13800000000.0, "13800000000", id="float-cell"),
    pytest.param("１３８００００００００", "13800000000", id="full-width"),
    pytest.param("138 0000 0000", "13800000000", id="spaces"),
    pytest.param("138-0000-0000", "13800000000", id="dashes"),
    pytest.param("+86 138 0000 0000", "13800000000", id="plus-86"),
    pytest.param("+86-13800000000", "13800000000", id="plus-86-dash"),
    pytest.param("8613800000000", "13800000000", id="86"),
    pytest.param("008613800000000", "13800000000", id="0086"),
    pytest.param("13800000000\u200b", "13800000000", id="zero-width"),
    pytest.param("0349-2023456", "0349-2023456", id="landline"),
    pytest.param("(0349)2023456", "0349-2023456", id="area-in-brackets"),
    pytest.param("（0349）2023456", "0349-2023456", id="area-in-full-width-brackets"),
    pytest.param("03492023456", "0349-2023456", id="landline-in-one"),
    pytest.param("010-62345678", "010-62345678", id="three-digit-area"),
    pytest.param("0349—2023456", "0349-2023456", id="long-dash"),
    pytest.param("2023456", "2023456", id="without-area"),
    pytest.param("0349-2023456-801", "0349-2023456-801", id="extension"),
    pytest.param("400-820-8820", "400-820-8820", id="service"),
    pytest.param("13800000000/13900000000", "13800000000/13900000000", id="two-by-slash"),
    pytest.param("13800000000、13900000000", "13800000000/13900000000", id="two-by-comma"),
    pytest.param("13800000000；0349-2023456", "13800000000/0349-2023456", id="two-by-semicolon"),
    pytest.param("13800000000\n13900000000", "13800000000/13900000000", id="two-by-line"),
    pytest.param("13800000000/13800000000", "13800000000", id="the-same-twice"),
]
REFUSED = [
    pytest.param("", "missing", id="empty"),
    pytest.param("无", "missing", id="the-word-none"),
    pytest.param("1380000000", "bad_number", id="10-digits"),
    pytest.param("138000000000", "bad_number", id="12-digits"),
    pytest.param("12800000000", "bad_number", id="no-such-range"),
    pytest.param("138****0000", "bad_number", id="masked"),
    pytest.param("1.38E+10", "bad_number", id="scientific"),
    pytest.param(13800000000.5, "bad_number", id="broken-number"),
    pytest.param("找张三", "bad_number", id="words"),
    pytest.param("、、", "bad_number", id="only-marks"),
    pytest.param("/".join(f"1380000000{at}" for at in range(5)), "bad_number", id="too-many"),
    pytest.param(True, "bad_number", id="truth"),
]

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(("typed", "number"), RULES)
def test_a_number_is_read_however_it_was_typed(typed, number):
    assert parse_phone(typed) == number


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_number_is_refused(typed, code):
    assert code_of(parse_phone, typed) == code


def test_the_sentence_shows_both_shapes_and_not_the_number():
    assert refusal(parse_phone, "138000000001")[1] == (
        "电话看不懂；手机请写11位数字，座机请写区号和号码，例如0349-2023456。"
    )


@given(mobiles)
def test_a_mobile_is_read_as_text_and_as_number(number):
    assert (parse_phone(number), parse_phone(float(number))) == (number, number)


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(parse_phone, cell)


@given(any_cell | st.lists(mobiles, min_size=1, max_size=3).map("；".join))
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_phone, str, cell)

    assert value == again
