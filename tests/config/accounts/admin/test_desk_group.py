"""The path above a page names the group of the desk that the clerk came from."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories.ledgers import MemberFactory
from tests.pages import address

pytestmark = pytest.mark.django_db


def path_of(response):
    """The words of the path, and where its second step leads."""
    steps = re.search(r'<div class="breadcrumbs">(.*?)</div>', response.text, re.DOTALL)[1]
    words = re.sub(r"<[^>]*>", "", steps).split("&rsaquo;")
    return [word.strip() for word in words], re.findall(r'href="([^"]*)"', steps)[1]


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        pytest.param("changelist", ["党员"], id="list"),
        pytest.param("add", ["党员", "增加 党员"], id="new row"),
        pytest.param("change", ["党员", "{row}"], id="row"),
        pytest.param("history", ["党员", "{row}", "历史"], id="history"),
    ],
)
def test_every_page_of_a_row_stands_in_its_group(admin_client, kind, step):
    row = MemberFactory()
    args = [row.pk] if kind in {"change", "history"} else []

    words, leads_to = path_of(admin_client.get(reverse(f"admin:ledgers_member_{kind}", args=args)))

    assert words == ["首页", "三本台账", *[word.format(row=row) for word in step]]
    assert leads_to == "/admin/#group-2"


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_list_stands_in_the_group_that_the_desk_shows_it_in(admin_client, model):
    shown = {
        entry["model"]: (group["name"], group["app_url"])
        for group in admin_client.get("/admin/").context["app_list"]
        for entry in group["models"]
    }

    words, leads_to = path_of(admin_client.get(address(model, "changelist"), follow=True))

    assert (words[1], leads_to) == shown[model]
