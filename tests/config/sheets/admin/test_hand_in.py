import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from config.accounts.disk import NO_ROOM
from config.sheets.admin.forms import MEGABYTE, MOST_MEGABYTES, TOO_MUCH, HandInForm
from config.sheets.models import Import, ImportState
from config.sheets.runs import Run
from tests.config.sheets.admin.workbooks import (
    ENTERPRISES,
    counts,
    hand_in,
    identity_number,
    roster,
    said,
    workbook,
)
from unions.models import Brand, Enterprise, Worker

UNIT = "示例快递城区营业部"


def test_a_check_writes_nothing_to_the_ledgers(importer_client):
    hand_in(importer_client, workbook("名录.xlsx", ENTERPRISES, [UNIT]))

    assert Enterprise.objects.count() == 0
    assert Import.objects.get().state == ImportState.CHECKED


def test_a_check_leads_to_the_plan(importer_client):
    response = hand_in(importer_client, workbook("名录.xlsx", ENTERPRISES, [UNIT]))

    plan = reverse("admin:sheets_import_change", args=[Import.objects.get().pk])
    assert response.redirect_chain == [(plan, 302)]


def test_a_workbook_may_name_what_another_of_the_same_import_adds(importer_client):
    response = hand_in(
        importer_client,
        roster(["甲员", identity_number(1), UNIT]),
        workbook("名录.xlsx", ENTERPRISES, [UNIT]),
    )

    told = {line.ledger: counts(line) for line in response.context["lines"]}
    assert told == {"快递企业名录": {"new": 1}, "从业人员花名册": {"new": 1}}


def test_a_broken_file_is_named_with_its_sentence_and_the_others_go_on(importer_client):
    response = hand_in(
        importer_client,
        SimpleUploadedFile("坏了.xlsx", b""),
        workbook("名录.xlsx", ENTERPRISES, [UNIT]),
    )

    broken, sound = sorted(response.context["lines"], key=lambda line: line.ledger)
    assert broken.sheet.file_name == "坏了.xlsx"
    assert broken.refusal != ""
    assert broken.refusal in response.content.decode()
    assert counts(sound) == {"new": 1}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        pytest.param(
            IntegrityError,
            "数据库没有接受这次检查，没有保存任何内容；请一次只提交一本台账，以便找出问题。",
            id="refused",
        ),
        pytest.param(OperationalError, "数据库正忙，没有保存任何内容；请再提交一次。", id="locked"),
    ],
)
def test_a_fault_while_the_plan_is_kept_is_a_sentence(importer_client, fault, sentence):
    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "sheets_import"'):
            raise fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = hand_in(importer_client, workbook("名录.xlsx", ENTERPRISES, ["示例快递"]))

    assert said(response) == [sentence]
    assert Import.objects.count() == 0


