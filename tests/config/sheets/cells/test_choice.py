"""One of a list of words; yes and no in the marks of every office."""

import pytest
from hypothesis import given

from config.sheets.cells.choice import parse_choice, parse_yes_no
from config.sheets.widgets import ChoiceWidget
from tests.config.sheets.cells.typed import any_cell, read_again, reads_or_refuses, refusal
from unions.choices import Education, Politics, Sex
from unions.resources.people import EDUCATION_WORDS, POLITICS_WORDS, SEX_WORDS

WORDS = {"正式党员": "full", "预备党员": "probationary", "正式": "full"}
YES = ["是", "有", "√", "✓", "✔", "Y", "y", "YES", "1", 1, 1.0, True, "TRUE", "对", " 是 ", "Ｙ"]
NO = ["否", "无", "没有", "×", "✗", "X", "N", "no", "0", 0, 0.0, False, "FALSE", "—", "/", "未"]
EDUCATION = [
    pytest.param("研究生", "10", id="graduate"),
    pytest.param("硕士研究生", "10", id="master"),
    pytest.param("博士", "10", id="doctor"),
    pytest.param("本科", "20", id="undergraduate"),
    pytest.param("大学", "20", id="university"),
    pytest.param("大学本科", "20", id="university-undergraduate"),
    pytest.param("大专", "30", id="college"),
    pytest.param("专科", "30", id="college-short"),
    pytest.param("中专", "40", id="secondary-vocational"),
    pytest.param("职高", "40", id="vocational-school"),
    pytest.param("技校", "40", id="technical-school"),
    pytest.param("高中", "60", id="senior"),
    pytest.param("初中", "70", id="junior"),
    pytest.param("小学", "80", id="primary"),
    pytest.param("其他", "90", id="other"),
]
POLITICS = [
    pytest.param("中共党员", "01", id="member"),
    pytest.param("党员", "01", id="member-short"),
    pytest.param("中共预备党员", "02", id="probationary"),
    pytest.param("预备党员", "02", id="probationary-short"),
    pytest.param("共青团员", "03", id="league"),
    pytest.param("团员", "03", id="league-short"),
    pytest.param("民革", "04", id="04"),
    pytest.param("民盟", "05", id="05"),
    pytest.param("民建", "06", id="06"),
    pytest.param("民进", "07", id="07"),
    pytest.param("农工党", "08", id="08"),
    pytest.param("致公党", "09", id="09"),
    pytest.param("九三学社", "10", id="10"),
    pytest.param("台盟", "11", id="11"),
    pytest.param("无党派人士", "12", id="12"),
    pytest.param("群众", "13", id="masses"),
]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("正式党员", "full", id="label"),
        pytest.param("正式", "full", id="alias"),
        pytest.param(" 正 式 ", "full", id="spaces"),
        pytest.param("预备党员\u200b", "probationary", id="invisible-mark"),
    ],
)
def test_a_word_is_read_however_it_was_typed(typed, code):
    assert parse_choice(typed, WORDS) == code


def test_an_unknown_word_names_those_that_are_accepted():
    assert refusal(lambda cell: parse_choice(cell, WORDS), "老党员") == (
        "bad_choice",
        "没有这个选项；可以填：正式党员、预备党员。",
    )


def test_at_most_eight_words_are_named():
    words = {f"第{at}类": str(at) for at in range(1, 11)}

    assert refusal(lambda cell: parse_choice(cell, words), "别的")[1] == (
        "没有这个选项；可以填：第1类、第2类、第3类、第4类、第5类、第6类、第7类、第8类……。"
    )


@pytest.mark.parametrize("typed", YES, ids=repr)
def test_yes_has_many_marks(typed):
    assert parse_yes_no(typed) is True


@pytest.mark.parametrize("typed", NO, ids=repr)
def test_no_has_many_marks(typed):
    assert parse_yes_no(typed) is False


@pytest.mark.parametrize("typed", ["", "　", None], ids=repr)
def test_a_blank_is_neither_yes_nor_no(typed):
    assert parse_yes_no(typed) is None


@pytest.mark.parametrize("typed", ["也许", "是否", 2, "有一间"])
def test_neither_yes_nor_no_is_refused(typed):
    assert refusal(parse_yes_no, typed) == (
        "bad_choice",
        "只能填是或否（也可以填有、无、√、×）。",
    )


@pytest.mark.parametrize(("typed", "code"), EDUCATION)
def test_education_is_coded_by_the_standard(typed, code):
    assert ChoiceWidget(Education.choices, EDUCATION_WORDS).parse(typed) == code


@pytest.mark.parametrize(("typed", "code"), POLITICS)
def test_political_status_is_coded_by_the_standard(typed, code):
    assert ChoiceWidget(Politics.choices, POLITICS_WORDS).parse(typed) == code


@pytest.mark.parametrize(("typed", "code"), [("男", "male"), ("女", "female"), ("男性", "male")])
def test_sex_is_one_of_two_words(typed, code):
    assert ChoiceWidget(Sex.choices, SEX_WORDS).parse(typed) == code


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(parse_yes_no, cell)
    assert reads_or_refuses(lambda typed: parse_choice(typed, WORDS), cell)


@given(any_cell)
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_yes_no, {True: "是", False: "否", None: ""}.get, cell)

    assert value == again
