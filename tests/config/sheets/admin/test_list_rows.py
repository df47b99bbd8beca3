"""Every list that no ledger's workbook carries goes out as it is shown: rows, masks, filters."""

import csv
import datetime
import io
import re

import openpyxl
import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.accounts.admin.site import DESK_GROUPS
from config.audit.models import AuditEntry
from config.sheets.admin.list_rows import most_rows
from config.sheets.registry import resource_of_model
from config.sheets.rules import ALONE_OF_ANY
from tests.factories import FACTORY_FOR
from tests.factories.unions import EmploymentFactory, PartnerFactory
from tests.pages import address
from unions.models import Brand, Employment, Partner
from welfare.models import Family

pytestmark = pytest.mark.django_db

SHOWN = [
    model for model, page in admin.site._registry.items() if page.desk_group != DESK_GROUPS[-1]
]
CARRIED_BY_NO_LEDGER = [model for model in SHOWN if resource_of_model(model) is None]


def link(model):
    return reverse("admin:sheets_list", args=[model._meta.label_lower])


def rows_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.values)


def as_printed(cell):
    """A cell as the list says it."""
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "—" if cell is None else str(cell)


def on_the_page(html):
    """The cells of each row of the list, without the box to tick."""
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = r'<t[dh] class="field-[^"]*"[^>]*>(.*?)</t[dh]>'
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(cells, row, re.DOTALL)]
        for row in rows
    ]


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label)
def test_every_list_of_the_office_offers_one_export(admin_client, model):
    page = admin_client.get(address(model, "changelist")).text

    offered = [words for words in ("导出", "导出列表") if f">{words}</a></li>" in page]
    assert offered == ["导出列表" if model in CARRIED_BY_NO_LEDGER else "导出"]
    assert ">导出csv</a></li>" in page


@pytest.mark.parametrize("model", CARRIED_BY_NO_LEDGER, ids=lambda model: model._meta.label)
def test_the_rows_of_the_file_are_those_of_the_list(admin_client, model):
    FACTORY_FOR[model].create_batch(3)
    page = on_the_page(admin_client.get(address(model, "changelist")).text)

    title, _, headings, *rows = rows_of(admin_client.get(link(model)))

    assert "(脱敏)" in title[0]
    assert (headings[0], len(page)) == ("序号", len(model._default_manager.all()))
    assert [[as_printed(cell) for cell in row[1:]] for row in rows] == page


@pytest.mark.parametrize(
    "model",
    [model for model in admin.site._registry if model not in CARRIED_BY_NO_LEDGER],
    ids=lambda model: model._meta.label,
)
def test_accounts_keys_and_what_a_ledger_carries_leave_by_no_list(admin_client, model):
    assert admin_client.get(link(model)).status_code == 403


def test_no_such_list(admin_client):
    answers = [
        admin_client.get(reverse("admin:sheets_list", args=["unions.nothing"])),
        admin_client.get(link(Brand), {"_form": "exe"}),
        admin_client.get(link(Employment), {"worker__id": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_who_may_not_see_the_list_takes_nothing_out(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))

    assert client.get(link(Partner)).status_code == 403
    assert AuditEntry.objects.filter(verb="export").count() == 0


@pytest.mark.parametrize("order", ["1", "-1", "2", "-3"])
def test_the_order_of_the_list_holds(admin_client, order):
    EmploymentFactory.create_batch(3)
    page = on_the_page(admin_client.get(address(Employment, "changelist"), {"o": order}).text)

    rows = rows_of(admin_client.get(link(Employment), {"o": order}))[3:]

    assert [[as_printed(cell) for cell in row[1:]] for row in rows] == page


def test_what_was_searched_for_confines_it(admin_client):
    _, found, _ = EmploymentFactory.create_batch(3)

    rows = rows_of(admin_client.get(link(Employment), {"q": found.worker.name}))[3:]

    assert [row[1] for row in rows] == [str(found.worker)]


def test_with_commas_too(admin_client):
    PartnerFactory(name="某市总工会", phone="13800000001")

    answer = admin_client.get(link(Partner), {"_form": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    *_, row = csv.reader(io.StringIO(text, newline=""))
    assert row[1] == "某市总工会"
    assert "13800000001" not in text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_it_is_noted_and_says_who_took_it_out(admin_client):
    PartnerFactory.create_batch(2)

    _, line, *_ = rows_of(admin_client.get(link(Partner)))

    entry = AuditEntry.objects.get(verb="export")
    assert (entry.what, entry.count, entry.outcome) == ("合作单位列表", 2, "done")
    assert "导出人：" in line[0]


def test_more_than_one_may_take_out_alone_do_not_leave(admin_client, monkeypatch):
    monkeypatch.setattr("config.sheets.rules.ALONE_OF_ANY", 1)
    PartnerFactory.create_batch(2)

    answer = admin_client.get(link(Partner), {"q": ""}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "共2行，超过1行的列表不能一次导出；请用筛选缩小范围。"
    ]
    assert AuditEntry.objects.filter(verb="export").count() == 0


def test_the_bound_is_that_of_the_strictest_ledger_that_writes_such_rows():
    assert (most_rows(Family), most_rows(Partner)) == (49, ALONE_OF_ANY)


@pytest.mark.parametrize("model", CARRIED_BY_NO_LEDGER, ids=lambda model: model.__name__)
def test_many_rows_go_out_with_as_many_queries_as_few(admin_client, model):
    asked = []
    for more in (1, 1, 4):  # the first fills what is kept in memory
        FACTORY_FOR[model].create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            b"".join(admin_client.get(link(model)).streaming_content)
        asked.append(len(queries))

    assert asked[1] == asked[2]
