"""Plans go into the tables encrypted and come out as they were."""

import datetime
from decimal import Decimal

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


def test_problems_come_out_as_they_went_in():
    problems = [Problem("error", 4, "姓名", "conflict", "核对", "张三")]

    assert unseal_problems(seal_problems(problems)) == problems


def test_no_name_lies_readable_in_the_bytes():
    assert "张三".encode() not in seal_rows(ROWS)
