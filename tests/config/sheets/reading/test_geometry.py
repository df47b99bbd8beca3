"""Where rows and cells stand, and how far is too far."""

import pytest

from config.sheets.reading import UnreadableFile, read_file, refusals
from tests.config.sheets.reading.old_workbooks import label, number, xls
from tests.config.sheets.reading.workbooks import (
    ods,
    ods_cell,
    ods_row,
    parts_of_xlsx,
    raw_xlsx,
    worksheet,
    xlsx,
    zipped,
)

FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
NOTHING = '<table:table-cell table:number-columns-repeated="{}"/>'


def rows_of(data, name="名册.xlsx"):
    (sheet,) = read_file(data, name=name)
    return sheet.rows


def refusal_of(data, name="名册.xlsx"):
    with pytest.raises(UnreadableFile) as refused:
        read_file(data, name=name)
    return str(refused.value)


def test_rows_and_columns_before_the_first_cell_are_kept():
    data = raw_xlsx(
        '<row r="3"><c r="B3"><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c></row>'
    )

    assert rows_of(data) == [[], [], [None, 1.0], [], [None, None, 2.0]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("名册.xls", xls(label(2, 1, "甲"), label(4, 0, "乙")), id="xls"),
        pytest.param(
            "名册.ods",
            ods(
                ods_row(NOTHING.format(16384), times=2)
                + ods_row(NOTHING.format(1) + ods_cell("甲"))
                + ods_row(NOTHING.format(16384))
                + ods_row(ods_cell("乙"))
            ),
            id="ods",
        ),
        pytest.param("名册.csv", ",\n\n,甲,\n\n乙\n,,\n".encode(), id="csv"),
    ],
)
def test_row_numbers_agree_in_every_format(name, data):
    assert rows_of(data, name) == [[], [], [None, "甲"], [], ["乙"]]


@pytest.mark.parametrize(
    "size", ["A1", "A1:XFD1048576", "B2:C2"], ids=["too-small", "too-large", "elsewhere"]
)
def test_the_declared_size_is_not_believed(size):
    data = raw_xlsx(
        FIRST + '<row r="2"><c r="B2"><v>2</v></c></row>', before=f'<dimension ref="{size}"/>'
    )

    assert rows_of(data) == [[1.0], [None, 2.0]]


def test_ragged_rows_without_a_declared_size_are_read():
    data = raw_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row><row r="4"><c r="B4"><v>5</v></c></row>'
    )

    assert rows_of(data) == [[1.0, 2.0, 3.0], [4.0], [], [None, 5.0]]


def test_rows_and_cells_without_references_stand_where_they_are_counted():
    data = raw_xlsx("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")

    assert rows_of(data) == [[1.0, None, 2.0], [], [3.0]]


def test_a_sheet_of_another_namespace_prefix_is_read():
    sheet = worksheet(FIRST).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    data = zipped(parts_of_xlsx(sheet.replace("xmlns=", "xmlns:x=")))

    assert rows_of(data) == [[1.0]]


def test_an_empty_sheet_has_no_rows():
    assert rows_of(xlsx()) == []


def test_a_million_formatted_empty_rows_are_no_rows():
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 1_048_577))

    assert rows_of(raw_xlsx(FIRST + blank)) == [[1.0]]


def test_a_formatted_empty_cell_far_away_is_no_cell():
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    also = '<row r="1048575"><c r="XFD1048575" s="1"></c></row>'

    assert rows_of(raw_xlsx(FIRST + also + far)) == [[1.0]]


def test_formulas_that_show_nothing_are_no_cells():
    shown = '<row r="9"><c r="B9" t="str"><f>IF(A9="","",1)</f><v/></c></row>'

    assert rows_of(raw_xlsx(FIRST + shown)) == [[1.0]]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(1048576, "XFD", id="last-cell"),
        pytest.param(1, "SS", id="column-513"),
        pytest.param(1048576, "AD", id="thirty-columns-to-the-last-row"),
        pytest.param(1, "ZZZZZZ", id="no-such-column"),
    ],
)
def test_a_value_far_from_everything_is_refused_by_its_name(row, column):
    far = f'<row r="{row}"><c r="{column}{row}" s="1"><v>1</v></c></row>'

    assert refusal_of(raw_xlsx(FIRST + far)) == (
        f"第 {row} 行 {column} 列（单元格 {column}{row}）有内容，离表格太远，读不了。请打开文件，"
        "删除那里的内容（可能是看不见的空格或公式），保存后再上传。"
    )


