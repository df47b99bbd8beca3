import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.sheets.models import Import, ImportedSheet, ImportState
from tests.config.sheets.admin.workbooks import plan_url

LIST = "/admin/sheets/import/"


def record(made_by, *sheets, state=ImportState.CHECKED):
    """``sheets``: (file, ledger, new rows)."""
    made = Import.objects.create(made_by=made_by, state=state)
    for position, (file_name, ledger, new) in enumerate(sheets):
        ImportedSheet.objects.create(
            handed_in=made,
            position=position,
            file_name=file_name,
            digest=f"{made.pk}-{position}",
            ledger=ledger,
            new=new,
        )
    return made


def test_a_line_tells_who_what_and_how_many(admin_client, superuser):
    made = record(superuser, ("甲.xlsx", "workers", 3), ("乙.xlsx", "enterprises", 2))

    page = admin_client.get(LIST).context["cl"]

    told = page.model_admin
    shown = page.result_list[0]
    assert shown == made
    assert told.who(shown) == "管理员"
    assert told.files(shown) == "甲.xlsx、乙.xlsx"
    assert told.ledgers(shown) == "从业人员花名册、快递企业名录"
    assert told.counts(shown) == "新增5"


def test_many_files_are_named_by_the_first_two(admin_client, superuser):
    record(superuser, *((f"{n}.xlsx", "workers", 0) for n in range(1, 4)))

    page = admin_client.get(LIST).context["cl"]

    assert page.model_admin.files(page.result_list[0]) == "1.xlsx、2.xlsx 等3个"
    assert page.model_admin.ledgers(page.result_list[0]) == "从业人员花名册"


def test_an_import_from_the_command_line_has_no_person(admin_client, superuser):
    record(None, ("甲.xlsx", "workers", 1))

    assert "命令行" in admin_client.get(LIST).content.decode()


def test_the_list_asks_the_same_queries_for_one_and_three(admin_client, superuser):
    numbers = []
    for more in (1, 2):
        for _ in range(more):
            record(superuser, *(("甲.xlsx", "workers", 1),) * more)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(LIST).status_code == 200
        numbers.append(len(queries))

    assert numbers[0] == numbers[1], queries.captured_queries


@pytest.mark.parametrize("verb", ["add", "delete"])
def test_records_are_neither_added_nor_deleted_by_hand(admin_client, superuser, verb):
    made = record(superuser)
    ids = [] if verb == "add" else [made.pk]

    response = admin_client.get(reverse(f"admin:sheets_import_{verb}", args=ids))

    assert response.status_code == 403


def test_an_importer_lists_only_their_own(client, importer, superuser):
    own = record(importer)
    record(superuser)
    client.force_login(importer)

    assert list(client.get(LIST).context["cl"].result_list) == [own]


def test_a_record_that_is_not_there_is_not_found(admin_client):
    assert admin_client.get(plan_url(Import(pk=404))).status_code == 404
