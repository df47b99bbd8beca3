"""One committee's twenty workbooks, from an empty database to the month's figures."""

import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from config.accounts.models import Committee
from config.sheets.exporting import take_out
from config.sheets.registry import ledger_keys, resource_for
from config.sheets.runs import Run
from unions.models import Worker

FOLDER = Path(__file__).parent / "data" / "shuozhou"
ROWS = {
    "enterprises": 38,
    "workers": 2188,
    "union_branches": 18,
    "union_members": 2188,
    "branches": 11,
    "members": 34,
    "activists": 54,
    "certificates": 488,
    "hardship_aid": 26,
    "stations": 50,
    "care_activities": 33,
    "policies": 7,
    "supplies": 10,
    "honours": 14,
    "matters": 8,
    "member_units": 11,
    "activities": 60,
    "benefit_rolls": 4181,
    "study_aid": 12,
    "homes": 1,
}
KEPT_BY_THE_OFFICE = {"calendar": 0}
"""Ledgers that the committee's folder does not hold."""


def hand_in(target: Path, paths: list[Path], *options: str) -> tuple[int, list[dict]]:
    """Run the command; returns exit code and what it wrote as JSON."""
    told = target / "told.json"
    code = 0
    try:
        call_command("import_sheets", *map(str, paths), *options, json=told, verbosity=0)
    except SystemExit as stop:
        code = stop.code
    return code, json.loads(told.read_text(encoding="utf-8"))


def by_ledger(told: list[dict], count: str) -> dict[str, int]:
    return {sheet["ledger"]: sheet[count] for sheet in told}


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker, tmp_path_factory):
    """The committee after one import, for all tests of this module; gone afterwards."""
    target = tmp_path_factory.mktemp("office")
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield hand_in(target, [FOLDER], "--new", "brands,districts", "--apply")
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.mark.django_db
def test_a_check_on_an_empty_database_accepts_every_row_and_writes_nothing(tmp_path):
    code, told = hand_in(tmp_path, [FOLDER], "--new", "brands,districts")

    assert (code, by_ledger(told, "new")) == (0, ROWS)
    assert Worker.objects.count() == 0


def test_the_folder_goes_in_with_one_command(office, db):
    code, told = office

    assert (code, by_ledger(told, "new")) == (0, ROWS)


def test_the_folder_handed_in_again_is_unchanged_everywhere(office, db, tmp_path):
    code, told = hand_in(tmp_path, [FOLDER], "--apply")

    assert (code, by_ledger(told, "unchanged")) == (0, ROWS)


@pytest.mark.parametrize("month", ["2020-12", "2022-06", "2023-01"])
def test_the_summary_of_a_month_gives_the_expected_figures(office, db, tmp_path, month):
    expected = json.loads((FOLDER / f"expected-{month}.json").read_text(encoding="utf-8"))

    call_command("monthly_summary", month, output=tmp_path / "summary.json")

    told = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    figures = {"period": told["period"], "as_of": told["as_of"]}
    figures |= {key: told["figures"].get(key) for key in expected if "." in key}
    assert figures == expected


def test_every_table_of_the_summary_adds_up_to_its_figures(office, db, tmp_path):
    call_command("monthly_summary", "2023-01", output=tmp_path / "summary.json")

    told = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    brands = told["tables"]["unions.workers"]["brand"]
    assert sum(row["unions.workers"] for row in brands) == ROWS["workers"]


def test_what_goes_out_in_full_comes_in_again_unchanged(office, db, tmp_path):
    call_command("export_sheets", tmp_path / "out", full=True, reason="核对", verbosity=0)

    code, told = hand_in(tmp_path, [tmp_path / "out"])

    assert (code, by_ledger(told, "unchanged")) == (0, ROWS | KEPT_BY_THE_OFFICE)


@pytest.mark.parametrize("ledger", sorted(ROWS))
def test_what_goes_out_with_commas_comes_in_again_unchanged(office, db, tmp_path, ledger):
    out = take_out(
        resource_for(ledger), Run(), committee=Committee(), at=timezone.now(), full=True, form="csv"
    )
    (tmp_path / f"{ledger}.csv").write_bytes(b"".join(out.pieces))

    code, told = hand_in(tmp_path, [tmp_path / f"{ledger}.csv"])

    assert (code, by_ledger(told, "unchanged")) == (0, {ledger: ROWS[ledger]})


