"""More rows than one may take out alone: asked for, approved by another, fetched once."""

import datetime
import io

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.accounts.reach import COMMITTEE
from config.accounts.roles import ROLES
from config.audit.models import AuditEntry
from config.sheets.admin.exporting import NAMES_SOMEBODY
from config.sheets.models import ExportRequest, ExportState
from config.summaries.months import Month
from tests.factories.config import ClerkFactory, ExportRequestFactory, ScopeFactory
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.factories.welfare import PaymentFactory, StandingProgrammeFactory
from tests.pages import address
from unions.models import Worker
from welfare.models import Payment

pytestmark = pytest.mark.django_db

REASON = {"reason": "报送市局"}
FULL = reverse("admin:sheets_export_in_full", args=["hardship_aid"])


def signed_in(role, **scope):
    """Somebody of the role at a machine of his own."""
    user = ClerkFactory()
    user.groups.add(Group.objects.get(name=ROLES[role].name))
    ScopeFactory(user=user, **({"kind": COMMITTEE} | scope))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def clerk():
    return signed_in("welfare_clerk")


@pytest.fixture
def reviewer():
    return signed_in("reviewer")


def pay(count):
    programme = StandingProgrammeFactory()
    PaymentFactory.create_batch(count, programme=programme, paid=True)


def rows_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.values)[3:]


def fetch(client, export):
    return client.post(reverse("admin:sheets_exportrequest_file", args=[export.pk]), follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def approve(client, export, verb="approve"):
    return client.post(address(ExportRequest, "verb", export.pk, verb), follow=True)


def asked(clerk, count=50):
    pay(count)
    clerk.post(FULL, REASON, follow=True)
    return ExportRequest.objects.get()


def test_up_to_the_bound_a_reason_is_enough(clerk):
    pay(49)
    page = clerk.get(FULL)
    answer = clerk.post(FULL, REASON)

    assert (page.context["rows"], page.context["needs_second"]) == (49, False)
    assert len(rows_of(answer)) == 49
    entry = AuditEntry.objects.get(verb="export")
    assert (entry.what, entry.count, entry.reason) == (
        "困难快递员家庭扶助金发放表",
        49,
        "报送市局",
    )
    assert ExportRequest.objects.count() == 0


def test_without_a_reason_nothing_goes_out(clerk):
    pay(1)
    answer = clerk.post(FULL, {"reason": ""})

    assert not answer.streaming
    assert answer.context["form"].errors == {"reason": ["这个字段是必填项。"]}


def test_above_the_bound_it_is_asked_for(clerk):
    export = asked(clerk)

    assert (export.ledger, export.full, export.rows, export.reason, export.state) == (
        "hardship_aid",
        True,
        50,
        "报送市局",
        ExportState.WAITING,
    )
    assert (export.made_by, export.decided_by) == (clerk.user, None)
    assert AuditEntry.objects.filter(verb="export").count() == 0


def test_a_mask_hides_neither_name_nor_sum(clerk):
    pay(50)
    masked = reverse("admin:sheets_export", args=["hardship_aid"])

    page, _ = clerk.get(masked), clerk.post(masked, REASON)

    assert page.context["needs_second"] is True
    assert list(ExportRequest.objects.values_list("full", "rows")) == [(False, 50)]


@pytest.mark.parametrize("door", ["sheets_export", "sheets_export_in_full"])
def test_what_it_is_for_names_nobody(clerk, door):
    pay(50)
    name = Payment.objects.first().worker.name

    answer = clerk.post(reverse(f"admin:{door}", args=["hardship_aid"]), {"reason": f"给{name}"})

    assert answer.context["form"].errors == {"reason": [NAMES_SOMEBODY]}
    assert ExportRequest.objects.count() == 0


def test_approved_by_another_it_is_fetched_once(clerk, reviewer):
    export = asked(clerk)
    approve(reviewer, export)

    first, again = fetch(clerk, export), fetch(clerk, export)

    assert len(rows_of(first)) == 50
    assert said(again) == ["这份申请已下载，不能下载；需要时请重新申请。"]
    export.refresh_from_db()
    assert (export.state, export.decided_by) == (ExportState.USED, reviewer.user)


def test_the_maker_is_told_on_the_desk_and_the_approver_too(clerk, reviewer):
    export = asked(clerk)
    waiting = reviewer.get(reverse("admin:index")).text
    approve(reviewer, export)

    assert "等待您批准" in waiting
    assert "已批准，请在" in clerk.get(reverse("admin:index")).text


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        pytest.param(
            "waiting", "这份申请待批准，不能下载；需要时请重新申请。", id="not-yet-decided"
        ),
        pytest.param("refused", "这份申请未批准，不能下载；需要时请重新申请。", id="refused"),
        pytest.param("old", "批准已超过24小时，不能下载；请重新申请。", id="a-day-later"),
        pytest.param("more", "批准的是50行，现在有51行，不能下载；请重新申请。", id="one-row-more"),
    ],
)
def test_what_is_not_approved_now_is_not_fetched(clerk, reviewer, state, sentence):
    export = asked(clerk)
    if state != "waiting":
        approve(reviewer, export, "refuse" if state == "refused" else "approve")
    if state == "old":
        day_ago = timezone.now() - datetime.timedelta(hours=24)
        ExportRequest.objects.update(decided_at=day_ago)
    if state == "more":
        PaymentFactory(programme=Payment.objects.first().programme, paid=True)

    answer = fetch(clerk, export)

    assert said(answer) == [sentence]
    assert AuditEntry.objects.filter(verb="export", outcome="refused").count() == 1


