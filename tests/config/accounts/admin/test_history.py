"""What a row's history tells: every column that changed, old and new, as a page may show it."""

import datetime
import itertools
import re

import pytest
from django.apps import apps

from config.accounts.admin.history import changes
from config.accounts.first_versions import write_first_versions
from config.accounts.models import User
from config.accounts.reach import EVERYTHING, Reach
from config.sheets.bulk.history import record_history
from config.sheets.runs import Run
from ledgers import actions as ledger_actions
from tests.factories.ledgers import BranchFactory, HonourFactory, MemberFactory
from tests.factories.unions import (
    DistrictFactory,
    EnterpriseFactory,
    PartnerFactory,
    WorkerFactory,
    invented_number,
)
from tests.factories.welfare import PaymentFactory, PolicyFactory, ProgrammeFactory
from tests.pages import address
from unions import actions
from unions.models import District, Worker
from welfare import actions as welfare_actions
from welfare.models import Payment, Policy

pytestmark = pytest.mark.django_db

MOVED = datetime.date(2022, 9, 1)


def told(row, mine=EVERYTHING):
    """Everything that the row's versions tell somebody, the latest first."""
    versions = itertools.pairwise(row.history.all())
    told = [line for new, old in versions for line in changes(type(row), old, new, mine=mine)]
    return [(change["field"], change["old"], change["new"]) for change in told]


def lines(row, client):
    """The lines of 修改内容 on the row's page of history, without their marks."""
    page = client.get(address(type(row), "history", row.pk)).text
    return [re.sub("<[^>]+>", "", line) for line in re.findall(r"<div>(<strong>.*?)</div>", page)]


def test_hiring_moving_and_leaving_tell_the_units(admin_client):
    worker = WorkerFactory(name="甲")
    first, second = EnterpriseFactory(name="甲公司"), EnterpriseFactory(name="乙公司")
    actions.hire(worker=worker, enterprise=first, started_on=datetime.date(2020, 1, 1))
    actions.move(worker=worker, enterprise=second, on=datetime.date(2021, 1, 1))
    actions.leave(worker=worker, on=MOVED)

    assert lines(worker, admin_client) == [
        "工作单位：乙公司 → （空）",
        "工作单位：甲公司 → 乙公司",
        "工作单位：（空） → 甲公司",
    ]


def test_a_move_between_branches_tells_the_branches(admin_client):
    member = MemberFactory(branch__name="老支部")
    ledger_actions.affiliate(member=member, branch=BranchFactory(name="新支部"), on=MOVED)

    assert lines(member, admin_client) == ["所在党支部：老支部 → 新支部"]


def test_every_step_of_a_payment_tells_its_state_and_who_signed(admin_client):
    maker, checker = (User.objects.create(username=name, name=name) for name in "经审")
    payment = PaymentFactory()
    welfare_actions.submit_payment(payment=payment, user=maker)
    welfare_actions.approve_payment(payment=payment, user=checker)
    welfare_actions.pay_payment(payment=payment, user=checker, on=MOVED, today=MOVED)

    assert lines(payment, admin_client) == [
        "状态：已审批 → 已发放",
        "发放日期：（空） → 2022-09-01",
        "状态：待审批 → 已审批",
        "审批人：（空） → 审",
        "状态：草稿 → 待审批",
        "经办人：（空） → 经",
    ]


def test_a_date_known_by_month_is_told_by_month():
    honour = HonourFactory(granted_on=MOVED)
    honour.granted_on_precision = "month"
    honour.save()

    assert told(honour) == [("授予日期", "2022-09-01", "2022-09")]


def test_another_identity_number_is_told_by_its_mask_alone():
    old, new = invented_number(701), invented_number(1402)
    worker = WorkerFactory(identity_number=old)
    worker.identity_number = new
    worker.save()

    masked = tuple("*" * 14 + number[-4:] for number in (old, new))
    assert told(Worker.objects.get()) == [("身份证号", *masked)]


def test_yes_and_no_and_amounts_are_told_in_words():
    programme = ProgrammeFactory(standing=False, budget=1000)
    programme.standing, programme.budget = True, None
    programme.save()

    assert told(programme) == [("常设", "否", "是"), ("预算(元)", "1000.00", "（空）")]


def test_a_relation_to_a_row_that_is_gone_says_so():
    enterprise = EnterpriseFactory(name="老公司")
    payment = PaymentFactory(enterprise=enterprise)
    payment.enterprise = None
    payment.save()
    enterprise.delete()

    assert told(Payment.objects.get()) == [("工作单位", "（已删除）", "（空）")]


def test_a_unit_that_somebody_else_looks_after_is_not_named():
    here, there = EnterpriseFactory(name="本县公司"), EnterpriseFactory(name="外县公司")
    worker = WorkerFactory(enterprise=there)
    worker.enterprise = here
    worker.save()
    mine = Reach(whole=False, units={"enterprise": frozenset([here.pk])})

    assert told(worker, mine) == [("工作单位", "（其他单位）", "本县公司")]


def test_partners_of_a_policy_are_told_by_name(admin_client):
    policy = PolicyFactory()
    policy.partners.add(PartnerFactory(name="市总工会"))
    policy.partners.set([PartnerFactory(name="市人社局")])

    assert lines(policy, admin_client) == [
        "联合发文的合作单位：（空） → 市人社局",
        "联合发文的合作单位：市总工会 → （空）",
        "联合发文的合作单位：（空） → 市总工会",
    ]


def test_a_version_that_a_sheet_wrote_keeps_the_partners(admin_client):
    policy = PolicyFactory(title="旧题")
    policy.partners.add(PartnerFactory(name="市总工会"))
    Policy.objects.update(title="新题")
    record_history(Policy, [policy.pk], "~", Run())

    assert lines(policy, admin_client)[:1] == ["政策名称：旧题 → 新题"]
    assert len(lines(policy, admin_client)) == 2


def test_rows_from_before_their_history_began_get_a_first_version(admin_client):
    district = DistrictFactory(name="旧区")
    District.history.all().delete()
    write_first_versions("unions", "District").code(apps, None)
    district.name = "新区"
    district.save()

    assert lines(district, admin_client) == ["名称：旧区 → 新区"]
    first = District.history.earliest()
    assert (first.history_type, first.history_change_reason) == ("~", "开始保存修改记录")
