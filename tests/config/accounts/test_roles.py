"""What each shipped role may do: the groups hold exactly what the tables say."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from config.accounts.roles import (
    ACCOUNT_ADMIN,
    AUDITOR,
    LEADER,
    REVIEWER,
    ROLES,
    SECURITY_ADMIN,
    give_rights,
    rights_of,
)

pytestmark = pytest.mark.django_db


def held_by(role):
    rights = Permission.objects.filter(group__name=ROLES[role].name).select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in rights}


@pytest.mark.parametrize("role", ROLES)
def test_a_shipped_group_has_the_rights_of_its_role(role):
    assert held_by(role) == rights_of(role)
    assert rights_of(role) != frozenset()


def test_a_right_given_to_a_shipped_group_by_other_ways_is_taken_back():
    group = Group.objects.get(name=ROLES[LEADER].name)
    group.permissions.add(Permission.objects.get(codename="approve_payment"))

    give_rights(apps.get_app_config("welfare"))

    assert held_by(LEADER) == rights_of(LEADER)


@pytest.mark.parametrize("duty", [ACCOUNT_ADMIN, SECURITY_ADMIN, AUDITOR])
def test_a_duty_touches_no_ledger(duty):
    ledgers = {r for r in rights_of(duty) if r.split(".")[0] in {"unions", "ledgers", "welfare"}}

    assert ledgers == set()


def test_the_three_duties_may_alter_nothing_in_common():
    altering = [
        {r for r in rights_of(duty) if ".view_" not in r}
        for duty in (ACCOUNT_ADMIN, SECURITY_ADMIN, AUDITOR)
    ]

    assert not altering[0] & altering[1]
    assert altering[2] == set()


def test_a_leader_only_reads():
    assert {r for r in rights_of(LEADER) if ".view_" not in r} == set()


def test_whoever_approves_keeps_no_payments():
    assert {r for r in rights_of(REVIEWER) if r.endswith("_payment")} == {
        "welfare.view_payment",
        "welfare.approve_payment",
        "welfare.reverse_payment",
    }
