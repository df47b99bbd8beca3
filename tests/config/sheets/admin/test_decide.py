import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

from config.audit.models import AuditEntry
from config.sheets.models import Import, ImportState, PlanChunk
from tests.audit import noted
from tests.config.sheets.admin.workbooks import (
    ENTERPRISES,
    counts,
    hand_in,
    identity_number,
    plan_url,
    roster,
    said,
    workbook,
)
from unions.models import Enterprise, Worker

UNIT = "示例快递城区营业部"


@pytest.fixture
def plan(importer_client, enterprise):
    """A checked import of one new worker."""
    hand_in(importer_client, roster(["乙员", identity_number(2), UNIT]))
    return Import.objects.get()


def decide(client, plan, verb):
    return client.post(plan_url(plan), {verb: "1"}, follow=True)


def test_applying_writes_the_good_rows_and_tells_the_counts(importer_client, plan):
    response = decide(importer_client, plan, "apply")

    assert Worker.objects.get().name == "乙员"
    assert said(response) == ["已导入：新增1。"]
    assert response.context["record"].state == ImportState.APPLIED
    assert PlanChunk.objects.count() == 0


def test_a_second_click_shows_the_result_and_changes_nothing(importer_client, plan):
    decide(importer_client, plan, "apply")

    response = decide(importer_client, plan, "apply")

    assert Worker.objects.count() == 1
    assert said(response) == ["这次导入已导入，不能再次导入。"]
    assert [counts(line) for line in response.context["lines"]] == [{"new": 1}]


def test_a_plan_that_was_given_up_is_gone(importer_client, plan):
    dropped = decide(importer_client, plan, "drop")
    after = decide(importer_client, plan, "apply")

    assert said(dropped) == ["已放弃这次导入，台账没有改动。"]
    assert said(after) == ["这次导入已放弃，不能再次导入。"]
    assert Worker.objects.count() == 0


def test_a_row_changed_by_somebody_since_is_held_back_and_said(importer_client, worker):
    hand_in(importer_client, roster(["甲员", worker.identity_number, UNIT, "分拣员"]))
    Worker.objects.update(job="站长")

    response = decide(importer_client, Import.objects.get(), "apply")

    assert Worker.objects.get().job == "站长"
    assert said(response) == ["没有写入任何内容：搁置1。请看下面的原因，再重新检查原表。"]
    assert "搁置1行：检查以后有人改动过相关的记录" in response.content.decode()


def test_a_row_held_back_is_named_with_its_number(importer_client, worker):
    number = worker.identity_number
    hand_in(importer_client, roster(["甲员", number, UNIT, "分拣员"]))
    Worker.objects.update(job="站长")

    response = decide(importer_client, Import.objects.get(), "apply")

    shown = importer_client.get(plan_url(Import.objects.get()), {"rows": "held_back"})
    part = shown.context["part"]
    assert (part.word, part.headings) == ("搁置", ["姓名", "身份证号"])
    assert [(row.number, row.cells) for row in part.rows] == [
        (2, [("姓名", "甲员"), ("身份证号", f"**************{number[-4:]}")])
    ]
    assert number not in shown.content.decode() + response.content.decode()


def test_an_import_that_wrote_nothing_is_not_called_done(importer_client, worker):
    hand_in(importer_client, roster(["甲员", worker.identity_number, UNIT, "分拣员"]))
    Worker.objects.update(job="站长")

    response = decide(importer_client, Import.objects.get(), "apply")

    (message,) = response.context["messages"]
    assert (message.level_tag, str(message)) == (
        "warning",
        "没有写入任何内容：搁置1。请看下面的原因，再重新检查原表。",
    )
    page = response.content.decode()
    assert '<strong class="state-empty">没有写入</strong>' in page
    assert '<span class="state-empty">没有写入</span>' in (
        importer_client.get(reverse("admin:index")).content.decode()
    )


def test_a_sheet_that_the_database_refused_says_why(importer_client, enterprise):
    hand_in(importer_client, roster(["乙员", identity_number(2), UNIT]))

    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "unions_employment"'):
            raise IntegrityError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = decide(importer_client, Import.objects.get(), "apply")

    assert said(response) == ["没有写入任何内容：拒绝1。请看下面的原因，再重新检查原表。"]
    (problem,) = response.context["part"].problems
    assert problem.row is None
    assert problem.message == (
        "整张表没有写入：其中有数据库不能保存的内容，或与同时写入的记录冲突。"
        "请核对表中相关的行，更正后重新提交。"
    )


