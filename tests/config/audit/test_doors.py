"""Every door that shows out, prints, alters or refuses leaves one line in the audit."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from config.audit.models import AuditEntry
from tests.audit import noted
from tests.factories.unions import (
    BrandFactory,
    UnionBranchFactory,
    UnionMembershipFactory,
    WorkerFactory,
)
from tests.factories.welfare import PaymentFactory
from tests.pages import address, untouched
from unions.models import Brand, UnionMembership, Worker
from welfare.models import Payment

pytestmark = pytest.mark.django_db

MONTH = {"period": "2022-06"}


@pytest.fixture
def worker():
    return WorkerFactory(employed=True)


@pytest.mark.parametrize(
    ("door", "told"),
    [
        pytest.param(
            reverse("admin:sheets_export", args=["workers"]),
            ("export", "从业人员花名册（脱敏）", "unions.worker", 1),
            id="export-of-a-ledger",
        ),
        pytest.param(
            reverse("admin:unions_roster_form", args=["print"]),
            ("print", "从业人员花名册", "unions.worker", 1),
            id="print-of-the-roster",
        ),
        pytest.param(
            reverse("admin:unions_roster_form", args=["xlsx"]),
            ("export", "从业人员花名册（脱敏）", "unions.worker", 1),
            id="roster-as-a-workbook",
        ),
        pytest.param(
            reverse("admin:summaries_print", kwargs=MONTH),
            ("print", "2022年6月汇总", "", None),
            id="print-of-the-summary",
        ),
        pytest.param(
            reverse("admin:summaries_file", kwargs={**MONTH, "form": "xlsx"}),
            ("export", "2022年6月汇总 xlsx", "", None),
            id="summary-as-a-workbook",
        ),
        pytest.param(
            reverse("admin:summaries_file", kwargs={**MONTH, "form": "json"}),
            ("export", "2022年6月汇总 json", "", None),
            id="summary-as-data",
        ),
    ],
)
def test_what_is_printed_or_taken_out_is_noted(admin_client, superuser, worker, door, told):
    admin_client.get(door)

    parts = ("verb", "what", "model", "count")
    assert list(AuditEntry.objects.values_list(*parts)) == [told]
    assert AuditEntry.objects.get().user == superuser


@pytest.mark.parametrize(
    "door",
    [
        pytest.param(reverse("admin:unions_worker_changelist"), id="list"),
        pytest.param(reverse("admin:unions_roster"), id="roster-on-the-screen"),
        pytest.param(reverse("admin:summaries_month", kwargs=MONTH), id="summary-on-the-screen"),
    ],
)
def test_looking_is_not_noted(admin_client, worker, door):
    admin_client.get(door)

    assert noted() == []


def test_a_full_export_by_command_is_noted_with_its_reason_and_private_columns(tmp_path, worker):
    call_command(
        "export_sheets", tmp_path, ledger="workers", full=True, reason="报送市局", verbosity=0
    )

    entry = AuditEntry.objects.get()
    assert (entry.user, entry.what, entry.reason, entry.count) == (
        None,
        "从业人员花名册",
        "报送市局",
        1,
    )
    assert entry.fields == ["identity_number", "phone"]
    assert [path.name for path in tmp_path.iterdir()] == ["从业人员花名册.xlsx"]


def test_a_summary_by_command_is_noted(tmp_path):
    call_command("monthly_summary", "2022-06", output=tmp_path / "6.json")

    assert noted() == [("export", "done", "2022年6月汇总 json", "", [])]


def test_an_addition_is_noted(admin_client):
    admin_client.post(address(Brand, "add"), {"name": "某品牌"})

    brand = Brand.objects.get()
    assert noted() == [("add", "done", "品牌", str(brand.pk), ["name"])]
    assert LogEntry.objects.count() == 0


def test_a_form_sent_back_as_it_was_is_noted_without_a_field(admin_client):
    brand = BrandFactory()
    form = untouched(admin_client.get(address(Brand, "change", brand.pk)))

    admin_client.post(address(Brand, "change", brand.pk), form)

    assert noted() == [("change", "done", "品牌", str(brand.pk), [])]


@pytest.mark.parametrize(
    ("method", "door", "told"),
    [
        pytest.param("get", "changelist", ("open", "从业人员列表"), id="list"),
        pytest.param("get", "add", ("open", "从业人员增加"), id="form"),
        pytest.param("post", "add", ("action", "从业人员增加"), id="addition"),
    ],
)
def test_a_refused_page_is_noted(clerk_client, clerk, method, door, told):
    answer = getattr(clerk_client, method)(address(Worker, door))

    assert answer.status_code == 403
    parts = ("user", "verb", "outcome", "what", "model")
    assert list(AuditEntry.objects.values_list(*parts)) == [
        (clerk.pk, told[0], "refused", told[1], "unions.worker")
    ]


def test_a_refused_page_of_no_model_is_noted_by_its_title(clerk_client):
    clerk_client.get(reverse("admin:unions_roster"))

    assert noted() == [("open", "refused", "花名册查询打印", "", [])]


def test_an_addition_that_the_action_refuses_is_noted(admin_client):
    first = UnionMembershipFactory(left_on=datetime.date(2022, 6, 1))
    typed = {
        "worker": first.worker_id,
        "union_branch": UnionBranchFactory().pk,
        "joined_on": "2022-05-31",
    }

    admin_client.post(address(UnionMembership, "add"), typed)

    assert noted() == [("add", "refused", "会籍", "", [])]


def test_each_row_of_a_verb_from_a_list_is_noted_done_or_refused(clerk_client, clerk, superuser):
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_payment", "approve_payment"])
    )
    draft, submitted = PaymentFactory(), PaymentFactory(state="submitted", made_by=superuser)

    clerk_client.post(
        address(Payment, "changelist"),
        {"action": "approve_chosen", "_selected_action": [draft.pk, submitted.pk]},
    )

    assert sorted(noted(), key=lambda line: line[1]) == [
        ("action", "done", "审批", str(submitted.pk), []),
        ("action", "refused", "审批", str(draft.pk), []),
    ]
