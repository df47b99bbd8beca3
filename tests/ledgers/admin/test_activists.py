"""The buttons of an activist, a branch and a coverage."""

import datetime

import pytest
from django.urls import reverse

from ledgers.models import Activist, ActivistContact, Coverage
from tests.factories.ledgers import (
    ActivistFactory,
    BranchFactory,
    CoverageFactory,
    MemberFactory,
)
from tests.factories.unions import EnterpriseFactory
from tests.pages import errors

pytestmark = pytest.mark.django_db

LIST = reverse("admin:ledgers_activist_changelist")
TARGET = datetime.date(2022, 9, 1)


def page_of(activist):
    return reverse("admin:ledgers_activist_change", args=[activist.pk])


def verb(activist, name):
    return reverse("admin:ledgers_activist_verb", args=[activist.pk, name])


@pytest.mark.parametrize(
    ("dates", "buttons"),
    [
        pytest.param({}, ["指定培养联系人", "转移党组织", "终止培养"], id="applicant"),
        pytest.param(
            {"target_on": TARGET},
            ["指定培养联系人", "核对提示", "转移党组织", "终止培养"],
            id="target-at-once",
        ),
        pytest.param({"target_on": TARGET, "admitted_on": TARGET}, ["核对提示"], id="admitted"),
        pytest.param({"ended_on": TARGET}, [], id="ended"),
    ],
)
def test_buttons_follow_the_dates(admin_client, dates, buttons):
    page = admin_client.get(page_of(ActivistFactory(**dates)))

    assert [label for label, _ in page.context["verbs"]] == buttons


def test_a_member_is_not_entered_as_an_applicant(admin_client):
    member = MemberFactory(worker__name="甲")

    answer = admin_client.post(
        reverse("admin:ledgers_activist_add"),
        {"worker": member.worker_id, "branch": member.branch_id, "applied_on": "2022-09-01"},
    )

    assert errors(answer) == [["甲已在党员台账中，不能再登记为入党申请人。"]]
    assert not Activist.objects.exists()


def test_a_contact_is_assigned_from_the_page(admin_client):
    activist, guide = ActivistFactory(), MemberFactory()

    admin_client.post(verb(activist, "contact"), {"member": guide.pk, "on": "2022-09-01"})

    contact = ActivistContact.objects.get()
    assert (contact.activist, contact.member, contact.started_on) == (activist, guide, TARGET)


def test_the_way_ends_from_the_page(admin_client):
    activist = ActivistFactory()

    admin_client.post(verb(activist, "end"), {"on": "2022-09-01"})

    assert Activist.objects.get().ended_on == TARGET


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        pytest.param("applicant", "申请人", id="applicant"),
        pytest.param("target", "对象", id="target"),
        pytest.param("ended", "终止", id="ended"),
    ],
)
def test_the_list_filters_by_stage(admin_client, stage, name):
    ActivistFactory(worker__name="申请人")
    ActivistFactory(worker__name="对象", target_on=TARGET)
    ActivistFactory(worker__name="终止", target_on=TARGET, ended_on=TARGET)

    answer = admin_client.get(LIST, {"stage": stage})

    assert [str(activist) for activist in answer.context["cl"].queryset] == [name]


def test_an_unknown_stage_filters_nothing(admin_client):
    ActivistFactory()

    assert admin_client.get(LIST, {"stage": "flying"}).context["cl"].queryset.count() == 1


def test_a_branch_covers_an_enterprise_from_its_page(admin_client):
    branch, enterprise = BranchFactory(), EnterpriseFactory()

    admin_client.post(
        reverse("admin:ledgers_branch_verb", args=[branch.pk, "cover"]),
        {"enterprise": enterprise.pk, "on": "2022-09-01"},
    )

    coverage = Coverage.objects.get()
    assert (coverage.branch, coverage.enterprise, coverage.started_on) == (
        branch,
        enterprise,
        TARGET,
    )


def test_a_coverage_ends_from_its_page(admin_client):
    coverage = CoverageFactory()

    admin_client.post(
        reverse("admin:ledgers_coverage_verb", args=[coverage.pk, "uncover"]),
        {"on": "2022-09-01"},
    )

    assert Coverage.objects.get().ended_on == TARGET