def test_a_masked_workbook_says_so_and_is_refused(office, db, tmp_path):
    call_command("export_sheets", tmp_path / "out", ledger="members", verbosity=0)

    code, told = hand_in(tmp_path, [tmp_path / "out"])

    assert (code, [p["code"] for p in told[0]["problems"]]) == (2, ["rule"])


ALTERED = [
    pytest.param("01 快递企业名录.xlsx", "负责人", "钱多多", id="enterprises"),
    pytest.param("02 从业人员花名册.xlsx", "岗位", "质检员", id="workers"),
    pytest.param("03 工会组织台账.xlsx", "工会主席", "钱多多", id="union_branches"),
    pytest.param("04 工会会员花名册.xlsx", "会员证号", "140699999999", id="union_members"),
    pytest.param("05 党组织台账.xlsx", "书记", "钱多多", id="branches"),
    pytest.param("06 党员台账.xlsx", "所在党支部", "朔州市京东快递党支部", id="members"),
    pytest.param("07 入党积极分子台账.xlsx", "谈话时间", "2021-02-09", id="activists"),
    pytest.param("08 职业技能证书及取证补贴.xlsx", "发证日期", "2022-09-16", id="certificates"),
    pytest.param("09 困难家庭扶助金发放表.xlsx", "家庭人口", 7, id="hardship_aid"),
    pytest.param("10 爱心驿站台账.xlsx", "地址", "朔城区东大街32号", id="stations"),
    pytest.param("11 慰问关爱活动台账.xlsx", "参加人数", 157, id="care_activities"),
    pytest.param("12 关爱维权政策台账.xlsx", "印发日期", "2022-05-11", id="policies"),
    pytest.param("13 防疫物资发放表.xlsx", "数量", 51, id="supplies"),
    pytest.param("15 党群联席会议议题台账.xlsx", "办理时限", "2022-04-10", id="matters"),
    pytest.param("16 联席会议成员单位台账.xlsx", "联系人", "钱多多", id="member_units"),
    pytest.param("17 组织生活及培训活动台账.xlsx", "实到人数", 18, id="activities"),
    pytest.param("18 体检和保险名册.xlsx", "承办机构", "市中医院", id="benefit_rolls"),
    pytest.param("19 金秋助学发放表.xlsx", "录取院校", "忻州学院", id="study_aid"),
    pytest.param("20 快递员之家台账.xlsx", "面积(平方米)", 271, id="homes"),
]


@pytest.mark.parametrize(("file", "heading", "value"), ALTERED)
@pytest.mark.usefixtures("office", "db")
def test_one_altered_cell_is_one_changed_row(tmp_path, file, heading, value):
    path = tmp_path / file
    book = openpyxl.load_workbook(FOLDER / file)
    sheet = book.active
    column = next(cell.column for cell in sheet[3] if cell.value == heading)
    sheet.cell(4, column).value = value
    book.save(path)

    code, told = hand_in(tmp_path, [path])

    counts = {key: told[0][key] for key in ("new", "changed", "rejected")}
    assert (code, counts) == (0, {"new": 0, "changed": 1, "rejected": 0})
    assert told[0]["unchanged"] == ROWS[told[0]["ledger"]] - 1


def test_the_same_rows_in_another_order_are_all_unchanged(office, db, tmp_path):
    path = tmp_path / "06 党员台账.xlsx"
    book = openpyxl.load_workbook(FOLDER / path.name)
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=37)]
    for at, values in enumerate(reversed(rows), start=4):
        for index, value in enumerate(values, start=1):
            sheet.cell(at, index).value = value
    book.save(path)

    code, told = hand_in(tmp_path, [path])

    assert (code, told[0]["unchanged"]) == (0, ROWS["members"])


def test_every_ledger_stands_in_the_folder():
    assert sorted(ROWS | KEPT_BY_THE_OFFICE) == sorted(ledger_keys())
    assert [resource_for(key).title for key in ledger_keys() if not resource_for(key).title] == []
