"""个人信息清单: all that is held of one person; what the clerk may not see is counted only."""

import pypdfium2
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from config.audit.writing import record
from tests.factories.ledgers import MemberFactory
from tests.factories.unions import EnterpriseFactory, UnionMembershipFactory, WorkerFactory
from tests.factories.welfare import FamilyFactory
from unions.models import Worker

pytestmark = pytest.mark.django_db

PHONE, CAUSE = "13800000001", "重大疾病"
ASKED = {"reason": "本人申请查阅", "form": "print"}


@pytest.fixture
def worker():
    return WorkerFactory(name="张三丰", phone=PHONE, employed=True)


@pytest.fixture
def ledgers_of(worker):
    """A row of his in each of the other rooms."""
    MemberFactory(worker=worker)
    UnionMembershipFactory(worker=worker, card_number="会证0518")
    EnterpriseFactory(name="挂名公司", manager="张三丰", manager_worker=worker)
    FamilyFactory(worker=worker, cause=CAUSE)


def address(worker):
    return reverse("admin:unions_worker_disclosure", args=[worker.pk])


def give(clerk, *codenames):
    clerk.user_permissions.set(Permission.objects.filter(codename__in=codenames))


def titles(page):
    return [part.title for part in page.context["sheet"].parts]


def test_it_lists_his_rows_of_every_ledger_in_full(admin_client, worker, ledgers_of):
    page = admin_client.post(address(worker), ASKED)

    assert titles(page) == ["从业人员", "任职", "会籍", "党员", "困难家庭", "组织关系"]
    told = [worker.identity_number, PHONE, worker.born_on.isoformat(), "会证0518", CAUSE]
    assert [word for word in told if word not in page.text] == []
    assert page.context["sheet"].named == [["企业", "挂名公司", "负责人", "张三丰"]]
    assert page.context["sheet"].hidden == 0


def test_nothing_of_anybody_else_stands_on_it(admin_client, worker):
    WorkerFactory(name="另一人", employed=True)

    page = admin_client.post(address(worker), ASKED)

    assert [len(part.rows) for part in page.context["sheet"].parts] == [1, 1]
    assert "另一人" not in page.text


def test_rows_that_the_clerk_may_not_see_are_counted_and_not_named(
    clerk_client, clerk, worker, ledgers_of
):
    give(clerk, "view_worker", "view_employment", "reveal_worker", "disclose_worker")

    page = clerk_client.post(address(worker), ASKED)

    assert titles(page) == ["从业人员", "任职"]
    assert page.context["sheet"].hidden == 5
    assert "另有5条不在出具人的权限内" in page.text
    assert [word for word in ("党员", "挂名公司", CAUSE) if word in page.text] == []


def test_a_private_column_of_another_ledger_stays_masked_without_its_own_right(
    clerk_client, clerk, worker, ledgers_of
):
    give(clerk, "view_worker", "view_family", "reveal_worker", "disclose_worker")

    page = clerk_client.post(address(worker), ASKED)

    assert (PHONE in page.text, CAUSE in page.text) == (True, False)


def test_it_says_who_saw_the_rows_and_which_ledgers_went_out_whole(admin_client, clerk, worker):
    record(Verb.REVEAL, user=clerk, about=worker, fields=["phone"], reason="办理保险")
    record(Verb.EXPORT, user=clerk, about=Worker, what="从业人员花名册")
    record(Verb.REVEAL, user=clerk, about=WorkerFactory(), fields=["phone"], reason="另一人")

    page = admin_client.post(address(worker), ASKED)

    assert [look[1:] for look in page.context["sheet"].looks] == [
        ["经办", "导出（成功）", "从业人员（整本）", "从业人员花名册", "", ""],
        ["经办", "查看完整号码（成功）", "从业人员", "", "联系电话", "办理保险"],
    ]


@pytest.mark.parametrize(
    ("form", "verb"),
    [pytest.param("print", Verb.PRINT, id="page"), pytest.param("pdf", Verb.EXPORT, id="pdf")],
)
def test_the_audit_is_told_with_the_reason_and_the_columns(
    admin_client, superuser, worker, form, verb
):
    admin_client.post(address(worker), ASKED | {"form": form})

    entry = AuditEntry.objects.get(verb=verb)
    assert (entry.user, entry.object_id, entry.what) == (superuser, str(worker.pk), "个人信息清单")
    assert entry.fields == ["worker.identity_number", "worker.phone"]
    assert entry.reason == "本人申请查阅"


def test_the_pdf_says_what_the_page_says(admin_client, worker):
    answer = admin_client.post(address(worker), ASKED | {"form": "pdf"})

    page = pypdfium2.PdfDocument(answer.content)[0]
    text = page.get_textpage().get_text_range()
    assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]
    assert [word for word in (worker.identity_number, PHONE, "张三丰") if word not in text] == []
    assert "张三丰" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("", id="none"),
        pytest.param("看", id="too-short"),
        pytest.param("张三丰申请", id="his-name"),
    ],
)
def test_without_a_fit_reason_nothing_is_shown(admin_client, worker, reason):
    page = admin_client.post(address(worker), {"reason": reason})

    assert (page.status_code, worker.identity_number in page.text) == (200, False)
    assert not AuditEntry.objects.filter(verb=Verb.PRINT).exists()


def test_without_the_right_there_is_no_button_and_the_page_is_refused(clerk_client, clerk, worker):
    give(clerk, "view_worker")

    change = clerk_client.get(reverse("admin:unions_worker_change", args=[worker.pk]))
    page = clerk_client.post(address(worker), ASKED)

    assert address(worker) not in change.text
    assert (page.status_code, PHONE in page.text) == (403, False)
    assert (Verb.PRINT, Outcome.REFUSED) in {
        (entry.verb, entry.outcome) for entry in AuditEntry.objects.all()
    }
