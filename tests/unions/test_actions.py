import datetime

import pytest

from config.accounts.choices import Duty, Preset
from config.accounts.models import Committee, User
from config.accounts.reach import reach_of
from config.accounts.refusals import Refusal
from config.accounts.roles import ROLES
from tests.factories.unions import (
    EnterpriseFactory,
    UnionBranchFactory,
    UnionMembershipFactory,
    WorkerFactory,
    invented_number,
)
from tests.refusals import refused
from unions import actions
from unions.models import Brand, District, Employment, UnionMembership, Worker

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2020, 3, 1)
LATER = datetime.date(2022, 9, 1)
LATEST = datetime.date(2023, 1, 5)


def employments(worker):
    rows = Employment.objects.filter(worker=worker).order_by("pk")
    return list(rows.values_list("enterprise__name", "started_on", "ended_on"))


def memberships(worker):
    rows = UnionMembership.objects.filter(worker=worker).order_by("pk")
    return list(rows.values_list("union_branch__name", "joined_on", "left_on", "card_number"))


@pytest.fixture
def old():
    return EnterpriseFactory(name="老公司")


@pytest.fixture
def new():
    return EnterpriseFactory(name="新公司")


@pytest.fixture
def worker(old):
    return WorkerFactory(name="甲", enterprise=old, employment__started_on=FIRST)


def test_hire_makes_the_person_and_the_employment(new):
    unsaved = Worker(name="乙", identity_number=invented_number(1))

    actions.hire(worker=unsaved, enterprise=new, started_on=FIRST)

    hired = Worker.objects.get(name="乙")
    assert hired.enterprise == new
    assert employments(hired) == [("新公司", FIRST, None)]


def test_hire_may_leave_the_first_day_unknown(new):
    unsaved = Worker(name="乙", identity_number=invented_number(1))

    actions.hire(worker=unsaved, enterprise=new, started_on=None)

    assert employments(unsaved) == [("新公司", None, None)]


def test_hire_takes_back_somebody_who_left(worker, new):
    actions.leave(worker=worker, on=LATER)

    actions.hire(worker=worker, enterprise=new, started_on=LATER)

    assert employments(worker) == [("老公司", FIRST, LATER), ("新公司", LATER, None)]
    assert Worker.objects.get(pk=worker.pk).enterprise == new


def test_hire_refuses_who_is_employed(worker, new):
    with refused("甲正在老公司任职；换单位请用“调动”。"):
        actions.hire(worker=worker, enterprise=new, started_on=LATER)


@pytest.mark.parametrize(
    "started_on",
    [pytest.param(None, id="unknown"), pytest.param(datetime.date(2022, 8, 31), id="too-early")],
)
def test_hire_refuses_an_employment_that_overlaps_the_last(worker, new, started_on):
    actions.leave(worker=worker, on=LATER)

    with refused("入职时间要填写，而且不能早于在老公司的离职时间（2022-09-01）。"):
        actions.hire(worker=worker, enterprise=new, started_on=started_on)


@pytest.mark.parametrize(
    "started_on", [pytest.param(None, id="unknown"), pytest.param(LATER, id="closing-day")]
)
def test_hire_refuses_a_closed_enterprise(started_on):
    closed = EnterpriseFactory(name="停业公司", closed_on=LATER)
    unsaved = Worker(name="乙", identity_number=invented_number(1))

    with refused("停业公司已于2022-09-01停业，请另选单位或日期。"):
        actions.hire(worker=unsaved, enterprise=closed, started_on=started_on)


def test_move_ends_one_employment_and_begins_the_next(worker, new):
    actions.move(worker=worker, enterprise=new, on=LATER)

    assert employments(worker) == [("老公司", FIRST, LATER), ("新公司", LATER, None)]
    assert Worker.objects.get(pk=worker.pk).enterprise == new


def test_move_refuses_the_same_enterprise(worker, old):
    with refused("甲已经在老公司，不用调动。"):
        actions.move(worker=worker, enterprise=old, on=LATER)


def test_move_refuses_the_day_of_hire(worker, new):
    with refused("日期必须晚于在老公司的入职时间（2020-03-01）。"):
        actions.move(worker=worker, enterprise=new, on=FIRST)


