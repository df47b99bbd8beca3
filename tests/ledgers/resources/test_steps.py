"""Steps that a sheet brings from the 启用日期 on are held to the rules as those of the pages."""

import datetime

import pytest
from django.contrib.auth.models import Group

from ledgers.choices import StepKind as K
from ledgers.models import Activist, ActivistStep, Member
from tests.config.sheets.sheets import check, counts, take
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    ActivistStepFactory,
    BranchFactory,
)
from tests.factories.unions import WorkerFactory, invented_number

pytestmark = pytest.mark.django_db

day = datetime.date
NUMBER = invented_number(1, day(1990, 5, 18))
HEAD = [
    *("身份证号", "所在党支部", "申请入党时间"),
    *("谈话时间", "确定积极分子时间", "列为发展对象时间"),
]
MEMBER = ["身份证号", "所在党支部", "入党时间", "转正时间"]
USED = {"in_use_from": day(2026, 6, 1), "today": day(2028, 1, 1)}
LAW = "（《中国共产党发展党员工作细则》第{}条）"
BY_NOBODY = [
    f"确定积极分子要由支部委员会研究决定，没有支委会的由支部党员大会决定{LAW.format('八')}。",
    f"确定积极分子要采取党员推荐或群团组织推优的方式{LAW.format('八')}。",
]
REASON = {"override_reason": "组织部同意"}


@pytest.fixture(autouse=True)
def known():
    BranchFactory(name="一支部")
    return WorkerFactory(name="张三", identity_number=NUMBER)


def having(*roles):
    clerk = ClerkFactory()
    ScopeFactory(user=clerk)
    clerk.groups.add(*Group.objects.filter(name__in=roles))
    return clerk


def road(*days):
    return "activists", [HEAD, [NUMBER, "一支部", *days]]


def told(plan):
    return [(problem.level, problem.column, problem.message) for problem in plan.problems]


@pytest.mark.parametrize(
    ("confirmed_on", "level", "sentences"),
    [
        pytest.param("2026-05-31", "warning", [], id="the-day-before"),
        pytest.param("2026-06-01", "error", BY_NOBODY, id="the-first-day"),
    ],
)
def test_a_bare_date_is_no_step_from_the_first_day_of_use_on(confirmed_on, level, sentences):
    plan = check(*road("2026-05-10", "2026-05-20", confirmed_on, ""), **USED)

    assert told(plan) == [(level, "确定积极分子时间", sentence) for sentence in sentences]
    assert {problem.code for problem in plan.problems} <= {"rule"}


def test_a_talk_that_a_sheet_brings_is_a_step():
    take(*road("2026-06-01", "2026-07-02", "", ""), **USED)

    step = ActivistStep.objects.get()
    assert (step.kind, step.held_on, step.rule_version) == (K.TALK, day(2026, 7, 2), "2026")
    assert step.flags == f"收到入党申请书后一个月内应当派人谈话{LAW.format('七')}。"
    assert Activist.objects.get().talked_on == day(2026, 7, 2)
    assert step.history.get().history_change_reason == "导入"


def test_what_was_before_the_first_day_of_use_is_no_step():
    take(*road("2026-03-01", "2026-03-20", "2026-05-31", ""), **USED)

    assert not ActivistStep.objects.exists()


def test_a_listing_after_the_steps_in_the_pages_is_taken(known):
    activist = ActivistFactory(
        worker=known,
        branch__name="二支部",
        applied_on=day(2026, 6, 1),
        talked_on=day(2026, 6, 2),
        confirmed_on=day(2026, 7, 1),
    )
    ActivistContactFactory(activist=activist)
    for kind, on, more in (
        (K.PROPOSE, day(2027, 7, 1), {}),
        (K.CONSENT, day(2027, 7, 5), {}),
        (K.NOTICE, day(2027, 7, 12), {"started_on": day(2027, 7, 6)}),
    ):
        ActivistStepFactory(activist=activist, kind=kind, held_on=on, **more)
    rows = [["身份证号", "列为发展对象时间", "所在党支部", "申请入党时间"]]

    early = check("activists", [*rows, [NUMBER, "2027-07-12", "", "2026-06-01"]], **USED)
    plan = take("activists", [*rows, [NUMBER, "2027-07-13", "", "2026-06-01"]], **USED)

    over = f"公示期满以后才能列为发展对象{LAW.format('十三')}。"
    assert told(early) == [("error", "列为发展对象时间", over)]
    assert (counts(plan), told(plan)) == ((0, 1, 0, 0, 0), [])
    assert ActivistStep.objects.get(kind=K.LIST).held_on == day(2027, 7, 13)


def test_whoever_may_lets_it_pass_with_a_reason_that_stays():
    run = {**USED, **REASON, "user": having("党务干事", "审核人")}

    plan = take(*road("2026-06-01", "2026-06-20", "2026-07-01", ""), **run)

    step = ActivistStep.objects.get(kind=K.CONFIRM)
    assert told(plan) == [("warning", "确定积极分子时间", words) for words in BY_NOBODY]
    assert (step.flags.splitlines(), step.override_reason) == (BY_NOBODY, "组织部同意")
    assert step.history.get().override_reason == "组织部同意"
    assert ActivistStep.objects.get(kind=K.TALK).override_reason == ""


def test_whoever_may_not_gives_a_reason_in_vain():
    run = {**USED, **REASON, "user": having("党务干事")}

    plan = check(*road("2026-06-01", "2026-06-20", "2026-07-01", ""), **run)

    assert told(plan) == [("error", "确定积极分子时间", words) for words in BY_NOBODY]


ADMITTED = f"接收预备党员要经党委审批{LAW.format('二十五')}"
CONVERTED = f"转正要经支部大会讨论和党委审批{LAW.format('三十三')}"


@pytest.mark.parametrize(
    ("days", "sentences"),
    [
        pytest.param(("2026-05-31", ""), [], id="admitted-the-day-before"),
        pytest.param(("2026-06-01", ""), [("入党时间", ADMITTED)], id="admitted-on-the-first-day"),
        pytest.param(("2025-05-31", "2026-05-31"), [], id="converted-the-day-before"),
        pytest.param(
            ("2025-06-01", "2026-06-01"), [("转正时间", CONVERTED)], id="converted-on-the-first-day"
        ),
    ],
)
def test_nobody_is_made_a_member_by_a_sheet_from_the_first_day_of_use_on(days, sentences):
    plan = check("members", [MEMBER, [NUMBER, "一支部", *days]], **USED)

    found = [(problem.level, problem.column) for problem in plan.problems]
    assert found == [("error", column) for column, _ in sentences]
    assert all(
        words in problem.message
        for problem, (_, words) in zip(plan.problems, sentences, strict=True)
    )
    take("members", [MEMBER, [NUMBER, "一支部", *days]], **USED)
    assert Member.objects.exists() == (not sentences)
