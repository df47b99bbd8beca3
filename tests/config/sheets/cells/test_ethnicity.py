"""The 56 ethnic groups of GB/T 3304, with or without 族."""

import pytest
from hypothesis import given

from config.sheets.cells.ethnicity import CODES, NAMES, display, parse_ethnicity
from tests.config.sheets.cells.typed import any_cell, read_again, reads_or_refuses, refusal
from unions.choices import Ethnicity

STANDARD = (
    "01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 "
    "11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎 20傈僳 "
    "21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 "
    "31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南 37仡佬 38锡伯 39阿昌 40普米 "
    "41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔 "
    "51独龙 52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 "
)


def test_the_codes_are_those_of_the_standard():
    assert [f"{code:02d}{name}" for code, name in CODES.items()] == STANDARD.split()


def test_every_name_can_be_stored():
    assert sorted(Ethnicity.values) == sorted(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_is_read_with_and_without_its_last_character(name):
    assert (parse_ethnicity(name), parse_ethnicity(f"{name}族")) == (name, name)


@pytest.mark.parametrize("typed", [" 汉 族", "汉　族", "汉族\u200b", "汉\n族"], ids=repr)
def test_padding_does_not_count(typed):
    assert parse_ethnicity(typed) == "汉"


@pytest.mark.parametrize("typed", ["汉族族", "大汉", "01", "Han", "族", "其他"])
def test_an_unknown_name_is_refused(typed):
    assert refusal(parse_ethnicity, typed) == (
        "bad_choice",
        "没有这个民族；请写汉族、回族、满族等规范名称，56个民族以外的请留空。",
    )


@given(any_cell)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    assert reads_or_refuses(parse_ethnicity, cell)


@given(any_cell)
def test_what_was_read_reads_the_same_again(cell):
    value, again = read_again(parse_ethnicity, display, cell)

    assert value == again
