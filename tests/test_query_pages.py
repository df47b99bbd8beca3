"""Every declared query page: screen, paper and workbook agree, and ask no question per row."""

import io
import re

import openpyxl
import pypdfium2
import pytest
import weasyprint
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.audit.models import AuditEntry
from config.sheets.admin.querying import TOO_MANY
from config.sheets.models import SavedQuery
from config.sheets.querying.filters import AS_OF, RowFilter, WordFilter
from config.sheets.querying.pages import page_of_model, query_page, query_pages, sensitive
from config.sheets.rules import HARDSHIP, PAYMENTS
from config.summaries.paper import refuse_address, style_of
from tests.factories import FACTORY_FOR
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from tests.pages import address
from unions.models import Worker

pytestmark = pytest.mark.django_db

A4_LANDSCAPE = (842, 595)
CHOSEN_DAY = "2022-07-23"
TYPED = {"age_from": "20", "age_to": "60", "number": invented_number(3)}


@pytest.fixture(params=query_pages(), ids=lambda page: page.key)
def ledger(request):
    return request.param


def make(page, count=1):
    """Rows that the page lists without being asked anything."""
    if page.model is Worker:
        return WorkerFactory.create_batch(count, enterprise=EnterpriseFactory())
    return FACTORY_FOR[page.model].create_batch(count)


def paper(client, page, query=""):
    return client.get(reverse(page.form, args=["print"]) + query)


def workbook(client, page, query=""):
    answer = client.get(reverse(page.form, args=["xlsx"]) + query)
    return list(
        openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values
    )


def test_screen_paper_and_workbook_hold_the_same_rows(admin_client, ledger):
    make(ledger, 3)

    screen = admin_client.get(reverse(ledger.screen))

    assert (screen.context["total"], len(screen.context["rows"])) == (3, 3)
    assert len(paper(admin_client, ledger).context["rows"]) == 3
    assert len(workbook(admin_client, ledger)[3:]) == 3


def test_paper_and_workbook_leave_a_line_each(admin_client, ledger):
    make(ledger, 2)

    paper(admin_client, ledger)
    workbook(admin_client, ledger)

    told = AuditEntry.objects.order_by("pk").values_list("verb", "model", "count")
    assert list(told) == [
        ("print", ledger.model._meta.label_lower, 2),
        ("export", ledger.model._meta.label_lower, 2),
    ]


def asked_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_thirty_rows_ask_no_more_than_one(admin_client, ledger):
    make(ledger)
    urls = [reverse(ledger.screen), reverse(ledger.form, args=["print"])]
    for url in urls:
        asked_queries(admin_client, url)
    one = [asked_queries(admin_client, url) for url in urls]

    make(ledger, 29)

    assert [asked_queries(admin_client, url) for url in urls] == one


def values_of(filter_):
    if isinstance(filter_, RowFilter):
        return [str(filter_.of._default_manager.values_list("pk", flat=True).first())]
    choices = filter_.extra.get("choices")
    if choices:
        return [str(value) for value, _ in choices]
    return []


def test_every_filter_answers_every_value_or_says_what_is_wrong(admin_client, ledger):
    for factory in FACTORY_FOR.values():
        factory()
    make(ledger)
    filters = admin_client.get(reverse(ledger.screen)).context["filter"].filters

    for name, filter_ in filters.items():
        is_day = name.endswith(("_from", "_to")) or name == AS_OF
        values = values_of(filter_) or [TYPED.get(name, CHOSEN_DAY if is_day else "第")]
        if isinstance(filter_, WordFilter) and not filter_.extra["choices"]:
            continue
        for value in values:
            answer = admin_client.get(reverse(ledger.screen), {name: value})
            wrong = answer.context["filter"].complaints()
            number = wrong == [] or name.startswith(("area", "amount", "size", "year"))
            assert (answer.status_code, number) == (200, True), (name, value, wrong)
            assert admin_client.get(reverse(ledger.form, args=["print"]), {name: value})


