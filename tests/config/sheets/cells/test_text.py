"""Text: width, invisible marks, words that say nothing, limits."""

import datetime

import pytest
from hypothesis import given

from config.sheets.cells.text import clean_text, fold_name, is_blank, is_empty, split_list
from tests.config.sheets.cells.typed import any_cell, read_again, reads_or_refuses, refusal

TEXTS = [
    pytest.param("  分拣员 ", "分拣员", id="padded"),
    pytest.param("ＡＢＣ１２", "ABC12", id="full-width"),
    pytest.param("\u200b分\ufeff拣\u200e员\u2060\u00ad", "分拣员", id="invisible-marks"),
    pytest.param("东大街\u00a0\u300032号", "东大街 32号", id="odd-spaces"),
    pytest.param("一\t二", "一 二", id="tab"),
    pytest.param("一\n二", "一\n二", id="line-break-stays"),
    pytest.param("一\r\n二", "一\n二", id="line-break-of-windows"),
    pytest.param("（一），二；三", "（一），二；三", id="chinese-marks-stay"),
    pytest.param("A\u030a", "Å", id="composed"),
    pytest.param("Ａ\u030a", "Å", id="full-width-composed"),
    pytest.param("=1+1", "=1+1", id="formula-stays-text"),
    pytest.param("'; --", "'; --", id="quotes-stay"),
    pytest.param(12.0, "12", id="whole-float"),
    pytest.param(12.5, "12.5", id="float"),
    pytest.param(True, "是", id="truth"),
    pytest.param(datetime.datetime(2022, 1, 2, 8, 0), "2022-01-02", id="date-cell"),  # noqa: DTZ001
]
SAY_NOTHING = ["", " ", "　", "无", "—", "——", "-", "--", "/", "暂无", "空", "无。", " 无 ", None]
FOLDED = [
    pytest.param("美团(北京)", "美团（北京）", id="brackets"),
    pytest.param("美团(北京)", "美团 ( 北京 )", id="spaces"),
    pytest.param("ABC公司", "ａｂｃ公司", id="width-and-case"),
    pytest.param("快党发〔2022〕3号", "快党发[2022]3号", id="square-brackets"),
]


@pytest.mark.parametrize(("typed", "text"), TEXTS)
def test_text_is_read_without_what_cannot_be_seen(typed, text):
    assert clean_text(typed) == text


@pytest.mark.parametrize("typed", SAY_NOTHING, ids=repr)
def test_a_cell_that_says_nothing_is_none(typed):
    assert (clean_text(typed), is_empty(typed)) == (None, True)


@pytest.mark.parametrize(
    ("typed", "blank", "empty"),
    [
        pytest.param(None, True, True, id="none"),
        pytest.param("　", True, True, id="spaces"),
        pytest.param("无", False, True, id="a-word"),
        pytest.param(0, False, False, id="zero"),
        pytest.param(False, False, False, id="false"),
    ],
)
def test_blank_is_not_the_same_as_saying_nothing(typed, blank, empty):
    assert (is_blank(typed), is_empty(typed)) == (blank, empty)


def test_text_over_its_limit_is_refused_with_both_numbers():
    assert refusal(lambda cell: clean_text(cell, max_length=3), "一二三四") == (
        "too_long",
        "共4个字，超过3个字的上限；请缩短后再导入。",
    )


@pytest.mark.parametrize("typed", ["一\x00", "一\ud800"], ids=["nul", "surrogate"])
def test_marks_that_no_table_holds_are_refused(typed):
    assert refusal(clean_text, typed) == (
        "bad_text",
        "含有无法保存的字符；请删去这个单元格后重新输入。",
    )


@pytest.mark.parametrize(("one", "other"), FOLDED)
def test_two_spellings_of_one_name_fold_alike(one, other):
    assert fold_name(one) == fold_name(other)


def test_brackets_are_part_of_a_name():
    assert fold_name("美团(北京)") != fold_name("美团")


def test_a_list_keeps_its_order_and_names_nothing_twice():
    assert split_list("甲公司、乙公司，甲公司；丙公司\n丁公司") == [
        "甲公司",
        "乙公司",
        "丙公司",
        "丁公司",
    ]


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(clean_text, cell)


@given(any_cell)
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(clean_text, lambda text: text or "", cell)

    assert value == again
