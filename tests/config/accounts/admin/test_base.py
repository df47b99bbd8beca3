"""What every page does by itself: scope in all its doors, nothing deleted, few queries."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from config.accounts.admin.base import OfficeAdmin
from tests.config.accounts.conftest import identity_number
from tests.config.accounts.trial_site import HIDDEN, site
from unions.models import Brand, Employment, Enterprise, Worker

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.accounts.trial_site")]


@pytest.fixture
def hidden(db):
    return Enterprise.objects.create(name=HIDDEN)


@pytest.mark.parametrize(("view", "status"), [("change", 302), ("history", 404)])
def test_a_row_that_is_not_visible_has_no_page(admin_client, hidden, view, status):
    response = admin_client.get(f"/admin/unions/enterprise/{hidden.pk}/{view}/")

    assert (response.status_code, HIDDEN in response.text) == (status, False)


def test_a_list_leaves_it_out(admin_client, hidden, enterprise):
    page = admin_client.get("/admin/unions/enterprise/").text

    assert (enterprise.name in page, HIDDEN in page) == (True, False)


def test_a_filter_leaves_it_out(admin_client, hidden, enterprise):
    Enterprise.objects.create(name="示例快递开发区营业部")
    page = admin_client.get("/admin/unions/employment/").text

    assert (enterprise.name in page, HIDDEN in page) == (True, False)


def test_a_picker_s_answers_leave_it_out(admin_client, hidden, enterprise):
    response = admin_client.get(
        "/admin/autocomplete/",
        {"app_label": "unions", "model_name": "employment", "field_name": "enterprise"},
    )

    assert response.json()["results"] == [{"id": str(enterprise.pk), "text": enterprise.name}]


def test_a_form_opened_with_it_does_not_name_it(admin_client, hidden):
    page = admin_client.get("/admin/unions/employment/add/", {"enterprise": hidden.pk}).text

    assert HIDDEN not in page


def test_a_form_sent_with_it_is_refused(admin_client, hidden, worker):
    response = admin_client.post(
        "/admin/unions/employment/add/", {"worker": worker.pk, "enterprise": hidden.pk}
    )

    assert list(response.context["adminform"].form.errors) == ["enterprise"]
    assert not Employment.objects.exists()


def test_relations_that_can_be_searched_are_searched(rf, superuser):
    request = rf.get("/")
    request.user = superuser

    pages = {model: site._registry[model] for model in (Employment, Enterprise)}

    assert pages[Employment].get_autocomplete_fields(request) == ["worker", "enterprise"]
    assert pages[Enterprise].get_autocomplete_fields(request) == ["manager_worker"]


def test_nothing_is_deleted(admin_client, worker):
    assert admin_client.get(f"/admin/unions/worker/{worker.pk}/delete/").status_code == 403
    assert "delete_selected" not in admin_client.get("/admin/unions/worker/").text


def test_a_model_may_say_that_its_rows_are_deleted(rf, superuser, monkeypatch):
    request = rf.get("/")
    request.user = superuser
    monkeypatch.setattr(Brand, "may_delete", True, raising=False)

    assert OfficeAdmin(Brand, site).has_delete_permission(request) is True


def test_an_old_version_has_no_page_of_its_own(worker):
    with pytest.raises(NoReverseMatch):
        reverse("admin:unions_worker_simple_history", args=(worker.pk, worker.history.get().pk))


def test_history_without_a_recorded_model_is_the_library_s(admin_client, superuser):
    response = admin_client.get(f"/admin/accounts/user/{superuser.pk}/history/")

    assert response.status_code == 200


def test_a_list_is_titled_by_its_rows(admin_client):
    assert admin_client.get("/admin/unions/worker/").context["title"] == "从业人员"


def test_a_column_along_a_path_is_headed_by_its_last_word(admin_client, worker):
    Employment.objects.create(
        worker=worker, enterprise=Enterprise.objects.create(name="示例协会", kind="association")
    )

    page = admin_client.get("/admin/unions/employment/").text

    assert page.count("单位类别") == 1
    assert '<td class="field-enterprise__kind">行业协会</td>' in page


def test_a_list_asks_as_often_for_three_rows_as_for_one(admin_client, enterprise):
    counts = []
    for sequences in ((1,), (2, 3)):
        for sequence in sequences:
            worker = Worker.objects.create(
                name="甲员", identity_number=identity_number(sequence), enterprise=enterprise
            )
            Employment.objects.create(worker=worker, enterprise=enterprise)
        with CaptureQueriesContext(connection) as queries:
            for page in ("worker", "employment"):
                assert admin_client.get(f"/admin/unions/{page}/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_group_that_the_desk_lacks_is_an_error():
    class Astray(OfficeAdmin):
        desk_group = "别处"

    assert [error.id for error in Astray(Brand, admin.site).check()] == ["office.E004"]


def test_whoever_may_not_look_opens_no_list(clerk_client, clerk):
    clerk.user_permissions.add(Permission.objects.get(codename="view_enterprise"))

    assert clerk_client.get("/admin/unions/worker/").status_code == 403
