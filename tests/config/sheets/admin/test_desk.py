from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.sheets.models import Import
from tests.config.sheets.admin.workbooks import plan_url


def test_the_desk_shows_the_last_five_imports(admin_client, superuser):
    made = [Import.objects.create(made_by=superuser) for _ in range(6)]

    html = admin_client.get("/admin/").content.decode()

    assert [plan_url(record) in html for record in made] == [False, True, True, True, True, True]


def test_the_desk_says_what_an_import_held(admin_client, superuser):
    record = Import.objects.create(made_by=superuser)
    record.sheets.create(position=0, file_name="花名册.xlsx", ledger="workers", new=3)

    html = admin_client.get("/admin/").content.decode()

    assert ("花名册.xlsx" in html, "新增3" in html) == (True, True)


def test_the_desk_leads_to_handing_in(importer_client):
    assert 'href="/admin/sheets/hand-in/"' in importer_client.get("/admin/").content.decode()


def test_who_may_look_but_not_import_gets_no_button(client, onlooker):
    client.force_login(onlooker)

    html = client.get("/admin/").content.decode()

    assert "最近导入" in html
    assert "/admin/sheets/hand-in/" not in html


def test_without_rights_the_desk_says_nothing_of_imports(clerk_client):
    assert "导入" not in clerk_client.get("/admin/").content.decode()


def test_the_panel_asks_the_same_queries_for_one_and_three(admin_client, superuser):
    numbers = []
    for more in (1, 2):
        Import.objects.bulk_create(Import(made_by=superuser) for _ in range(more))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get("/admin/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
