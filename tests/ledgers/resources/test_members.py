"""The ledger of Party members: what a move and a departure leave behind."""

import datetime

import pytest

from ledgers.choices import LeftHow
from ledgers.models import Member
from tests.config.sheets.sheets import check, findings, take
from tests.factories.ledgers import BranchFactory, MemberFactory
from tests.factories.unions import WorkerFactory, invented_number

HEAD = ["身份证号", "所在党支部", "入党时间"]
NUMBER = invented_number(1)

pytestmark = pytest.mark.django_db


def test_a_move_is_kept_in_the_history_of_both_affiliations():
    member = MemberFactory(
        worker=WorkerFactory(identity_number=NUMBER), branch=BranchFactory(name="甲")
    )
    BranchFactory(name="乙")

    take(
        "members",
        [HEAD, [NUMBER, "乙", "2015-06-20"]],
        today=datetime.date(2023, 2, 28),
        moved_on=datetime.date(2023, 2, 1),
    )

    assert Member.objects.get().branch.name == "乙"
    old, new = member.affiliations.order_by("pk")
    assert [record.history_type for record in old.history.all()] == ["~", "+"]
    assert [record.history_type for record in new.history.all()] == ["+"]


def test_a_member_who_left_is_in_no_branch_again():
    MemberFactory(
        worker=WorkerFactory(identity_number=NUMBER),
        branch=None,
        left_on=datetime.date(2022, 5, 1),
        left_how=LeftHow.values[0],
    )
    BranchFactory(name="甲")

    assert findings(check("members", [HEAD, [NUMBER, "甲", "2015-06-20"]])) == [
        (2, "所在党支部", "rule")
    ]