def test_a_wrong_way_round_is_told(admin_client, ledger):
    names = admin_client.get(reverse(ledger.screen)).context["filter"].filters
    pairs = [name.removesuffix("_from") for name in names if name.endswith("_from")]
    days = {"from": "2023-01-02", "to": "2023-01-01"}
    numbers = {"from": "31", "to": "30"}

    for stem in pairs:
        is_number = stem in {"age", "area", "amount", "size", "year"}
        bounds = numbers if is_number else days
        query = {f"{stem}_{end}": value for end, value in bounds.items()}
        answer = admin_client.get(reverse(ledger.form, args=["print"]), query)
        assert (answer.status_code, len(answer.context["complaints"])) == (400, 1)


def test_paper_is_a4_landscape_and_says_who_asked_what(admin_client, ledger):
    make(ledger)
    html = paper(admin_client, ledger).text
    style = style_of("office/query-print.css")
    bare = re.sub(r"<link[^>]*>", "", html).replace("</head>", f"<style>{style}</style></head>")

    data = weasyprint.HTML(string=bare, url_fetcher=refuse_address).write_pdf()

    leaf = pypdfium2.PdfDocument(data)[0]
    text = leaf.get_textpage().get_text_range()
    assert tuple(round(side) for side in leaf.get_size()) == A4_LANDSCAPE
    assert [word in text for word in ("打印人：管理员", "查询条件：", "第 1 页 共 1 页")] == [
        True,
        True,
        True,
    ]


def test_the_list_and_its_query_page_lead_to_each_other(admin_client, ledger):
    screen, listed = reverse(ledger.screen), address(ledger.model, "changelist")

    assert f'href="{reverse(page_of_model(ledger.model).screen)}"' in admin_client.get(listed).text
    assert f'href="{listed}"' in admin_client.get(screen).text


def test_a_saved_query_keeps_no_name_and_no_number(admin_client, ledger):
    names = admin_client.get(reverse(ledger.screen)).context["filter"].filters
    personal = [name for name, filter_ in names.items() if filter_.personal]
    save = reverse("admin:sheets_query_save", args=[ledger.key])

    for name in personal:
        typed = TYPED.get(name, "某人")
        answer = admin_client.post(f"{save}?{name}={typed}", {"name": "常用"})
        assert answer.context["form"].non_field_errors() == [
            f"{names[name].label}里填的是姓名、号码一类，不能保存；请清空后再另存。"
        ]
    assert SavedQuery.objects.count() == 0


@pytest.mark.parametrize(("key", "most"), [("welfare_payments", 49), ("welfare_families", 499)])
def test_without_a_workbook_of_its_own_a_page_keeps_to_its_threshold(admin_client, key, most):
    ledger = query_page(key)
    make(ledger, most)

    assert len(workbook(admin_client, ledger)[3:]) == most

    make(ledger)
    answer = admin_client.get(reverse(ledger.form, args=["xlsx"]))

    sentence = TOO_MANY.format(total=most + 1, most=most, unit=ledger.unit, or_ask="")
    assert (answer.status_code, answer.context["complaints"]) == (400, [sentence])


def test_each_page_is_as_sensitive_as_what_it_tells():
    told = {ledger.key: sensitive(ledger) for ledger in query_pages()}

    assert {key: kind for key, kind in told.items() if kind} == {
        "welfare_payments": PAYMENTS,
        "welfare_certificates": PAYMENTS,
        "welfare_study_aids": PAYMENTS,
        "welfare_families": HARDSHIP,
        "welfare_health_checks": HARDSHIP,
        "welfare_insurances": HARDSHIP,
    }


def test_the_desk_lists_the_roster_alone(admin_client):
    groups = admin_client.get(reverse("admin:index")).context["app_list"]
    screens = {reverse(ledger.screen) for ledger in query_pages()}

    listed = [entry["name"] for group in groups for entry in group["models"]]
    addresses = [entry["admin_url"] for group in groups for entry in group["models"]]

    assert [name for name, at in zip(listed, addresses, strict=True) if at in screens] == [
        "花名册查询打印"
    ]
