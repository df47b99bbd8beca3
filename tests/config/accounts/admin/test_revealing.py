"""A number in full: by right, for a reason, once, and the audit is told."""

import pytest
from django.contrib.auth.models import Permission

from config.accounts.admin.revealing import NAMES_SOMEBODY
from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from tests.factories.unions import WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return WorkerFactory(name="张三", phone="13800000001")


@pytest.fixture
def revealing(clerk_client, clerk):
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_worker", "reveal_worker"])
    )
    return clerk_client


def address(worker, field="identity_number"):
    return f"/admin/unions/worker/{worker.pk}/reveal/{field}/"


def test_a_value_is_shown_for_a_reason_and_told_to_the_audit(revealing, clerk, worker):
    page = revealing.post(address(worker), {"reason": "办理保险"})

    assert worker.identity_number in page.text
    entry = AuditEntry.objects.get(verb=Verb.REVEAL)
    assert (entry.user, entry.object_id, entry.fields, entry.reason) == (
        clerk,
        str(worker.pk),
        ["identity_number"],
        "办理保险",
    )


@pytest.mark.parametrize("reason", ["", " ", "看"])
def test_without_a_reason_nothing_is_shown(revealing, worker, reason):
    page = revealing.post(address(worker), {"reason": reason})

    assert (page.status_code, worker.identity_number in page.text) == (200, False)
    assert not AuditEntry.objects.filter(verb=Verb.REVEAL).exists()


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("给张三办理保险", id="whom-it-is-about"),
        pytest.param("给 张 三 办理保险", id="spelled-with-spaces"),
        pytest.param("替李四看一下", id="somebody-else"),
    ],
)
def test_a_reason_names_nobody(revealing, worker, reason):
    WorkerFactory(name="李四")

    page = revealing.post(address(worker), {"reason": reason})

    assert page.context["form"].errors == {"reason": [NAMES_SOMEBODY]}
    assert not AuditEntry.objects.filter(verb=Verb.REVEAL).exists()


def test_opening_the_page_shows_nothing(revealing, worker):
    assert worker.identity_number not in revealing.get(address(worker)).text


def test_without_the_right_it_is_refused_and_told(revealing, clerk, worker):
    clerk.user_permissions.set(Permission.objects.filter(codename="view_worker"))

    page = revealing.post(address(worker), {"reason": "办理保险"})

    assert (page.status_code, worker.identity_number in page.text) == (403, False)
    assert AuditEntry.objects.get(verb=Verb.REVEAL).outcome == Outcome.REFUSED


@pytest.mark.parametrize("field", ["name", "nothing"])
def test_only_private_fields_have_such_a_page(revealing, worker, field):
    assert revealing.get(address(worker, field)).status_code == 404


def test_the_form_leads_there_whoever_has_the_right(revealing, worker):
    page = revealing.get(f"/admin/unions/worker/{worker.pk}/change/").text

    assert [word in page for word in ("查看身份证号", "查看联系电话")] == [True, True]


def test_the_row_of_another_unit_has_no_such_page(revealing, clerk, worker):
    clerk.scopes.update(kind="enterprise", unit_pk=0)

    page = revealing.post(address(worker), {"reason": "办理保险"})

    assert (page.status_code, worker.identity_number in page.text) == (404, False)
