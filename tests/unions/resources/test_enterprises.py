"""Units are told apart by their names: no two open ones bear the same."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from config.sheets.cells.credit_code import credit_check_mark
from tests.config.sheets.sheets import check, counts, findings
from tests.factories.unions import EnterpriseFactory

HEAD = ["企业名称", "统一社会信用代码"]

pytestmark = pytest.mark.django_db


def coded(body):
    return body + credit_check_mark(body)


FIRST, SECOND = coded("91140699MA0000001"), coded("91140699MA0000002")


def test_a_unit_does_not_take_the_name_of_another():
    EnterpriseFactory(name="迅达（晋北）快递")
    EnterpriseFactory(name="通远快递", credit_code=FIRST)

    plan = check("enterprises", [HEAD, ["迅达(晋北) 快递", FIRST]])

    assert findings(plan) == [(2, "企业名称", "rule")]


def test_the_name_of_a_closed_unit_is_free():
    EnterpriseFactory(name="迅达快递", closed_on=datetime.date(2020, 1, 1))
    EnterpriseFactory(name="通远快递", credit_code=FIRST)

    plan = check("enterprises", [HEAD, ["迅达快递", FIRST]])

    assert (findings(plan), counts(plan)) == ([], (0, 1, 0, 0, 0))


def test_two_units_of_one_name_in_a_sheet_are_both_refused():
    plan = check("enterprises", [HEAD, ["迅达快递", FIRST], ["迅达快递", SECOND]])

    assert findings(plan) == [
        (2, "企业名称", "duplicate_in_file"),
        (3, "企业名称", "duplicate_in_file"),
    ]


def test_a_unit_with_and_without_its_code_is_one_unit_in_a_sheet():
    plan = check("enterprises", [HEAD, ["迅达快递", FIRST], ["迅达快递", ""]])

    assert counts(plan) == (0, 0, 0, 2, 0)


def test_the_form_refuses_the_name_of_another_open_unit():
    EnterpriseFactory(name="迅达（晋北）快递")

    with pytest.raises(ValidationError) as refused:
        EnterpriseFactory.build(name="迅达(晋北)快递").full_clean()

    assert list(refused.value.message_dict) == ["name"]


def test_the_form_leaves_the_name_of_a_closed_unit_free():
    EnterpriseFactory(name="迅达快递", closed_on=datetime.date(2020, 1, 1))

    EnterpriseFactory.build(name="迅达快递").full_clean()


def test_a_unit_keeps_its_own_name():
    EnterpriseFactory(name="迅达快递").full_clean()
