"""Rows of unions added by hand."""

import datetime

import pytest

from tests.factories import unions as made
from tests.pages import address, errors
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


def test_an_addition_of_every_noun_is_tried():
    assert set(made.FACTORY_FOR) - {param.values[0] for param in ADDED} == {Employment, Worker}


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
        "这个人已有在籍的会籍；请先转出或退会。"
    ]
