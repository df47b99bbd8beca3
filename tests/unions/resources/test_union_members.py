"""The roll of union members: what goes along in a move."""

import datetime

import pytest

from tests.config.sheets.sheets import check, findings, take
from tests.factories.unions import UnionBranchFactory, WorkerFactory, invented_number
from unions.models import UnionMembership

HEAD = ["身份证号", "所属工会", "入会时间", "会员证号"]
NUMBER = invented_number(1)
MOVE = {"today": datetime.date(2023, 2, 28), "moved_on": datetime.date(2023, 2, 1)}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def joined():
    UnionBranchFactory(name="甲")
    UnionBranchFactory(name="乙")
    WorkerFactory(identity_number=NUMBER)
    take("union_members", [HEAD, [NUMBER, "甲", "2020-03-01", "K1"]])


def test_the_card_goes_along_and_both_memberships_have_their_history():
    take("union_members", [HEAD, [NUMBER, "乙", "2020-03-01", "K2"]], **MOVE)

    old, new = UnionMembership.objects.order_by("pk")
    assert (old.card_number, new.card_number) == ("K2", "K2")
    assert (old.left_on, new.joined_on) == (MOVE["moved_on"], MOVE["moved_on"])
    assert [record.history_type for record in new.history.all()] == ["+"]


def test_who_left_the_union_is_not_moved():
    UnionMembership.objects.update(left_on=datetime.date(2022, 5, 1))

    plan = check("union_members", [HEAD, [NUMBER, "乙", "2020-03-01", "K1"]], **MOVE)

    assert findings(plan) == [(2, "所属工会", "rule")]
