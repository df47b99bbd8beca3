"""What stands around the rows, and the files in which they come."""

import openpyxl
import pytest

from tests.config.sheets.reading.old_workbooks import label, number, xls
from tests.config.sheets.reading.workbooks import saved, xlsx
from tests.dialects.tables import COMPANY, NEW_NUMBER, day, findings, hand_in, take_in, verdict
from unions.models import Employment, Worker

pytestmark = pytest.mark.usefixtures("office")

HEADING = ["姓名", "身份证号", "工作单位", "民族", "入职时间"]
WANG = ["王五", NEW_NUMBER, COMPANY, "回族", "2020-03-01"]
FOOTERS = [
    pytest.param(["合计", "", "1人"], id="total"),
    pytest.param(["合 计", 1], id="padded-total"),
    pytest.param([None, "合计：1人"], id="total-in-the-second-column"),
    pytest.param(["总计（1人）"], id="grand-total"),
    pytest.param(["填表人：赵六", "", "审核人：钱七"], id="who-filled-it-in"),
    pytest.param(["制表人:赵六   联系电话:0349-2023456"], id="who-made-it"),
    pytest.param(["单位负责人（签字）：", "", "审核人："], id="who-signs"),
    pytest.param(["备注：本表一式两份。"], id="note"),
    pytest.param(["注：身份证号请填18位。"], id="short-note"),
    pytest.param(["说明：\n1. 如实填写"], id="explanation"),
    pytest.param(["填报时间：2022年1月2日"], id="when"),
]


def came():
    """Who stands on the roster since the sheet came in, and since when."""
    rows = Employment.objects.filter(worker__name="王五")
    return list(rows.values_list("worker__ethnicity", "enterprise__name", "started_on"))


ARRIVED = [("回", COMPANY, day("2020-03-01"))]


def test_the_heading_stands_under_title_lines(tmp_path):
    title = [["朔州市快递行业从业人员花名册"], ["填报单位：甲（盖章）", "", "单位：人"], []]

    told = take_in(tmp_path, *title, HEADING, WANG)

    assert (*verdict(told), told["header_row"], came()) == ("workers", 1, 0, 4, ARRIVED)


def test_the_title_may_be_merged_over_all_columns(tmp_path):
    book = openpyxl.Workbook()
    for row in (["从业人员花名册"], HEADING, WANG):
        book.active.append(row)
    book.active.merge_cells("A1:E1")

    (told,) = hand_in(tmp_path, saved(book))

    assert (*verdict(told), told["header_row"], came()) == ("workers", 1, 0, 2, ARRIVED)


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_stands_below_the_rows_is_no_row(tmp_path, footer):
    told = take_in(tmp_path, HEADING, WANG, footer)

    assert (*verdict(told), told["problems"], came()) == ("workers", 1, 0, [], ARRIVED)


def test_blank_rows_between_are_no_rows_and_the_others_keep_their_numbers(tmp_path):
    told = take_in(tmp_path, HEADING, [], WANG, ["", "　"], ["赵六", NEW_NUMBER[:-1], COMPANY])

    assert (*verdict(told), findings(told), came()) == (
        "workers",
        1,
        1,
        [("error", 5, "身份证号", "bad_text")],
        ARRIVED,
    )


def test_a_hidden_sheet_is_left_alone(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADING, WANG):
        book.active.append(row)
    hidden = book.create_sheet("旧表")
    hidden.append(HEADING)
    hidden.append(["赵六", NEW_NUMBER, COMPANY])
    hidden.sheet_state = "hidden"

    told = hand_in(tmp_path, saved(book))

    assert ([verdict(sheet) for sheet in told], came()) == ([("workers", 1, 0)], ARRIVED)


def test_one_heading_twice_refuses_the_sheet(tmp_path):
    told = take_in(tmp_path, ["名册"], [*HEADING, "姓 名"], [*WANG, "赵六"])

    assert (told["rows"], findings(told), told["problems"][0]["message"]) == (
        0,
        [("error", 2, "", "duplicate_in_file")],
        "表头「姓名」出现了2次（A、F列），无法确定用哪一列；请只保留一列，或给其余各列换一个名称。",
    )
    assert came() == []


def test_a_heading_that_nobody_reads_may_stand_twice(tmp_path):
    told = take_in(tmp_path, [*HEADING, "血型", "血型"], [*WANG, "A", "A"])

    assert (*verdict(told), told["ignored_columns"]) == ("workers", 1, 0, ["血型", "血型"])


def test_two_names_of_one_column_are_told_apart_by_the_usual_one(tmp_path):
    told = take_in(tmp_path, [*HEADING, "电话", "联系电话"], [*WANG, "0349-2023456", 13900000000])

    assert (*verdict(told), told["ignored_columns"]) == ("workers", 1, 0, ["电话"])
    assert Worker.objects.get(name="王五").phone == "13900000000"


def test_computed_columns_are_passed_over(tmp_path):
    computed = ["序号", *HEADING, "年龄", "周岁", "工龄", "签名"]

    told = take_in(tmp_path, computed, [1, *WANG, 33, 33, 3, ""])

    assert (*verdict(told), told["ignored_columns"], came()) == ("workers", 1, 0, [], ARRIVED)


def test_an_unknown_heading_is_named_as_it_was_typed(tmp_path):
    told = take_in(tmp_path, [*HEADING, "血\n型", "鞋 码（欧）"], [*WANG, "A", 42])

    assert (*verdict(told), told["ignored_columns"]) == ("workers", 1, 0, ["血 型", "鞋 码（欧）"])


def csv_of(*rows):
    return "\r\n".join(",".join(row) for row in rows)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_offices(tmp_path, encoding):
    rare = ["王𬭎", *WANG[1:]]

    (told,) = hand_in(tmp_path, csv_of(HEADING, rare).encode(encoding), "名册.csv")

    assert verdict(told) == ("workers", 1, 0)
    assert list(
        Worker.objects.filter(name="王𬭎").values_list("ethnicity", "enterprise__name")
    ) == [("回", COMPANY)]


def test_an_old_workbook_is_read(tmp_path):
    title = [label(0, 0, "从业人员花名册")]
    heading = [label(1, at, word) for at, word in enumerate(HEADING)]
    row = [label(2, at, word) for at, word in enumerate(WANG[:4])]

    (told,) = hand_in(tmp_path, xls(*title, *heading, *row, number(2, 4, 20200301)), "名册.xls")

    assert (*verdict(told), told["header_row"], came()) == ("workers", 1, 0, 2, ARRIVED)


def test_a_sheet_with_nothing_under_its_heading_has_no_rows(tmp_path):
    (told,) = hand_in(tmp_path, xlsx(HEADING))

    assert (told["ledger"], told["rows"]) == ("workers", 0)
