"""A workbook that is written as it goes, read back by two other programs, cell for cell."""

import datetime
import io
import itertools
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import load_workbook

from config.sheets.watermarks import Watermark
from config.sheets.writing import workbook as writer
from config.sheets.writing.sheet import Sheet
from config.sheets.writing.workbook import workbook

AT = datetime.datetime(2026, 11, 24, 1, 5, tzinfo=datetime.UTC)


def sheet(**told):
    asked = {"name": "名册", "title": "某市名册", "office": "某党委", "headings": ("序号", "姓名")}
    return Sheet(mark=Watermark("甲(jia)", AT, "a & b"), **(asked | told))


def written(*values, **told):
    rows = [(number, value) for number, value in enumerate(values, start=1)]
    return io.BytesIO(b"".join(workbook(sheet(**told), rows)))


def by_calamine(stream):
    return [row[1] for row in load_workbook(stream).get_sheet_by_index(0).to_python()[3:]]


def cell_of(value):
    return openpyxl.load_workbook(written(value)).active["B4"]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "a\nb", "a\r\nb", " 前后 "),
        *("_x0041_", "_x000D_", "<&>\"'", "𬭎某😀", "140699199001010017", "13800000001", "1e5"),
        pytest.param("字" * 32_767, id="longest"),
        pytest.param("😀" * 16_383, id="longest-of-emoji"),
    ],
)
def test_a_text_stays_the_same_text_and_no_formula(text):
    cell = cell_of(text)

    assert (unescape(cell.value), cell.data_type, cell.number_format) == (text, "s", "@")
    assert by_calamine(written(text)) == [text]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("甲\x01乙\x00", "甲�乙�", id="control-characters"),
        pytest.param("甲\ud800", "甲�", id="half-of-a-pair"),
        pytest.param("字" * 32_768, "字" * 32_766 + "…", id="one-too-long"),
        pytest.param("😀" * 16_384, "😀" * 16_383 + "…", id="emoji-count-twice"),
    ],
)
def test_what_no_cell_can_hold_is_seen_to_be_missing(text, told):
    assert (cell_of(text).value, by_calamine(written(text))) == (told, [told])


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param(datetime.date(2026, 11, 24), datetime.date(2026, 11, 24), id="today"),
        pytest.param(datetime.date(1900, 3, 1), datetime.date(1900, 3, 1), id="first-sure-day"),
        pytest.param(datetime.date(1900, 2, 28), "1900-02-28", id="before-the-day-that-never-was"),
        pytest.param(datetime.date(1893, 12, 26), "1893-12-26", id="another-century"),
        pytest.param(datetime.date(9999, 12, 31), datetime.date(9999, 12, 31), id="last"),
    ],
)
def test_a_day_is_a_day_or_says_which(day, told):
    assert by_calamine(written(day)) == [told]
    value = cell_of(day).value
    assert (value.date() if isinstance(value, datetime.datetime) else value) == told


def test_a_date_reads_year_month_day():
    assert cell_of(datetime.date(2026, 1, 2)).number_format == "yyyy\\-mm\\-dd"


@pytest.mark.parametrize("amount", ["1234567.89", "-0.10", "0.07", "99999999999.99", "0.00"])
def test_an_amount_is_a_number_exact_to_the_fen(amount):
    cell = cell_of(Decimal(amount))

    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")
    assert Decimal(repr(cell.value)) == Decimal(amount)
    assert Decimal(repr(by_calamine(written(Decimal(amount)))[0])) == Decimal(amount)


def test_equal_values_of_other_kinds_keep_their_own_looks():
    book = openpyxl.load_workbook(written(1, Decimal(1), "1", None, 1))

    looks = [(row[1].value, row[1].number_format) for row in book.active.iter_rows(min_row=4)]
    assert looks == [(1, "General"), (1, "#,##0.00"), ("1", "@"), (None, "@"), (1, "General")]


def test_head_paper_and_foot_are_those_of_the_office():
    page = openpyxl.load_workbook(written("甲")).active

    assert [page.cell(row, 1).value for row in (1, 3)] == ["某市名册", "序号"]
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A1:B1"]
    assert (page.freeze_panes, page.print_title_rows) == ("A4", "$3:$3")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage is True
    assert page["A1"].font.b is True
    assert page["A3"].alignment.wrap_text is True
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (6, 14)


def test_no_row_is_still_a_sheet():
    assert list(openpyxl.load_workbook(written()).active.values)[2:] == [("序号", "姓名")]


def test_a_full_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(writer, "LAST_ROW", 5)

    book = openpyxl.load_workbook(written("甲", "乙", "丙", name="某" * 40))

    assert book.sheetnames == ["某" * 31, "某" * 28 + "(2)"]
    assert [list(page.values)[2:] for page in book] == [
        [("序号", "姓名"), (1, "甲"), (2, "乙")],
        [("序号", "姓名"), (3, "丙")],
    ]


def test_rows_that_just_fill_a_sheet_need_no_other(monkeypatch):
    monkeypatch.setattr(writer, "LAST_ROW", 5)

    assert openpyxl.load_workbook(written("甲", "乙")).sheetnames == ["名册"]


def test_the_first_bytes_do_not_wait_for_the_rows():
    def rows():
        yield (1, "甲")
        yield (2, "乙")
        raise AssertionError

    pieces = workbook(sheet(), rows())

    assert next(pieces)[:2] == b"PK"


def test_every_cell_says_where_it_stands():
    book = openpyxl.load_workbook(written("甲", None))

    assert [cell.coordinate for cell in itertools.chain(*book.active["A4:B5"])] == [
        *("A4", "B4", "A5", "B5")
    ]