def test_move_refuses_who_is_not_employed(new):
    idle = WorkerFactory(name="丙")

    with refused("丙现在不在职；重新入职请用“入职”。"):
        actions.move(worker=idle, enterprise=new, on=LATER)


def test_move_refuses_a_closed_enterprise(worker):
    closed = EnterpriseFactory(name="停业公司", closed_on=LATER)

    with refused("停业公司已于2022-09-01停业，请另选单位或日期。"):
        actions.move(worker=worker, enterprise=closed, on=LATEST)


def test_a_refused_move_leaves_everything_as_it_was(worker, new):
    with pytest.raises(Refusal):
        actions.move(worker=worker, enterprise=new, on=FIRST)

    assert employments(worker) == [("老公司", FIRST, None)]
    assert Worker.objects.get(pk=worker.pk).enterprise.name == "老公司"


def test_correct_enterprise_rewrites_the_open_employment(worker, new):
    actions.correct_enterprise(worker=worker, enterprise=new, started_on=LATER)

    assert employments(worker) == [("新公司", LATER, None)]
    assert Worker.objects.get(pk=worker.pk).enterprise == new


def test_correct_enterprise_refuses_what_is_no_change(worker, old):
    with refused("单位和入职时间都和原来一样，没有要更正的内容。"):
        actions.correct_enterprise(worker=worker, enterprise=old, started_on=FIRST)


def test_correct_enterprise_refuses_a_start_inside_an_earlier_employment(worker, new):
    actions.move(worker=worker, enterprise=new, on=LATER)

    with refused("入职时间要填写，而且不能早于在老公司的离职时间（2022-09-01）。"):
        actions.correct_enterprise(
            worker=worker, enterprise=new, started_on=datetime.date(2022, 8, 31)
        )


def test_leave_ends_the_employment_and_empties_the_column(worker):
    actions.leave(worker=worker, on=LATER)

    assert employments(worker) == [("老公司", FIRST, LATER)]
    assert Worker.objects.get(pk=worker.pk).enterprise is None


def test_leave_refuses_who_has_left(worker):
    actions.leave(worker=worker, on=LATER)

    with refused("甲现在不在职；重新入职请用“入职”。"):
        actions.leave(worker=worker, on=LATEST)


def test_join_union_begins_a_membership(worker):
    union = UnionBranchFactory(name="一分会")

    actions.join_union(worker=worker, union_branch=union, on=LATER, card_number="0001")

    assert memberships(worker) == [("一分会", LATER, None, "0001")]


def test_join_union_refuses_a_member(worker):
    UnionMembershipFactory(worker=worker, union_branch__name="一分会")

    with refused("甲已是一分会会员；换工会请用“转会”。"):
        actions.join_union(worker=worker, union_branch=UnionBranchFactory(), on=LATER)


def test_join_union_refuses_a_day_inside_an_earlier_membership(worker):
    UnionMembershipFactory(worker=worker, joined_on=FIRST, left_on=LATER)

    with refused("入会时间不能早于上一段会籍的离会时间（2022-09-01）。"):
        actions.join_union(
            worker=worker, union_branch=UnionBranchFactory(), on=datetime.date(2022, 8, 31)
        )


def test_join_union_takes_a_former_member_on_the_day_of_leaving(worker):
    UnionMembershipFactory(
        worker=worker, union_branch__name="一分会", joined_on=FIRST, left_on=LATER
    )

    actions.join_union(worker=worker, union_branch=UnionBranchFactory(name="二分会"), on=LATER)

    assert memberships(worker) == [("一分会", FIRST, LATER, ""), ("二分会", LATER, None, "")]


def test_join_union_refuses_a_dissolved_union(worker):
    union = UnionBranchFactory(name="一分会", dissolved_on=LATER)

    with refused("一分会已于2022-09-01撤销，请另选工会或日期。"):
        actions.join_union(worker=worker, union_branch=union, on=LATER)


