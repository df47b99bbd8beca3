"""What a table of the database would refuse is refused by the check, at its row and column."""

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from config.sheets.handing_in import PARTLY, Upload, hand_in
from config.sheets.imports import apply_import, check_import
from config.sheets.rows import REJECTED
from ledgers.models import Branch
from tests.config.sheets.admin.workbooks import ENTERPRISES, ROSTER, identity_number, workbook
from tests.config.sheets.sheets import check, counts, findings, run_of, take
from tests.factories.ledgers import BranchFactory, CoverageFactory, TermFactory
from tests.factories.unions import (
    DistrictFactory,
    EnterpriseFactory,
    UnionBranchFactory,
    WorkerFactory,
    invented_number,
)
from tests.factories.welfare import PaymentFactory, StandingProgrammeFactory
from unions.models import Enterprise, UnionBranch, Worker
from welfare.choices import ProgrammeKind

NUMBER = invented_number(1)
AID = ["姓名", "身份证号", "家庭人口", "扶助金额(元)", "发放日期"]
STUDY = ["身份证号", "子女姓名", "年度", "助学金额(元)", "发放日期"]
CERTIFICATE = ["身份证号", "职业(工种)", "等级", "证书编号", "发证日期", "补贴金额(元)", "发放日期"]
SUPPLY = ["企业名称", "物资名称", "数量", "发放日期"]
UNION = ["工会名称", "类别", "上级工会", "成立时间", "本届届满时间"]
BRANCH = ["党组织名称", "党组织类别", "上级党组织", "成立时间", "本届届满时间"]
MEMBER = ["身份证号", "所在党支部", "入党时间", "转正时间", "党内职务"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    WorkerFactory(name="张三", identity_number=NUMBER, enterprise=EnterpriseFactory(name="迅达"))
    DistrictFactory(name="东县")
    BranchFactory(name="一支部")


def aid(size=3, amount=1000):
    return [AID, ["张三", NUMBER, size, amount, "2022-06-03"]]


@pytest.mark.parametrize(
    ("ledger", "rows", "found"),
    [
        pytest.param("hardship_aid", aid(amount=0), [(2, "扶助金额(元)", "rule")], id="no-aid"),
        pytest.param("hardship_aid", aid(size=0), [(2, "家庭人口", "rule")], id="family-of-0"),
        pytest.param(
            "hardship_aid", aid(size=99999), [(2, "家庭人口", "bad_number")], id="family-of-99999"
        ),
        pytest.param("hardship_aid", aid(), [], id="aid"),
        pytest.param(
            "study_aid",
            [STUDY, [NUMBER, "张小", 2022, 0, "2022-08-20"]],
            [(2, "助学金额(元)", "rule")],
            id="no-study-aid",
        ),
        pytest.param(
            "study_aid",
            [STUDY, [NUMBER, "张小", 22, 1000, "2022-08-20"]],
            [(2, "年度", "rule")],
            id="year-22",
        ),
        pytest.param(
            "study_aid",
            [STUDY, [NUMBER, "张小", 0, 1000, "2022-08-20"]],
            [(2, "年度", "rule")],
            id="year-0",
        ),
        pytest.param(
            "certificates",
            [CERTIFICATE, [NUMBER, "快递员", "五级", "S1", "2022-03-01", 0, "2022-04-01"]],
            [(2, "补贴金额(元)", "rule")],
            id="no-subsidy",
        ),
        pytest.param(
            "supplies",
            [SUPPLY, ["迅达", "口罩", 0, "2022-04-13"]],
            [(2, "数量", "rule")],
            id="no-goods",
        ),
        pytest.param(
            "homes",
            [["名称", "所在县(市、区)", "面积(平方米)"], ["之家", "东县", 0]],
            [(2, "面积(平方米)", "rule")],
            id="no-area",
        ),
        pytest.param(
            "union_branches",
            [UNION, ["联合会", "联合会", "", "2022-01-10", "2022-01-10"]],
            [(2, "本届届满时间", "rule")],
            id="union-term-of-no-day",
        ),
        pytest.param(
            "branches",
            [BRANCH, ["二支部", "党支部", "", "2022-01", "2021-12-31"]],
            [(2, "本届届满时间", "rule")],
            id="term-before-founding",
        ),
        pytest.param(
            "members",
            [MEMBER, [NUMBER, "一支部", "2015-06-20", "2016-06-20", "职" * 51]],
            [(2, "党内职务", "too_long")],
            id="post-of-51-marks",
        ),
    ],
)
def test_the_check_names_row_and_column(known, ledger, rows, found):
    plan = check(ledger, rows)

    assert findings(plan) == found
    assert plan.rejected == len(found)


def test_a_problem_says_what_the_constraint_says_and_where_to_look(known):
    (problem,) = check("hardship_aid", aid(size=0)).problems

    assert problem.message == "家庭人口至少是1人。请核对「家庭人口」。"


def test_a_changed_family_is_checked_like_a_new_one(known):
    take("hardship_aid", aid())

    assert findings(check("hardship_aid", aid(size=0))) == [(2, "家庭人口", "rule")]
    assert findings(check("hardship_aid", aid(amount=0))) == [(2, "扶助金额(元)", "rule")]


def test_an_end_that_no_column_names_is_looked_up():
    UnionBranchFactory(name="联合会", dissolved_on=datetime.date(2022, 1, 1))

    plan = check("union_branches", [UNION, ["联合会", "联合会", "", "2022-01-01", ""]])

    assert findings(plan) == [(2, "成立时间", "rule")]


def test_a_stored_term_is_set_against_its_own_beginning():
    branch = BranchFactory(name="一支部", founded_on=datetime.date(2015, 1, 1))
    TermFactory(branch=branch, started_on=datetime.date(2021, 5, 11))
    row = ["一支部", "党支部", "", "2015-01-01", "2021-05-11"]

    assert findings(check("branches", [BRANCH, row])) == [(2, "本届届满时间", "rule")]


def test_a_later_founding_does_not_pass_what_began_with_the_branch_and_ended():
    branch = BranchFactory(name="一支部", founded_on=datetime.date(2015, 1, 1))
    CoverageFactory(branch=branch, started_on=branch.founded_on, ended_on=datetime.date(2016, 1, 1))
    row = ["一支部", "党支部", "", "2016-01-01", ""]

    assert findings(check("branches", [BRANCH, row])) == [(2, "成立时间", "rule")]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("ledger", "kind", "occasion", "rows"),
    [
        pytest.param("hardship_aid", ProgrammeKind.HARDSHIP_AID, "2022-06-03", aid(), id="aid"),
        pytest.param(
            "study_aid",
            ProgrammeKind.STUDY_AID,
            "2022张小",
            [STUDY, [NUMBER, "张小", 2022, 1000, "2022-08-20"]],
            id="study-aid",
        ),
        pytest.param(
            "certificates",
            ProgrammeKind.CERTIFICATE_SUBSIDY,
            "S1",
            [CERTIFICATE, [NUMBER, "快递员", "五级", "S1", "2022-03-01", 500, "2022-04-01"]],
            id="subsidy",
        ),
    ],
)
def test_an_occasion_that_has_its_payment_gets_no_second(ledger, kind, occasion, rows):
    programme = StandingProgrammeFactory(kind=kind)
    PaymentFactory(worker=Worker.objects.get(), programme=programme, occasion=occasion)

    assert findings(check(ledger, rows)) == [(2, "发放日期", "rule")]