def test_the_page_tells_until_when_in_the_office_s_time(clerk):
    decided = datetime.datetime(2026, 11, 23, 23, 5, tzinfo=datetime.UTC)
    export = ExportRequestFactory(made_by=clerk.user, decided_by=ClerkFactory(), decided_at=decided)

    assert "2026-11-25 07:05" in clerk.get(address(ExportRequest, "change", export.pk)).text


def test_nobody_decides_on_his_own():
    manager = signed_in("office_manager")
    export = ExportRequestFactory(made_by=manager.user)

    answer = approve(manager, export)

    assert answer.context["form"].non_field_errors() == [
        "不能办理自己的申请；请由另一位有批准权限的人办理。"
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRequest.objects.update(
            state="approved", decided_by=manager.user, decided_at=timezone.now()
        )


def test_it_is_decided_once(reviewer):
    export = ExportRequestFactory(decided_by=ClerkFactory())

    answer = approve(reviewer, export, "refuse")

    assert answer.context["form"].non_field_errors() == ["这份申请已批准，不能再次办理。"]


def test_another_persons_request_is_hidden_from_who_may_not_approve(clerk, reviewer):
    export = ExportRequestFactory()
    page = address(ExportRequest, "change", export.pk)
    file = reverse("admin:sheets_exportrequest_file", args=[export.pk])

    assert [clerk.get(page).status_code, reviewer.get(page).status_code] == [302, 200]
    assert [client.post(file).status_code for client in (clerk, reviewer)] == [404, 404]


def test_what_goes_out_is_what_the_maker_may_see_at_that_moment(reviewer):
    theirs, mine = WorkerFactory(employed=True), WorkerFactory(employed=True)
    clerk = signed_in("union_clerk", kind="enterprise", unit_pk=mine.enterprise_id)
    export = ExportRequestFactory(made_by=clerk.user, decided_by=reviewer.user, rows=2)

    names = [row[1] for row in rows_of(fetch(clerk, export))]

    assert (names, theirs.name in names) == ([mine.name], False)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        pytest.param("programme__id__exact={programme}&o=1", True, id="a-filter-and-an-order"),
        pytest.param("q=事由", False, id="a-search"),
        pytest.param("occasion__startswith=事由", False, id="a-condition-of-ones-own"),
    ],
)
def test_a_request_keeps_the_filters_of_the_list_and_no_words(clerk, query, kept):
    pay(50)
    programme = Payment.objects.first().programme_id

    answer = clerk.post(f"{FULL}?_list=welfare.payment&{query.format(programme=programme)}", REASON)

    asked = list(ExportRequest.objects.values_list("listed", "filters", "rows"))
    filters = f"programme__id__exact={programme}&o=1"
    assert asked == ([("welfare.payment", filters, 50)] if kept else [])
    told = "申请里不保存搜索的姓名和号码；请回到列表，清空搜索框，只用筛选，再导出。"
    assert (answer.context and answer.context["refused"]) == (None if kept else told)


def test_who_lost_the_right_fetches_nothing_more(clerk, reviewer):
    export = ExportRequestFactory(made_by=clerk.user, decided_by=reviewer.user, full=True)
    clerk.user.groups.clear()
    clerk.user.groups.add(Group.objects.get(name=ROLES["leader"].name))

    answer = fetch(clerk, export)

    assert answer.status_code == 403
    assert AuditEntry.objects.filter(verb="export", outcome="refused").count() == 1


def test_who_looks_after_one_unit_neither_reads_nor_decides_what_others_ask_for():
    export = ExportRequestFactory()
    local = signed_in("reviewer", kind="enterprise", unit_pk=EnterpriseFactory().pk)

    answers = [
        local.get(address(ExportRequest, "changelist")),
        local.get(address(ExportRequest, "change", export.pk)),
        local.post(address(ExportRequest, "verb", export.pk, "approve")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 404]
    assert "等待您批准" not in local.get(reverse("admin:index")).text


def test_the_rows_behind_a_number_may_be_asked_for(clerk):
    pay(50)
    month = Month.of(Payment.objects.first().paid_on)
    behind = f"figure=welfare.hardship_aid_amount_in_month&period={month}"

    clerk.post(f"{FULL}?_list=welfare.payment&{behind}", REASON)

    assert list(ExportRequest.objects.values_list("filters", "rows")) == [(behind, 50)]


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        pytest.param("welfare_clerk", True, id="keeps-the-ledger"),
        pytest.param("party_clerk", False, id="keeps-another"),
        pytest.param("reviewer", False, id="only-approves"),
        pytest.param("leader", False, id="only-reads"),
    ],
)
def test_the_whole_numbers_are_for_who_has_the_right(role, opens):
    answer = signed_in(role).get(FULL)

    assert answer.status_code == (200 if opens else 403)
    refused = AuditEntry.objects.filter(verb="export", outcome="refused").count()
    assert refused == (0 if opens else 1)


def test_the_list_leads_to_it_with_its_filters(clerk):
    page = clerk.get(address(Worker, "changelist"), {"q": "甲"})

    link = reverse("admin:sheets_export_in_full", args=["workers"])
    filters = "_list=unions.worker&amp;q=%E7%94%B2"
    assert f'<li><a href="{link}?{filters}">完整导出</a></li>' in page.text