def test_move_union_carries_the_card_number_over(worker):
    UnionMembershipFactory(
        worker=worker, union_branch__name="一分会", joined_on=FIRST, card_number="0001"
    )

    actions.move_union(worker=worker, union_branch=UnionBranchFactory(name="二分会"), on=LATER)

    assert memberships(worker) == [
        ("一分会", FIRST, LATER, "0001"),
        ("二分会", LATER, None, "0001"),
    ]


def test_move_union_refuses_the_same_union(worker):
    union = UnionMembershipFactory(worker=worker, union_branch__name="一分会").union_branch

    with refused("甲已是一分会会员，不用转会。"):
        actions.move_union(worker=worker, union_branch=union, on=LATER)


def test_move_union_refuses_the_day_of_joining(worker):
    UnionMembershipFactory(worker=worker, joined_on=FIRST)

    with refused("日期必须晚于入会时间（2020-03-01）。"):
        actions.move_union(worker=worker, union_branch=UnionBranchFactory(), on=FIRST)


def test_leave_union_ends_the_membership(worker):
    UnionMembershipFactory(worker=worker, union_branch__name="一分会", joined_on=FIRST)

    actions.leave_union(worker=worker, on=LATER)

    assert memberships(worker) == [("一分会", FIRST, LATER, "")]


def test_leave_union_refuses_who_is_no_member(worker):
    with refused("甲现在不是工会会员；入会请用“入会”。"):
        actions.leave_union(worker=worker, on=LATER)


def found(administrator, preset=Preset.SMALL):
    return actions.found_office(
        committee="某市快递行业党委",
        city=("140600", "某市"),
        districts=[("140602", "东区"), ("140603", "西区")],
        brands=["甲品牌", "乙品牌"],
        administrator=administrator,
        name="管理员",
        preset=preset,
        on=FIRST,
    )


def test_found_office_writes_the_committee_and_its_first_administrator():
    found(User(username="chief"))

    committee = Committee.current()
    assert (committee.name, committee.city, committee.city_code) == (
        "某市快递行业党委",
        "某市",
        "140600",
    )
    assert list(District.objects.values_list("code", "name")) == [
        ("140602", "东区"),
        ("140603", "西区"),
    ]
    assert set(Brand.objects.values_list("name", flat=True)) == {"甲品牌", "乙品牌"}
    chief = User.objects.get(username="chief")
    assert (chief.name, chief.is_staff, chief.is_superuser) == ("管理员", True, False)


def test_a_small_office_is_its_first_administrators_to_manage():
    assert found(User(username="chief")) == {}

    chief = User.objects.get()
    assert [group.name for group in chief.groups.all()] == ["综合管理员"]
    assert reach_of(chief, on=FIRST).whole


@pytest.mark.parametrize(
    ("preset", "others"),
    [
        pytest.param(Preset.STANDARD, ["anquan", "shenji"], id="standard"),
        pytest.param(
            Preset.LEVEL_THREE, ["anquan", "anquan2", "shenji"], id="level-three-gives-by-two"
        ),
    ],
)
def test_elsewhere_three_duties_are_three_peoples(preset, others):
    passwords = found(User(username="chief"), preset)

    assert list(passwords) == others
    assert User.objects.get(username="chief").duty == Duty.ACCOUNTS
    assert all(User.objects.get(username=name).check_password(passwords[name]) for name in others)
    assert not reach_of(User.objects.get(username="chief"), on=FIRST).whole


@pytest.mark.parametrize(
    ("preset", "asked"),
    [
        pytest.param(Preset.SMALL, (False, None, 0), id="small"),
        pytest.param(Preset.STANDARD, (False, None, 0), id="standard"),
        pytest.param(Preset.LEVEL_THREE, (True, 90, len(ROLES)), id="level-three"),
    ],
)
def test_level_three_asks_for_two_people_a_new_password_and_a_telephone(preset, asked):
    found(User(username="chief"), preset)

    office = Committee.current()
    told = office.roles_need_two, office.password_days, office.second_factor_for.count()
    assert told == asked


def test_found_office_refuses_an_office_that_has_users(superuser):
    with refused("系统已经开始使用，请直接登录。"):
        found(User(username="chief"))

    assert District.objects.count() == 0
