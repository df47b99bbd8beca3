"""Broken and hostile files: each gets its sentence, changes nothing, and costs little.

One table for the files that are refused, one for those that are read, one for single cells; the
corners of each format stand in reading/.
"""

import resource
import time

import pytest

from config.audit.models import AuditEntry
from config.sheets.handing_in import Upload
from config.sheets.imports import apply_import, check_import
from config.sheets.models import Import, ImportState
from config.sheets.reading import refusals
from config.sheets.storing import unseal_problems
from tests.config.sheets.admin.workbooks import identity_number
from tests.config.sheets.hostile_rosters import (
    HEAD,
    LAUGHS,
    ROSTER,
    UNIT,
    belittled,
    bomb,
    bomb_of_media,
    entities,
    line,
    text_cell,
    whole,
    with_part,
)
from tests.config.sheets.reading.old_workbooks import compound, record, xls
from tests.config.sheets.reading.workbooks import (
    parts_of_xlsx,
    raw_xlsx,
    worksheet,
    xlsx,
    zipped,
)
from tests.config.sheets.sheets import run_of
from tests.factories.unions import EnterpriseFactory
from unions.models import Worker

pytestmark = pytest.mark.django_db

SECONDS = 30
MEBIBYTES = 512
NO_DATA = "文件里没有数据；请核对后重新上传。"
NO_HEADING = "没有认出这是哪一本台账：前20行里没有找到表头。请保留表头行，或选择台账后再导入。"

