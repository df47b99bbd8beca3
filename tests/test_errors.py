"""What a clerk reads when something went wrong: plain Chinese, no library's words, no trace."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path, reverse

from tests.reading import Page, foreign

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

SECRET = "an identity number"


def broken(request):
    raise RuntimeError(SECRET)


def denied(request):
    raise PermissionDenied(SECRET)


def suspicious(request):
    raise SuspiciousOperation(SECRET)


urlpatterns = [
    path("broken/", broken),
    path("denied/", denied),
    path("suspicious/", suspicious),
    path("", include("config.urls")),
]


def heading(page):
    """The page's first words, once they are all Chinese and lead back to the desk."""
    assert foreign(page.said) == []
    assert page.addresses == ["/static/office/errors.css", reverse("admin:index")]
    return next(text for text in page.said if text.strip())


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        pytest.param("/suspicious/", 400, "请求没有办理", id="400"),
        pytest.param("/denied/", 403, "没有权限", id="403"),
        pytest.param("/nowhere/", 404, "找不到这一页", id="404"),
        pytest.param("/admin/nowhere/", 404, "找不到这一页", id="404-in-the-admin"),
        pytest.param("/broken/", 500, "程序出错，没有办成", id="500"),
    ],
)
def test_an_error_is_told_in_plain_chinese(address, status, words, admin_client):
    admin_client.raise_request_exception = False

    answer = admin_client.get(address)

    assert (answer.status_code, heading(Page(answer.text))) == (status, words)


def test_a_form_from_elsewhere_is_refused_in_plain_chinese(superuser):
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)

    answer = client.post(reverse("admin:unions_brand_add"), {"name": "某品牌"})

    assert (answer.status_code, heading(Page(answer.text))) == (403, "这一页已经过期")


def test_an_error_page_needs_no_database(client, django_db_blocker):
    client.raise_request_exception = False
    with django_db_blocker.block():
        answer = client.get("/broken/")

    assert (answer.status_code, heading(Page(answer.text))) == (500, "程序出错，没有办成")
