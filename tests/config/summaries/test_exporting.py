import datetime
import io
import json
import logging

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from config.accounts.models import Committee
from config.summaries.counting import summarise
from config.summaries.exporting import as_data, as_file
from config.summaries.layout import sections
from config.summaries.paper import laid_out, obstacle_of, refuse_address, title
from tests.factories.unions import BrandFactory, EmploymentFactory, EnterpriseFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2022, 7, 4)


@pytest.fixture
def summary(committee, month):
    return summarise(month)


def sheet_rows(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def pages(summary):
    """The words on each sheet of paper, those of its margins included."""
    return [
        "".join(box.text for box in page._page_box.descendants() if hasattr(box, "text"))
        for page in laid_out(summary, today=TODAY).pages
    ]


def test_the_data_names_the_month_and_its_last_day(summary):
    told = as_data(summary)

    assert (told["period"], told["as_of"]) == ("2022-06", "2022-06-30")


def test_the_data_survives_json(summary):
    told = json.loads(as_file(summary, "json", today=TODAY))

    assert told["figures"] == {
        key: number if number is None else float(number) for key, number in summary.numbers.items()
    }


def test_the_data_holds_each_table_by_its_groups(committee, summary):
    stations = as_data(summary)["tables"]["welfare.stations"]

    assert stations == {
        "district": [
            {"id": committee["district"].pk, "label": "应县", "welfare.stations": 3},
        ]
        + [row for row in stations["district"] if row["label"] != "应县"]
    }


def test_whole_numbers_stay_whole_in_json(summary):
    told = as_file(summary, "json", today=TODAY).decode()

    assert '"unions.courier_homes_area_m2": 300,' in told


def test_the_workbook_holds_the_printed_sections(summary):
    book = openpyxl.load_workbook(io.BytesIO(as_file(summary, "xlsx", today=TODAY)))

    rows = [row for sheet in book for row in sheet_rows(sheet)]
    for section in sections(summary):
        at = rows.index([section.title])
        assert rows[at + 1] == list(section.headings)
        for told, printed in zip(rows[at + 2 :], section.rows, strict=False):
            assert told == [printed.label, *_workbook_cells(printed)]


def _workbook_cells(row):
    """Numbers as numbers, a rate of nothing as its dash; an empty cell is left out above."""
    return [
        cell.text if cell.number is None else float(cell.number)
        for cell in row.cells
        if not cell.blank
    ]


def test_each_grouping_has_its_own_sheet(summary):
    book = openpyxl.load_workbook(io.BytesIO(as_file(summary, "xlsx", today=TODAY)))

    assert book.sheetnames == ["汇总", "按品牌", "按县(市、区)", "按党组织"]


def test_the_workbook_is_set_up_for_a4(summary):
    book = openpyxl.load_workbook(io.BytesIO(as_file(summary, "xlsx", today=TODAY)))

    assert [
        (
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation,
            sheet.page_setup.fitToHeight,
            sheet.oddFooter.center.text,
            sheet.freeze_panes,
        )
        for sheet in book
    ] == [(9, "portrait", 0, "第 &P 页 共 &N 页", cell) for cell in ("B3", "B5", "B5", "B5")]


def test_a_name_that_looks_like_a_formula_stays_text(month):
    unit = EnterpriseFactory(brand=BrandFactory(name='=HYPERLINK("x")'))
    EmploymentFactory(enterprise=unit)

    book = openpyxl.load_workbook(io.BytesIO(as_file(summarise(month), "xlsx", today=TODAY)))

    cell = book["按品牌"]["A5"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_every_sheet_of_paper_bears_its_number(summary):
    found = pages(summary)

    assert [f"第 {at} 页 共 {len(found)} 页" in text for at, text in enumerate(found, 1)] == [
        True
    ] * len(found)


def test_the_first_sheet_says_who_reports_and_when(summary):
    first = pages(summary)[0]

    assert [
        words in first
        for words in (
            "晋北市快递行业党委月度汇总（2022年6月）",
            "填报单位：晋北市快递行业党委（盖章）",
            "填报时间：2022年7月4日",
        )
    ] == [True] * 3


def test_a_table_longer_than_a_page_repeats_its_heading(month):
    for _ in range(60):
        EnterpriseFactory(brand=BrandFactory())

    headed = [text for text in pages(summarise(month)) if "按品牌品牌快递企业" in text]

    assert len(headed) == 2


def test_paper_ends_with_the_signatures(summary):
    last = pages(summary)[-1]

    assert "单位负责人（签字）：审核人：制表人：联系电话：" in last


def test_the_pdf_needs_nothing_from_outside(summary, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        written = as_file(summary, "pdf", today=TODAY)

    assert (written[:5], caplog.messages) == (b"%PDF-", [])


@pytest.mark.parametrize("address", ["https://example.com/a.png", "file:///etc/passwd", "data:,x"])
def test_no_address_is_read(address):
    with pytest.raises(ValueError, match="不允许读取外部资源"):
        refuse_address(address)


def no_package():
    raise ModuleNotFoundError("No module named 'weasyprint'")


def no_library():
    raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.parametrize(
    ("load", "reason"),
    [
        pytest.param(dict, "", id="ready"),
        pytest.param(
            no_package,
            "服务器没有安装版式文件组件，请联系管理员；可以先用打印页打印。",
            id="package-missing",
        ),
        pytest.param(
            no_library,
            "服务器缺少排版用的系统库，请联系管理员安装；可以先用打印页打印。",
            id="library-missing",
        ),
    ],
)
def test_why_no_pdf_can_be_made(load, reason):
    assert obstacle_of(load) == reason


def test_an_office_without_a_name_still_has_a_title(month):
    Committee.objects.all().delete()

    assert title(summarise(month)) == "快递行业党委月度汇总（2022年6月）"


def test_a_month_without_any_row_is_all_noughts(month):
    numbers = summarise(month).numbers

    assert {key: number for key, number in numbers.items() if number} == {}
    assert numbers["unions.membership_rate_percent"] is None


@pytest.mark.parametrize("form", ["json", "html", "pdf", "xlsx"])
def test_the_command_writes_a_file(committee, tmp_path, form):
    call_command("monthly_summary", "2022-06", format=form, output=tmp_path / "file")

    starts = {"json": b"{\n", "html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "xlsx": b"PK"}
    assert (tmp_path / "file").read_bytes().startswith(starts[form])


def test_the_command_prints_json(committee, capsys):
    call_command("monthly_summary", "2022-06")

    assert json.loads(capsys.readouterr().out)["period"] == "2022-06"


def test_the_command_refuses_what_is_no_month():
    with pytest.raises(CommandError, match="月份看不懂,请写成 2023-01 这样。"):
        call_command("monthly_summary", "2022-13")


def test_bytes_need_a_file():
    with pytest.raises(CommandError, match="请用 --output 写明保存到哪个文件。"):
        call_command("monthly_summary", "2022-06", format="xlsx", stdout=io.StringIO())
