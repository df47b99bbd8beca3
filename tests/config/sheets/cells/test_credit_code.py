"""Unified social credit codes: GB 32100."""

import pytest
from hypothesis import given, strategies as st

from config.sheets.cells.credit_code import CREDIT_MARKS, credit_check_mark, parse_credit_code
from tests.config.sheets.cells.typed import any_cell, code_of, read_again, reads_or_refuses, refusal

RULES = [
    pytest.param("91350100M000100Y43", "91350100M000100Y43", id="vector-with-letters"),
    pytest.param("91440300708461136T", "91440300708461136T", id="vector-ending-in-a-letter"),
    pytest.param("91110108551385082Q", "91110108551385082Q", id="vector-3"),
    pytest.param("91350100m000100y43", "91350100M000100Y43", id="small-letters"),
    pytest.param("９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43", id="full-width"),
    pytest.param(" 91350100 M000100Y43\u200b", "91350100M000100Y43", id="spaces"),
    pytest.param("'91350100M000100Y43", "91350100M000100Y43", id="apostrophe"),
]
REFUSED = [
    pytest.param("", "missing", id="empty"),
    pytest.param("—", "missing", id="dash"),
    pytest.param(913501000000100000, "truncated_id", id="whole-number-cell"),
    pytest.param(9.1350100000010e17, "truncated_id", id="numeric-cell"),
    pytest.param("91350100M000100Y44", "bad_check_digit", id="wrong-check-mark"),
    pytest.param("91350100M000100Y4", "bad_text", id="17-marks"),
    pytest.param("91350100I000100Y43", "bad_text", id="letter-i"),
    pytest.param("91350100O000100Y43", "bad_text", id="letter-o"),
    pytest.param("91350100S000100Y43", "bad_text", id="letter-s"),
    pytest.param("91350100V000100Y43", "bad_text", id="letter-v"),
    pytest.param("91350100Z000100Y43", "bad_text", id="letter-z"),
    pytest.param("140602000012345", "bad_text", id="old-registration-number"),
]

bodies = st.text(alphabet=CREDIT_MARKS, min_size=17, max_size=17)


@pytest.mark.parametrize(("typed", "code"), RULES)
def test_a_code_is_read_however_it_was_typed(typed, code):
    assert parse_credit_code(typed) == code


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_a_code_that_cannot_be_trusted_is_refused(typed, code):
    assert code_of(parse_credit_code, typed) == code


def test_a_wrong_code_names_the_licence():
    assert refusal(parse_credit_code, "91350100M000100Y44")[1] == (
        "统一社会信用代码的校验码不对，至少有一位写错了；请对照营业执照重新填写。"
    )


@given(bodies)
def test_every_code_made_by_the_standard_is_read(body):
    code = body + credit_check_mark(body)

    assert parse_credit_code(code) == code


@given(bodies, st.integers(0, 17), st.integers(1, 30))
def test_one_altered_mark_is_always_found(body, at, step):
    code = body + credit_check_mark(body)
    other = CREDIT_MARKS[(CREDIT_MARKS.index(code[at]) + step) % len(CREDIT_MARKS)]
    altered = code[:at] + other + code[at + 1 :]

    assert code_of(parse_credit_code, altered) == "bad_check_digit"


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(parse_credit_code, cell)


@given(any_cell | bodies.map(lambda body: f" {body}{credit_check_mark(body)}".lower()))
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_credit_code, str, cell)

    assert value == again
