"""Large imports: the clerk is shown how far they are, and finds the plan, the result or why not."""

import threading

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from config.audit.models import AuditEntry
from config.jobs.actions import begin_next, sweep
from config.jobs.doing import do
from config.jobs.models import Job
from config.jobs.rules import MOST_ATTEMPTS, STALE
from config.sheets import waiting_files
from config.sheets.background import FILES_GONE, NOT_CHECKED, SMALL_FILES, SMALL_PLAN
from config.sheets.forgetting import forget_quotes
from config.sheets.models import (
    FileChunk,
    HandedInFile,
    Import,
    ImportedSheet,
    ImportState,
    PlanChunk,
)
from tests.audit import noted
from tests.config.sheets.admin.workbooks import (
    counts,
    hand_in,
    identity_number,
    plan_url,
    roster,
    said,
)
from unions.models import Worker

UNIT = "示例快递城区营业部"
KILLED = "办理的程序几次中途停了；什么也没有改动。请再试一次，还是不行就请联系管理员。"


def large(*lines, name="花名册.csv"):
    """A roster of few people in a file of more than a megabyte: the rest of its rows are blank."""
    rows = "\n".join(["姓名,身份证号,工作单位", *lines])
    return SimpleUploadedFile(name, (rows + "\n,," * (SMALL_FILES // 3)).encode())


def person(number):
    return f"第{number}员,{identity_number(number)},{UNIT}"


def work_off():
    """What a worker does."""
    while (job := begin_next(timezone.now())) is not None:
        do(job, threading.Event())


@pytest.fixture
def checking(importer_client, enterprise):
    """A large roster of one new person, handed in and not checked yet."""
    hand_in(importer_client, large(person(2)))
    return Import.objects.get()


@pytest.fixture
def plan(importer_client, enterprise):
    """A plan that says it writes more rows than are written while a clerk waits."""
    hand_in(importer_client, roster(["第2员", identity_number(2), UNIT]))
    ImportedSheet.objects.update(new=SMALL_PLAN + 1)
    return Import.objects.get()


def decide(client, plan, verb):
    return client.post(plan_url(plan), {verb: "1"}, follow=True)


def state(record):
    record.refresh_from_db()
    return record.state


def test_a_large_upload_is_answered_at_once_by_the_page_that_shows_how_far_it_is(
    importer_client, checking
):
    page = importer_client.get(plan_url(checking))

    assert (checking.state, page.context["title"]) == (ImportState.CHECKING, "正在检查")
    for word in ("检查中", "等待开始", "<progress", "花名册.csv", "经办importer", "关掉浏览器"):
        assert word in page.text
    assert (ImportedSheet.objects.count(), Worker.objects.count()) == (0, 0)


def test_while_it_is_worked_on_the_page_shows_phase_and_counts(importer_client, checking):
    job = begin_next(timezone.now())
    Job.objects.filter(pk=job.pk).update(phase="检查「花名册」", done=12_000, total=100_000)

    page = importer_client.get(plan_url(checking)).text

    assert '<progress value="12000" max="100000" aria-label="检查「花名册」">' in page
    assert "12,000 / 100,000" in page


def test_afterwards_the_same_page_shows_the_plan(importer_client, checking):
    work_off()

    page = importer_client.get(plan_url(checking))

    assert (state(checking), page.context["title"]) == (ImportState.CHECKED, "导入方案")
    assert [counts(line) for line in page.context["lines"]] == [{"new": 1}]
    assert "data-progress" not in page.text


def test_a_small_upload_is_checked_while_the_clerk_waits(importer_client, enterprise):
    hand_in(importer_client, roster(["第2员", identity_number(2), UNIT]))

    assert Import.objects.get().state == ImportState.CHECKED
    assert Job.objects.count() == 0


def test_files_at_the_limit_are_small(importer_client, enterprise):
    rows = f"姓名,身份证号,工作单位\n{person(2)}".encode()
    hand_in(importer_client, SimpleUploadedFile("册.csv", rows.ljust(SMALL_FILES, b"\n")))

    assert Import.objects.get().state == ImportState.CHECKED


def test_the_answers_of_the_form_wait_with_the_files(importer, importer_client, worker):
    file = large(f"甲员,{worker.identity_number},没有的单位")

    hand_in(importer_client, file, ledger="workers", other_employer="move", moved_on="2023-02-01")
    work_off()

    record = Import.objects.get()
    assert (record.asked_ledger, str(record.moved_on)) == ("workers", "2023-02-01")
    assert record.sheets.get().rejected == 1


def test_the_same_files_sent_twice_by_a_double_click_are_checked_once(importer_client, checking):
    answer = hand_in(importer_client, large(person(2)))

    assert answer.redirect_chain == [(plan_url(checking), 302)]
    assert (Import.objects.count(), Job.objects.count()) == (1, 1)


def test_a_large_plan_is_applied_beside_the_requests(importer_client, plan):
    answer = decide(importer_client, plan, "apply")

    assert said(answer) == ["已经开始导入。可以离开这个页面，回来时看得到结果。"]
    assert (state(plan), answer.context["title"]) == (ImportState.APPLYING, "正在导入")
    assert Worker.objects.count() == 0

    work_off()

    page = importer_client.get(plan_url(plan))
    assert (state(plan), page.context["title"]) == (ImportState.APPLIED, "导入结果")
    assert Worker.objects.get().name == "第2员"


def test_a_second_click_while_it_runs_says_so_and_changes_nothing(importer_client, plan):
    decide(importer_client, plan, "apply")
    waiting = [said(decide(importer_client, plan, verb)) for verb in ("apply", "drop")]
    begin_next(timezone.now())
    running = said(decide(importer_client, plan, "apply"))

    assert [*waiting, running] == [["导入正在进行，请等它做完。"]] * 3
    assert (state(plan), Job.objects.count()) == (ImportState.APPLYING, 1)


def test_back_and_again_after_it_was_done_shows_the_result(importer_client, plan):
    decide(importer_client, plan, "apply")
    work_off()

    assert said(decide(importer_client, plan, "apply")) == ["这次导入已导入，不能再次导入。"]
    assert Worker.objects.count() == 1


def test_what_is_being_checked_can_neither_be_applied_nor_given_up(importer_client, checking):
    answers = [said(decide(importer_client, checking, verb)) for verb in ("apply", "drop")]

    assert answers == [["检查正在进行，请等它做完。"]] * 2
    assert state(checking) == ImportState.CHECKING


def test_an_expired_session_stops_nothing_and_the_result_is_there_afterwards(
    client, importer, plan
):
    client.force_login(importer)
    decide(client, plan, "apply")
    client.session.flush()

    away = client.get(plan_url(plan))
    work_off()
    client.force_login(importer)

    assert away.headers["Location"] == f"/admin/login/?next={plan_url(plan)}"
    assert client.get(plan_url(plan)).context["title"] == "导入结果"
    assert Worker.objects.count() == 1


def test_the_audit_names_who_asked_and_from_where(importer, importer_client, enterprise):
    importer_client.defaults["REMOTE_ADDR"] = "10.1.2.3"
    hand_in(importer_client, large(person(2)))
    work_off()
    ImportedSheet.objects.update(new=SMALL_PLAN + 1)
    decide(importer_client, Import.objects.get(), "apply")
    work_off()

    lines = AuditEntry.objects.order_by("pk").values_list("what", "outcome", "user", "address")
    assert list(lines) == [
        ("检查表格", "done", importer.pk, "10.1.2.3"),
        ("导入表格", "done", importer.pk, "10.1.2.3"),
    ]
    assert Worker.history.get().history_user == importer


def test_a_right_taken_away_before_the_work_refuses_it_and_the_plan_waits(
    importer, importer_client, plan
):
    decide(importer_client, plan, "apply")
    importer.user_permissions.remove(Permission.objects.get(codename="change_worker"))

    work_off()

    page = importer_client.get(plan_url(plan)).text
    assert (state(plan), Worker.objects.count()) == (ImportState.CHECKED, 0)
    assert "您没有导入「从业人员花名册」的权限；没有导入任何内容。" in page
    assert noted()[1:] == [("import", "refused", "导入表格", str(plan.pk), [])]


def test_an_account_closed_meanwhile_imports_nothing(importer, importer_client, plan):
    decide(importer_client, plan, "apply")
    type(importer).objects.update(is_active=False)

    work_off()

    assert (state(plan), Worker.objects.count()) == (ImportState.CHECKED, 0)


def refusing(fault, at):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(at):
            raise fault
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)


def test_a_check_that_the_database_refuses_says_so_and_keeps_no_file(importer_client, checking):
    with refusing(IntegrityError, 'INSERT INTO "sheets_importedsheet"'):
        work_off()

    page = importer_client.get(plan_url(checking))
    assert (state(checking), page.context["title"]) == (ImportState.FAILED, "检查没有完成")
    assert NOT_CHECKED in page.text
    assert (HandedInFile.objects.count(), FileChunk.objects.count()) == (0, 0)
    assert noted() == [("import", "failed", "检查表格", str(checking.pk), [])]


def test_a_busy_database_is_tried_again_and_the_plan_waits_at_last(importer_client, plan):
    decide(importer_client, plan, "apply")

    with refusing(OperationalError, 'INSERT INTO "unions_employment"'):
        work_off()

    page = importer_client.get(plan_url(plan)).text
    assert Job.objects.get().attempts == MOST_ATTEMPTS
    assert (state(plan), Worker.objects.count()) == (ImportState.CHECKED, 0)
    assert "数据库一直很忙，没有做完，什么也没有改动；请过一会儿再试。" in page
    assert "导入（写入" in page


def test_an_import_that_kills_its_worker_every_time_waits_as_a_plan(importer_client, plan):
    decide(importer_client, plan, "apply")
    for _ in range(MOST_ATTEMPTS):
        begin_next(timezone.now())
        sweep(timezone.now() + 2 * STALE)

    page = importer_client.get(plan_url(plan)).text
    assert (state(plan), KILLED in page) == (ImportState.CHECKED, True)

    decide(importer_client, plan, "apply")
    work_off()

    page = importer_client.get(plan_url(plan)).text
    assert (state(plan), KILLED in page) == (ImportState.APPLIED, False)


def test_the_files_wait_encrypted_as_they_were(importer_client, checking):
    (file,) = waiting_files.files_of(checking)

    assert (file.name, file.data()) == ("花名册.csv", large(person(2)).read())
    assert FileChunk.objects.count() == 2
    kept = b"".join(bytes(blob) for blob in FileChunk.objects.values_list("blob", flat=True))
    assert identity_number(2).encode() not in kept


@pytest.mark.parametrize("verb", ["apply", "drop"])
def test_the_files_stay_until_the_decision(importer_client, enterprise, verb):
    hand_in(importer_client, roster(["第2员", identity_number(2), UNIT]))
    record = Import.objects.get()
    kept = [file.name for file in waiting_files.files_of(record)]

    decide(importer_client, record, verb)

    assert kept == ["花名册.xlsx"]
    assert (HandedInFile.objects.count(), FileChunk.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("age", "stands", "kept"),
    [
        pytest.param(waiting_files.KEPT, ImportState.CHECKED, 1, id="the-last-moment"),
        pytest.param(waiting_files.KEPT * 2, ImportState.CHECKED, 0, id="too-old"),
        pytest.param(waiting_files.KEPT * 2, ImportState.CHECKING, 1, id="still-worked-on"),
    ],
)
def test_files_of_a_plan_that_nobody_decides_on_go_and_the_plan_stays(
    importer_client, enterprise, age, stands, kept
):
    hand_in(importer_client, roster(["第2员", identity_number(2), UNIT]))
    now = timezone.now()
    Import.objects.update(made_at=now - age, state=stands)

    waiting_files.drop_old_files(now)

    assert (HandedInFile.objects.count(), FileChunk.objects.count()) == (kept, kept)
    assert PlanChunk.objects.count() == 1


def test_files_forgotten_before_they_were_checked_are_asked_for_again(importer_client, checking):
    forget_quotes(before=timezone.localdate(), naming=["某人"])

    work_off()

    assert state(checking) == ImportState.FAILED
    assert FILES_GONE in importer_client.get(plan_url(checking)).text


def test_lists_and_desk_say_what_is_under_way(importer_client, checking):
    pages = [reverse("admin:sheets_import_changelist"), reverse("admin:index")]

    for page in pages:
        text = importer_client.get(page).text
        assert ("检查中" in text, "花名册.csv" in text) == (True, True)


def test_who_may_not_see_an_import_is_not_told_how_far_it_is(client, checking, django_user_model):
    client.force_login(django_user_model.objects.create_user("别人", is_staff=True))

    assert client.get(plan_url(checking)).status_code == 403


def test_nobody_s_import_is_under_way(checking):
    with pytest.raises(IntegrityError, match="import_under_way_is_somebodys"), transaction.atomic():
        Import.objects.update(made_by=None)


def test_a_page_that_tells_how_far_it_is_asks_little(
    importer_client, checking, django_assert_max_num_queries
):
    """It is asked for again and again."""
    with django_assert_max_num_queries(14):
        importer_client.get(plan_url(checking))
