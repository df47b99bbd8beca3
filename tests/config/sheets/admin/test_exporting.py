import io

import openpyxl
import pytest
from django.urls import reverse

from config.accounts.models import Committee
from tests.config.sheets.admin.workbooks import identity_number
from tests.factories.config import ScopeFactory
from unions.models import Worker


def exported(client, ledger="workers", **query):
    """The rows of the workbook, its title first."""
    response = client.get(reverse("admin:sheets_export", args=[ledger]), query)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.values)


def test_the_workbook_is_masked_and_says_so(importer_client, worker):
    title, _, headings, row = exported(importer_client)

    cells = dict(zip(headings, row, strict=True))
    assert "脱敏" in title[0]
    assert cells["身份证号"] == f"**************{worker.identity_number[-4:]}"
    assert cells["联系电话"] == "*******0001"


def test_the_head_is_that_of_the_office_on_paper(importer_client, worker):
    Committee(name="晋北市快递行业党委", city="晋北市").save()

    title, line, *_ = exported(importer_client)

    assert title[0] == "晋北市快递行业从业人员花名册(脱敏)"
    assert line[0].split("　")[0] == "填报单位：晋北市快递行业党委"


def test_the_file_is_named_by_the_ledger(importer_client, worker):
    response = importer_client.get(reverse("admin:sheets_export", args=["workers"]))

    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_the_filters_of_the_list_confine_the_export(importer_client, worker):
    Worker.objects.create(
        name="乙员", identity_number=identity_number(2), enterprise=worker.enterprise
    )

    rows = exported(importer_client, _list="unions.worker", q="乙员")

    assert [row[1] for row in rows[3:]] == ["乙员"]


def test_an_unknown_ledger_is_not_found(importer_client):
    response = importer_client.get(reverse("admin:sheets_export", args=["nothing"]))

    assert response.status_code == 404


def test_a_filter_that_makes_no_sense_is_not_found(importer_client, worker):
    address = reverse("admin:sheets_export", args=["workers"])

    response = importer_client.get(address, {"_list": "unions.worker", "enterprise__id": "x"})

    assert response.status_code == 404


@pytest.mark.parametrize("ledger", ["members", "workers"])
def test_a_ledger_that_one_may_not_see_is_not_exported(clerk_client, ledger):
    response = clerk_client.get(reverse("admin:sheets_export", args=[ledger]))

    assert response.status_code == 403


def test_the_list_leads_to_import_and_export_with_its_filters(importer_client, worker):
    page = importer_client.get(reverse("admin:unions_worker_changelist"), {"q": "甲"})

    html = page.content.decode()
    assert '<a href="/admin/sheets/hand-in/?ledger=workers">导入</a>' in html
    assert (
        '<a href="/admin/sheets/export/workers/?_list=unions.worker&amp;q=%E7%94%B2">导出</a>'
        in html
    )


def test_the_list_offers_nothing_that_would_be_refused(client, django_user_model):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    ScopeFactory(user=viewer)
    viewer.user_permissions.add(
        *viewer.user_permissions.model.objects.filter(codename="view_worker")
    )
    client.force_login(viewer)

    html = client.get(reverse("admin:unions_worker_changelist")).content.decode()

    assert "导入</a>" not in html
    assert "导出</a>" in html
