"""The auditor reads, filters and takes out the audit, and alters nothing."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.audit.choices import Verb
from config.audit.models import AuditEntry
from tests.factories.audit import AuditEntryFactory
from tests.factories.config import GroupFactory
from tests.factories.unions import BrandFactory, WorkerFactory
from tests.pages import address

pytestmark = pytest.mark.django_db

LIST = address(AuditEntry, "changelist")


@pytest.fixture
def auditor_client(clerk_client, clerk):
    """Signed in as somebody who may read the audit and nothing else."""
    clerk.user_permissions.set(Permission.objects.filter(codename="view_auditentry"))
    return clerk_client


def entry_about(row, **parts):
    told = {"model": row._meta.label_lower, "object_id": str(row.pk), **parts}
    return AuditEntryFactory(verb=Verb.CHANGE, what=str(row._meta.verbose_name), **told)


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def file(client, form, **query):
    answer = client.get(reverse("admin:audit_file", args=[form]), query)
    return b"".join(answer.streaming_content)


def test_the_list_shows_who_did_what_in_chinese(auditor_client, superuser):
    worker = WorkerFactory()
    columns = ["phone", "employment", "employment.enterprise"]
    entry_about(worker, user=superuser, fields=columns)

    text = auditor_client.get(LIST).text

    for words in ("管理员", "修改", f"从业人员 {worker.pk}", "联系电话、任职、任职·工作单位"):
        assert f">{words}<" in text
    assert worker.name not in text


def test_only_who_may_see_a_row_is_led_to_it(auditor_client):
    entry_about(BrandFactory())

    assert [entry.address_of_row for entry in listed(auditor_client)] == [""]


def test_who_sees_a_row_is_led_to_it(admin_client):
    brand = BrandFactory()
    entry_about(brand)
    entry_about(brand, object_id="99")

    addresses = [entry.address_of_row for entry in listed(admin_client)]

    assert addresses == ["", reverse("admin:unions_brand_change", args=[brand.pk])]


def test_the_list_asks_no_more_for_three_rows_than_for_one(admin_client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            entry_about(BrandFactory())
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({"verb__exact": "print"}, id="verb"),
        pytest.param({"outcome__exact": "refused"}, id="outcome"),
        pytest.param({"user__id__exact": "1"}, id="user"),
        pytest.param({"q": "汇总"}, id="word"),
    ],
)
def test_the_list_is_filtered(admin_client, superuser, query):
    AuditEntryFactory()
    sought = AuditEntryFactory(
        verb=Verb.PRINT, outcome="refused", user=superuser, what="2022年6月汇总"
    )
    query = {key: superuser.pk if key.startswith("user") else q for key, q in query.items()}

    assert listed(admin_client, **query) == [sought]


def test_the_list_is_filtered_by_day(admin_client):
    entry = AuditEntryFactory()
    today = timezone.localdate()
    asked = {"at__year": today.year, "at__month": today.month, "at__day": today.day}

    assert listed(admin_client, **asked) == [entry]
    assert listed(admin_client, at__year=today.year - 1) == []


@pytest.mark.parametrize("kind_of_page", ["changelist", "add"])
def test_nobody_without_the_right_reads_the_audit(clerk_client, kind_of_page):
    assert clerk_client.get(address(AuditEntry, kind_of_page)).status_code == 403


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nobody_without_the_right_takes_the_audit_out(clerk_client, form):
    assert clerk_client.get(reverse("admin:audit_file", args=[form])).status_code == 403


def test_not_even_a_superuser_alters_an_entry(admin_client):
    entry = AuditEntryFactory()

    assert admin_client.get(address(AuditEntry, "add")).status_code == 403
    assert admin_client.post(address(AuditEntry, "change", entry.pk), {}).status_code == 403
    assert admin_client.post(address(AuditEntry, "delete", entry.pk), {}).status_code == 403
    assert "_save" not in admin_client.get(address(AuditEntry, "change", entry.pk)).text


def test_the_workbook_holds_the_filtered_entries_in_their_order(auditor_client, superuser):
    AuditEntryFactory(what="别的")
    first, second = AuditEntryFactory(user=superuser, count=3), AuditEntryFactory(reason="=1+1")

    book = openpyxl.load_workbook(io.BytesIO(file(auditor_client, "xlsx", q="花名册")))

    rows = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert [[row[0], row[2], row[5], row[9], row[10], row[11]] for row in rows] == [
        ["编号", "用户", "事项", "行数", "结果", "用途"],
        [first.pk, "管理员", "导出", 3, "成功", ""],
        [second.pk, "程序或未登录", "导出", "", "成功", "=1+1"],
    ]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s", "n"}


def test_a_formula_is_text_in_the_comma_separated_file(auditor_client):
    AuditEntryFactory(reason="=1+1")

    rows = list(csv.reader(io.StringIO(file(auditor_client, "csv").decode("utf-8-sig"))))

    assert [row[-1] for row in rows] == ["用途", "'=1+1"]


def test_taking_the_audit_out_is_a_line_of_the_audit(auditor_client, clerk):
    AuditEntryFactory.create_batch(2)

    file(auditor_client, "xlsx")

    last = AuditEntry.objects.first()
    assert (last.user, last.verb, last.what, last.count) == (clerk, "export", "审计记录", 2)


def test_an_unknown_form_of_file_is_not_found(auditor_client):
    assert auditor_client.get(reverse("admin:audit_file", args=["pdf"])).status_code == 404


def test_a_row_without_history_shows_its_entries(admin_client, superuser):
    group = GroupFactory()
    entry_about(group, user=superuser, fields=["name"])

    page = admin_client.get(address(type(group), "history", group.pk))

    assert [(entry.user, columns) for entry, columns in page.context["entries"]] == [
        (superuser, "名称")
    ]
