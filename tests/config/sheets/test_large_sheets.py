"""A sheet too large to lie open in memory is read and checked like a small one."""

import pytest

from config.sheets.checking import (
    OPEN_ROWS,
    check_dates,
    check_duplicates,
    check_required,
    read_table,
)
from config.sheets.headings import recognise
from config.sheets.reading import read_file
from config.sheets.reading.delimited import OPEN_CELLS
from config.sheets.reading.packed import PackedList
from config.sheets.registry import resource_for
from tests.config.sheets.sheets import run_of
from tests.factories.unions import invented_number

WORKERS = resource_for("workers")
HEAD = ["姓名", "身份证号", "工作单位", "入职时间"]
UNIT = "晋北迅达快递有限公司"
LAST = OPEN_ROWS + 2
"""The number of the last row: one more than lie open, and the heading."""


def line(at, **cells):
    told = {"name": "张三", "number": invented_number(at), "unit": UNIT, "day": "2020-03-01"}
    return list((told | cells).values())


def sheet(**wrong):
    """As many good rows as it takes, but for those given by their numbers."""
    rows = [HEAD, *(line(number) for number in range(2, LAST + 1))]
    for at, row in wrong.items():
        rows[int(at.removeprefix("row")) - 1] = row
    return rows


def checked(rows):
    table = read_table(recognise(rows[:20], [WORKERS]), PackedList(rows))
    run = run_of()
    check_required(table, run)
    check_dates(table, run)
    check_duplicates(table)
    return table


def told(table):
    return sorted((problem.row, problem.code) for problem in table.problems)


@pytest.fixture(scope="module")
def good():
    return checked(sheet())


def test_every_row_is_read_in_its_place(good):
    assert (len(good.numbers), told(good)) == (OPEN_ROWS + 1, [])
    positions = [0, 1_999, 2_000, OPEN_ROWS]
    rows = good.rows(positions, good.cells(positions))
    assert [(row.number, row.cells["identity_number"]) for row in rows] == [
        (at + 2, invented_number(at + 2)) for at in positions
    ]


@pytest.mark.django_db
def test_what_is_wrong_is_found_from_one_end_to_the_other():
    table = checked(
        sheet(
            row3=[],
            row5=line(5, number=None),
            row7=line(7, day="2023-02-01"),
            row9=line(9, name="李四"),
            row5000=line(5_000, day="不详"),
            row90000=line(9),
            row90001=line(11),
            **{f"row{LAST}": line(LAST, number="140699199001010000")},
        )
    )

    assert told(table) == [
        (5, "missing"),
        (7, "bad_date"),
        (9, "duplicate_in_file"),
        (5_000, "bad_date"),
        (90_000, "duplicate_in_file"),
        (90_001, "duplicate_in_file"),
        (LAST, "bad_check_digit"),
    ]
    assert sorted(table.numbers[at] for at in table.bad) == [5, 7, 9, 5_000, 90_000, LAST]
    assert sorted(table.numbers[at] for at in table.dropped) == [90_001]
    assert len(table.good()) == OPEN_ROWS - 7


@pytest.mark.parametrize("more", [pytest.param(0, id="open"), pytest.param(1, id="packed")])
def test_a_csv_reads_the_same_whether_its_rows_are_packed_or_not(more):
    beyond = ([["", ""]] + [["丙"]] * 3) * more
    rows = [["甲", "'=1+1", "乙"]] * (OPEN_CELLS // 3) + beyond
    data = "\n".join(",".join(row) for row in rows).encode()

    (found,) = read_file(data, name="名册.csv")

    expected = [["甲", "=1+1", "乙"]] * (OPEN_CELLS // 3)
    assert list(found.rows) == expected + ([[]] + [["丙"]] * 3 if more else [])
    assert isinstance(found.rows, PackedList if more else list)
