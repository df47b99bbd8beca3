"""What a file is, whatever it is called: read, or refused with what to do."""

import zipfile

import pytest
from openpyxl import Workbook

from config.sheets.reading import (
    UnreadableFile,
    archive,
    guard,
    is_spreadsheet,
    read_file,
    refusals,
)
from tests.config.sheets.reading.old_workbooks import book, compound, label, record, xls
from tests.config.sheets.reading.workbooks import (
    ods,
    ods_cell,
    ods_row,
    parts_of_xlsx,
    raw_xlsx,
    saved,
    worksheet,
    xlsx,
    zipped,
)

ROWS = [["姓名", "岗位"], ["甲某", "快递员"]]
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'
OLD = xls(label(0, 0, "姓名"), label(0, 1, "岗位"), label(1, 0, "甲某"), label(1, 1, "快递员"))
OPEN = ods(
    ods_row(ods_cell("姓名") + ods_cell("岗位")) + ods_row(ods_cell("甲某") + ods_cell("快递员"))
)
CSV = "姓名,岗位\n甲某,快递员\n".encode()


def refusal_of(data, name="名册.xlsx"):
    with pytest.raises(UnreadableFile) as refused:
        read_file(data, name=name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("名册.xlsx", xlsx(*ROWS), id="xlsx"),
        pytest.param("名册.XLSX", xlsx(*ROWS), id="capital-letters"),
        pytest.param("名册.xls", OLD, id="xls"),
        pytest.param("名册.et", OLD, id="et"),
        pytest.param("名册.ods", OPEN, id="ods"),
        pytest.param("名册.csv", CSV, id="csv"),
        pytest.param("名册.xls", xlsx(*ROWS), id="xls-that-is-xlsx"),
        pytest.param("名册.xlsx", OLD, id="xlsx-that-is-xls"),
        pytest.param("名册.csv", OPEN, id="csv-that-is-ods"),
    ],
)
def test_a_workbook_is_read_by_what_it_is(name, data):
    (sheet,) = read_file(data, name=name)

    assert sheet.rows == ROWS


def test_a_path_is_read_like_its_bytes(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(xlsx(*ROWS))

    assert read_file(path, name=path.name) == read_file(path.read_bytes(), name=path.name)


def test_a_path_that_is_gone_is_refused(tmp_path):
    assert refusal_of(tmp_path / "名册.xlsx") == refusals.MISSING


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("名册.xlsx", True),
        ("名册.2023.ET", True),
        ("旧/名册.csv", True),
        ("~$名册.xlsx", False),
        (".名册.xlsx", False),
        ("旧\\~$名册.xlsx", False),
        (".xlsx", False),
        ("xlsx", False),
        ("名册.docx", False),
        ("名册.xlsm", False),
    ],
)
def test_only_workbooks_are_taken_by_their_names(name, read):
    assert is_spreadsheet(name) == read


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("名册.docx", refusals.WORD),
        ("名册.xlsm", refusals.MACROS),
        ("名册.xlsb", refusals.OLD_OR_BINARY),
        ("名册.pdf", refusals.EXTENSION),
        ("~$名册.xlsx", refusals.EXTENSION),
    ],
)
def test_another_extension_is_refused_whatever_it_holds(name, sentence):
    assert refusal_of(xlsx(*ROWS), name) == sentence


@pytest.mark.parametrize("kept", [0, 1, 2, 4, 22, "half", -22, -1])
def test_a_truncated_workbook_is_refused_as_incomplete(kept):
    whole = xlsx(*ROWS)
    data = whole[: len(whole) // 2 if kept == "half" else kept]

    assert refusal_of(data) == (refusals.DAMAGED if data else refusals.EMPTY)


@pytest.mark.parametrize("kept", [4, 8, 600, 1500])
def test_a_truncated_old_workbook_is_refused_as_incomplete(kept):
    assert refusal_of(OLD[:kept], "名册.xls") == refusals.DAMAGED


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"<html><table><tr><td>1</table>", refusals.WEB_PAGE, id="web-page"),
        pytest.param(
            b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><table>", refusals.WEB_PAGE, id="web-page-with-mark"
        ),
        pytest.param(
            b'<?xml version="1.0"?><html xmlns="x">', refusals.WEB_PAGE, id="strict-web-page"
        ),
        pytest.param(b'<?xml version="1.0"?><Workbook>', refusals.XML_TABLE, id="spreadsheet-2003"),
        pytest.param(b"\x09\x08\x06\x00\x00\x00\x10\x00x", refusals.OLD_OR_BINARY, id="excel-4"),
        pytest.param(b"%PDF-1.7 and so on", refusals.NOT_A_SHEET, id="pdf"),
        pytest.param("姓名\t岗位\n".encode(), refusals.NOT_A_SHEET, id="text"),
        pytest.param(zipped({"名册.xlsx": xlsx(*ROWS)}), refusals.ARCHIVE, id="packed"),
        pytest.param(zipped({"word/document.xml": "<w/>"}), refusals.WORD, id="docx"),
        pytest.param(
            zipped({"[Content_Types].xml": "<T/>", "ppt/presentation.xml": "<p/>"}),
            refusals.NOT_A_SHEET,
            id="pptx",
        ),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            refusals.WORD,
            id="odt",
        ),
        pytest.param(zipped({"xl/workbook.bin": b"\x83\x01"}), refusals.OLD_OR_BINARY, id="xlsb"),
        pytest.param(compound({"WordDocument": b"x"}), refusals.WORD, id="doc"),
        pytest.param(compound({"Notes": b"x"}), refusals.NOT_A_SHEET, id="other-compound-file"),
        pytest.param(
            compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
            refusals.PASSWORD,
            id="xlsx-with-password",
        ),
        pytest.param(xls(first=record(0x2F, b"\0" * 6)), refusals.PASSWORD, id="xls-with-password"),
        pytest.param(
            ods("", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            refusals.PASSWORD,
            id="ods-with-password",
        ),
        pytest.param(
            raw_xlsx(CELL).replace(
                b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
            ),
            refusals.PASSWORD,
            id="zip-with-password",
        ),
        pytest.param(
            zipped(parts_of_xlsx(worksheet(CELL)) | {"xl/vbaProject.bin": b"x"}),
            refusals.MACROS,
            id="xlsm-called-xlsx",
        ),
        pytest.param(
            zipped(parts_of_xlsx(worksheet(CELL)) | {"xl/macrosheets/sheet1.xml": "<x/>"}),
            refusals.MACROS,
            id="excel-4-macros",
        ),
        pytest.param(
            compound({"Workbook": book(), "_VBA_PROJECT_CUR": b"x"}),
            refusals.MACROS,
            id="xls-with-macros",
        ),
        pytest.param(
            ods("", more={"Basic/script-lc.xml": "<x/>"}), refusals.MACROS, id="ods-macros"
        ),
    ],
)
def test_what_is_no_plain_workbook_is_refused_with_what_to_do(data, sentence):
    assert refusal_of(data, "名册.xls") == sentence


