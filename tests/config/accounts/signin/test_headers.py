"""Every answer, also a refusal, carries the same policy."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize(
    ("path", "status", "request_line"),
    [
        pytest.param("/admin/", 200, {}, id="a-page"),
        pytest.param("/nowhere/", 404, {}, id="no-page"),
        pytest.param("/admin/unions/worker/", 403, {}, id="no-right"),
        pytest.param("/admin/", 400, {"HTTP_HOST": "elsewhere.example"}, id="another-host"),
        pytest.param("/begin/", 302, {}, id="a-redirect"),
    ],
)
def test_the_policy_is_on_every_answer(clerk_client, path, status, request_line):
    answer = clerk_client.get(path, **request_line)

    assert answer.status_code == status
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_the_policy_is_on_a_broken_page_too(clerk_client, settings):
    settings.ROOT_URLCONF = "tests.config.accounts.signin.broken_site"
    clerk_client.raise_request_exception = False

    answer = clerk_client.get("/broken/")

    assert answer.status_code == 500
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY


def test_a_form_without_its_token_is_refused_in_chinese(clerk):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "clerk"})

    assert answer.status_code == 403
    assert "这一页已经过期" in answer.text
    assert "CSRF" not in answer.text
