"""恢复此版本: an older version comes back by the rules of any change, seen before it is done."""

import datetime

import pytest

from tests.audit import noted
from tests.factories.ledgers import BranchFactory
from tests.factories.unions import (
    EnterpriseFactory,
    PartnerFactory,
    WorkerFactory,
    invented_number,
)
from tests.factories.welfare import PolicyFactory
from tests.pages import address
from unions import actions
from unions.models import Enterprise, Worker
from welfare.models import Policy

pytestmark = pytest.mark.django_db

FIRST, SECOND = "13900000001", "13900005678"


@pytest.fixture
def worker():
    """A courier who became head of a station and changed the telephone."""
    row = WorkerFactory(name="甲员", phone=FIRST, job="快递员", employed=True)
    row.phone, row.job = SECOND, "站长"
    row.save()
    return row


def version_of(row, number=0):
    return list(type(row).history.filter(id=row.pk).order_by("history_id"))[number]


def restore_address(row, number=0):
    return address(type(row), "restore", row.pk, version_of(row, number).history_id)


def restored(client, row, number=0):
    page = client.get(restore_address(row, number))
    return client.post(restore_address(row, number), {"_version": page.context["latest"]})


def changes(page):
    return [(told["field"], told["old"], told["new"]) for told in page.context["changes"]]


def test_the_page_shows_now_and_then_masked(admin_client, worker):
    page = admin_client.get(restore_address(worker))

    assert changes(page) == [
        ("岗位", "站长", "快递员"),
        ("联系电话", "*******5678", "*******0001"),
    ]
    assert FIRST not in page.text
    assert SECOND not in page.text


def test_looking_at_a_version_restores_nothing(admin_client, worker):
    admin_client.get(restore_address(worker))

    assert Worker.objects.get().job == "站长"


def test_a_version_is_restored_with_history_and_audit(admin_client, superuser, worker):
    answer = restored(admin_client, worker)

    assert answer.headers["Location"] == address(Worker, "history", worker.pk)
    stored, last = Worker.objects.get(), Worker.history.latest()
    assert (stored.job, stored.phone) == ("快递员", FIRST)
    assert (last.job, last.history_user) == ("快递员", superuser)
    assert last.history_change_reason.startswith("恢复20")
    assert noted() == [("change", "done", "恢复以前的版本", str(worker.pk), ["job", "phone"])]


def test_columns_that_only_actions_set_stay(admin_client, worker):
    before, number = worker.enterprise, len(Worker.history.all())
    unit = EnterpriseFactory()
    actions.move(worker=worker, enterprise=unit, on=datetime.date(2022, 9, 1))

    page = admin_client.get(restore_address(worker, number - 1))
    answer = restored(admin_client, worker, 0)

    assert page.context["changes"] == []
    assert page.context["left_alone"] == ["工作单位"]
    assert answer.status_code == 302
    assert Worker.objects.get().enterprise == unit != before


def test_a_date_known_by_month_comes_back_by_month(admin_client):
    branch = BranchFactory(founded_on=datetime.date(2016, 2, 1), founded_on_precision="month")
    branch.founded_on, branch.founded_on_precision = datetime.date(2017, 3, 4), "day"
    branch.save()

    page = admin_client.get(restore_address(branch))
    restored(admin_client, branch)

    assert changes(page) == [("成立时间", "2017-03-04", "2016-02")]
    branch.refresh_from_db()
    assert (branch.founded_on, branch.founded_on_precision) == (
        datetime.date(2016, 2, 1),
        "month",
    )


def test_what_the_constraints_forbid_is_refused_aloud(admin_client):
    unit = EnterpriseFactory(credit_code="91350100M000100Y43")
    unit.credit_code = None
    unit.save()
    EnterpriseFactory(credit_code="91350100M000100Y43")

    page = restored(admin_client, unit)

    assert page.status_code == 200
    assert page.context["refusals"] == ["统一社会信用代码：已有企业使用这个统一社会信用代码。"]
    assert Enterprise.objects.get(pk=unit.pk).credit_code is None
    assert [line[:3] for line in noted()] == [("change", "refused", "恢复以前的版本")]


def test_a_number_that_another_bears_by_now_is_refused_unspelt(admin_client):
    worker = WorkerFactory(identity_number=invented_number(1), employed=True)
    worker.identity_number = invented_number(2)
    worker.save()
    WorkerFactory(identity_number=invented_number(1))

    page = restored(admin_client, worker)

    assert page.status_code == 200
    assert len(page.context["refusals"]) == 1
    assert invented_number(1) not in page.text


def test_a_row_that_changed_meanwhile_is_shown_again(admin_client, worker):
    seen = admin_client.get(restore_address(worker)).context["latest"]
    worker.job = "分拣员"
    worker.save()

    page = admin_client.post(restore_address(worker), {"_version": seen})

    assert page.context["refusals"] == [
        "您打开这一页以后，这一行又有改动，所以还没有恢复；请核对下面的内容后再点一次。"
    ]
    assert changes(page)[0] == ("岗位", "分拣员", "快递员")
    assert Worker.objects.get().job == "分拣员"


def test_history_offers_every_version_but_the_latest(admin_client, worker):
    page = admin_client.get(address(Worker, "history", worker.pk))

    offered = [getattr(line, "restore_url", "") for line in page.context["page_obj"]]
    assert offered == ["", restore_address(worker)]
    assert f'<a href="{restore_address(worker)}">恢复此版本</a>' in page.text


def test_who_may_only_look_is_offered_nothing_and_refused(looker_client, worker):
    page = looker_client.get(address(Worker, "history", worker.pk))

    assert "恢复此版本" not in page.text
    assert looker_client.get(restore_address(worker)).status_code == 403
    assert looker_client.post(restore_address(worker), {}).status_code == 403
    assert Worker.objects.get().job == "站长"


@pytest.mark.parametrize("history_id", [0, 999_999])
def test_a_version_that_is_not_the_row_s_is_not_found(admin_client, worker, history_id):
    page = address(Worker, "restore", worker.pk, history_id)

    assert admin_client.get(page).status_code == 404


def test_another_row_s_version_is_not_found(admin_client, worker):
    other = version_of(WorkerFactory()).history_id

    assert admin_client.get(address(Worker, "restore", worker.pk, other)).status_code == 404


def test_partners_of_a_policy_are_left_alone_and_named(admin_client):
    policy, partner = PolicyFactory(title="旧题"), PartnerFactory()
    policy.partners.add(partner)
    policy.title = "新题"
    policy.save()

    page = admin_client.get(restore_address(policy))
    restored(admin_client, policy)

    assert page.context["left_alone"] == ["联合发文的合作单位"]
    assert (Policy.objects.get().title, list(policy.partners.all())) == ("旧题", [partner])
