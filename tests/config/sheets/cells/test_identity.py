"""Identity numbers: GB 11643, the spreadsheet programs that ruin them, what clerks add."""

import datetime
import re

import pytest
from hypothesis import given, strategies as st

from config.sheets.cells import identity
from config.sheets.cells.identity import (
    CHECK_MARKS,
    birth_of,
    check_mark,
    parse_identity,
    parse_identity_number,
    sex_of,
)
from tests.config.sheets.cells.typed import (
    any_cell,
    code_of,
    days,
    read_again,
    reads_or_refuses,
    refusal,
)

NUMBER = "11010519491231002X"
RULES = [
    pytest.param("11010519491231002X", NUMBER, id="standard-vector-with-x"),
    pytest.param("440524188001010014", "440524188001010014", id="standard-vector-born-1880"),
    pytest.param("140602199001011236", "140602199001011236", id="invented-1"),
    pytest.param("140621198805120010", "140621198805120010", id="invented-2"),
    pytest.param("140681199302280048", "140681199302280048", id="invented-3"),
    pytest.param("11010519491231002x", NUMBER, id="small-x"),
    pytest.param("11010519491231002Ｘ", NUMBER, id="full-width-x"),
    pytest.param("11010519491231002×", NUMBER, id="multiplication-sign"),
    pytest.param("11010519491231002Х", NUMBER, id="cyrillic-capital"),
    pytest.param("11010519491231002х", NUMBER, id="cyrillic-small"),
    pytest.param("１１０１０５１９４９１２３１００２X", NUMBER, id="full-width-digits"),
    pytest.param("'11010519491231002X", NUMBER, id="apostrophe"),
    pytest.param(" 110105 19491231 002X\t", NUMBER, id="spaces-and-tab"),
    pytest.param("110105\n19491231002X", NUMBER, id="line-break"),
    pytest.param("\ufeff110105\u200b1949\u200e1231\u2060002\u00adX", NUMBER, id="invisible-marks"),
    pytest.param("110105\u00a019491231\u3000002X", NUMBER, id="odd-spaces"),
    pytest.param("140624199001011234", "140624199001011234", id="an-old-area-code-stays"),
]
REFUSED = [
    pytest.param("", "missing", id="empty"),
    pytest.param("　", "missing", id="only-spaces"),
    pytest.param(None, "missing", id="none"),
    pytest.param("无", "missing", id="the-word-none"),
    pytest.param("1406**********1236", "missing", id="masked"),
    pytest.param("1406＊＊＊＊＊＊＊＊＊＊1236", "missing", id="masked-full-width"),
    pytest.param(140602199001011000, "truncated_id", id="whole-number-cell"),
    pytest.param(1.40602199001011e17, "truncated_id", id="numeric-cell"),
    pytest.param("1.40602E+17", "truncated_id", id="scientific-text"),
    pytest.param("1.40602199001011e17", "truncated_id", id="scientific-text-small-e"),
    pytest.param(datetime.date(1990, 1, 1), "truncated_id", id="date-cell"),
    pytest.param("110105194912310021", "bad_check_digit", id="wrong-check-digit"),
    pytest.param("140602199002301235", "bad_check_digit", id="30-february"),
    pytest.param("140602020201011238", "bad_check_digit", id="born-in-202"),
    pytest.param("11010519491231002", "bad_text", id="17-marks"),
    pytest.param("11010519491231002XX", "bad_text", id="19-marks"),
    pytest.param("11010519491231002Y", "bad_text", id="another-letter"),
    pytest.param("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "bad_text", id="arabic-digits"),
    pytest.param("110105491232002", "bad_check_digit", id="15-digits-without-a-day"),
    pytest.param("1101054912310", "bad_text", id="13-digits"),
]

bodies = st.builds(
    lambda area, born, order: f"{area:06d}{born:%Y%m%d}{order:03d}",
    st.integers(110000, 999999),
    days,
    st.integers(0, 999),
)


@pytest.mark.parametrize(("typed", "number"), RULES)
def test_a_number_is_read_however_it_was_typed(typed, number):
    assert parse_identity(typed) == (number, False)


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_a_number_that_cannot_be_trusted_is_refused(typed, code):
    assert code_of(parse_identity_number, typed) == code


def test_the_check_mark_of_the_standard_is_computed():
    assert [check_mark("11010519491231002"), check_mark("44052418800101001")] == ["X", "4"]


def test_the_fifteen_digits_of_the_first_generation_are_expanded():
    assert parse_identity("110105491231002") == (NUMBER, True)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(140602199001011000, identity.CUT, id="numeric"),
        pytest.param(
            "110105194912310021",
            "身份证号的校验码不对，至少有一位写错了；请对照证件重新填写。",
            id="check-digit",
        ),
        pytest.param(
            "1406**********1236",
            "身份证号是打了星号的，不能导入；请填写完整的18位号码。",
            id="masked",
        ),
        pytest.param(
            "1101051949123100",
            "身份证号应为18位，这里有16位或夹有其他字符；请照证件核对。",
            id="length",
        ),
    ],
)
def test_the_sentence_says_what_to_do(typed, message):
    assert refusal(parse_identity_number, typed)[1] == message


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_no_sentence_repeats_the_number(typed, code):
    assert re.findall("[0-9]{3,}|[*]", refusal(parse_identity_number, typed)[1]) == []


@pytest.mark.parametrize(
    ("number", "sex", "born_on"),
    [
        pytest.param(NUMBER, "female", datetime.date(1949, 12, 31), id="even"),
        pytest.param("140602199001011236", "male", datetime.date(1990, 1, 1), id="odd"),
    ],
)
def test_sex_and_birth_stand_in_the_number(number, sex, born_on):
    assert (sex_of(number), birth_of(number)) == (sex, born_on)


@given(bodies)
def test_the_weighted_sum_of_all_marks_is_1_modulo_11(body):
    marks = [10 if mark == "X" else int(mark) for mark in body + check_mark(body)]

    assert sum(mark * 2 ** (17 - at) for at, mark in enumerate(marks)) % 11 == 1


@given(bodies)
def test_every_number_made_by_the_standard_is_read(body):
    number = body + check_mark(body)

    assert parse_identity(number) == (number, False)


@given(bodies, st.integers(0, 17), st.integers(1, 9))
def test_one_altered_digit_is_always_found(body, at, step):
    number = body + check_mark(body)
    marks = CHECK_MARKS if at == 17 else "0123456789"
    other = marks[(marks.index(number[at]) + step) % len(marks)]

    assert code_of(parse_identity_number, number[:at] + other + number[at + 1 :]) == (
        "bad_check_digit"
    )


@given(bodies, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_found(body, at):
    number = body + check_mark(body)
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    expected = "bad_text" if "X" in swapped[:17] else "bad_check_digit"

    assert swapped == number or code_of(parse_identity_number, swapped) == expected


@given(st.integers(-(10**20), 10**20) | st.floats() | st.booleans() | st.dates())
def test_a_cell_that_is_no_text_is_never_an_identity_number(cell):
    assert code_of(parse_identity_number, cell) == "truncated_id"


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(parse_identity_number, cell)


@given(any_cell | bodies.map(lambda body: f" {body}{check_mark(body).lower()}"))
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_identity_number, str, cell)

    assert value == again
