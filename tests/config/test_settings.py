"""What the program is set to."""

import pytest


@pytest.mark.django_db
def test_pages_are_in_chinese(client, superuser):
    page = client.get("/admin/login/").text

    assert '<html lang="zh-hans"' in page
    assert "用户名" in page


@pytest.mark.django_db
def test_the_bare_address_leads_to_the_desk(client, superuser):
    assert client.get("/").headers["Location"] == "/admin/"
