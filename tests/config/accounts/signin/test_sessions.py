"""A session ends after half an hour without a request, and with the account."""

import contextlib
import datetime
import sqlite3
import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from config.accounts.models import User
from config.accounts.signin.idle import SEEN
from config.audit.models import AuditEntry
from tests.config.accounts.signin.conftest import PASSWORD
from tests.pages import save

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = datetime.timedelta(minutes=30)


def seen_before(client, seconds):
    """As if the last renewal lay so many seconds back."""
    session = client.session
    session[SEEN] = int(time.time()) - seconds
    session.save()
    ends = timezone.now() + HALF_AN_HOUR - datetime.timedelta(seconds=seconds)
    Session.objects.update(expire_date=ends)
    return ends


def expiry():
    return Session.objects.get().expire_date


def test_a_session_in_use_is_renewed_once_a_minute_at_most(clerk_client):
    ends = seen_before(clerk_client, 55)
    clerk_client.get("/admin/account/")
    assert expiry() == ends

    seen_before(clerk_client, 60)
    clerk_client.get("/admin/account/")
    assert abs(expiry() - timezone.now() - HALF_AN_HOUR) < datetime.timedelta(seconds=20)


def test_a_page_that_reads_does_not_wait_for_whoever_writes(shared_database, clerk_client):
    """On SQLite, where one writer keeps out the others, the next request renews the session."""
    ends = seen_before(clerk_client, 60)
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as writer:
            writer.execute("BEGIN IMMEDIATE")
            assert clerk_client.get("/admin/account/").status_code == 200
        assert expiry() == ends

    assert clerk_client.get("/admin/account/").status_code == 200
    assert expiry() > ends


def test_after_half_an_hour_without_a_request_one_signs_in_again(clerk_client):
    seen_before(clerk_client, 30 * 60)

    assert clerk_client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_sign_in_writes_its_session_once(clerk_client):
    before = expiry()
    clerk_client.get("/admin/account/")

    assert expiry() == before


def test_a_stranger_s_request_makes_no_session(client, superuser):
    client.get("/admin/login/")

    assert not Session.objects.exists()


@pytest.mark.parametrize("column", ["is_active", "is_staff"])
def test_a_session_ends_when_the_account_is_closed(clerk_client, clerk, column):
    User.objects.filter(pk=clerk.pk).update(**{column: False})

    assert clerk_client.get("/admin/").headers["Location"].startswith("/admin/login/")


# Unused accounts


def last_used(user, days, **columns):
    day = timezone.now() - datetime.timedelta(days=days)
    User.objects.filter(pk=user.pk).update(last_login=day, date_joined=day, **columns)


@pytest.mark.parametrize(
    ("days", "status", "active"),
    [
        pytest.param(90, 302, True, id="ninety-days"),
        pytest.param(91, 200, False, id="a-day-more"),
    ],
)
def test_an_account_unused_for_ninety_days_is_closed_when_it_is_tried(
    sign_in, clerk, days, status, active
):
    last_used(clerk, days)

    assert sign_in().status_code == status
    clerk.refresh_from_db()
    assert clerk.is_active == active


def test_whoever_finds_the_account_closed_is_told_why(sign_in, clerk):
    last_used(clerk, 91)

    assert "这个账号超过90天没有登录，已经停用；请联系管理员重新启用。" in sign_in().text
    assert AuditEntry.objects.values_list("what", flat=True).get() == "超过90天未用，账号停用"


def test_a_wrong_password_closes_nothing(sign_in, clerk):
    last_used(clerk, 91)
    sign_in(password="wrong")

    clerk.refresh_from_db()
    assert clerk.is_active


def test_an_account_never_used_counts_from_its_creation(sign_in, clerk):
    last_used(clerk, 91)
    User.objects.filter(pk=clerk.pk).update(last_login=None)

    assert sign_in().status_code == 200


def test_the_list_of_users_shows_it_beforehand(admin_client, clerk):
    last_used(clerk, 91)

    assert "久未使用，再登录即停用" in admin_client.get("/admin/accounts/user/").text


def test_opened_again_by_an_administrator_it_may_be_used(admin_client, client, sign_in, clerk):
    last_used(clerk, 91, is_active=False)
    page = f"/admin/accounts/user/{clerk.pk}/change/"
    rows = {
        f"{rows}-{form}_FORMS": "0"
        for rows in ("role_grants", "scopes")
        for form in ("TOTAL", "INITIAL")
    }
    kept = {"username": "clerk", "name": "经办", "is_staff": "on", **rows}

    assert "已停用" in admin_client.get("/admin/accounts/user/").text
    save(admin_client, page, {**kept, "is_active": "on"})

    clerk.refresh_from_db()
    assert (clerk.is_active, clerk.opened_on) == (True, timezone.localdate())
    assert sign_in(password=PASSWORD).status_code == 302
