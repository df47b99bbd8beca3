"""Roles and units: given to others, never to oneself; three duties exclude each other."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from config.accounts.actions import (
    GrantRefused,
    confirm_role,
    confirm_scope,
    grant_role,
    grant_scope,
    install_role,
    install_scope,
    withdraw_role,
    withdraw_scope,
)
from config.accounts.choices import Duty
from config.accounts.models import Committee, RoleGrant, User
from config.accounts.reach import COMMITTEE, reach_of
from config.accounts.roles import (
    AUDITOR,
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    ROLES,
    SECURITY_ADMIN,
)
from config.audit.models import AuditEntry
from tests.factories.config import ClerkFactory
from tests.factories.unions import DistrictFactory

TODAY = datetime.date(2026, 11, 24)

pytestmark = pytest.mark.django_db


def role(key):
    return Group.objects.get(name=ROLES[key].name)


@pytest.fixture
def giver():
    """Gives by duty, what is not hers to do."""
    return ClerkFactory(name="授权人", duty=Duty.SECURITY)


@pytest.fixture
def second():
    return ClerkFactory(name="第二人", duty=Duty.SECURITY)


@pytest.fixture
def manager():
    """综合管理员 of the whole committee: keeps accounts and ledgers, approves no payment."""
    user = ClerkFactory(name="综合管理员")
    install_role(user=user, role=OFFICE_MANAGER, on=TODAY)
    install_scope(user=user, kind=COMMITTEE, on=TODAY)
    return user


@pytest.fixture
def clerk_to_be():
    return ClerkFactory(name="新干事")


def rights(user):
    """As a new request would find them."""
    return User.objects.get(pk=user.pk).get_all_permissions()


def test_a_role_given_holds_at_once(giver, clerk_to_be):
    grant_role(user=clerk_to_be, group=role(PARTY_CLERK), by=giver, on=TODAY)

    assert "ledgers.change_member" in rights(clerk_to_be)
    assert AuditEntry.objects.values_list("what", flat=True).get() == "授予角色 党务干事"


def test_a_role_withdrawn_is_gone_at_once_and_its_row_stays(giver, clerk_to_be):
    grant = grant_role(user=clerk_to_be, group=role(PARTY_CLERK), by=giver, on=TODAY)

    withdraw_role(grant=grant, by=giver, on=TODAY)

    assert rights(clerk_to_be) == set()
    assert RoleGrant.objects.get().ended_on == TODAY


def test_nobody_gives_a_role_to_oneself(giver):
    with pytest.raises(GrantRefused) as refused:
        grant_role(user=giver, group=role(PARTY_CLERK), by=giver, on=TODAY)

    assert str(refused.value) == "不能给自己授权；请由另一位有授权权限的人办理。"


def test_the_database_keeps_that_too(giver):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            user=giver, group=role(PARTY_CLERK), granted_by=giver, started_on=TODAY
        )


def test_nobody_gives_a_unit_to_oneself(giver):
    with pytest.raises(GrantRefused):
        grant_scope(user=giver, kind="committee", by=giver, on=TODAY)


def test_where_two_are_needed_a_role_waits_for_the_second(giver, second, clerk_to_be):
    Committee(name="某党委", roles_need_two=True).save()

    grant = grant_role(user=clerk_to_be, group=role(PARTY_CLERK), by=giver, on=TODAY)
    before = rights(clerk_to_be)
    confirm_role(grant=grant, by=second)

    assert before == set()
    assert "ledgers.change_member" in rights(clerk_to_be)


@pytest.mark.parametrize("who", ["giver", "clerk_to_be"])
def test_the_second_is_neither_the_giver_nor_the_receiver(giver, clerk_to_be, who):
    Committee(name="某党委", roles_need_two=True).save()
    grant = grant_role(user=clerk_to_be, group=role(PARTY_CLERK), by=giver, on=TODAY)

    with pytest.raises(GrantRefused):
        confirm_role(grant=grant, by={"giver": giver, "clerk_to_be": clerk_to_be}[who])

    assert rights(clerk_to_be) == set()


def looks_after_all(user):
    """As a new request would find it."""
    return reach_of(User.objects.get(pk=user.pk), on=TODAY).whole


def test_where_two_are_needed_a_unit_waits_too(giver, second, clerk_to_be):
    Committee(name="某党委", roles_need_two=True).save()

    scope = grant_scope(user=clerk_to_be, kind=COMMITTEE, by=giver, on=TODAY)
    before = looks_after_all(clerk_to_be)
    confirm_scope(scope=scope, by=second)

    assert (before, looks_after_all(clerk_to_be)) == (False, True)


@pytest.mark.parametrize("who", ["giver", "clerk_to_be"])
def test_a_unit_is_confirmed_neither_by_its_giver_nor_by_its_receiver(giver, clerk_to_be, who):
    Committee(name="某党委", roles_need_two=True).save()
    scope = grant_scope(user=clerk_to_be, kind=COMMITTEE, by=giver, on=TODAY)

    with pytest.raises(GrantRefused):
        confirm_scope(scope=scope, by={"giver": giver, "clerk_to_be": clerk_to_be}[who])

    assert not looks_after_all(clerk_to_be)


def test_the_first_reviewer_is_made_by_who_manages_the_office(manager, clerk_to_be):
    grant_role(user=clerk_to_be, group=role(REVIEWER), by=manager, on=TODAY)

    assert "welfare.approve_payment" in rights(clerk_to_be)


def test_a_right_that_its_giver_lacks_waits_for_somebody_who_has_it(manager, clerk_to_be):
    reviewer = ClerkFactory()
    install_role(user=reviewer, role=REVIEWER, on=TODAY)
    other_manager = ClerkFactory()
    install_role(user=other_manager, role=OFFICE_MANAGER, on=TODAY)

    grant = grant_role(user=clerk_to_be, group=role(REVIEWER), by=manager, on=TODAY)
    with pytest.raises(GrantRefused) as refused:
        confirm_role(grant=grant, by=other_manager)
    before = rights(clerk_to_be)
    confirm_role(grant=grant, by=reviewer)

    assert str(refused.value) == "这个角色有您自己没有的权限；请由有这些权限的人确认。"
    assert before == set()
    assert "welfare.approve_payment" in rights(clerk_to_be)


@pytest.mark.parametrize("wider", ["looks-after-more", "has-a-duty"])
def test_who_looks_after_a_unit_touches_nobody_with_more(clerk_to_be, wider):
    keeper, district = ClerkFactory(), DistrictFactory()
    install_role(user=keeper, role=OFFICE_MANAGER, on=TODAY)
    install_scope(user=keeper, kind="district", unit_pk=district.pk, on=TODAY)
    if wider == "has-a-duty":
        held = install_role(user=clerk_to_be, role=AUDITOR, on=TODAY)
    else:
        held = install_role(user=clerk_to_be, role=PARTY_CLERK, on=TODAY)
        install_scope(user=clerk_to_be, kind=COMMITTEE, on=TODAY)

    with pytest.raises(GrantRefused):
        grant_role(user=clerk_to_be, group=role(OFFICE_MANAGER), by=keeper, on=TODAY)
    with pytest.raises(GrantRefused):
        withdraw_role(grant=held, by=keeper, on=TODAY)

    held.refresh_from_db()
    assert held.ended_on is None


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        pytest.param(SECURITY_ADMIN, AUDITOR, id="two-duties"),
        pytest.param(SECURITY_ADMIN, PARTY_CLERK, id="duty-then-ledger"),
        pytest.param(PARTY_CLERK, SECURITY_ADMIN, id="ledger-then-duty"),
    ],
)
def test_a_duty_stands_alone(giver, clerk_to_be, held, wanted):
    install_role(user=clerk_to_be, role=held, on=TODAY)

    with pytest.raises(GrantRefused):
        grant_role(user=clerk_to_be, group=role(wanted), by=giver, on=TODAY)


def test_a_duty_is_a_column_and_brings_its_rights(giver, clerk_to_be):
    grant = grant_role(user=clerk_to_be, group=role(AUDITOR), by=giver, on=TODAY)

    clerk_to_be.refresh_from_db()
    held = rights(clerk_to_be)
    withdraw_role(grant=grant, by=giver, on=TODAY)

    assert (clerk_to_be.duty, "audit.view_auditentry" in held) == (Duty.AUDIT, True)
    assert rights(clerk_to_be) == set()


def test_a_unit_withdrawn_today_is_lost_today(giver, clerk_to_be):
    scope = grant_scope(user=clerk_to_be, kind="committee", by=giver, on=TODAY)

    withdraw_scope(scope=scope, by=giver, on=TODAY)

    assert not clerk_to_be.scopes.in_force(on=TODAY).exists()


def test_a_unit_is_given_once(giver, clerk_to_be):
    grant_scope(user=clerk_to_be, kind="committee", by=giver, on=TODAY)

    with pytest.raises(GrantRefused):
        grant_scope(user=clerk_to_be, kind="committee", by=giver, on=TODAY)
