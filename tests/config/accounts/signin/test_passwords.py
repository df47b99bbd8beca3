"""A password of one's own: long, changed where somebody else set it or its days are over."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from config.accounts.models import User
from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from tests.config.accounts.signin.conftest import PASSWORD

pytestmark = pytest.mark.django_db

CHANGE = "/admin/password_change/"
NEW = "a-longer-word-6"


def typed(old=PASSWORD, new=NEW):
    return {"old_password": old, "new_password1": new, "new_password2": new}


def set_by_another(user):
    User.objects.filter(pk=user.pk).update(must_change_password=True)


@pytest.mark.parametrize(
    ("length", "superuser", "accepted"),
    [(9, False, False), (10, False, True), (11, True, False), (12, True, True)],
)
def test_a_password_is_first_of_all_long(length, superuser, accepted):
    user = User(username="somebody", is_superuser=superuser)
    password = "xk7-qw3-zp5-v"[:length]

    if accepted:
        validate_password(password, user)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, user)


@pytest.mark.parametrize("password", ["1q2w3e4r5t", "1234567890123"])
def test_a_password_that_everybody_has_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="somebody"))


@pytest.mark.parametrize("path", ["/admin/", "/admin/unions/worker/", "/admin/account/", "/"])
def test_whose_password_another_set_is_led_to_change_it_first(clerk_client, clerk, path):
    set_by_another(clerk)

    assert clerk_client.get(path).headers["Location"].startswith(CHANGE)
    assert "先改成自己的新密码" in clerk_client.get(CHANGE).text


def test_afterwards_the_office_is_open_and_the_date_is_kept(clerk_client, clerk):
    set_by_another(clerk)

    clerk_client.post(CHANGE, typed())

    clerk.refresh_from_db()
    assert clerk_client.get("/admin/").status_code == 200
    assert (clerk.must_change_password, clerk.password_changed_on) == (
        False,
        timezone.localdate(),
    )
    told = AuditEntry.objects.get(verb=Verb.PASSWORD)
    assert (told.user, told.outcome, told.what) == (clerk, Outcome.DONE, "本人修改")


def test_the_same_password_again_is_no_change(clerk_client, clerk):
    set_by_another(clerk)

    assert "新密码不能和原来的一样" in clerk_client.post(CHANGE, typed(new=PASSWORD)).text
    assert clerk_client.get("/admin/").status_code == 302


def test_signing_out_is_always_open(clerk_client, clerk):
    set_by_another(clerk)

    clerk_client.post("/admin/logout/")

    assert "_auth_user_id" not in clerk_client.session


def test_a_password_lasts_as_long_as_the_office_says(clerk_client, clerk, office):
    today = timezone.localdate()
    clerk.password_changed_on = today - datetime.timedelta(days=90)
    clerk.save()
    assert clerk_client.get("/admin/").status_code == 200

    office.password_days = 90
    office.save()

    assert clerk_client.get("/admin/").headers["Location"].startswith(CHANGE)


def test_an_account_made_by_an_administrator_changes_its_first_password(admin_client, client):
    person = {"username": "new", "name": "新人", "password1": NEW, "password2": NEW}
    admin_client.post("/admin/accounts/user/add/", person)

    assert User.objects.get(username="new").must_change_password


def test_a_password_set_for_a_fellow_is_changed_at_once_and_told(admin_client, clerk):
    page = f"/admin/accounts/user/{clerk.pk}/password/"
    admin_client.post(page, {"password1": NEW, "password2": NEW, "usable_password": "true"})

    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert clerk.must_change_password
    told = AuditEntry.objects.get(verb=Verb.PASSWORD)
    assert (told.user.username, told.what, told.object_id) == ("admin", "代为设置", str(clerk.pk))


def test_a_refused_password_is_not_told_as_set(admin_client, clerk):
    page = f"/admin/accounts/user/{clerk.pk}/password/"
    admin_client.post(page, {"password1": "short", "password2": "short"})

    assert not AuditEntry.objects.filter(verb=Verb.PASSWORD).exists()


def test_one_s_own_password_is_changed_by_whoever_knows_it(admin_client, superuser):
    page = f"/admin/accounts/user/{superuser.pk}/password/"

    assert admin_client.get(page).headers["Location"] == CHANGE
    admin_client.post(page, {"password1": NEW, "password2": NEW, "usable_password": "true"})
    superuser.refresh_from_db()
    assert superuser.check_password("office-pass-1")


def test_a_fellow_s_session_ends_with_their_password(client, clerk_client, clerk):
    clerk.set_password(NEW)
    clerk.save()

    assert clerk_client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_the_demo_s_accounts_are_not_forced(client):
    call_command("demo", workers=20, verbosity=0)

    assert not User.objects.filter(must_change_password=True).exists()


def test_who_keeps_accounts_but_not_this_one_sets_no_password(clerk_client, clerk, superuser):
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    page = f"/admin/accounts/user/{superuser.pk}/password/"

    assert clerk_client.post(page, {"password1": NEW, "password2": NEW}).status_code == 403