@pytest.mark.parametrize(
    ("fault", "at", "sentence"),
    [
        pytest.param(
            IntegrityError,
            'UPDATE "sheets_import"',
            "数据库没有接受这次写入，没有导入任何内容；请重新检查后再导入。",
            id="record-refused",
        ),
        pytest.param(
            OperationalError,
            'INSERT INTO "unions_employment"',
            "数据库正忙，没有导入任何内容；请稍后再点一次。",
            id="database-is-locked",
        ),
    ],
)
def test_a_fault_of_the_database_is_a_sentence_and_leaves_nothing(
    importer_client, fault, at, sentence
):
    hand_in(
        importer_client,
        workbook("名录.xlsx", ENTERPRISES, ["示例快递西区营业部"]),
        roster(["乙员", identity_number(2), "示例快递西区营业部"]),
    )

    def refuse(execute, sql, params, many, context):
        if sql.startswith(at):
            raise fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = decide(importer_client, Import.objects.get(), "apply")

    assert said(response) == [sentence]
    assert (Enterprise.objects.count(), Worker.objects.count()) == (0, 0)
    assert response.context["record"].state == ImportState.CHECKED
    assert noted()[1:] == [("import", "failed", "导入表格", str(Import.objects.get().pk), [])]


def test_nobody_else_decides_over_a_plan(client, plan, onlooker):
    onlooker.user_permissions.add(Permission.objects.get(codename="add_import"))
    client.force_login(onlooker)

    answers = [client.post(plan_url(plan), {verb: "1"}) for verb in ("apply", "drop")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Import.objects.get().state == ImportState.CHECKED


def test_a_superuser_may_decide_over_any_plan(client, plan, superuser):
    client.force_login(superuser)

    decide(client, plan, "apply")

    assert Worker.objects.count() == 1


def test_a_ledger_right_taken_away_since_the_check_refuses_the_import(
    importer, importer_client, plan
):
    importer.user_permissions.remove(Permission.objects.get(codename="change_worker"))

    response = decide(importer_client, plan, "apply")

    assert said(response) == ["您没有导入「从业人员花名册」的权限；没有导入任何内容。"]
    assert Worker.objects.count() == 0


def test_a_post_that_names_no_verb_is_refused(importer_client, plan):
    assert importer_client.post(plan_url(plan)).status_code == 403


@pytest.mark.parametrize(
    ("verb", "what", "rows"),
    [
        pytest.param("apply", "导入表格", 1, id="apply"),
        pytest.param("drop", "放弃导入", None, id="drop"),
    ],
)
def test_the_audit_counts_rows_and_names_no_person(importer_client, plan, verb, what, rows):
    decide(importer_client, plan, verb)

    parts = ("what", "count", "user", "address")
    assert list(AuditEntry.objects.order_by("pk").values_list(*parts)) == [
        ("检查表格", 1, plan.made_by_id, "127.0.0.1"),
        (what, rows, plan.made_by_id, "127.0.0.1"),
    ]
    assert noted()[1] == ("import", "done", what, str(plan.pk), [])


def test_a_refused_import_is_noted(importer, importer_client, plan):
    importer.user_permissions.remove(Permission.objects.get(codename="change_worker"))

    decide(importer_client, plan, "apply")

    assert noted()[1:] == [("import", "refused", "导入表格", str(plan.pk), [])]


def test_after_the_import_its_problems_can_still_be_read(importer_client, enterprise):
    hand_in(
        importer_client,
        roster(["乙员", identity_number(2), UNIT], ["丙员", identity_number(3), "没有的单位"]),
    )

    response = decide(importer_client, Import.objects.get(), "apply")

    part = response.context["part"]
    assert [tab.word for tab in part.tabs] == ["拒绝", "搁置", "提示"]
    assert [problem.row for problem in part.problems] == [3]


def test_after_signing_in_again_the_plan_is_there(client, plan):
    client.logout()

    response = client.post(plan_url(plan), {"apply": "1"})

    assert response.headers["Location"] == f"/admin/login/?next={plan_url(plan)}"
    assert Worker.objects.count() == 0
