"""What a plan says of the rows of a roster, and that it does exactly that."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.sheets.registry import resource_for
from tests.config.sheets.sheets import check, counts, findings, run_of, take
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from unions.models import Employment, Worker

HEAD = ["姓名", "身份证号", "工作单位", "岗位", "入职时间"]
UNIT = "晋北迅达快递有限公司"

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return EnterpriseFactory(name=UNIT)


def row(name="张三", number=None, unit=UNIT, job="快递员", hired_on="2020-03-01"):
    return [name, number or invented_number(1), unit, job, hired_on]


def test_a_check_writes_nothing(unit):
    plan = check("workers", [HEAD, row()])

    assert (counts(plan), Worker.objects.count()) == ((1, 0, 0, 0, 0), 0)


def test_a_row_that_is_taken_makes_the_person_the_employment_and_their_history(unit):
    take("workers", [HEAD, row()])

    worker = Worker.objects.get()
    assert (worker.name, worker.enterprise, worker.get_sex_display()) == ("张三", unit, "男")
    assert worker.born_on == datetime.date(1990, 5, 18)
    employment = Employment.objects.get()
    assert (employment.enterprise, employment.started_on) == (unit, datetime.date(2020, 3, 1))
    assert [record.history_type for record in worker.history.all()] == ["+"]
    assert [record.history_type for record in employment.history.all()] == ["+"]


def test_the_same_sheet_again_is_unchanged(unit):
    take("workers", [HEAD, row()])

    assert counts(check("workers", [HEAD, row()])) == (0, 0, 1, 0, 0)


def test_a_changed_cell_is_named_with_old_and_new(unit):
    take("workers", [HEAD, row()])

    plan = check("workers", [HEAD, row(job="分拣员")])

    assert counts(plan) == (0, 1, 0, 0, 0)
    assert plan.chunks[0][0].changes == {"job": ("快递员", "分拣员")}


def test_a_change_is_written_with_its_history(unit):
    take("workers", [HEAD, row()])

    take("workers", [HEAD, row(job="分拣员")])

    worker = Worker.objects.get()
    assert worker.job == "分拣员"
    assert [record.history_type for record in worker.history.all()] == ["~", "+"]


def test_a_blank_cell_leaves_the_stored_value(unit):
    take("workers", [HEAD, row()])

    assert counts(check("workers", [HEAD, row(job="")])) == (0, 0, 1, 0, 0)


def test_rows_are_numbered_as_the_spreadsheet_does(unit):
    plan = check("workers", [["标题"], HEAD, row(), [], row("李四", "1", UNIT)])

    assert findings(plan) == [(5, "身份证号", "bad_text")]


def test_footers_and_numbered_blanks_are_passed_over(unit):
    head = ["序号", *HEAD]
    sheet = [head, [1, *row()], [2], ["合计", 1], ["制表人：", "", "审核人："], ["备注：无"]]

    assert counts(check("workers", sheet)) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize("word", ["小计", "合计"])
def test_a_full_row_is_read_whatever_its_first_cell_says(unit, word):
    head = ["片区", *HEAD]

    assert counts(check("workers", [head, [word, *row()], [word, "", "", "", 1]]))[0] == 1


def test_cells_under_no_heading_are_told_once_a_column(unit):
    rows = [[*row(f"张{at}", invented_number(at)), "", "夜班", "多出"] for at in range(3)]

    plan = check("workers", [[*HEAD, "班次", ""], *rows])

    assert [(p.level, p.row, p.column, p.code) for p in plan.problems] == [
        ("warning", 2, "G列", "missing"),
        ("warning", 2, "H列", "missing"),
    ]
    assert counts(plan)[0] == 3


def test_blank_cells_under_no_heading_are_passed_over(unit):
    assert findings(check("workers", [HEAD, [*row(), "", None, "  "]])) == []


def test_identical_rows_count_once_with_a_warning(unit):
    plan = check("workers", [HEAD, row(), row()])

    assert counts(plan) == (1, 0, 0, 0, 0)
    assert findings(plan) == [(3, "身份证号", "duplicate_in_file")]
    assert plan.problems[0].level == "warning"


def test_rows_of_one_person_that_differ_are_both_refused(unit):
    plan = check("workers", [HEAD, row(), row(job="分拣员")])

    assert counts(plan) == (0, 0, 0, 2, 0)
    assert findings(plan) == [
        (2, "身份证号", "duplicate_in_file"),
        (3, "身份证号", "duplicate_in_file"),
    ]


def test_an_unknown_unit_is_refused_and_never_made(unit):
    plan = check("workers", [HEAD, row(unit="晋北迅大快递有限公司")])

    assert findings(plan) == [(2, "工作单位", "unknown_reference")]


def test_a_name_that_two_units_bear_is_ambiguous(unit):
    EnterpriseFactory(name=UNIT)

    assert findings(check("workers", [HEAD, row()])) == [(2, "工作单位", "ambiguous_reference")]


def test_brackets_and_spaces_do_not_make_another_unit():
    EnterpriseFactory(name="迅达(晋北)快递有限公司")

    assert counts(check("workers", [HEAD, row(unit="迅达（晋北） 快递有限公司")]))[0] == 1


def test_a_word_that_is_no_choice_is_answered_with_the_usual_ones(unit):
    (problem,) = check("workers", [[*HEAD, "政治面貌"], [*row(), "党员干部"]]).problems

    assert problem.message == (
        "没有这个选项；可以填：中共党员、中共预备党员、共青团员、群众、民革、民盟、民建、民进……。"
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(-1.0, "-1", id="whole"),
        pytest.param(1000000000.0, "1000000000", id="large"),
        pytest.param(-1.5, "-1.5", id="broken"),
    ],
)
def test_a_number_is_shown_as_it_was_typed(unit, cell, shown):
    head = ["企业名称", "物资名称", "数量", "发放日期"]

    (problem,) = check("supplies", [head, [UNIT, "口罩", cell, "2022-04-13"]]).problems

    assert (problem.code, problem.value) == ("bad_number", shown)


def test_a_numeric_identity_number_is_always_refused(unit):
    plan = check("workers", [HEAD, row(number=float(invented_number(1)[:17]))])

    assert findings(plan) == [(2, "身份证号", "truncated_id")]


def test_no_problem_repeats_an_identity_number(unit):
    number = invented_number(1)
    wrong = number[:17] + ("0" if number[17] != "0" else "1")

    (problem,) = check("workers", [HEAD, row(number=wrong)]).problems

    assert (problem.code, problem.value) == ("bad_check_digit", "*" * 14 + wrong[-4:])
    assert wrong not in problem.message


def test_a_day_that_has_not_come_is_refused(unit):
    plan = check("workers", [HEAD, row(hired_on="2023-02-01")])

    assert findings(plan) == [(2, "入职时间", "bad_date")]


def test_today_has_come(unit):
    assert counts(check("workers", [HEAD, row(hired_on="2023-01-31")]))[0] == 1


def test_sex_and_birth_that_contradict_the_number_are_named_and_not_stored(unit):
    head = [*HEAD, "性别", "出生年月"]

    plan = take("workers", [head, [*row(), "女", "1991.05"]])

    assert findings(plan) == [(2, "性别", "differs"), (2, "出生年月", "differs")]
    assert Worker.objects.get().get_sex_display() == "男"


def test_a_row_changed_meanwhile_is_held_back(unit):
    worker = WorkerFactory(name="张三", identity_number=invented_number(1), enterprise=unit)
    plan = check("workers", [HEAD, row(hired_on="")])
    worker.job = "客服"
    worker.save()

    plan.write(run_of())

    worker.refresh_from_db()
    assert (worker.job, counts(plan)) == ("客服", (0, 0, 0, 0, 1))


def test_a_row_added_meanwhile_is_held_back(unit):
    plan = check("workers", [HEAD, row()])
    WorkerFactory(name="李四", identity_number=invented_number(1), enterprise=unit)

    plan.write(run_of())

    assert (Worker.objects.get().name, counts(plan)) == ("李四", (0, 0, 0, 0, 1))


def test_good_rows_are_taken_beside_bad_ones(unit):
    plan = take("workers", [HEAD, row(), row("李四", "1", UNIT)])

    assert (counts(plan), Worker.objects.count()) == ((1, 0, 0, 1, 0), 1)


def test_queries_do_not_grow_with_rows(unit):

    asked = []
    for many in (1, 3):
        rows = [HEAD, *(row(f"张{at}", invented_number(at)) for at in range(many))]
        with CaptureQueriesContext(connection) as queries:
            check("workers", rows)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_the_summary_of_a_plan_adds_up(unit):
    told = check("workers", [HEAD, row(), row("李四", "1", UNIT)]).as_dict()

    verdicts = ("new", "changed", "unchanged", "rejected", "held_back")
    assert told["rows"] == sum(told[verdict] for verdict in verdicts) == 2
    assert told["ledger"] == resource_for("workers").ledger
