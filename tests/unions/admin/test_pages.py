"""Every page of unions through the client: list, search, add, change, at first depth."""

import datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import unions as made
from tests.pages import address, errors, untouched
from unions.models import (
    Brand,
    CourierHome,
    District,
    Employment,
    Enterprise,
    Partner,
    UnionBranch,
    UnionMembership,
    UnionTerm,
    Worker,
)

pytestmark = pytest.mark.django_db

CHANGEABLE = [kind for kind in made.FACTORY_FOR if kind is not Employment]


def label(kind):
    return kind._meta.model_name


@pytest.mark.parametrize("kind", made.FACTORY_FOR, ids=label)
def test_list_and_search_ask_no_more_for_three_rows_than_for_one(kind, admin_client):
    counts = []
    for more in (1, 2):
        made.FACTORY_FOR[kind].create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            for asked in ({}, {"q": "第"}):
                assert admin_client.get(address(kind, "changelist"), asked).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", CHANGEABLE, ids=label)
def test_the_form_saved_as_it_was_changes_nothing(kind, admin_client):
    row = made.FACTORY_FOR[kind]()
    before = dict(kind.objects.filter(pk=row.pk).values()[0])
    page = admin_client.get(address(kind, "change", row.pk))

    answer = admin_client.post(address(kind, "change", row.pk), untouched(page))

    assert answer.status_code == 302, errors(answer)
    assert dict(kind.objects.filter(pk=row.pk).values()[0]) == before


ADDED = [
    pytest.param(District, lambda: {"name": "某县", "code": "140602"}, id="district"),
    pytest.param(Brand, lambda: {"name": "某品牌"}, id="brand"),
    pytest.param(Partner, lambda: {"name": "市总工会", "phone": "0349-2123456"}, id="partner"),
    pytest.param(
        Enterprise,
        lambda: {"name": "某公司", "kind": "courier", "credit_code": "91350100m000100y43"},
        id="enterprise",
    ),
    pytest.param(
        UnionBranch,
        lambda: {"name": "某工会", "kind": "brand", "founded_on": "2021-06"},
        id="union_branch",
    ),
    pytest.param(
        UnionTerm, lambda: {"union_branch": made.UnionBranchFactory().pk}, id="union_term"
    ),
    pytest.param(
        UnionMembership,
        lambda: {
            "worker": made.WorkerFactory().pk,
            "union_branch": made.UnionBranchFactory().pk,
            "joined_on": "2021-06-01",
        },
        id="union_membership",
    ),
    pytest.param(
        CourierHome,
        lambda: {"name": "某之家", "district": made.DistrictFactory().pk, "area_m2": "270"},
        id="courier_home",
    ),
]


@pytest.mark.parametrize(("kind", "typed"), ADDED)
def test_a_row_is_added(kind, typed, admin_client):
    answer = admin_client.post(address(kind, "add"), typed())

    assert answer.status_code == 302, errors(answer)
    assert kind.objects.count() == 1


def test_every_model_has_a_page_and_an_addition_is_tried():
    own = set(made.FACTORY_FOR)

    assert own - set(admin.site._registry) == set()
    assert own - {param.values[0] for param in ADDED} == {Employment, Worker}


def test_a_union_may_be_founded_in_a_month(admin_client):
    admin_client.post(
        address(UnionBranch, "add"), {"name": "某工会", "kind": "brand", "founded_on": "2021-06"}
    )

    union = UnionBranch.objects.get()
    assert (union.founded_on, union.founded_on_precision) == (datetime.date(2021, 6, 1), "month")


def test_a_credit_code_is_stored_in_capitals(admin_client):
    admin_client.post(
        address(Enterprise, "add"),
        {"name": "某公司", "kind": "courier", "credit_code": "91350100m000100y43"},
    )

    assert Enterprise.objects.get().credit_code == "91350100M000100Y43"


def test_a_bad_phone_is_refused(admin_client):
    answer = admin_client.post(address(Partner, "add"), {"name": "市总工会", "phone": "12345"})

    assert list(answer.context["adminform"].form.errors) == ["phone"]


def test_nobody_adds_an_employment_by_hand(admin_client):
    assert admin_client.get(address(Employment, "add")).status_code == 403
    assert (
        admin_client.get(address(Employment, "change", made.EmploymentFactory().pk)).context[
            "has_change_permission"
        ]
        is False
    )


def test_joining_twice_is_refused_on_the_form(admin_client):
    first = made.UnionMembershipFactory(worker__name="甲", union_branch__name="一分会")

    answer = admin_client.post(
        address(UnionMembership, "add"),
        {
            "worker": first.worker_id,
            "union_branch": made.UnionBranchFactory().pk,
            "joined_on": "2022-06-01",
        },
    )

    assert answer.context["adminform"].form.non_field_errors() == [
        "甲已是一分会会员；换工会请用“转会”。"
    ]


def test_a_bundle_of_dated_rows_costs_no_query_a_row(admin_client):
    worker = made.WorkerFactory(employed=True)
    counts = []
    for year in (2010, 2012):
        made.EmploymentFactory(
            worker=worker,
            started_on=datetime.date(year, 1, 1),
            ended_on=datetime.date(year + 1, 1, 1),
        )
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(Worker, "change", worker.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]
