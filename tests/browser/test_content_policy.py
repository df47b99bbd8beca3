"""A real browser walks every page: none breaks the content policy, nothing comes from elsewhere."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse

from config.accounts.models import User
from config.sheets.querying.pages import query_pages
from tests.pages import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

MONTH = "2023-01"
ARGUMENTS = {
    "sheets_export_in_full": ["workers"],
    "sheets_query_save": ["unions_roster"],
    **{f"{page.key}_form": ["print"] for page in query_pages()},
    "summaries_month": [MONTH],
    "summaries_print": [MONTH],
    **{name: ["print"] for name in ("todos_file", "flags_file", "ledgers_channels_file")},
}
FILES = {"summaries_file", "sheets_export", "sheets_form", "sheets_list", "sheets_saved_query"}
"""Downloads, and what belongs to one user: not pages to walk."""


@pytest.fixture
def chief(office, live_server):
    """Signed in to an invented committee as whoever may everything."""
    call_command("demo", workers=60, verbosity=0)
    user = User.objects.create_superuser("zongguan", password="office-pass-77")
    office.goto(f"{live_server.url}/admin/login/")
    office.fill("[name=username]", "zongguan")
    office.fill("[name=password]", "office-pass-77")
    office.click("[type=submit]")
    office.wait_for_url("**/admin/")
    return user


def pages_of(model, page):
    """Addresses of every kind of page that a model has, of one row."""
    yield address(model, "changelist")
    if page.has_add_permission(request_of_the_chief()):
        yield address(model, "add")
    row = model._default_manager.first()
    if row is None:
        return
    for view in ("change", "history", "delete"):
        yield address(model, view, row.pk)
    for verb in getattr(page, "verbs", ()):
        yield address(model, "verb", row.pk, verb.name)


def request_of_the_chief():
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="zongguan")
    return request


def own_pages():
    for page in admin.site._pages:
        if page.name not in FILES:
            yield reverse(f"admin:{page.name}", args=ARGUMENTS.get(page.name, []))


def every_page():
    registered = [
        found for model, page in admin.site._registry.items() for found in pages_of(model, page)
    ]
    named = [reverse(f"admin:{name}") for name in ("index", "password_change")]
    return [*named, *own_pages(), *registered]


def test_no_page_breaks_the_policy(office, live_server, chief):
    walked = every_page()

    for path in walked:
        office.goto(f"{live_server.url}{path}", wait_until="load")

    assert len(walked) > 2 * len(admin.site._registry)


def test_what_the_scripts_draw_keeps_the_policy(office, live_server, chief):
    """Calendar, picker, filters, theme, pop-up: they work, and ask for nothing inline."""
    url = live_server.url
    office.goto(f"{url}/admin/ledgers/member/add/")
    office.click(".select2-selection >> nth=0")
    office.wait_for_selector(".select2-results__option")
    office.keyboard.press("Escape")
    office.click(".theme-toggle >> nth=0")
    office.goto(f"{url}/admin/unions/enterprise/")
    office.goto(f"{url}/admin/auth/group/add/")
    office.wait_for_selector(".selector-available")
    office.goto(f"{url}/admin/accounts/committee/1/change/")
    office.click(".date-icon >> nth=0")
    office.wait_for_selector(".calendarbox", state="visible")


def test_whoever_is_turned_away_sees_a_page_that_keeps_the_policy(office, live_server, chief):
    url = live_server.url
    office.goto(f"{url}/admin/nowhere/")
    office.context.clear_cookies()
    office.goto(f"{url}/admin/login/")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        office.fill("[name=username]", "dangwu")
        office.fill("[name=password]", "wrong")
        office.click("[type=submit]")
    office.wait_for_selector("text=已经锁定")
    office.goto(f"{url}/admin/login/")
    office.context.clear_cookies()
    office.fill("[name=username]", "dangwu")
    office.fill("[name=password]", "wrong")
    office.click("[type=submit]")
    office.wait_for_selector("text=这一页已经过期")


def test_a_page_that_breaks_the_policy_is_noticed(office, live_server, chief, violations):
    office.goto(f"{live_server.url}/admin/")
    office.evaluate("document.body.setAttribute('onclick', 'alert(1)')")
    office.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\">x</i>')"
    )

    assert len(violations) > 0
    violations.clear()
