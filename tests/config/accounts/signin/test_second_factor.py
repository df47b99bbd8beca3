"""After the password the telephone's code: asked of who has one, enrolled where a role needs it."""

import datetime
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, connection, transaction

from config.accounts.choices import Duty
from config.accounts.models import Authenticator, Committee, RecoveryCode, User
from config.accounts.roles import DUTY_NAMES
from config.accounts.signin.second_factor import RECOVERY_CODES, WRONG
from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from tests.config.accounts.signin.conftest import shown_code, wait_out
from tests.pages import save

pytestmark = pytest.mark.django_db

CODE = "/admin/account/code/"
ENROL = "/admin/account/second-factor/"


@pytest.fixture
def role(office, clerk):
    """A role of the clerk's that the committee wants a second factor for."""
    group = Group.objects.create(name="窗口人员")
    clerk.groups.add(group)
    office.second_factor_for.add(group)
    return group


def is_led_to(answer):
    return answer.headers["Location"].partition("?")[0]


def enter(client, code, address=CODE):
    return client.post(address, {"code": code})


def told():
    entries = AuditEntry.objects.filter(verb=Verb.SECOND_FACTOR).order_by("pk")
    return list(entries.values_list("outcome", "what", "user__username"))


def test_a_duty_counts_as_a_role(clerk_client, clerk, office):
    office.second_factor_for.add(Group.objects.get(name=DUTY_NAMES[Duty.AUDIT]))
    assert clerk_client.get("/admin/").status_code == 200

    User.objects.filter(pk=clerk.pk).update(duty=Duty.AUDIT)

    assert is_led_to(clerk_client.get("/admin/")) == ENROL


# At the door


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/unions/worker/", "/admin/password_change/", "/admin/account/", "/"]
)
def test_until_the_code_no_page_opens(clerk_client, device, path):
    assert is_led_to(clerk_client.get(path)) == CODE
    assert is_led_to(clerk_client.post(path)) == CODE


def test_the_right_code_opens_the_page_that_was_wanted(clerk_client, device):
    wanted = clerk_client.get("/admin/account/").headers["Location"]

    answer = enter(clerk_client, shown_code(device), wanted)

    assert answer.headers["Location"] == "/admin/account/"
    assert clerk_client.get("/admin/").status_code == 200
    assert told() == [(Outcome.DONE, "登录", "clerk")]


def test_an_address_outside_the_office_is_not_followed(clerk_client, device):
    answer = enter(clerk_client, shown_code(device), f"{CODE}?next=https://elsewhere.example/")

    assert answer.headers["Location"] == "/admin/"


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "１２３４５６"])
def test_a_wrong_code_opens_nothing(clerk_client, device, code):
    answer = enter(clerk_client, code)

    assert "动态口令不对" in answer.text
    assert is_led_to(clerk_client.get("/admin/")) == CODE
    assert told() == [(Outcome.FAILED, "登录", "clerk")]


def test_right_after_a_wrong_code_the_clerk_is_told_to_wait(clerk_client, device):
    enter(clerk_client, "000000")

    answer = enter(clerk_client, shown_code(device))
    assert re.search("刚才输错了，请过[12]秒再输入。", answer.text)

    wait_out(device)
    assert enter(clerk_client, shown_code(device)).status_code == 302


def test_guessing_is_slowed_down_ever_more(clerk_client, device):
    Authenticator.objects.update(
        throttling_failure_count=10,
        throttling_failure_timestamp=datetime.datetime.now(datetime.UTC),
    )

    answer = enter(clerk_client, shown_code(device))

    assert "刚才输错了，请过9分钟再输入。" in answer.text


def test_a_code_is_taken_once(client, clerk, device):
    code = shown_code(device)
    client.force_login(clerk)
    assert enter(client, code).status_code == 302

    client.logout()
    client.force_login(clerk)
    assert enter(client, code).status_code == 200
    assert is_led_to(client.get("/admin/")) == CODE


@pytest.mark.parametrize(("later", "status"), [(-2, 200), (-1, 302), (1, 302), (2, 200)])
def test_a_clock_may_be_half_a_minute_off(clerk_client, device, later, status):
    assert enter(clerk_client, shown_code(device, later)).status_code == status


def test_a_fellow_s_code_opens_nothing(clerk_client, device, superuser):
    other = Authenticator.objects.create(user=superuser, name="手机")

    assert enter(clerk_client, shown_code(other)).status_code == 200


def test_signing_out_instead_is_always_open(clerk_client, device):
    clerk_client.post("/admin/logout/")

    assert "_auth_user_id" not in clerk_client.session


def test_without_a_device_and_a_role_that_needs_it_nobody_is_asked(clerk_client):
    assert clerk_client.get("/admin/").status_code == 200


# Enrolment


def test_a_role_that_needs_it_leads_to_enrolment(clerk_client, role):
    assert is_led_to(clerk_client.get("/admin/unions/worker/")) == ENROL
    assert "先在这里启用，才能做别的事" in clerk_client.get(ENROL).text


def test_other_roles_go_on(admin_client, clerk_client, clerk, role):
    clerk.groups.clear()

    assert clerk_client.get("/admin/").status_code == 200


def test_whoever_may_everything_needs_it_as_soon_as_a_role_does(admin_client, office):
    assert admin_client.get("/admin/").status_code == 200

    office.second_factor_for.add(Group.objects.create(name="干事"))

    assert is_led_to(admin_client.get("/admin/")) == ENROL


