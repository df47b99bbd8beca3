"""Plans go into the tables encrypted and come out as they were."""

import datetime
from decimal import Decimal

import pytest

from config.accounts.fields.partial_date import PartialDate
from config.sheets.planning import PlannedRow
from config.sheets.problems import Problem
from config.sheets.storing import seal_problems, seal_rows, unseal_problems, unseal_rows

ROWS = [
    PlannedRow(
        4,
        "changed",
        {
            "name": "张三",
            "joined_on": PartialDate(datetime.date(2016, 2, 1), "month"),
            "hired_on": datetime.date(2020, 3, 1),
            "amount": Decimal("1500.00"),
            "size": 3,
            "has_room": True,
            "contacts": ("李四", "王五"),
        },
        {"name": ("张山", "张三")},
    )
]


def test_planned_rows_come_out_as_they_went_in():
    assert unseal_rows(seal_rows(ROWS)) == ROWS


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([datetime.date(2020, 3, 1)] * 2 + [None], id="days"),
        pytest.param([Decimal("1.0"), Decimal("1.00"), Decimal("1")], id="sums"),
        pytest.param([Decimal("1"), 1, True], id="mixed"),
    ],
)
def test_a_cell_comes_out_as_it_was_typed_beside_others_that_are_equal(values):
    rows = [PlannedRow(at, "new", {"amount": value}, {}) for at, value in enumerate(values)]

    told = [row.cells["amount"] for row in unseal_rows(seal_rows(rows))]

    assert list(map(repr, told)) == list(map(repr, values))


def test_problems_come_out_as_they_went_in():
    problems = [Problem("error", 4, "姓名", "conflict", "核对", "张三")]

    assert unseal_problems(seal_problems(problems)) == problems


def test_no_name_lies_readable_in_the_bytes():
    assert "张三".encode() not in seal_rows(ROWS)
