"""Dates against birth and each other: flagged before the 启用日期, refused from it on."""

import datetime

import pytest

from tests.config.sheets.sheets import check, take
from tests.factories.ledgers import BranchFactory
from tests.factories.unions import (
    EnterpriseFactory,
    UnionBranchFactory,
    WorkerFactory,
    invented_number,
)

BORN_ON = datetime.date(2004, 5, 18)
NUMBER = invented_number(1, BORN_ON)
WORKER = ["姓名", "身份证号", "工作单位", "入职时间"]
UNION = ["身份证号", "所属工会", "入会时间"]
MEMBER = ["身份证号", "所在党支部", "入党时间", "转正时间"]
ROAD = [
    "身份证号",
    "所在党支部",
    "申请入党时间",
    "谈话时间",
    "确定积极分子时间",
    "列为发展对象时间",
]
MATTER = ["会议日期", "议题", "办理时限", "办结日期"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known():
    EnterpriseFactory(name="迅达")
    UnionBranchFactory(name="联合会")
    BranchFactory(name="一支部")
    WorkerFactory(name="张三", identity_number=NUMBER)


def worker(hired_on):
    return "workers", [WORKER, ["李四", invented_number(2, BORN_ON), "迅达", hired_on]]


def union(joined_on):
    return "union_members", [UNION, [NUMBER, "联合会", joined_on]]


def member(joined_on):
    return "members", [MEMBER, [NUMBER, "一支部", joined_on, ""]]


def activist(*days):
    return "activists", [ROAD, [NUMBER, "一支部", *days]]


def matter(due_on, done_on):
    return "matters", [MATTER, ["2023-01-10", "场地", due_on, done_on]]


ROAD_OF = ("2022-05-18", "2022-06-01", "2022-11-01", "")

IN_THE_LEDGER = [
    pytest.param(worker("2020-05-17"), ["入职时间"], id="hired-on-the-eve-of-16"),
    pytest.param(worker("2020-05-18"), [], id="hired-on-the-16th-birthday"),
    pytest.param(union("2020-05-17"), ["入会时间"], id="joins-the-union-on-the-eve-of-16"),
    pytest.param(union("2020-05-18"), [], id="joins-the-union-at-16"),
    pytest.param(activist("2022-05-17", "", "", ""), ["申请入党时间"], id="applies-on-the-eve"),
    pytest.param(matter("2023-01-09", "2023-01-09"), ["办理时限", "办结日期"], id="before-meeting"),
    pytest.param(matter("2023-01-10", "2023-01-10"), [], id="on-the-day-of-the-meeting"),
]
AMONG_MEMBERS = [
    pytest.param("2022-05-17", ["入党时间"], id="joins-the-party-on-the-eve-of-18"),
    pytest.param("2022-05-18", [], id="joins-the-party-at-18"),
    pytest.param("2022-04", ["入党时间"], id="joins-in-the-month-before-18"),
    pytest.param("2022-05", [], id="joins-in-the-month-of-18"),
]
CONFIRMED, TARGET = "确定积极分子时间", "列为发展对象时间"
ON_THE_ROAD = [
    pytest.param(ROAD_OF, [], id="road-in-order"),
    pytest.param(("2022-05-18", "2022-05-17", "", ""), ["谈话时间"], id="talk-first"),
    pytest.param(("2022-05-18", "2022-06-18", "", ""), [], id="talk-in-a-month"),
    pytest.param(("2022-05-18", "2022-06-19", "", ""), ["谈话时间"], id="talk-a-day-late"),
    pytest.param(("2022-05-18", "", "2022-06-01", ""), [CONFIRMED], id="confirmed-without-a-talk"),
    pytest.param(
        ("2022-05-18", "2022-06-01", "2022-05-17", ""), [CONFIRMED], id="confirmed-before-applying"
    ),
    pytest.param(
        ("2022-05-18", "2022-06-01", "2022-11-01", "2022-10-31"),
        [TARGET, TARGET],
        id="target-before-confirmed",
    ),
    pytest.param(
        ("2022-05-18", "2022-06-01", "2022-06-02", "2023-01-20"),
        [TARGET],
        id="target-within-a-year",
    ),
]


def told(plan):
    return [(problem.level, problem.column, problem.code) for problem in plan.problems]


@pytest.mark.parametrize(("sheet", "columns"), IN_THE_LEDGER)
@pytest.mark.parametrize(
    ("in_use_from", "level"),
    [
        pytest.param(None, "warning", id="not-in-use"),
        pytest.param(datetime.date(2023, 2, 1), "warning", id="before"),
        pytest.param(datetime.date(2020, 1, 1), "error", id="in-use"),
    ],
)
def test_a_date_out_of_order(sheet, columns, in_use_from, level):
    plan = check(*sheet, in_use_from=in_use_from)

    assert told(plan) == [(level, column, "rule") for column in columns]


@pytest.mark.parametrize(("joined_on", "columns"), AMONG_MEMBERS)
def test_a_member_too_young_before_the_first_day_of_use_is_flagged(joined_on, columns):
    plan = check(*member(joined_on))

    assert told(plan) == [("warning", column, "rule") for column in columns]


@pytest.mark.parametrize(("days", "columns"), ON_THE_ROAD)
@pytest.mark.parametrize("in_use_from", [None, datetime.date(2023, 2, 1)], ids=["not", "later"])
def test_a_road_before_the_first_day_of_use_is_flagged_by_its_dates(days, columns, in_use_from):
    plan = check(*activist(*days), in_use_from=in_use_from)

    assert told(plan) == [("warning", column, "rule") for column in columns]


def test_rules_bind_from_the_first_day_of_use_on():
    fact = datetime.date(2022, 5, 17)
    sheet = activist(f"{fact}", "", "", "")

    first, day_after = fact, fact + datetime.timedelta(days=1)

    assert told(check(*sheet, in_use_from=first)) == [("error", "申请入党时间", "rule")]
    assert told(check(*sheet, in_use_from=day_after)) == [("warning", "申请入党时间", "rule")]


def test_what_was_taken_before_is_not_judged_again():
    take(*activist("2022-05-18", "2022-05-17", "", ""))

    plan = check(*activist("2022-05-18", "2022-05-17", "", ""), in_use_from=BORN_ON)

    assert told(plan) == []
