"""The clerk's own workbook comes back with what is wrong marked in it, and otherwise untouched."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from config.sheets import annotating
from config.sheets.annotating import Marked, annotated
from config.sheets.own_sheets import PROBLEM_HEADINGS, PROBLEMS
from config.sheets.problems import ERROR, WARNING, Problem

RED, YELLOW = "00FFC7CE", "00FFEB9C"
NO_NUMBER = Problem(ERROR, 4, "身份证号", "missing", "「身份证号」不能为空；请填写后再导入。", "")
OLD_PHONE = Problem(WARNING, 4, "联系电话", "differs", "花名册中是「*1309」。", "*7788")
TWICE = Problem(ERROR, 5, "身份证号", "duplicate_in_file", "与第6行重复。", "*003X")
BARE = Problem(WARNING, 5, "D列", "missing", "D列没有表头。", "")


def roster():
    """A workbook as offices keep it: a merged title, widths, bold, a formula, a hidden sheet."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "花名册"
    page.append(["晋北市快递行业从业人员花名册"])
    page.merge_cells("A1:C1")
    page.append(["填报单位：某公司"])
    page.append(["姓名", "身份证号", "联系电话"])
    page.append(["张三", None, "13900007788"])
    page.append(["李四", "14069919900101003X", "13900001309"])
    page.append(["王五", "14069919900101003X", '=IF(1,"","")'])
    page["A4"].font = Font(bold=True, name="仿宋")
    page.column_dimensions["B"].width = 31
    page["B5"].comment = Comment("待核", "办公室")
    book.create_sheet("说明")["A1"] = "内部"
    book["说明"].sheet_state = "hidden"
    return book


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def marked(*problems, source=None, name="花名册.xlsx", header_row=3, sheet="花名册"):
    told = [Marked(sheet, header_row, problems)]
    data = annotated(source or saved(roster()), name=name, sheets=told)
    return openpyxl.load_workbook(data)


def colour(cell):
    return cell.fill.start_color.rgb if cell.fill.fill_type else None


def listed(book):
    return [tuple(cell.value for cell in row) for row in book[PROBLEMS].iter_rows()]


def test_a_bad_cell_is_filled_and_says_what_is_wrong():
    page = marked(NO_NUMBER, OLD_PHONE)["花名册"]

    assert (colour(page["B4"]), page["B4"].comment.text) == (RED, NO_NUMBER.message)
    assert (colour(page["C4"]), page["C4"].comment.text) == (YELLOW, OLD_PHONE.message)
    assert [colour(page[cell]) for cell in ("A4", "B5", "C5")] == [None, None, None]


def test_the_rest_of_the_workbook_is_as_it_was():
    before, after = roster(), marked(NO_NUMBER)
    old, new = before["花名册"], after["花名册"]

    assert [[cell.value for cell in row] for row in new] == [
        [cell.value for cell in row] for row in old
    ]
    assert str(new.merged_cells.ranges) == str(old.merged_cells.ranges)
    assert new.column_dimensions["B"].width == 31
    assert (new["A4"].font.bold, new["A4"].font.name) == (True, "仿宋")
    assert (after["说明"].sheet_state, after["说明"]["A1"].value) == ("hidden", "内部")
    assert after.sheetnames == ["花名册", "说明", PROBLEMS]


def test_a_comment_that_stood_there_stays_above_ours():
    page = marked(TWICE)["花名册"]

    assert page["B5"].comment.text == f"待核\n{TWICE.message}"


def test_two_findings_in_one_cell_are_both_told_and_the_graver_colours():
    milder = Problem(WARNING, 5, "身份证号", "differs", "15位号码已换算。", "")
    page = marked(milder, TWICE)["花名册"]

    assert (colour(page["B5"]), page["B5"].comment.text) == (
        RED,
        f"待核\n{milder.message}\n{TWICE.message}",
    )


def test_a_column_without_a_heading_is_found_by_its_letters():
    assert colour(marked(BARE)["花名册"]["D5"]) == YELLOW


def test_a_cell_hidden_by_a_merge_is_marked_where_the_merge_shows():
    book = roster()
    book["花名册"].merge_cells("B4:B6")

    page = marked(TWICE, source=saved(book))["花名册"]

    assert colour(page["B4"]) == RED


def test_the_list_names_every_finding_with_its_place():
    whole = Problem(ERROR, None, "", "missing", "缺少必需的列：姓名。")

    assert listed(marked(whole, NO_NUMBER, OLD_PHONE)) == [
        PROBLEM_HEADINGS,
        ("花名册", "整表", None, None, "缺少必需的列：姓名。", "拒绝"),
        ("花名册", 4, "身份证号", None, NO_NUMBER.message, "拒绝"),
        ("花名册", 4, "联系电话", "*7788", OLD_PHONE.message, "提示"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_stays_text(text):
    cell = marked(Problem(ERROR, 4, "姓名", "bad_text", "姓名不对。", text))[PROBLEMS]["D2"]

    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "\n"))


def test_marks_that_no_workbook_may_hold_are_left_out_of_the_list():
    bad = Problem(ERROR, 4, "姓名", "bad_text", "姓名含有控制字符。", "张\x00三")

    assert marked(bad)[PROBLEMS]["D2"].value == "张三"


def test_a_workbook_marked_before_gets_one_list_anew():
    book = roster()
    book.create_sheet(PROBLEMS)["A1"] = "旧的"

    again = marked(NO_NUMBER, source=saved(book))

    assert again.sheetnames == ["花名册", "说明", PROBLEMS]
    assert len(listed(again)) == 2


def test_csv_comes_back_as_a_workbook_of_its_text():
    source = "姓名,身份证号\n张三,\n=李四,14069919900101003X\n".encode("gb18030")
    bad = Problem(ERROR, 2, "身份证号", "missing", "「身份证号」不能为空。", "")

    page = marked(bad, source=source, name="名册.csv", header_row=1, sheet="名册")["名册"]

    assert colour(page["B2"]) == RED
    assert [(cell.value, cell.data_type) for cell in page[3]] == [
        ("=李四", "s"),
        ("14069919900101003X", "s"),
    ]


def test_of_a_very_large_file_only_the_rows_with_problems_come_back(monkeypatch):
    monkeypatch.setattr(annotating, "MOST_CELLS", 5)

    page = marked(TWICE)["花名册"]

    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=3)] == [
        ["姓名", "身份证号", "联系电话"],
        ["李四", "14069919900101003X", "13900001309"],
    ]
    assert colour(page["B4"]) == RED


def test_a_workbook_of_very_many_formatted_cells_comes_back_by_its_contents(monkeypatch):
    monkeypatch.setattr(annotating, "MOST_BYTES", 5)

    page = marked(TWICE)["花名册"]

    assert page.column_dimensions["B"].width != 31  # what the library would have kept
    assert (page["A4"].value, colour(page["B5"])) == ("张三", RED)
