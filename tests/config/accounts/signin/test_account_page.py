"""我的账号: who I am here, and my last ways in."""

import pytest

from config.accounts.models import RecoveryCode
from config.audit.choices import Verb
from config.audit.writing import record
from tests.config.accounts.signin.conftest import shown_code

pytestmark = pytest.mark.django_db
PAGE = "/admin/account/"


def test_every_page_leads_there(clerk_client):
    assert f'<a href="{PAGE}">我的账号</a>' in clerk_client.get("/admin/").text


def test_strangers_are_asked_to_sign_in(client, superuser):
    assert client.get(PAGE).headers["Location"].startswith("/admin/login/")


def test_it_shows_my_last_twenty_ways_in_and_nothing_else(clerk_client, clerk, superuser):
    for number in range(25):
        record(Verb.SIGN_IN, user=clerk, what=f"第{number}次")
    record(Verb.SIGN_IN, user=superuser, what="别人的")
    record(Verb.EXPORT, user=clerk, what="不是登录")

    entries = clerk_client.get(PAGE).context["entries"]

    assert [entry.what for entry in entries] == [f"第{number}次" for number in range(24, 4, -1)]


def test_it_tells_the_state_of_the_second_factor(clerk_client, device):
    clerk_client.post("/admin/account/code/", {"code": shown_code(device)})
    RecoveryCode.objects.create(authenticator=device, code="abcdefghjk")

    assert "已启用，还有1个恢复码" in clerk_client.get(PAGE).text


def test_without_a_device_it_leads_to_enrolment(clerk_client):
    assert 'href="/admin/account/second-factor/">启用' in clerk_client.get(PAGE).text