def test_the_last_cell_is_found_behind_many_pieces():
    many = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60_000)
    )
    far = '<row r="60000"><c r="XFD60000"><v>1</v></c></row>'

    assert refusal_of(raw_xlsx(many + far)) == str(refusals.too_far(60000, 16384))


def test_a_lone_value_in_the_last_row_is_read():
    far = '<row r="1048576"><c r="C1048576"><v>1</v></c></row>'

    rows = rows_of(raw_xlsx(FIRST + far))

    assert (len(rows), rows[0], rows[1], rows[-1]) == (1048576, [1.0], [], [None, None, 1.0])


@pytest.mark.parametrize("inside", ['<c r="A4294967295"><v>1</v></c>', ""], ids=["value", "empty"])
def test_a_row_number_beyond_the_last_row_is_refused(inside):
    data = raw_xlsx(f'{FIRST}<row r="4294967295">{inside}</row>')

    assert refusal_of(data) == (
        "第 4294967295 行超出了表格的最后一行（第 1048576 行）。请删除那里多余的行，或把表格分成"
        "几个文件，另存为 .xlsx 后再上传。"
    )


def test_what_slips_past_the_look_dies_apart_and_is_refused():
    """Single quotes are legal, and nobody writes them: the parser aborts in its own process."""
    far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"

    assert refusal_of(raw_xlsx(FIRST + far)) == refusals.DIED


def test_more_cells_than_can_be_read_are_refused():
    row = "<row>" + "<c><v>1</v></c>" * 500 + "</row>"

    assert refusal_of(raw_xlsx(row * 10_001)) == str(refusals.too_many_cells())


def text_of(length):
    return f'<row r="2"><c r="B2" t="inlineStr"><is><t>{"字" * length}</t></is></c></row>'


def test_a_cell_of_the_longest_text_is_read():
    assert rows_of(raw_xlsx(text_of(32_767))) == [[], [None, "字" * 32_767]]


def test_a_longer_text_is_refused_by_its_cell():
    assert refusal_of(raw_xlsx(text_of(32_768))) == (
        "工作表“名册”：第 2 行第 2 列（单元格 B2）的文字超过 32767 个字，不能导入。请删短后再上传。"
    )


def test_a_text_of_megabytes_is_refused_before_it_is_parsed():
    assert refusal_of(raw_xlsx(text_of(7_000_000))) == (
        "有一个单元格的文字超过 32767 个字，不能导入。请删短后再上传。"
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param(
            ods_row(ods_cell("甲", times=16384)), str(refusals.too_far(1, 16384)), id="columns"
        ),
        pytest.param(
            ods_row(ods_cell("甲", times=500), times=1048576),
            str(refusals.too_many_cells()),
            id="cells",
        ),
        pytest.param(
            ods_row(ods_cell("甲"), times=1048576) + ods_row(ods_cell("甲")),
            str(refusals.too_many_rows(1048577)),
            id="rows",
        ),
        pytest.param(
            ods_row(NOTHING.format(16384), times=4294967295),
            str(refusals.too_many_rows(4294967295)),
            id="empty-rows",
        ),
        pytest.param(ods_row(NOTHING.format(4294967295)), refusals.DAMAGED, id="empty-columns"),
        pytest.param(
            ods_row(ods_cell("字" * 1_000_000)), str(refusals.too_long_text()), id="long-text"
        ),
    ],
)
def test_repetitions_in_an_open_document_are_refused(rows, sentence):
    assert refusal_of(ods(rows), "名册.ods") == sentence


def test_the_million_empty_rows_at_the_end_of_an_open_document_are_no_rows():
    rows = ods_row(ods_cell("甲") + NOTHING.format(16383))
    rows += ods_row(NOTHING.format(16384), times=1048575)

    assert rows_of(ods(rows), "名册.ods") == [["甲"]]


def test_a_value_far_away_in_an_old_workbook_is_refused_by_its_name():
    data = xls(number(0, 0, 1.0), number(65535, 511, 1.0))

    assert refusal_of(data, "名册.xls") == str(refusals.too_far(65536, 512))
