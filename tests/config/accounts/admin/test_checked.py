"""What the database would refuse is said on the form: no page answers a second row with a crash."""

import pytest
from django.contrib import admin
from django.forms import ModelChoiceField

from config.accounts.models import Committee
from config.backups.models import BackupSettings
from ledgers.models import Activist, ActivistContact
from tests.factories import FACTORY_FOR, ledgers, unions, welfare
from tests.pages import address, errors, save
from welfare.models import Matter, Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages_with_a_form(rf, superuser):
    request = rf.get("/")
    request.user = superuser
    pages = admin.site._registry.items()
    return {kind: page for kind, page in pages if page.has_add_permission(request)}


def typed_again(kind, row, client):
    """The add form filled in with what the row holds; whatever else it asks gets an answer."""
    form = client.get(address(kind, "add")).context["adminform"].form
    values = {}
    for name, field in form.fields.items():
        if hasattr(row, name):
            value = kind._meta.get_field(name).value_from_object(row)
        elif isinstance(field, ModelChoiceField):
            value = field.queryset.values_list("pk", flat=True).first()
        else:
            value = "a-Long-pass-word-77" if name.startswith("password") else ""
        values[name] = "" if value is None or value == [] else value
    return values


def test_every_page_with_a_form_is_tried(pages_with_a_form):
    assert set(pages_with_a_form) - set(FACTORY_FOR) == set()


def test_no_page_answers_the_same_row_with_a_crash(pages_with_a_form, admin_client):
    ledgers.BranchFactory()
    unions.EnterpriseFactory()
    taken = set()
    for kind in pages_with_a_form.keys() - {BackupSettings, Committee}:
        row = kind.objects.get(pk=FACTORY_FOR[kind]().pk)
        before = kind.objects.count()
        answer = admin_client.post(address(kind, "add"), typed_again(kind, row, admin_client))
        added = kind.objects.count() - before
        assert (answer.status_code, added) in {(200, 0), (302, 1)}, (kind, errors(answer))
        if added:
            taken.add(kind)

    assert taken == set()


def test_a_constraint_on_columns_that_the_form_lacks_speaks_on_the_form(admin_client):
    contact = ledgers.ActivistContactFactory()

    answer = admin_client.post(
        address(ActivistContact, "add"),
        {"activist": contact.activist_id, "member": contact.member_id},
    )

    assert errors(answer) == [["这名党员已是培养联系人。"]]


def test_a_second_open_row_of_an_activist_is_refused(admin_client):
    activist = ledgers.ActivistFactory()

    answer = admin_client.post(
        address(Activist, "add"),
        {
            "worker": activist.worker_id,
            "branch": activist.branch_id,
            "applied_on": "2022-03-02",
        },
    )

    assert errors(answer) == [["这个人已在入党积极分子台账中，不能重复登记。"]]


def test_rows_beneath_a_subject_are_checked_too(admin_client):
    matter = welfare.MatterFactory()
    page = {
        "held_on": matter.meeting.held_on,
        "kind": matter.meeting.kind,
        "matter_set-TOTAL_FORMS": 1,
        "matter_set-INITIAL_FORMS": 0,
        "matter_set-0-meeting": matter.meeting_id,
        "matter_set-0-subject": matter.subject,
    }

    answer = save(admin_client, address(Meeting, "change", matter.meeting_id), page)

    assert errors(answer) == [["这次会议已经有同样的议题。"]]
    assert Matter.objects.count() == 1
