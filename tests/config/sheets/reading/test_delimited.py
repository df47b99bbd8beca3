"""csv files as offices have them."""

import pytest

from config.sheets.reading import UnreadableFile, read_file, refusals

TABLE = "姓名,岗位\n甲某,快递员\n"
ROWS = [["姓名", "岗位"], ["甲某", "快递员"]]


def rows_of(data):
    (sheet,) = read_file(data if isinstance(data, bytes) else data.encode(), name="名册.csv")
    return sheet.rows


def refusal_of(data):
    with pytest.raises(UnreadableFile) as refused:
        rows_of(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-be-with-mark"]
)
def test_every_encoding_of_an_office_is_read(encoding):
    if encoding == "utf-16-be-with-mark":
        data = b"\xfe\xff" + TABLE.encode("utf-16-be")
    else:
        data = TABLE.encode(encoding)

    assert rows_of(data) == ROWS


def test_a_rare_character_of_gb18030_is_read():
    assert rows_of("姓名\n钱𬭎\n".encode("gb18030")) == [["姓名"], ["钱𬭎"]]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"\xff\xff\xff\x81", refusals.TEXT_ENCODING, id="no-encoding"),
        pytest.param(b"\xff\xfe\x00", refusals.TEXT_ENCODING, id="half-a-character"),
        pytest.param(b"a,b\x00c\n", refusals.NUL, id="nul"),
        pytest.param("姓名,1".encode("utf-16-le"), refusals.NUL, id="utf-16-without-mark"),
        pytest.param(b"", refusals.EMPTY, id="empty"),
    ],
)
def test_what_is_no_text_is_refused(data, sentence):
    assert refusal_of(data) == sentence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE, id="comma"),
        pytest.param(TABLE.replace(",", ";"), id="semicolon"),
        pytest.param(TABLE.replace(",", "\t"), id="tab"),
        pytest.param("sep=,\n" + TABLE, id="declared-comma"),
        pytest.param("sep=|\r\n" + TABLE.replace(",", "|"), id="declared-other"),
        pytest.param('"SEP=;"\n' + TABLE.replace(",", ";"), id="declared-in-quotes"),
        pytest.param(TABLE.replace("\n", "\r\n"), id="crlf"),
        pytest.param(TABLE.replace("\n", "\r"), id="cr"),
        pytest.param("姓名,岗位\r\n甲某,快递员\n", id="mixed"),
        pytest.param(TABLE.rstrip(), id="no-final-newline"),
        pytest.param(TABLE + ",,\n\n", id="empty-rows-at-the-end"),
        pytest.param('"姓名","岗位"\n"甲某","快递员"\n', id="quoted"),
    ],
)
def test_every_delimiter_and_line_end_is_read(text):
    assert rows_of(text) == ROWS


def test_commas_within_cells_do_not_outweigh_the_delimiter():
    text = '主题\t内容\n一\t"甲,乙,丙,丁"\n二\t戊,己,庚\n'

    assert rows_of(text) == [["主题", "内容"], ["一", "甲,乙,丙,丁"], ["二", "戊,己,庚"]]


def test_a_row_is_a_record_and_blank_lines_count():
    text = '名册\n\n姓名,地址\n甲某,"朔城区\n东大街"\n乙某,\n'

    assert rows_of(text) == [["名册"], [], ["姓名", "地址"], ["甲某", "朔城区\n东大街"], ["乙某"]]


def test_cells_stay_as_typed():
    text = "00123, 甲 ,=1+1,1.50,,TRUE\n"

    assert rows_of(text) == [["00123", " 甲 ", "=1+1", "1.50", None, "TRUE"]]


def test_a_row_longer_than_the_heading_is_read_whole():
    assert rows_of("甲,乙\n1,2,3\n") == [["甲", "乙"], ["1", "2", "3"]]


def test_the_sheet_is_called_like_the_file():
    (sheet,) = read_file(TABLE.encode(), name="旧\\名册.2023.csv")

    assert (sheet.name, sheet.hidden) == ("名册.2023", False)


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_a_cell_that_is_too_long_is_refused_by_its_place(length):
    assert refusal_of(f"姓名,备注\n甲某,{'字' * length}\n") == (
        "第 2 行第 2 列（单元格 B2）的文字超过 32767 个字，不能导入。请删短后再上传。"
        "也可能是它前面少了一个引号。"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("1" + ",1" * 512, str(refusals.too_far(1, 513)), id="columns"),
        pytest.param("1\n" * 1_048_577, str(refusals.too_many_rows(1_048_577)), id="rows"),
        pytest.param((",".join("1" * 500) + "\n") * 10_001, refusals.TOO_MANY_CELLS, id="cells"),
    ],
)
def test_more_than_a_sheet_holds_is_refused(text, sentence):
    assert refusal_of(text) == sentence
