"""What a cell becomes: text, number, truth, date, or nothing."""

import datetime

import pytest
from openpyxl import Workbook

from config.sheets.reading import read_file
from tests.config.sheets.reading.old_workbooks import (
    failed_formula,
    fault,
    label,
    number,
    truth,
    xls,
)
from tests.config.sheets.reading.workbooks import ods, ods_row, raw_xlsx, saved, xlsx

MIDNIGHT = datetime.datetime.fromisoformat("2024-02-29T00:00")
MORNING = datetime.datetime.fromisoformat("2024-02-29T08:30")


def cells_of(data, name="名册.xlsx"):
    return read_file(data, name=name)[0].rows[0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("  甲 某\n", "  甲 某\n", id="blanks-stay"),
        pytest.param("=1+1", None, id="formula-never-computed"),
        pytest.param("'=1+1", "'=1+1", id="apostrophe-stays"),
        pytest.param("<script>&amp;", "<script>&amp;", id="markup-is-text"),
        pytest.param("𬭎", "𬭎", id="rare-character"),
        pytest.param(12, 12.0, id="whole-number-is-a-float"),
        pytest.param(13800000000, 13800000000.0, id="telephone"),
        pytest.param(0.1, 0.1, id="fraction"),
        pytest.param(0, 0.0, id="zero-is-a-value"),
        pytest.param(True, True, id="truth"),
        pytest.param(False, False, id="untruth-is-a-value"),
        pytest.param(MIDNIGHT, datetime.date(2024, 2, 29), id="midnight-is-a-date"),
        pytest.param(MORNING, MORNING, id="date-with-time"),
        pytest.param(datetime.time(8, 30), "08:30:00", id="time-is-text"),
        pytest.param(datetime.timedelta(hours=30), "1 day, 6:00:00", id="duration-is-text"),
    ],
)
def test_a_cell_keeps_what_was_typed(typed, read):
    row = cells_of(xlsx([typed, "末"]))

    assert (row, type(row[0])) == ([read, "末"], type(read))


def test_dates_count_from_1904_where_the_workbook_says_so():
    workbook = Workbook()
    workbook.epoch = datetime.datetime.fromisoformat("1904-01-01")
    workbook.active.append([datetime.date(2024, 2, 29)])

    assert cells_of(saved(workbook)) == [datetime.date(2024, 2, 29)]


def test_a_number_beyond_all_numbers_is_text():
    assert cells_of(raw_xlsx('<row r="1"><c r="A1"><v>1e400</v></c></row>')) == ["inf"]


def test_mixed_columns_keep_every_kind():
    day = datetime.date(2024, 2, 29)
    rows = [["甲"], [1.5], [day], [True], [], ["2024-02-29"]]

    assert read_file(xlsx(*rows), name="名册.xlsx")[0].rows == rows


FAILED = '<c r="B2" t="e"><f>VLOOKUP(A2,C:D,2,0)</f><v>#N/A</v></c>'


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(FAILED, id="formula"),
        pytest.param('<c r="B2" s="3" t="e"><v>#N/A</v></c>', id="constant"),
        pytest.param('<c r="B2" t="e"><f t="shared" si="0"/><v>#N/A</v></c>', id="shared-formula"),
    ],
)
def test_a_failed_formula_is_its_error_and_not_an_empty_cell(cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}<c r="C2"><v>2</v></c></row>'

    assert read_file(raw_xlsx(rows), name="名册.xlsx")[0].rows == [[1.0], [None, "#N/A", 2.0]]


def test_failed_formulas_are_found_across_pieces():
    rows = "".join(
        f'<row r="{row}"><c r="B{row}" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        for row in range(1, 50_001)
    )

    assert read_file(raw_xlsx(rows), name="名册.xlsx")[0].rows == [[None, "#DIV/0!"]] * 50_000


def test_each_sheet_has_its_own_failed_formulas():
    workbook = Workbook()
    workbook.active["A1"] = "#REF!"
    workbook.create_chartsheet("图", 0)
    workbook.create_sheet("二")["B1"] = "#VALUE!"

    first, second = read_file(saved(workbook), name="名册.xlsx")

    assert (first.rows, second.rows) == ([["#REF!"]], [[None, "#VALUE!"]])


def test_an_old_workbook_gives_the_same_kinds():
    data = xls(
        label(0, 0, "甲"),
        number(0, 1, 1.5),
        truth(0, 2, 0),
        fault(0, 3, 0x2A),
        failed_formula(0, 4, 0x07),
        label(0, 6, "末"),
    )

    assert cells_of(data, "名册.xls") == ["甲", 1.5, False, "#N/A", "#DIV/0!", None, "末"]


def test_an_open_document_gives_the_same_kinds():
    values = [
        'office:value-type="float" office:value="5"><text:p>5</text:p>',
        'office:value-type="date" office:date-value="2024-02-29"><text:p>2月29日</text:p>',
        'office:value-type="boolean" office:boolean-value="false"><text:p>否</text:p>',
        'office:value-type="string" office:string-value=""><text:p>#N/A</text:p>',
    ]
    cells = "".join(f"<table:table-cell {value}</table:table-cell>" for value in values)

    assert cells_of(ods(ods_row(cells)), "名册.ods") == [
        5.0,
        datetime.date(2024, 2, 29),
        False,
        "#N/A",
    ]
