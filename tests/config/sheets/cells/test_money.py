"""Amounts, counts, quantities, areas: exact, never rounded, never negative."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from config.sheets.cells.money import MOST, parse_area, parse_count, parse_money, parse_quantity
from tests.config.sheets.cells.typed import any_cell, code_of, read_again, reads_or_refuses, refusal

AMOUNTS = [
    pytest.param("2000", "2000.00", id="plain"),
    pytest.param("2,000", "2000.00", id="thousands"),
    pytest.param("1,234,567.89", "1234567.89", id="millions"),
    pytest.param("2，000", "2000.00", id="full-width-comma"),
    pytest.param("1000元", "1000.00", id="yuan"),
    pytest.param("1000元整", "1000.00", id="yuan-sharp"),
    pytest.param("1000 元", "1000.00", id="yuan-after-a-space"),
    pytest.param("￥100", "100.00", id="full-width-sign"),
    pytest.param("¥100", "100.00", id="sign"),
    pytest.param("人民币100元", "100.00", id="renminbi"),
    pytest.param("１００", "100.00", id="full-width"),
    pytest.param("1500.5", "1500.50", id="one-decimal"),
    pytest.param("+1500", "1500.00", id="plus"),
    pytest.param(1500, "1500.00", id="whole-number"),
    pytest.param(1500.0, "1500.00", id="float"),
    pytest.param(0.1 + 0.2, "0.30", id="noise-of-floats"),
    pytest.param(0, "0.00", id="nothing"),
    pytest.param(99999999.99, "99999999.99", id="the-most"),
]
REFUSED = [
    pytest.param("", "missing", "这里不能为空；请填写数字。", id="empty"),
    pytest.param("无", "missing", "这里不能为空；请填写数字。", id="the-word-none"),
    pytest.param(-1, "bad_number", "不能是负数；请核对。", id="negative"),
    pytest.param("-1", "bad_number", "不能是负数；请核对。", id="negative-text"),
    pytest.param(
        1e9,
        "bad_number",
        "超过99,999,999.99的上限；请核对是否多写了几位。",
        id="too-much",
    ),
    pytest.param(
        "1.005",
        "bad_number",
        "小数超过两位，不会自动舍入；请写到两位小数。",
        id="three-decimals",
    ),
]
SENTENCE = "金额看不懂；请只写数字，例如1500或1500.50。"
UNCLEAR = [
    pytest.param("一千元", id="in-words"),
    pytest.param("1,00", id="comma-in-the-wrong-place"),
    pytest.param("1000-2000", id="range"),
    pytest.param("1e1000000", id="exponent"),
    pytest.param("٣٠", id="arabic-digits"),
    pytest.param("1 元 2 角", id="two-numbers"),
    pytest.param("1.5万", id="ten-thousands"),
    pytest.param(float("nan"), id="not-a-number"),
    pytest.param(float("inf"), id="infinite"),
    pytest.param(True, id="truth"),
]
COUNTS = [
    pytest.param("120人", 120, id="people"),
    pytest.param("1,215人次", 1215, id="attendances"),
    pytest.param("5户", 5, id="households"),
    pytest.param("3 次", 3, id="times"),
    pytest.param(120.0, 120, id="float"),
    pytest.param("１２０", 120, id="full-width"),
]

cents = st.integers(0, int(MOST * 100)).map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(("typed", "amount"), AMOUNTS)
def test_an_amount_is_read_however_it_was_typed(typed, amount):
    assert str(parse_money(typed)) == amount


@pytest.mark.parametrize(("typed", "code", "message"), REFUSED)
def test_an_amount_that_cannot_be_is_refused(typed, code, message):
    assert refusal(parse_money, typed) == (code, message)


@pytest.mark.parametrize("typed", UNCLEAR)
def test_what_is_no_amount_is_refused(typed):
    assert refusal(parse_money, typed) == ("bad_number", SENTENCE)


@pytest.mark.parametrize(("typed", "count"), COUNTS)
def test_a_count_is_read_with_its_unit(typed, count):
    assert parse_count(typed) == count


@pytest.mark.parametrize("typed", ["1.5", 1.5, "1.5人", "约120人", "12人6"], ids=repr)
def test_half_a_person_is_refused(typed):
    assert refusal(parse_count, typed) == ("bad_number", "人数看不懂；请只写整数，例如120。")


@pytest.mark.parametrize(
    ("parse", "typed", "value"),
    [
        pytest.param(parse_quantity, "50个", "50.00", id="pieces"),
        pytest.param(parse_quantity, "50", "50.00", id="bare"),
        pytest.param(parse_quantity, "2.5kg", "2.50", id="kilograms"),
        pytest.param(parse_area, "270平方米", "270.00", id="square-metres"),
        pytest.param(parse_area, "270㎡", "270.00", id="square-sign"),
        pytest.param(parse_area, "270m²", "270.00", id="metres-squared"),
        pytest.param(parse_area, "270m2", "270.00", id="metres-two"),
        pytest.param(parse_area, 270, "270.00", id="number"),
    ],
)
def test_quantities_and_areas_are_read_with_their_units(parse, typed, value):
    assert str(parse(typed)) == value


@given(cents)
def test_every_amount_reads_back_plain_grouped_and_as_a_number(amount):
    typed = [str(amount), f"{amount:,}", f"￥{amount:,}元", float(amount)]

    assert [parse_money(cell) for cell in typed] == [amount] * 4


@given(st.decimals(min_value="-1e9", max_value="-0.01", places=2))
def test_nothing_negative_is_ever_read(amount):
    assert code_of(parse_money, str(amount)) == code_of(parse_money, float(amount)) == "bad_number"


@pytest.mark.parametrize("parse", [parse_money, parse_count, parse_quantity, parse_area])
@given(cell=any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(parse, cell):
    assert reads_or_refuses(parse, cell)


@pytest.mark.parametrize("parse", [parse_money, parse_count, parse_quantity, parse_area])
@given(cell=any_cell | cents.map("{:,}元".format))
def test_what_was_read_reads_the_same_again(parse, cell):
    value, again = read_again(parse, str, cell)

    assert value == again
