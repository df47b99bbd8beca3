"""No page of the admin shows more of a private value than its last four characters."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from ledgers.models import Branch
from tests.audit import noted
from tests.config.accounts.conftest import identity_number
from tests.pages import save
from unions.models import Employment, Enterprise, Worker

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.accounts.trial_site")]

PHONE = "13800000001"
LIST = "/admin/unions/worker/"


def page_of(worker, view="change"):
    return f"/admin/unions/worker/{worker.pk}/{view}/"


def whole_form(worker, **typed):
    return {
        "name": worker.name,
        "identity_number": f"**************{worker.identity_number[-4:]}",
        "phone": "*******0001",
        "note": "",
        "employments-TOTAL_FORMS": "0",
        "employments-INITIAL_FORMS": "0",
        **typed,
    }


def shows_masks_only(response, worker):
    page = response.text
    assert response.status_code == 200
    assert worker.identity_number not in page
    assert PHONE not in page
    assert f"**************{worker.identity_number[-4:]}" in page
    assert "*******0001" in page


def test_the_list_shows_masks(admin_client, worker):
    shows_masks_only(admin_client.get(LIST), worker)


def test_a_list_shows_masks_of_what_it_reaches_through_a_relation(admin_client, worker, enterprise):
    Employment.objects.create(worker=worker, enterprise=enterprise)

    page = admin_client.get("/admin/unions/employment/").text

    assert PHONE not in page
    assert "*******0001" in page


def test_the_form_shows_masks(admin_client, worker):
    shows_masks_only(admin_client.get(page_of(worker)), worker)


def test_a_form_that_may_only_be_looked_at_shows_masks(looker_client, worker):
    shows_masks_only(looker_client.get(page_of(worker)), worker)


def test_history_shows_masks_and_chinese_labels(admin_client, worker):
    worker.identity_number, worker.phone = identity_number(2), "13900005678"
    worker.save()

    page = admin_client.get(page_of(worker, "history")).text

    for secret in (identity_number(1), identity_number(2), PHONE, "13900005678"):
        assert secret not in page
    assert "<strong>联系电话</strong>：*******0001 → *******5678" in page
    assert f"<strong>身份证号</strong>：**************{identity_number(1)[-4:]}" in page


def test_history_keeps_a_change_behind_the_same_four_characters(admin_client, worker):
    worker.phone = "13999990001"
    worker.save()

    page = admin_client.get(page_of(worker, "history")).text

    assert "<strong>联系电话</strong>：*******0001 → *******0001" in page


def test_saving_the_masks_keeps_the_values(admin_client, worker):
    response = save(admin_client, page_of(worker), whole_form(worker, note="调动"))

    assert response.status_code == 302
    saved = Worker.objects.get()
    assert (saved.note, saved.phone) == ("调动", PHONE)
    assert saved.identity_number == worker.identity_number


def test_the_audit_names_fields_and_holds_no_value(admin_client, worker):
    save(admin_client, page_of(worker), whole_form(worker, phone="13900005678"))

    assert noted() == [("change", "done", "从业人员", str(worker.pk), ["phone"])]
    assert LogEntry.objects.count() == 0


def test_the_audit_holds_nothing_of_the_rows_beneath(admin_client, worker, enterprise):
    row = {"employments-TOTAL_FORMS": "1", "employments-0-enterprise": enterprise.pk}
    save(admin_client, page_of(worker), whole_form(worker, **row))

    assert Employment.objects.count() == 1
    assert noted() == [("change", "done", "从业人员", str(worker.pk), ["employment"])]


@pytest.mark.parametrize(
    "term",
    [pytest.param(identity_number(1), id="identity-number"), pytest.param(PHONE, id="phone")],
)
@pytest.mark.parametrize("listed", ["worker", "employment"])
def test_the_search_box_finds_a_whole_number(admin_client, worker, enterprise, term, listed):
    other = Worker.objects.create(name="乙员", identity_number=identity_number(2))
    for person in (worker, other):
        Employment.objects.create(worker=person, enterprise=enterprise)

    found = admin_client.get(f"/admin/unions/{listed}/", {"q": term}).context["cl"].queryset

    assert [getattr(row, "worker", row) for row in found] == [worker]


@pytest.mark.parametrize(
    "term", [pytest.param("1380000", id="beginning"), pytest.param("0001", id="last-four")]
)
def test_the_search_box_finds_no_part_of_a_number(admin_client, worker, term):
    assert admin_client.get(LIST, {"q": term}).context["cl"].result_count == 0


@pytest.mark.parametrize(
    ("listed", "lookup"),
    [
        pytest.param("worker", "identity_number__startswith", id="startswith"),
        pytest.param("worker", "identity_number__regex", id="regex"),
        pytest.param("worker", "phone", id="exact"),
        pytest.param("worker", "phone__isnull", id="isnull"),
        pytest.param("employment", "worker__phone__startswith", id="through-a-relation"),
    ],
)
def test_no_address_asks_for_a_private_value(admin_client, worker, listed, lookup):
    assert admin_client.get(f"/admin/unions/{listed}/", {lookup: "1"}).status_code == 400


def test_a_private_column_sorts_no_list(admin_client, worker):
    assert admin_client.get(LIST).text.count("column-identity_number") == 1
    assert "sortable column-identity_number" not in admin_client.get(LIST).text


def test_a_date_known_by_month_is_listed_by_month(admin_client):
    Branch.objects.create(
        name="示例党支部",
        kind="branch",
        founded_on=datetime.date(2016, 2, 1),
        founded_on_precision="month",
    )

    page = admin_client.get("/admin/ledgers/branch/").text

    assert '<span class="nowrap">2016-02</span>' in page


def test_another_unit_s_phone_is_masked_too(admin_client):
    Enterprise.objects.create(name="示例快递城区营业部", phone=PHONE)

    page = admin_client.get("/admin/unions/enterprise/").text

    assert PHONE not in page
    assert "*******0001" in page
