"""What is wrong is put right in the page or in the own file; only what is left is taken."""

import io

import openpyxl
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

from config.audit.models import AuditEntry
from config.sheets.admin import mending
from config.sheets.models import HandedInFile, Import, ImportState, ToldLayout
from config.sheets.own_sheets import PROBLEMS
from tests.config.sheets.admin.workbooks import (
    counts,
    hand_in,
    identity_number,
    plan_url,
    roster,
    said,
    workbook,
)
from unions.models import Worker

pytestmark = pytest.mark.django_db

GOOD, ALSO_GOOD = identity_number(1), identity_number(2)
BAD = ALSO_GOOD[:-1] + ("0" if ALSO_GOOD[-1] != "0" else "1")


@pytest.fixture
def handed_in(importer_client, enterprise):
    """A roster of a good row, and of one whose number has a wrong check mark."""
    unit = enterprise.name
    hand_in(importer_client, roster(("甲员", GOOD, unit), ("乙员", BAD, unit)))
    return Import.objects.get()


def rejected(client, record):
    """The page of the rows that are rejected."""
    sheet = record.sheets.get()
    return client.get(plan_url(record), {"sheet": sheet.pk, "rows": "rejected"})


def mend(client, record, **typed):
    fields = {f"{mending.FIX}{number.removeprefix('_')}": text for number, text in typed.items()}
    data = {"mend": "1", "sheet": record.sheets.get().pk, **fields}
    return client.post(plan_url(record), data, follow=True)


def verdicts(page):
    return [counts(line) for line in page.context["lines"]]


def test_a_corrected_cell_is_checked_at_once_and_taken(importer_client, handed_in):
    page = mend(importer_client, handed_in, _0=ALSO_GOOD)

    assert verdicts(page) == [{"new": 2}]
    importer_client.post(page.redirect_chain[-1][0], {"apply": "1"})
    assert set(Worker.objects.values_list("name", "identity_number")) == {
        ("甲员", GOOD),
        ("乙员", ALSO_GOOD),
    }


def test_the_first_plan_gives_way_to_the_corrected_one(importer_client, handed_in):
    page = mend(importer_client, handed_in, _0=ALSO_GOOD)
    handed_in.refresh_from_db()
    new = Import.objects.exclude(pk=handed_in.pk).get()

    assert (handed_in.state, new.mends) == (ImportState.DROPPED, handed_in)
    assert said(page) == ["已经按更正重新检查，下面是新的方案。"]
    assert importer_client.get(plan_url(handed_in)).context["mended_by"] == new
    assert list(HandedInFile.objects.values_list("handed_in", flat=True)) == [new.pk]


def test_only_what_is_left_is_taken_when_the_good_rows_went_in_first(importer_client, handed_in):
    importer_client.post(plan_url(handed_in), {"apply": "1"})
    page = mend(importer_client, handed_in, _0=ALSO_GOOD)

    assert verdicts(page) == [{"new": 1, "unchanged": 1}]
    handed_in.refresh_from_db()
    assert handed_in.state == ImportState.APPLIED


def test_a_cell_that_is_still_wrong_can_be_corrected_again(importer_client, handed_in):
    page = mend(importer_client, handed_in, _0="12345")
    again = Import.objects.exclude(pk=handed_in.pk).get()

    assert verdicts(page) == [{"new": 1, "rejected": 1}]
    assert verdicts(mend(importer_client, again, _0=ALSO_GOOD)) == [{"new": 2}]


def test_no_whole_number_stands_in_the_page(importer_client, handed_in):
    text = rejected(importer_client, handed_in).text

    assert BAD not in text
    assert f'name="{mending.FIX}0"' in text


def test_nothing_typed_changes_nothing(importer_client, handed_in):
    page = mend(importer_client, handed_in, _0="  ", _7="张三")

    assert said(page) == [mending.NOTHING_TYPED]
    assert Import.objects.get().state == ImportState.CHECKED


def test_somebody_elses_import_is_not_mended(client, django_user_model, handed_in):
    other = django_user_model.objects.create_superuser("boss", name="主任", password="x")
    other.is_superuser = False
    other.save()
    client.force_login(other)

    assert mend(client, handed_in, _0=ALSO_GOOD).status_code == 403
    assert Import.objects.get().state == ImportState.CHECKED


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
def test_a_fault_while_the_new_plan_is_kept_leaves_the_first(
    importer_client, handed_in, fault, sentence
):
    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "sheets_import"'):
            raise fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        page = mend(importer_client, handed_in, _0=ALSO_GOOD)

    assert said(page) == [sentence]
    assert Import.objects.get().state == ImportState.CHECKED


def test_files_that_are_gone_cannot_be_mended(importer_client, handed_in):
    HandedInFile.objects.all().delete()

    page = mend(importer_client, handed_in, _0=ALSO_GOOD)

    assert said(page) == ["原来提交的文件已经清理，不能在页面上更正；请在原表中改好后重新提交。"]
    assert Import.objects.get().state == ImportState.CHECKED


