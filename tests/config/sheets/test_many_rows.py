"""Of any kind 4,999 rows are the most that one person takes out, masked or not."""

import pytest
from django.urls import reverse

from config.accounts.reach import COMMITTEE
from config.sheets.admin.querying import OR_ASK, TOO_MANY
from config.sheets.models import ExportRequest
from tests.config.sheets.test_export_requests import REASON, rows_of, signed_in
from tests.factories.unions import EnterpriseFactory, invented_number
from unions.models import Worker
from unions.rules import birth_of, sex_of

pytestmark = pytest.mark.django_db

MASKED = reverse("admin:sheets_export", args=["workers"])
ROSTER = reverse("admin:unions_roster_form", args=["xlsx"])
BOUND = 4_999


def employ(count):
    at = EnterpriseFactory()
    Worker.objects.bulk_create(
        Worker(
            name=f"工友{n}",
            identity_number=number,
            sex=sex_of(number),
            born_on=birth_of(number),
            enterprise=at,
        )
        for n, number in enumerate(map(invented_number, range(count)))
    )


@pytest.fixture
def clerk():
    return signed_in("union_clerk", kind=COMMITTEE)


def test_as_many_as_the_bound_come_at_once(clerk):
    employ(BOUND)

    assert [len(rows_of(clerk.get(page))) for page in (MASKED, ROSTER)] == [BOUND, BOUND]


def test_one_more_is_asked_for(clerk):
    employ(BOUND + 1)

    page, _ = clerk.get(MASKED), clerk.post(MASKED, REASON)

    assert (page.context["rows"], page.context["needs_second"]) == (BOUND + 1, True)
    assert list(ExportRequest.objects.values_list("full", "rows")) == [(False, BOUND + 1)]


def test_one_more_is_no_roster(clerk):
    employ(BOUND + 1)

    page = clerk.get(ROSTER)

    assert (page.status_code, page.context["complaints"]) == (
        400,
        [TOO_MANY.format(total=5000, most=4999, unit="人", or_ask=OR_ASK.format(list="从业人员"))],
    )


def test_no_more_go_on_paper_and_the_paper_says_so_and_who_printed_it(clerk):
    employ(BOUND + 1)

    page = clerk.get(reverse("admin:unions_roster_form", args=["print"]))

    assert len(page.context["rows"]) == BOUND
    assert "共5000人，纸面只列前4999人；请先缩小查询范围。" in page.text
    assert f"打印人：{clerk.user}({clerk.user.username})" in page.text


def test_who_may_not_ask_is_told_what_to_do():
    employ(BOUND + 1)

    page = signed_in("leader").post(MASKED, REASON)

    assert page.context["refused"] == (
        "您没有申请导出的权限；请用列表的筛选缩小范围，或请有权限的同事申请。"
    )
    assert ExportRequest.objects.count() == 0