def test_a_web_page_called_csv_is_refused():
    assert refusal_of(b"<table><tr><td>1</td></tr></table>", "名册.csv") == refusals.WEB_PAGE


@pytest.mark.parametrize("name", ["xl/WORKSHEETS/sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_a_part_that_is_there_twice_is_refused(name):
    data = zipped(parts_of_xlsx(worksheet(CELL)) | {name: worksheet(CELL)})

    assert refusal_of(data) == refusals.DAMAGED


def test_a_workbook_packed_by_another_method_is_refused():
    data = zipped(parts_of_xlsx(worksheet(CELL)), compression=zipfile.ZIP_BZIP2)

    assert refusal_of(data) == refusals.DAMAGED


def test_an_unpacked_workbook_is_read():
    data = zipped(parts_of_xlsx(worksheet(CELL)), compression=zipfile.ZIP_STORED)

    assert read_file(data, name="名册.xlsx")[0].rows == [["甲"]]


def test_a_declared_gigabyte_is_refused_before_it_is_unpacked():
    data = zipped(parts_of_xlsx(worksheet("")) | {"xl/media/image1.png": b"x"})
    entry = data.rindex(b"PK\x01\x02")
    declared = data[: entry + 24] + (2**30).to_bytes(4, "little") + data[entry + 28 :]

    assert refusal_of(declared) == refusals.UNPACKED


def test_unpacking_stops_at_the_limit_whatever_is_declared(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3 * refusals.MEBIBYTE)
    packed = zipped({"xl/workbook.xml": b"<", "xl/media/a": bytes(4 * refusals.MEBIBYTE)})
    entry = packed.rindex(b"PK\x01\x02")
    belittled = packed[: entry + 24] + (9).to_bytes(4, "little") + packed[entry + 28 :]

    with pytest.raises(UnreadableFile) as refused:
        guard.survey(belittled)
    assert str(refused.value) == refusals.UNPACKED


def test_more_parts_than_a_workbook_has_are_refused():
    assert refusal_of(zipped({f"xl/{n}": b"" for n in range(10_001)})) == refusals.UNPACKED


def test_a_file_over_the_limit_is_refused_unread():
    assert refusal_of(bytes(refusals.MAX_FILE + 1)) == refusals.TOO_BIG


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/app.xml"],
)
@pytest.mark.parametrize(
    "definition",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', id="foreign-file"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', id="laughs"),
        pytest.param("<!-- -->" * 150_000 + "<!DOCTYPE x>", id="after-a-mebibyte"),
    ],
)
def test_definitions_of_entities_are_refused_in_every_part(part, definition):
    data = zipped(parts_of_xlsx(worksheet(CELL)) | {part: definition + worksheet(CELL)})

    assert refusal_of(data) == refusals.DEFINITIONS


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(("\ufeff" + worksheet(CELL)).encode("utf-16-le"), id="utf-16-with-mark"),
        pytest.param(worksheet(CELL).encode("utf-16-be"), id="utf-16"),
        pytest.param(
            b'<?xml version="1.0" encoding="GBK"?>' + worksheet(CELL).encode("gbk"), id="gbk"
        ),
        pytest.param(worksheet(CELL).encode() + b"\0", id="nul"),
    ],
)
def test_a_part_that_is_not_utf_8_is_refused(sheet):
    assert refusal_of(zipped(parts_of_xlsx(sheet))) == refusals.ENCODING


def test_what_other_programs_keep_in_utf_16_does_no_harm():
    query = '\ufeff<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16-le")
    data = zipped(parts_of_xlsx(worksheet(CELL)) | {"customXml/item1.xml": query})

    assert read_file(data, name="名册.xlsx")[0].rows == [["甲"]]


def test_what_the_parser_cannot_take_is_refused_without_its_words():
    broken = worksheet('<row r="1"><c r="A1" t="b"><v>7</v></c></row>')

    assert refusal_of(zipped(parts_of_xlsx(broken))) == refusals.DAMAGED


def test_hidden_sheets_are_marked_and_chart_sheets_left_out():
    workbook = Workbook()
    workbook.active.title = "名册"
    workbook.create_chartsheet("图")
    workbook.create_sheet("停用").sheet_state = "hidden"
    workbook.create_sheet("深藏").sheet_state = "veryHidden"

    sheets = read_file(saved(workbook), name="名册.xlsx")

    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("名册", False),
        ("停用", True),
        ("深藏", True),
    ]