REFUSED = [
    # A. containers
    pytest.param(bomb_of_media, refusals.UNPACKED, id="bomb-by-what-it-declares"),
    pytest.param(lambda: belittled(bomb_of_media()), refusals.UNPACKED, id="bomb-that-lies"),
    pytest.param(
        lambda: belittled(
            bomb(part="xl/sharedStrings.xml", begins=b"<sst><si><t>", inside=b"x", mebibytes=500)
        ),
        str(refusals.too_long_text()),
        id="bomb-of-one-cell",
    ),
    pytest.param(
        lambda: bomb(
            part="xl/worksheets/sheet1.xml",
            begins=b"<worksheet><sheetData>",
            inside=b"<row><c><v>1</v></c></row>      ",
            mebibytes=200,
        ),
        str(refusals.too_many_cells()),
        id="bomb-of-cells",
    ),
    pytest.param(
        lambda: zipped({f"xl/{number}.xml": "" for number in range(10_001)}),
        refusals.UNPACKED,
        id="ten-thousand-parts",
    ),
    pytest.param(lambda: bytes(refusals.MAX_FILE + 1), refusals.TOO_BIG, id="too-many-bytes"),
    pytest.param(
        lambda: with_part(
            "xl/worksheets/sheet1.xml", entities('<!ENTITY a SYSTEM "file:///etc/passwd">')
        ),
        refusals.DEFINITIONS,
        id="foreign-file-in-the-sheet",
    ),
    pytest.param(
        lambda: with_part(
            "xl/sharedStrings.xml", entities('<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;')
        ),
        refusals.DEFINITIONS,
        id="foreign-address-in-the-words",
    ),
    pytest.param(
        lambda: with_part("xl/workbook.xml", entities(LAUGHS)),
        refusals.DEFINITIONS,
        id="billion-laughs",
    ),
    pytest.param(
        lambda: raw_xlsx(line(1, *HEAD) + line(2, "&xxe;")), refusals.DAMAGED, id="unknown-entity"
    ),
    pytest.param(
        lambda: with_part("xl/vbaProject.bin", b"x"), refusals.MACROS, id="macros-renamed"
    ),
    pytest.param(
        lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
        refusals.PASSWORD,
        id="password",
    ),
    pytest.param(
        lambda: xls(first=record(0x2F, b"\0" * 6)), refusals.PASSWORD, id="password-of-97"
    ),
    *(
        pytest.param(lambda cut=cut: whole()[:cut], refusals.DAMAGED, id=f"truncated-at-{cut}")
        for cut in (1, 4, 22, 2000, -22, -1)
    ),
    pytest.param(lambda: b"", refusals.EMPTY, id="nothing-at-all"),
    pytest.param(xlsx, NO_DATA, id="an-empty-sheet"),
    pytest.param(
        lambda: b"<html><table><tr><td>1</td></tr></table>", refusals.WEB_PAGE, id="web-page"
    ),
    pytest.param(lambda: b"%PDF-1.7 and so on", refusals.NOT_A_SHEET, id="pdf"),
    pytest.param(lambda: b"\xff\xd8\xff\xe0JFIF" + bytes(99), refusals.NOT_A_SHEET, id="photo"),
    pytest.param(
        lambda: zipped({"word/document.xml": "<w/>"}), refusals.WORD, id="document-of-words"
    ),
    pytest.param(lambda: zipped({"花名册.xlsx": whole()}), refusals.ARCHIVE, id="packed-workbook"),
    # B. geometry
    pytest.param(
        lambda: raw_xlsx(ROSTER + '<row r="1048576"><c r="XFD1048576" s="1"><v>1</v></c></row>'),
        str(refusals.too_far(1048576, 16384)),
        id="a-value-in-the-last-cell",
    ),
    pytest.param(
        lambda: raw_xlsx(ROSTER + '<row r="3"><c r="SS3" s="1"><v>1</v></c></row>'),
        str(refusals.too_far(3, 513)),
        id="column-513",
    ),
    pytest.param(
        lambda: raw_xlsx(ROSTER + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        str(refusals.too_many_rows(1048577)),
        id="row-1048577",
    ),
    pytest.param(
        lambda: raw_xlsx(ROSTER + '<row r="4294967295"/>'),
        str(refusals.too_many_rows(4294967295)),
        id="row-4294967295",
    ),
    pytest.param(
        lambda: raw_xlsx(("<row>" + "<c><v>1</v></c>" * 500 + "</row>") * 10_001),
        str(refusals.too_many_cells()),
        id="more-than-five-million-cells",
    ),
    pytest.param(
        lambda: raw_xlsx(line(1, *HEAD) + line(2, "甲某", "字" * 7_000_000, UNIT)),
        str(refusals.too_long_text()),
        id="a-cell-of-twenty-megabytes",
    ),
    pytest.param(
        lambda: raw_xlsx(line(1, *HEAD) + line(2, "字" * 32_768, "", UNIT)),
        str(refusals.too_long_text(2, 1, sheet="名册")),
        id="a-cell-of-32768-letters",
    ),
    # D. marks that no XML may hold
    pytest.param(
        lambda: raw_xlsx(line(1, *HEAD) + line(2, "甲&#0;某")), refusals.DAMAGED, id="coded-nul"
    ),
    pytest.param(
        lambda: zipped(parts_of_xlsx(worksheet(ROSTER).encode() + b"\0")),
        refusals.ENCODING,
        id="plain-nul",
    ),
    pytest.param(
        lambda: raw_xlsx(line(1, *HEAD) + line(2, "甲&#xD800;某")),
        refusals.DAMAGED,
        id="coded-surrogate",
    ),
    pytest.param(
        lambda: zipped(
            parts_of_xlsx(worksheet(ROSTER).encode().replace("甲".encode(), b"\xed\xa0\x80"))
        ),
        refusals.DAMAGED,
        id="plain-surrogate",
    ),
]

OF_TEXT = [
    pytest.param(
        "名册.csv",
        b"\xe5\xa7\x93\xe5\x90\x8d\n\xed\xa0\x80\n",
        refusals.TEXT_ENCODING,
        id="surrogate",
    ),
    pytest.param("名册.csv", "姓名,身\0份证号\n".encode(), refusals.NUL, id="nul"),
    pytest.param("名册.csv", b"\xff\xff\xff\x81", refusals.TEXT_ENCODING, id="no-encoding"),
    pytest.param("名册.csv", b"\xef\xbb\xbf", NO_DATA, id="a-mark-alone"),
    pytest.param("名册.csv", b"\n" * 1_000_000, NO_DATA, id="a-million-empty-lines"),
    pytest.param("名册.csv", b"1\n" * 1_048_577, str(refusals.too_many_rows(1_048_577)), id="rows"),
    pytest.param("名册.csv", b"1" + b",1" * 512, str(refusals.too_far(1, 513)), id="columns"),
    pytest.param("名册.csv", "甲\n乙\n".encode(), NO_HEADING, id="no-heading"),
    pytest.param("名册.docx", b"PK\x03\x04", refusals.WORD, id="extension-of-word"),
    pytest.param("名册.xlsm", b"PK\x03\x04", refusals.MACROS, id="extension-of-macros"),
    pytest.param("../../名册", b"x", refusals.EXTENSION, id="no-extension"),
    pytest.param("名册.xlsx", "姓名\t号\n".encode(), refusals.NOT_A_SHEET, id="text-called-xlsx"),
]


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def checked(name, data):
    """The import's record after a check that keeps within the bounds of time and memory."""
    before, began = peak(), time.monotonic()
    found = check_import(run_of(), [Upload(name, data)])
    assert time.monotonic() - began < SECONDS
    assert peak() - before < MEBIBYTES
    return found


def refusal(found):
    [sheet] = found.sheets.all()
    [problem] = unseal_problems(sheet.problems)
    assert (sheet.ledger, sheet.rows, sheet.chunks.count()) == ("", 0, 0)
    return problem.message


def left_behind():
    """Rows in the ledgers, records of the handing-in, lines of the audit."""
    return Worker.objects.count(), Import.objects.count(), AuditEntry.objects.count()


@pytest.mark.parametrize(("make", "sentence"), REFUSED)
def test_a_workbook_that_cannot_be_taken_is_refused_and_changes_nothing(make, sentence):
    found = checked("花名册.xlsx", make())

    assert refusal(found) == sentence
    assert left_behind() == (0, 1, 1)


@pytest.mark.parametrize(("name", "data", "sentence"), OF_TEXT)
def test_what_is_no_workbook_is_refused_and_changes_nothing(name, data, sentence):
    assert refusal(checked(name, data)) == sentence
    assert left_behind() == (0, 1, 1)


READ = [
    pytest.param("花名册.xls", whole(), id="called-by-an-old-name"),
    pytest.param("../花名册\u202exslx.xlsx", whole(), id="name-with-marks"),
    pytest.param(
        "花名册.xlsx",
        raw_xlsx(ROSTER, before='<dimension ref="A1:XFD1048576"/>'),
        id="declared-too-large",
    ),
    pytest.param(
        "花名册.xlsx",
        raw_xlsx(
            ROSTER
            + "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(3, 1_000_003))
        ),
        id="a-million-formatted-empty-rows",
    ),
    pytest.param(
        "花名册.xlsx",
        raw_xlsx(ROSTER + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        id="a-formatted-empty-last-cell",
    ),
]


@pytest.mark.parametrize(("name", "data"), READ)
def test_an_odd_workbook_is_read_to_the_last_cell(name, data):
    EnterpriseFactory(name=UNIT)

    [sheet] = checked(name, data).sheets.all()

    assert (sheet.new, sheet.rows) == (1, 1)


NAMES = [
    pytest.param("钱𬭎", "钱𬭎", id="beyond-the-basic-plane"),
    pytest.param("㛃某", "㛃某", id="first-extension"),
    pytest.param("买买提•艾合买提", "买买提·艾合买提", id="another-dot"),
    pytest.param("张　三", "张三", id="full-width-space"),
    pytest.param("ＡＮＮＡ", "ANNA", id="full-width-letters"),
    pytest.param("张😀", "张😀", id="emoji"),
    pytest.param("张\u200b三\u202e", "张三", id="marks-that-cannot-be-seen"),
    pytest.param("张\x01\x1b三", "张三", id="control-characters"),
]


@pytest.mark.parametrize(("typed", "kept"), NAMES)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_name_arrives_as_it_is_meant(form, typed, kept):
    EnterpriseFactory(name=UNIT)
    row = (typed, identity_number(1), UNIT)
    made = {
        "xlsx": lambda: raw_xlsx(line(1, *HEAD) + line(2, *row)),
        "csv": f"{','.join(HEAD)}\n{','.join(row)}\n".encode,
    }
    found = checked(f"花名册.{form}", made[form]())

    apply_import(run_of(), import_id=found.pk)

    assert Worker.objects.get().name == kept


def test_a_nul_in_a_cell_refuses_its_row_and_no_other():
    EnterpriseFactory(name=UNIT)
    good, bad = ("甲某", identity_number(1), UNIT), ("乙_x0000_某", identity_number(2), UNIT)

    [sheet] = checked(
        "花名册.xlsx", raw_xlsx(line(1, *HEAD) + line(2, *good) + line(3, *bad))
    ).sheets.all()

    [problem] = unseal_problems(sheet.problems)
    assert (sheet.new, sheet.rejected) == (1, 1)
    assert (problem.row, problem.column, problem.message) == (
        3,
        "姓名",
        "含有无法保存的字符；请删去这个单元格后重新输入。",
    )


NUL_ELSEWHERE = [
    pytest.param(
        raw_xlsx(
            line(1, *HEAD).replace("</row>", text_cell("D1", "怪_x0000_列") + "</row>")
            + line(2, "甲某", identity_number(1), UNIT)
        ),
        id="in-a-heading",
    ),
    pytest.param(
        zipped(
            {
                name: part.replace('name="名册"', 'name="名_x0000_册"')
                for name, part in parts_of_xlsx(worksheet(ROSTER)).items()
            }
        ),
        id="in-the-name-of-the-sheet",
    ),
]


@pytest.mark.parametrize("data", NUL_ELSEWHERE)
def test_a_nul_beside_the_cells_does_no_harm(data):
    EnterpriseFactory(name=UNIT)

    found = checked("花名册.xlsx", data)

    assert (found.state, found.sheets.get().new) == (ImportState.CHECKED, 1)