def test_the_files_stay_while_rows_are_left_and_go_with_the_last(importer_client, handed_in):
    importer_client.post(plan_url(handed_in), {"apply": "1"})
    assert HandedInFile.objects.count() == 1

    page = mend(importer_client, handed_in, _0=ALSO_GOOD)
    importer_client.post(page.redirect_chain[-1][0], {"apply": "1"})

    assert HandedInFile.objects.count() == 0


def test_all_or_nothing_leaves_the_ledger_alone_where_a_row_is_rejected(importer_client, handed_in):
    page = importer_client.post(plan_url(handed_in), {"apply": "1", "whole": "on"}, follow=True)

    assert said(page) == ["有1行不能写入，而您选择了全部写入或都不写，所以没有导入任何内容。"]
    assert not Worker.objects.exists()
    assert Import.objects.get().state == ImportState.CHECKED


def test_all_or_nothing_takes_all_where_nothing_is_wrong(importer_client, handed_in):
    page = mend(importer_client, handed_in, _0=ALSO_GOOD)
    importer_client.post(page.redirect_chain[-1][0], {"apply": "1", "whole": "on"})

    assert Worker.objects.count() == 2


def marked_copy(client, record):
    return client.get(reverse("admin:sheets_import_marked", args=[record.pk, 0]))


def test_the_own_file_comes_back_marked(importer_client, handed_in):
    response = marked_copy(importer_client, handed_in)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))

    assert book.worksheets[0]["B3"].value == BAD
    assert book.worksheets[0]["B3"].comment.text == book[PROBLEMS]["E2"].value
    assert AuditEntry.objects.filter(what=mending.MARKED_COPY).count() == 1


def test_a_marked_file_handed_in_again_is_read_as_before(importer_client, handed_in):
    response = marked_copy(importer_client, handed_in)
    file = workbook("改好.xlsx")
    file.file = io.BytesIO(b"".join(response.streaming_content))
    file.size = len(file.file.getvalue())

    assert verdicts(hand_in(importer_client, file)) == [{"new": 1, "rejected": 1}]


UNKNOWN = (("谁", "号码们", "地方", "电话"), ("甲员", GOOD, "示例快递城区营业部", "13800000001"))


@pytest.fixture
def unknown(importer_client, enterprise):
    """A sheet whose headings nobody knows."""
    hand_in(importer_client, workbook("名单.xlsx", *UNKNOWN))
    return Import.objects.get()


def telling(record):
    return reverse("admin:sheets_import_columns", args=[record.pk, record.sheets.get().pk])


TOLD = {"column-0": "name", "column-1": "identity_number", "column-2": "enterprise"}


def tell(client, record, **columns):
    data = {"ledger": "workers", "row": "1", **(columns or TOLD)}
    return client.post(telling(record), data, follow=True)


def test_the_page_asks_which_column_is_which_with_samples(importer_client, unknown):
    assert telling(unknown) in importer_client.get(plan_url(unknown)).text

    page = importer_client.get(telling(unknown), {"ledger": "workers"})

    assert [(c.letters, c.heading, *c.samples) for c in page.context["columns"]] == [
        ("A", "谁", "甲员"),
        ("B", "号码们", f"{'*' * 14}{GOOD[-4:]}"),
        ("C", "地方", "示例快递城区营业部"),
        ("D", "电话", "*******0001"),
    ]
    assert GOOD not in page.text


def test_told_columns_are_read_at_once_and_the_next_time(importer_client, unknown):
    page = tell(importer_client, unknown)

    assert verdicts(page) == [{"new": 1}]
    assert verdicts(hand_in(importer_client, workbook("名单2.xlsx", *UNKNOWN))) == [{"new": 1}]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        pytest.param(
            {"column-0": "name"}, "还没有指定必需的列：身份证号、工作单位。", id="left-out"
        ),
        pytest.param(
            {**TOLD, "column-3": "name"}, "A列和D列都指定为「姓名」；请只留一列。", id="twice"
        ),
    ],
)
def test_an_answer_that_will_not_do_is_said_and_nothing_kept(
    importer_client, unknown, columns, sentence
):
    page = tell(importer_client, unknown, **columns)

    assert said(page) == [sentence]
    assert not ToldLayout.objects.exists()
    assert next(c.chosen for c in page.context["columns"]) == "name"


@pytest.mark.parametrize("row", ["0", "2", "99", "x", "²", "-1", "1" * 30])
def test_a_row_that_is_none_leads_to_one_that_is(importer_client, unknown, row):
    page = importer_client.get(telling(unknown), {"row": row})

    assert page.context["header_row"] == (2 if row == "2" else 1)


def test_a_file_of_which_nothing_could_be_read_has_no_columns_and_no_marked_copy(
    importer_client, enterprise
):
    file = workbook("坏.xlsx")
    file.file = io.BytesIO(b"PK\x03\x04 broken")
    file.size = len(file.file.getvalue())
    hand_in(importer_client, file)
    record = Import.objects.get()

    page = importer_client.get(plan_url(record)).text
    marked = reverse("admin:sheets_import_marked", args=[record.pk, 0])
    assert telling(record) not in page
    assert marked not in page
    assert [importer_client.get(there).status_code for there in (telling(record), marked)] == [
        404,
        404,
    ]
