"""Where somebody comes from: the proxy's word is taken from the proxy only, ranges keep out."""

import pytest
from django.test import RequestFactory

from config.accounts.models import Committee
from config.accounts.signin.addresses import ProxyAddressMiddleware
from tests.pages import save

pytestmark = pytest.mark.django_db
SETTINGS = "/admin/accounts/committee/1/change/"


def address_seen(**meta):
    seen = []
    ProxyAddressMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]))(
        RequestFactory().get("/", **meta)
    )
    return seen[0]


@pytest.mark.parametrize(
    ("peer", "header", "seen"),
    [
        pytest.param("127.0.0.1", "10.1.2.3", "10.1.2.3", id="the-proxy-tells"),
        pytest.param("127.0.0.1", "6.6.6.6, 10.1.2.3", "10.1.2.3", id="its-own-word-stands-last"),
        pytest.param("127.0.0.1", "2001:db8::1", "2001:db8::1", id="version-6"),
        pytest.param("127.0.0.1", "不是地址", "127.0.0.1", id="no-address"),
        pytest.param("127.0.0.1", "", "127.0.0.1", id="nothing-told"),
        pytest.param("10.9.9.9", "10.1.2.3", "10.9.9.9", id="a-stranger-tells"),
    ],
)
def test_behind_a_proxy_its_header_is_believed_and_nobody_else_s(settings, peer, header, seen):
    settings.TRUSTED_PROXIES = ("127.0.0.1", "::1")

    assert address_seen(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=header) == seen


def test_without_a_proxy_no_header_is_believed(settings):
    assert settings.TRUSTED_PROXIES == ()
    assert address_seen(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.1.2.3") == "127.0.0.1"


@pytest.fixture
def ranged(office, superuser):
    office.staff_addresses = "10.0.0.0/8\n192.168.1.20"
    office.save()
    return office


@pytest.mark.parametrize(
    ("address", "status"),
    [("10.255.0.1", 200), ("192.168.1.20", 200), ("192.168.1.21", 403), ("::ffff:10.0.0.1", 200)],
)
def test_the_office_opens_to_its_own_addresses_only(client, ranged, address, status):
    answer = client.get("/admin/login/", REMOTE_ADDR=address)

    assert answer.status_code == status
    assert ("不在本单位允许的范围内" in answer.text) == (status == 403)


def test_a_session_goes_nowhere_else(client, clerk, ranged):
    client.force_login(clerk)

    assert client.get("/admin/", REMOTE_ADDR="10.1.1.1").status_code == 200
    assert client.get("/admin/", REMOTE_ADDR="172.16.0.1").status_code == 403


@pytest.fixture
def save_ranges(admin_client, office):
    def post(ranges):
        typed = {"name": office.name, "staff_addresses": ranges}
        return save(admin_client, SETTINGS, typed, REMOTE_ADDR="10.1.2.3")

    return post


def test_ranges_that_hold_the_one_who_saves_them_are_saved(save_ranges):
    save_ranges("10.0.0.0/8\r\n\r\n192.168.1.0/24")

    assert Committee.current().staff_addresses == "10.0.0.0/8\r\n\r\n192.168.1.0/24"


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        pytest.param("192.168.1.0/24", "您现在的地址是 10.1.2.3，不在这些网段里", id="locks-out"),
        pytest.param("10.0.0.0/8\n办公网", "第2行“办公网”不是网段或地址", id="no-range"),
        pytest.param("10.1.2.3/8", "第1行“10.1.2.3/8”不是网段或地址", id="host-bits"),
    ],
)
def test_other_ranges_are_refused_with_the_reason(save_ranges, ranges, sentence):
    assert sentence in save_ranges(ranges).text
    assert Committee.current().staff_addresses == ""
