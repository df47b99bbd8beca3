import base64
import time

import pytest
from django_otp.oath import totp

from config.accounts.models import Authenticator, Committee
from tests.config.accounts.signin.counting import COUNTING_HASHER, CountingHasher

LOGIN = "/admin/login/"
PASSWORD = "office-pass-2"  # the clerk's


@pytest.fixture
def office(db):
    Committee(name="示例市快递行业党委").save()
    return Committee.current()


@pytest.fixture
def checked(settings, clerk):
    """The passwords that were really compared with a stored one."""
    settings.PASSWORD_HASHERS = [COUNTING_HASHER]
    clerk.set_password(PASSWORD)
    clerk.save()
    CountingHasher.compared.clear()
    return CountingHasher.compared


@pytest.fixture
def sign_in(client):
    def post(username="clerk", password=PASSWORD, **request):
        typed = {"username": username, "password": password}
        return client.post(LOGIN, typed, **request)

    return post


@pytest.fixture
def device(clerk):
    return Authenticator.objects.create(user=clerk, name="手机")


def shown_code(device, later=0):
    """What the telephone shows now, or `later` steps of half a minute from now."""
    return f"{totp(base64.b32decode(device.secret), drift=later):06d}"


def wait_out(device):
    """As if the seconds after a wrong code had passed."""
    device.refresh_from_db()
    Authenticator.objects.filter(pk=device.pk).update(throttling_failure_timestamp=None)


def now():
    return int(time.time())
