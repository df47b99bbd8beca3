"""Names of people: padding goes, the middle dot is one, several stand in one cell."""

import pytest
from hypothesis import given

from config.sheets.cells.name import parse_person_name, split_names
from tests.config.sheets.cells.typed import any_cell, code_of, read_again, reads_or_refuses, refusal

NAMES = [
    pytest.param("张三", "张三", id="plain"),
    pytest.param("张　三", "张三", id="full-width-space"),
    pytest.param(" 张 三 ", "张三", id="spaces"),
    pytest.param("张\n三", "张三", id="line-break"),
    pytest.param("张\u200b三\ufeff", "张三", id="invisible-marks"),
    pytest.param("买买提·艾合买提", "买买提·艾合买提", id="middle-dot"),
    pytest.param("买买提•艾合买提", "买买提·艾合买提", id="bullet"),
    pytest.param("买买提・艾合买提", "买买提·艾合买提", id="katakana-dot"),
    pytest.param("买买提‧艾合买提", "买买提·艾合买提", id="hyphenation-point"),
    pytest.param("买买提.艾合买提", "买买提·艾合买提", id="full-stop"),
    pytest.param("买买提．艾合买提", "买买提·艾合买提", id="full-width-stop"),
    pytest.param("买买提 · 艾合买提", "买买提·艾合买提", id="dot-between-spaces"),
    pytest.param("John  Smith", "John Smith", id="latin"),
    pytest.param("张𬭎", "张𬭎", id="rare-character"),
    pytest.param("无", None, id="the-word-none"),
    pytest.param("", None, id="empty"),
    pytest.param(None, None, id="none"),
]
SIGNS = [
    pytest.param("=HYPERLINK(1)", id="formula"),
    pytest.param("+张三", id="plus"),
    pytest.param("@SUM", id="at"),
    pytest.param("<script>", id="markup"),
    pytest.param("{{7*7}}", id="template"),
    pytest.param("%s", id="placeholder"),
    pytest.param("张三*", id="asterisk"),
]
SEVERAL = [
    pytest.param("张三、李四", ["张三", "李四"], id="enumeration-comma"),
    pytest.param("张三，李四", ["张三", "李四"], id="full-width-comma"),
    pytest.param("张三,李四", ["张三", "李四"], id="comma"),
    pytest.param("张三；李四;王五", ["张三", "李四", "王五"], id="semicolons"),
    pytest.param("张三/李四", ["张三", "李四"], id="slash"),
    pytest.param("张三 李四", ["张三", "李四"], id="space"),
    pytest.param("张三\n李四", ["张三", "李四"], id="line-break"),
    pytest.param("张　三、李四四", ["张三", "李四四"], id="padded-and-whole"),
    pytest.param("张 三", ["张三"], id="one-padded-name"),
    pytest.param("张三、张三", ["张三"], id="the-same-twice"),
    pytest.param("买买提•艾合买提、李四", ["买买提·艾合买提", "李四"], id="middle-dot"),
    pytest.param("无", [], id="nobody"),
]


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_a_name_is_read_however_it_was_typed(typed, name):
    assert parse_person_name(typed) == name


@pytest.mark.parametrize("typed", SIGNS)
def test_signs_are_no_name(typed):
    assert refusal(parse_person_name, typed) == (
        "bad_text",
        "姓名里有符号；请只写姓名，少数民族姓名中间用“·”。",
    )


def test_a_name_has_at_most_64_characters():
    assert (parse_person_name("张" * 64), code_of(parse_person_name, "张" * 65)) == (
        "张" * 64,
        "too_long",
    )


@pytest.mark.parametrize(("typed", "names"), SEVERAL)
def test_several_people_stand_in_one_cell(typed, names):
    assert split_names(typed) == names


@pytest.mark.parametrize("parse", [parse_person_name, split_names])
@given(cell=any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(parse, cell):
    assert reads_or_refuses(parse, cell)


@given(any_cell)
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_person_name, lambda name: name or "", cell)

    assert value == again


@given(any_cell)
def test_several_names_read_the_same_again(cell):
    value, again = read_again(split_names, "、".join, cell)

    assert value == again
