"""The way in, as a clerk walks it: first password, enrolment, code from paper, lock-out."""

import base64
import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django_otp.oath import totp

from config.accounts.models import Authenticator, Committee, User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CLERK, FIRST, OWN = "dangwu", "printed-first-6", "a-word-of-my-own-7"


@pytest.fixture
def clerk(db):
    """A clerk with a printed password, in a role that needs the second factor."""
    call_command("demo", workers=20, verbosity=0)
    user = User.objects.get(username=CLERK)
    user.set_password(FIRST)
    user.must_change_password = True
    user.save()
    group = Group.objects.create(name="窗口人员")
    user.groups.add(group)
    Committee.current().second_factor_for.add(group)
    return user


def sign_in(page, url, password):
    page.goto(f"{url}/admin/login/")
    page.fill("[name=username]", CLERK)
    page.fill("[name=password]", password)
    page.click("#login-form [type=submit]")


def shown_code():
    secret = base64.b32decode(Authenticator.objects.get().secret)
    return f"{totp(secret):06d}"


def test_from_the_printed_password_to_the_desk(office, live_server, clerk, picture):
    url = live_server.url
    sign_in(office, url, FIRST)
    office.wait_for_url("**/password_change/**")
    picture("first-password")
    office.fill("[name=old_password]", FIRST)
    office.fill("[name=new_password1]", OWN)
    office.fill("[name=new_password2]", OWN)
    office.click("[type=submit].default")
    office.wait_for_url("**/account/second-factor/**")
    picture("enrol")
    office.fill("[name=code]", shown_code())
    office.click("[value=启用]")
    office.wait_for_selector(".recovery")
    picture("recovery-codes")
    codes = re.findall(r"[a-z0-9]{5}-[a-z0-9]{5}", office.inner_text(".codes"))
    assert len(codes) == 10
    office.click("text=已经收好，继续")
    office.wait_for_url("**/admin/")
    office.goto(f"{url}/admin/account/")
    picture("account")

    office.click("text=退出")
    sign_in(office, url, OWN)
    office.wait_for_url("**/account/code/**")
    picture("code")
    office.fill("[name=code]", codes[0])
    office.click("[value=继续]")
    office.wait_for_url("**/admin/")


def test_locked_out_after_five(office, live_server, clerk, picture):
    for number in range(5):
        sign_in(office, live_server.url, f"wrong-{number}")
    office.wait_for_selector("text=已经锁定30分钟")
    picture("locked")


def test_turned_away_from_a_strange_address(office, live_server, clerk, picture):
    Committee.objects.update(staff_addresses="10.0.0.0/8")
    office.goto(live_server.url)
    office.wait_for_selector("text=这里不能登录")
    picture("turned-away")
