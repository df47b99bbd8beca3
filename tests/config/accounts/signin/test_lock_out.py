"""Five wrong passwords lock an account for half an hour, twenty an address."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from config.accounts.models import User
from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from tests.config.accounts.signin.conftest import LOGIN, PASSWORD
from tests.config.accounts.signin.counting import HOLDING_HASHER, HoldingHasher

pytestmark = pytest.mark.django_db

AT_ONCE = 30


def signed_in(client):
    return "_auth_user_id" in client.session


def outcomes():
    entries = AuditEntry.objects.order_by("pk")
    return list(entries.values_list("outcome", "what", "user__username", "address"))


def test_of_fifty_wrong_passwords_five_are_tried(client, sign_in, checked):
    statuses = [sign_in(password=f"wrong-{number}").status_code for number in range(50)]

    assert checked == [f"wrong-{number}" for number in range(5)]
    assert statuses == [200] * 4 + [429] * 46


@pytest.fixture
def tried_at_once(shared_database, checked, settings):
    """What is answered to thirty wrong passwords, none compared before all were let in or not."""
    settings.PASSWORD_HASHERS = [HOLDING_HASHER]
    HoldingHasher.begin()

    def one_try(number):
        typed = {"username": "clerk", "password": f"wrong-{number}"}
        answer = Client(HTTP_USER_AGENT=f"browser {number}").post(LOGIN, typed)
        HoldingHasher.came.release()
        connections.close_all()
        return answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        tries = [pool.submit(one_try, number) for number in range(AT_ONCE)]
        assert [HoldingHasher.came.acquire(timeout=60) for _ in tries] == [True] * AT_ONCE
        HoldingHasher.go.set()
        return sorted(each.result() for each in tries)


def test_of_thirty_passwords_at_the_same_instant_five_are_tried(tried_at_once, checked):
    assert len(checked) == 5
    assert tried_at_once == [200] * 4 + [429] * 26
    assert sorted(outcome for outcome, *_ in outcomes()) == [Outcome.FAILED] * 5 + [Outcome.REFUSED]


def test_tries_at_the_same_instant_do_not_lock_the_address(tried_at_once, sign_in, superuser):
    assert sign_in("admin", "office-pass-1").status_code == 302


def test_the_right_password_is_refused_too_while_locked(client, sign_in, checked):
    for _ in range(5):
        sign_in(password="wrong")

    assert sign_in().status_code == 429
    assert PASSWORD not in checked
    assert not signed_in(client)


def test_a_locked_account_is_locked_from_everywhere(sign_in, checked):
    for number in range(6):
        answer = sign_in(password="wrong", REMOTE_ADDR=f"10.0.0.{number + 1}")

    assert (len(checked), answer.status_code) == (5, 429)


def test_the_other_clerks_of_an_address_go_on(client, sign_in, checked, superuser):
    for _ in range(5):
        sign_in(password="wrong")

    assert sign_in("admin", "office-pass-1").status_code == 302


def test_an_address_that_tries_one_account_after_the_other_is_locked(sign_in, clerk):
    names = [f"clerk-{number}" for number in range(30)]
    User.objects.bulk_create(User(username=name, password="!") for name in names)

    statuses = [sign_in(name, "wrong").status_code for name in names]

    assert statuses == [200] * 19 + [429] * 11
    assert sign_in().status_code == 429
    assert sign_in(REMOTE_ADDR="10.0.0.9").status_code == 302


def test_half_an_hour_later_the_lock_is_open(client, sign_in, clerk):
    for _ in range(5):
        sign_in(password="wrong")
    past = timezone.now() - datetime.timedelta(minutes=30, seconds=1)
    AccessAttempt.objects.update(attempt_time=past)

    assert sign_in().status_code == 302
    assert signed_in(client)


def test_trying_while_locked_locks_no_longer(sign_in, clerk):
    for _ in range(5):
        sign_in(password="wrong")
    fifth = AccessAttempt.objects.get().attempt_time
    sign_in(password="wrong")

    assert AccessAttempt.objects.get().attempt_time == fifth


def test_a_right_password_forgets_the_wrong_ones_before_it(sign_in, clerk):
    for _ in range(4):
        sign_in(password="wrong")
    sign_in()

    assert [sign_in(password="wrong").status_code for _ in range(4)] == [200] * 4


def test_one_s_own_password_forgets_nothing_of_a_fellow_s_account(sign_in, clerk, superuser):
    for _ in range(4):
        sign_in("admin", "wrong")
    sign_in()

    assert sign_in("admin", "wrong").status_code == 429


def test_the_page_says_in_chinese_what_to_do(sign_in, clerk):
    for _ in range(5):
        answer = sign_in(password="wrong")

    page = answer.text
    assert "密码连续输错5次，登录已经锁定30分钟" in page
    assert "axes" not in page.lower()
    assert "locked" not in page.lower()


def test_whether_there_is_such_an_account_cannot_be_told(sign_in, clerk):
    pages = {
        name: [sign_in(name, "wrong").status_code for _ in range(6)] for name in ("clerk", "nobody")
    }

    assert pages["clerk"] == pages["nobody"]


def test_tables_hold_no_word_of_what_was_typed_for_no_account(sign_in, clerk):
    secret = "a-password-in-the-wrong-box"
    sign_in(secret, "another-secret", QUERY_STRING="next=/admin/unions/worker/?q=zhangsan")
    sign_in(password="another-secret")

    rows = [*AccessAttempt.objects.values(), *AuditEntry.objects.values()]
    told = " ".join(str(value) for row in rows for value in row.values())
    assert len(rows) == 4
    assert [word for word in (secret, "another-secret", "zhangsan") if word in told] == []
    assert "clerk" in told


def test_an_administrator_of_accounts_unlocks(admin_client, client, sign_in, clerk):
    for _ in range(5):
        sign_in(password="wrong")
    page = f"/admin/accounts/user/{clerk.pk}/"

    assert "已锁定" in admin_client.get("/admin/accounts/user/").text
    assert f"{page}do/unlock/" in admin_client.get(f"{page}change/").text
    admin_client.post(f"{page}do/unlock/")

    assert sign_in().status_code == 302
    told = AuditEntry.objects.get(verb=Verb.ACTION)
    assert (told.what, told.user.username, told.object_id) == (
        "解除登录锁定",
        "admin",
        str(clerk.pk),
    )


def test_whoever_may_not_change_accounts_unlocks_nobody(clerk_client, superuser):
    answer = clerk_client.post(f"/admin/accounts/user/{superuser.pk}/do/unlock/")

    assert answer.status_code in {403, 404}


def test_the_audit_tells_each_failure_and_the_lock_once(sign_in, clerk):
    for _ in range(8):
        sign_in(password="wrong", REMOTE_ADDR="10.1.2.3")

    failure = (Outcome.FAILED, "密码错误", "clerk", "10.1.2.3")
    locked = (Outcome.REFUSED, "密码连续输错，锁定30分钟", "clerk", "10.1.2.3")
    assert sorted(outcomes()) == sorted([*[failure] * 5, locked])


def test_the_audit_says_that_there_was_no_such_account(sign_in, clerk):
    sign_in("nobody", "wrong", REMOTE_ADDR="10.1.2.3")

    assert outcomes() == [(Outcome.FAILED, "没有这个账号", None, "10.1.2.3")]


def test_sign_in_and_sign_out_are_told(client, sign_in, clerk):
    sign_in()
    client.post("/admin/logout/")

    told = AuditEntry.objects.order_by("pk").values_list("verb", "outcome", "user__username")
    assert list(told) == [
        (Verb.SIGN_IN, Outcome.DONE, "clerk"),
        (Verb.SIGN_OUT, Outcome.DONE, "clerk"),
    ]


def test_the_library_shows_no_page_of_its_own(admin_client):
    assert "/axes/" not in admin_client.get("/admin/").text
    assert admin_client.get("/admin/axes/accessattempt/").status_code == 404
    assert django_settings.AXES_ENABLE_ADMIN is False


def test_the_login_page_itself_stays_open(client, sign_in, clerk):
    for _ in range(5):
        sign_in(password="wrong")

    assert client.get(LOGIN).status_code == 200
