import io

import openpyxl
import pytest
from django.urls import reverse

from config.sheets.blank_forms import OFFERS
from unions.models import Enterprise


def form(client, ledger="workers"):
    return client.get(reverse("admin:sheets_form", args=[ledger]))


def test_the_page_of_handing_in_leads_to_the_form(importer_client, enterprise):
    assert (
        reverse("admin:sheets_form", args=["workers"])
        in importer_client.get(reverse("admin:sheets_hand_in")).text
    )
    assert form(importer_client).status_code == 200


@pytest.mark.parametrize(
    ("ledger", "status"), [pytest.param("members", 403, id="others"), ("nothing", 404)]
)
def test_forms_of_ledgers_that_one_may_not_import_are_refused(importer_client, ledger, status):
    assert form(importer_client, ledger).status_code == status


def test_units_of_others_are_not_offered(importer_client, importer, enterprise):
    Enterprise.objects.create(name="别处的公司")
    scope = importer.scopes.get()
    scope.kind, scope.unit_pk = "enterprise", enterprise.pk
    scope.save()

    offered = openpyxl.load_workbook(io.BytesIO(b"".join(form(importer_client).streaming_content)))

    assert [cell.value for cell in offered[OFFERS]["I"] if cell.value] == [enterprise.name]
