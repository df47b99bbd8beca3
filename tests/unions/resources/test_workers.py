"""The roster of a later month: a correction alters the past, a move leaves it as it was."""

import datetime

import pytest

from config.sheets.cells.identity import check_mark
from tests.config.sheets.sheets import check, counts, findings, take
from tests.factories.unions import EnterpriseFactory, invented_number
from unions.models import Employment, Worker

HEAD = ["姓名", "身份证号", "工作单位", "入职时间"]
FIRST_OF_FEBRUARY = datetime.date(2023, 2, 1)
LATER = {"today": datetime.date(2023, 2, 28)}

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return EnterpriseFactory(name="迅达公司"), EnterpriseFactory(name="通远公司")


def roster(unit):
    return [HEAD, ["张三", invented_number(1), unit, "2020-03-01"]]


def employers(on):
    return list(Employment.objects.in_force(on=on).values_list("enterprise__name", flat=True))


def test_another_unit_is_a_correction_by_default(units):
    take("workers", roster("迅达公司"))

    take("workers", roster("通远公司"), **LATER)

    assert employers(datetime.date(2023, 1, 31)) == ["通远公司"]
    assert Worker.objects.get().enterprise == units[1]


def test_a_move_on_a_date_leaves_the_month_before_as_it_was(units):
    take("workers", roster("迅达公司"))

    take("workers", roster("通远公司"), moved_on=FIRST_OF_FEBRUARY, **LATER)

    assert employers(datetime.date(2023, 1, 31)) == ["迅达公司"]
    assert employers(FIRST_OF_FEBRUARY) == ["通远公司"]
    assert Worker.objects.get().enterprise == units[1]


def test_the_roster_of_a_move_handed_in_again_is_unchanged(units):
    take("workers", roster("迅达公司"))
    take("workers", roster("通远公司"), moved_on=FIRST_OF_FEBRUARY, **LATER)

    assert counts(take("workers", roster("通远公司"), **LATER)) == (0, 0, 1, 0, 0)


def test_a_move_before_the_day_of_hire_is_refused(units):
    take("workers", roster("迅达公司"))

    plan = take("workers", roster("通远公司"), moved_on=datetime.date(2020, 3, 1), **LATER)

    assert findings(plan) == [(2, "工作单位", "rule")]


def ruined():
    """A valid number of the month whose last three marks are 000, as a spreadsheet leaves them."""
    bodies = (f"140699199005{day}{order}00" for day in range(10, 28) for order in range(10))
    return next(f"{body}0" for body in bodies if check_mark(body) == "0")


TWIN = ["张三", invented_number(1), "迅达公司", "2020-03-01"]


def test_a_number_that_may_be_ruined_is_told_beside_its_twin_in_the_sheet(units):
    twin = ["张三", ruined(), *TWIN[2:]]

    assert findings(check("workers", [HEAD, TWIN, twin])) == [(3, "身份证号", "differs")]
    assert findings(check("workers", [HEAD, twin, TWIN])) == [(3, "身份证号", "differs")]


def test_a_number_that_may_be_ruined_is_told_beside_its_twin_on_the_roster(units):
    take("workers", [HEAD, TWIN])

    (problem,) = check("workers", [HEAD, ["张三", ruined(), *TWIN[2:]]]).problems

    assert (problem.column, problem.code, problem.level) == ("身份证号", "differs", "warning")
    assert ruined() not in problem.message + problem.value


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(["张三", invented_number(2), "迅达公司", ""], id="whole-number"),
        pytest.param(["李四", ruined(), "迅达公司", ""], id="another-name"),
        pytest.param(["张三", ruined(), "通远公司", ""], id="another-unit"),
    ],
)
def test_people_of_one_name_are_no_twins_otherwise(units, other):
    assert findings(check("workers", [HEAD, TWIN, other])) == []