def test_two_spellings_of_one_unit_are_one_key_in_a_file():
    EnterpriseFactory(name="迅达(晋北)快递")
    rows = [
        ["迅达(晋北)快递", "口罩", 5, "2022-04-13"],
        ["迅达（晋北）快递", "口罩", 6, "2022-04-13"],
    ]

    plan = check("supplies", [SUPPLY, *rows])

    assert findings(plan) == [
        (2, "企业名称", "duplicate_in_file"),
        (3, "企业名称", "duplicate_in_file"),
    ]


def test_one_unit_named_twice_in_a_cell_is_covered_once():
    EnterpriseFactory(name="迅达(晋北)快递")
    head = ["党组织名称", "党组织类别", "覆盖企业"]

    take("branches", [head, ["一支部", "党支部", "迅达(晋北)快递、迅达（晋北）快递"]])

    assert Branch.objects.get().coverages.count() == 1


def uploads():
    files = (
        workbook("名录.xlsx", ENTERPRISES, ["迅达"]),
        workbook("花名册.xlsx", ROSTER, ["甲员", identity_number(1), "迅达"]),
        workbook("工会.xlsx", UNION, ["联合会", "联合会", "", "2020-01-01", ""]),
    )
    return [Upload(file.name, file.read()) for file in files]


def refuse_employments(execute, sql, params, many, context):
    """Stands for a fault that no check foresees."""
    if sql.startswith('INSERT INTO "unions_employment"'):
        raise IntegrityError("CHECK constraint failed: employment_ends_after_start")
    return execute(sql, params, many, context)


WHOLE = "整张表没有写入：结束日期必须晚于开始日期。请核对表中相关的行，更正后重新提交。"


def told(problems):
    return [(problem.row, problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize("stays", [pytest.param(False, id="check"), pytest.param(True, id="apply")])
def test_a_sheet_that_the_database_refuses_is_named_and_the_others_are_taken(stays):
    with connection.execute_wrapper(refuse_employments):
        sheets = hand_in(run_of(), uploads(), stays=stays)

    by_file = {sheet.upload.name: sheet.plan for sheet in sheets}
    assert {name: counts(plan) for name, plan in by_file.items()} == {
        "名录.xlsx": (1, 0, 0, 0, 0),
        "花名册.xlsx": (0, 0, 0, 1, 0),
        "工会.xlsx": (1, 0, 0, 0, 0),
    }
    assert told(by_file["花名册.xlsx"].problems) == [(None, "rule", WHOLE)]
    kept = (Enterprise.objects.count(), Worker.objects.count(), UnionBranch.objects.count())
    assert kept == ((1, 0, 1) if stays else (0, 0, 0))


def test_a_plan_whose_sheet_the_database_refuses_is_applied_without_it():
    record = check_import(run_of(), uploads())

    with connection.execute_wrapper(refuse_employments):
        apply_import(run_of(), import_id=record.pk)

    assert [(s.file_name, s.new, getattr(s, REJECTED)) for s in record.sheets.all()] == [
        ("名录.xlsx", 1, 0),
        ("花名册.xlsx", 0, 1),
        ("工会.xlsx", 1, 0),
    ]
    assert (Enterprise.objects.count(), Worker.objects.count()) == (1, 0)


def test_the_command_line_names_the_whole_sheet(tmp_path, capsys):
    for upload in uploads():
        (tmp_path / upload.name).write_bytes(upload.source)

    with connection.execute_wrapper(refuse_employments), pytest.raises(SystemExit) as ended:
        call_command("import_sheets", tmp_path, apply=True)

    assert ended.value.code == PARTLY
    assert f"  错误 整张表：{WHOLE}\n" in capsys.readouterr().out