def test_enrolment_shows_a_square_and_the_secret_as_text(clerk_client, clerk):
    page = clerk_client.get(ENROL).text
    device = Authenticator.objects.get(user=clerk)

    square = re.search(r'<div class="square">(<svg[^>]*>.*?</svg>)</div>', page, re.S)[1]
    assert device.secret in page.replace(" ", "")
    assert "<path" in square
    assert "style" not in square


def test_the_secret_stays_until_it_is_confirmed(clerk_client, clerk):
    clerk_client.get(ENROL)
    first = Authenticator.objects.get(user=clerk).secret
    clerk_client.get(ENROL)

    assert Authenticator.objects.get(user=clerk).secret == first
    assert clerk_client.get("/admin/").status_code == 200


def test_the_first_code_confirms_and_ten_codes_for_paper_are_told_once(clerk_client, clerk, role):
    clerk_client.get(ENROL)
    page = enter(clerk_client, shown_code(Authenticator.objects.get()), ENROL).text

    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page)
    assert len(set(codes)) == RECOVERY_CODES
    assert clerk_client.get("/admin/").status_code == 200
    assert told() == [(Outcome.DONE, "启用", "clerk")]
    assert is_led_to(clerk_client.get(ENROL)) == "/admin/account/"
    assert [code for code in codes if code in clerk_client.get("/admin/account/").text] == []


def test_a_wrong_first_code_confirms_nothing(clerk_client, role):
    clerk_client.get(ENROL)

    assert WRONG in enter(clerk_client, "000000", ENROL).text
    assert not Authenticator.objects.get().confirmed
    assert not RecoveryCode.objects.exists()


def test_secrets_lie_encrypted(clerk_client, clerk):
    clerk_client.get(ENROL)
    device = Authenticator.objects.get()
    enter(clerk_client, shown_code(device), ENROL)
    code = RecoveryCode.objects.first().code

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_authenticator")
        stored = [bytes(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT code FROM accounts_recoverycode")
        stored += [bytes(row[0]) for row in cursor.fetchall()]
    assert len(stored) == 1 + RECOVERY_CODES
    assert [
        data for data in stored if device.secret.encode() in data or code.encode() in data
    ] == []


def test_a_user_has_one_device(clerk, device):
    with pytest.raises(IntegrityError), transaction.atomic():
        Authenticator.objects.create(user=clerk, name="另一部")


# Codes on paper, and a lost telephone


@pytest.mark.parametrize("written", ["abcde-fghjk", "ABCDE FGHJK", " abcdefghjk "])
def test_a_code_from_paper_is_good_for_one_sign_in(client, clerk, device, written):
    RecoveryCode.objects.create(authenticator=device, code="abcdefghjk")
    client.force_login(clerk)
    assert enter(client, written).status_code == 302
    assert client.get("/admin/").status_code == 200

    client.logout()
    client.force_login(clerk)
    assert enter(client, written).status_code == 200
    assert told() == [
        (Outcome.DONE, "用恢复码登录", "clerk"),
        (Outcome.FAILED, "登录", "clerk"),
    ]


def test_a_fellow_s_code_from_paper_opens_nothing(clerk_client, device, superuser):
    other = Authenticator.objects.create(user=superuser, name="手机")
    RecoveryCode.objects.create(authenticator=other, code="abcdefghjk")

    assert enter(clerk_client, "abcde-fghjk").status_code == 200
    assert RecoveryCode.objects.count() == 1


def test_a_lost_telephone_is_reset_by_an_administrator_of_accounts(admin_client, clerk, device):
    page = f"/admin/accounts/user/{clerk.pk}/do/reset-second-factor/"
    RecoveryCode.objects.create(authenticator=device, code="abcdefghjk")

    assert admin_client.get(page).status_code == 200
    admin_client.post(page, REMOTE_ADDR="10.1.2.3")

    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    entry = AuditEntry.objects.get(verb=Verb.SECOND_FACTOR)
    assert (entry.user.username, entry.what, entry.object_id) == ("admin", "重置", str(clerk.pk))
    assert entry.address == "10.1.2.3"


def test_nobody_resets_their_own(client, superuser):
    device = Authenticator.objects.create(user=superuser, name="手机")
    client.force_login(superuser)
    enter(client, shown_code(device))

    page = client.post(f"/admin/accounts/user/{superuser.pk}/do/reset-second-factor/").text

    assert "不能重置自己的动态口令" in page
    assert Authenticator.objects.exists()


def test_who_has_fewer_rights_resets_nobody_with_more(clerk_client, clerk, superuser):
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    Authenticator.objects.create(user=superuser, name="手机")
    page = f"/admin/accounts/user/{superuser.pk}/do/reset-second-factor/"

    assert clerk_client.post(page).status_code == 403
    assert Authenticator.objects.count() == 1


def test_a_session_opened_by_a_device_that_was_reset_passes_no_more(clerk_client, device, role):
    enter(clerk_client, shown_code(device))
    Authenticator.objects.all().delete()

    assert is_led_to(clerk_client.get("/admin/")) == ENROL


def test_who_must_have_it_is_kept_in_the_history_of_the_settings(admin_client, office, clerk):
    group = Group.objects.create(name="窗口人员")
    page = "/admin/accounts/committee/1/"
    device = Authenticator.objects.create(user=clerk, name="手机")
    save(admin_client, f"{page}change/", {"name": office.name, "second_factor_for": [group.pk]})

    assert list(Committee.current().second_factor_for.all()) == [group]
    assert Committee.history.first().second_factor_for.get().group == group
    assert device.confirmed
