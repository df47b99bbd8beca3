"""Another unit, Party branch or union: by default a correction, on a date a move."""

import datetime

import pytest

from ledgers.models import Affiliation
from tests.config.sheets.sheets import check, counts, findings, take
from tests.factories.ledgers import BranchFactory
from tests.factories.unions import (
    EnterpriseFactory,
    UnionBranchFactory,
    WorkerFactory,
    invented_number,
)
from unions.models import Employment, UnionMembership

NUMBER = invented_number(1)
BEFORE, MOVED_ON = datetime.date(2023, 1, 31), datetime.date(2023, 2, 1)
LATER = {"today": datetime.date(2023, 2, 28)}
MOVE = {**LATER, "moved_on": MOVED_ON}

WORKER = ["姓名", "身份证号", "工作单位", "入职时间"]
MEMBER = ["身份证号", "所在党支部", "入党时间"]
UNION = ["身份证号", "所属工会", "入会时间", "会员证号"]


def sheet(ledger, place):
    rows = {
        "workers": [WORKER, ["张三", NUMBER, place, "2020-03-01"]],
        "members": [MEMBER, [NUMBER, place, "2015-06"]],
        "union_members": [UNION, [NUMBER, place, "2020-03-01", "K1"]],
    }
    return rows[ledger]


def held(ledger, on):
    """Where the person counted on a day."""
    rows, path = {
        "workers": (Employment.objects, "enterprise__name"),
        "members": (Affiliation.objects, "branch__name"),
        "union_members": (UnionMembership.objects, "union_branch__name"),
    }[ledger]
    return list(rows.in_force(on=on).values_list(path, flat=True))


COLUMNS = {"workers": "工作单位", "members": "所在党支部", "union_members": "所属工会"}
SINCE = {"workers": "2020-03-01", "members": "2015-06-01", "union_members": "2020-03-01"}

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("ledger", list(COLUMNS))]


@pytest.fixture(autouse=True)
def entered(ledger):
    for place in ("甲", "乙"):
        EnterpriseFactory(name=place)
        BranchFactory(name=place)
        UnionBranchFactory(name=place)
    if ledger != "workers":
        WorkerFactory(name="张三", identity_number=NUMBER)
    take(ledger, sheet(ledger, "甲"))


def test_by_default_the_past_is_corrected_and_the_plan_says_so(ledger):
    plan = take(ledger, sheet(ledger, "乙"), **LATER)

    assert held(ledger, BEFORE) == held(ledger, MOVED_ON) == ["乙"]
    assert findings(plan) == [(2, COLUMNS[ledger], "differs")]
    assert plan.problems[0].message == (
        f"没有填调动日期，{COLUMNS[ledger]}按更正处理，以前各月的统计也会改变；"
        "如果是调动，请重新提交并填写调动日期。"
    )


def test_a_move_leaves_the_months_before_as_they_were(ledger):
    plan = take(ledger, sheet(ledger, "乙"), **MOVE)

    assert (held(ledger, BEFORE), held(ledger, MOVED_ON)) == (["甲"], ["乙"])
    assert (findings(plan), counts(plan)) == ([], (0, 1, 0, 0, 0))


def test_the_sheet_of_a_move_handed_in_again_is_unchanged(ledger):
    take(ledger, sheet(ledger, "乙"), **MOVE)

    assert counts(check(ledger, sheet(ledger, "乙"), **LATER)) == (0, 0, 1, 0, 0)


def test_a_move_must_leave_a_day_in_the_old_place(ledger):
    first = datetime.date.fromisoformat(SINCE[ledger])

    refused = check(ledger, sheet(ledger, "乙"), **LATER, moved_on=first)
    moved = check(ledger, sheet(ledger, "乙"), **LATER, moved_on=first + datetime.timedelta(days=1))

    assert findings(refused) == [(2, COLUMNS[ledger], "rule")]
    assert (findings(moved), counts(moved)) == ([], (0, 1, 0, 0, 0))