@pytest.fixture
def full_disk(shared_database, importer_client):
    """The database has no room left: SQLite by its own limit, PostgreSQL by what it would say."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes: as many as there are
            yield
            cursor.execute("PRAGMA max_page_count = 1073741823")
            return
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$;"
            "CREATE TRIGGER no_room BEFORE INSERT ON sheets_filechunk EXECUTE FUNCTION no_room()"
        )
        yield
        cursor.execute("DROP FUNCTION no_room() CASCADE")


def test_a_full_disk_is_a_sentence_and_nothing_is_kept(importer_client, full_disk):
    sheet = workbook("名录.xlsx", ENTERPRISES, *([f"示例快递{n}部"] for n in range(500)))

    response = hand_in(importer_client, sheet)

    assert said(response) == [NO_ROOM]
    assert Import.objects.count() == 0


def test_a_table_that_is_no_ledger_is_refused_by_a_sentence(importer_client):
    response = hand_in(importer_client, workbook("别的.xlsx", ["甲", "乙"], ["1", "2"]))

    (line,) = response.context["lines"]
    assert line.refusal.startswith("没有认出这是哪一本台账")


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        pytest.param([], {"rejected": 1}, id="unknown-brand-is-a-misspelling"),
        pytest.param(["brands"], {"new": 1}, id="unknown-brand-is-made"),
    ],
)
def test_a_brand_is_made_only_where_ticked(importer, importer_client, ticked, expected):
    importer.user_permissions.add(Permission.objects.get(codename="add_brand"))

    response = hand_in(
        importer_client, workbook("名录.xlsx", ENTERPRISES, [UNIT, "示例"]), new=ticked
    )

    assert counts(response.context["lines"][0]) == expected
    assert Brand.objects.count() == 0


def test_who_may_not_register_a_brand_is_not_offered_to_make_one(importer_client):
    response = hand_in(
        importer_client, workbook("名录.xlsx", ENTERPRISES, [UNIT, "示例"]), new=["brands"]
    )

    assert "new" not in response.context.get("form", {})
    assert counts(response.context["lines"][0]) == {"rejected": 1}


def test_another_unit_is_a_move_from_the_day_given(importer_client, worker):
    Enterprise.objects.create(name="示例快递西区营业部")
    row = ["甲员", worker.identity_number, "示例快递西区营业部"]

    hand_in(importer_client, roster(row), other_employer="move", moved_on="2023-02-01")

    assert str(Import.objects.get().moved_on) == "2023-02-01"


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        pytest.param(
            {"other_employer": "move"}, {"moved_on": ["请填写从哪一天起调动。"]}, id="move-undated"
        ),
        pytest.param(
            {"moved_on": "2023-02-01"},
            {"other_employer": ["填写了调动日期；请选择视为调动，或清空日期。"]},
            id="correction-dated",
        ),
        pytest.param(
            {"other_employer": "move", "moved_on": "2999-01-01"},
            {"moved_on": ["调动日期不能晚于今天。"]},
            id="move-to-come",
        ),
        pytest.param(
            {"other_employer": "move", "moved_on": "二月一日"},
            {"moved_on": ["请填写日期，例如2023-02-01。"]},
            id="no-date",
        ),
    ],
)
def test_a_move_needs_one_clear_answer(importer_client, answers, errors):
    response = hand_in(importer_client, roster(["甲员"]), **answers)

    assert response.context["form"].errors == errors
    assert Import.objects.count() == 0


def test_without_a_file_the_form_asks_for_one(importer_client):
    response = hand_in(importer_client)

    assert response.context["form"].errors == {"files": ["请选择要导入的工作簿。"]}


def test_files_that_are_too_much_together_are_refused(superuser):
    half = SimpleUploadedFile("半.xlsx", b"")
    half.size = MOST_MEGABYTES * MEGABYTE // 2 + 1

    form = HandInForm(
        {"other_employer": "correction"}, MultiValueDict({"files": [half, half]}), run=Run()
    )

    assert form.errors == {"files": [TOO_MUCH]}


def test_a_request_that_lost_its_files_for_their_size_says_so(db):
    form = HandInForm(
        {"other_employer": "correction"}, MultiValueDict(), run=Run(), sent=61 * MEGABYTE
    )

    assert form.errors == {"files": [TOO_MUCH]}


def test_without_the_right_to_import_the_page_is_closed(clerk_client):
    assert clerk_client.get(reverse("admin:sheets_hand_in")).status_code == 403
    assert hand_in(clerk_client, roster(["甲员"])).status_code == 403


def test_without_any_ledger_the_page_says_whom_to_ask(clerk, clerk_client):
    clerk.user_permissions.add(Permission.objects.get(codename="add_import"))

    page = clerk_client.get(reverse("admin:sheets_hand_in")).content.decode()

    assert "您还没有任何一本台账的导入权限" in page


def test_a_ledger_is_imported_only_by_who_may_add_and_change_its_rows(importer, importer_client):
    importer.user_permissions.remove(Permission.objects.get(codename="change_worker"))

    response = hand_in(importer_client, roster(["甲员", identity_number(1), UNIT]))

    (line,) = response.context["lines"]
    assert line.refusal == "您没有导入「从业人员花名册」的权限；请联系管理员。"
    assert Worker.objects.count() == 0


def test_a_ledger_chosen_by_hand_is_the_one_read(importer_client):
    response = hand_in(
        importer_client, workbook("表.xlsx", ["企业名称", "品牌"], [UNIT]), ledger="workers"
    )

    (line,) = response.context["lines"]
    assert line.refusal == "缺少必需的列：姓名、身份证号；请补上后再导入。"
