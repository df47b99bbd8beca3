"""A sheet that breaks rules is let pass from the page of 导入表格, by who may, with a reason."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from config.accounts.models import Committee
from config.sheets.models import Import
from ledgers.models import ActivistStep
from tests.config.sheets.admin.workbooks import hand_in, workbook
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import BranchFactory
from tests.factories.unions import WorkerFactory, invented_number

pytestmark = pytest.mark.django_db

NUMBER = invented_number(1, datetime.date(1990, 5, 18))
HEAD = ["身份证号", "所在党支部", "申请入党时间", "谈话时间", "确定积极分子时间"]


@pytest.fixture(autouse=True)
def known():
    Committee.objects.create(name="党委", in_use_from=datetime.date(2026, 1, 1))
    BranchFactory(name="一支部")
    WorkerFactory(name="乙", identity_number=NUMBER)


@pytest.fixture
def signed_in(client):
    def signed_in(*roles):
        user = ClerkFactory()
        ScopeFactory(user=user)
        user.groups.add(*Group.objects.filter(name__in=roles))
        client.force_login(user)
        return client

    return signed_in


def road():
    days = ["2026-02-01", "2026-02-10", "2026-03-01"]
    return workbook("积极分子.xlsx", HEAD, [NUMBER, "一支部", *days])


def test_who_only_keeps_the_ledger_is_not_asked_and_refused(signed_in):
    client = signed_in("党务干事")

    page = client.get(reverse("admin:sheets_hand_in"))
    hand_in(client, road(), override_reason="组织部同意")

    assert "override_reason" not in page.context["form"].fields
    record = Import.objects.get()
    assert (record.override_reason, record.sheets.get().rejected) == ("", 1)


def test_who_may_lets_it_pass_and_import_step_and_history_keep_the_reason(signed_in):
    client = signed_in("党务干事", "审核人")

    hand_in(client, road(), override_reason="组织部同意")
    record = Import.objects.get()
    plan = reverse("admin:sheets_import_change", args=[record.pk])
    assert "放行理由：组织部同意" in client.get(plan).text
    client.post(plan, {"apply": "1"}, follow=True)

    step = ActivistStep.objects.get(kind="confirm")
    reason = step.history.get().history_change_reason
    assert (record.override_reason, step.override_reason) == ("组织部同意", "组织部同意")
    assert reason == f"导入{record.pk}（放行：组织部同意） 积极分子.xlsx"
