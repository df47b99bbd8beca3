import datetime

import pytest

from config.summaries.counting import count, count_by
from config.summaries.months import Month
from ledgers import figures
from ledgers.choices import BranchKind
from ledgers.models import Affiliation
from tests.factories.ledgers import (
    ActivistFactory,
    ActivityFactory,
    ActivityRoomFactory,
    BranchFactory,
    CoverageFactory,
    DelegateFactory,
    HonourFactory,
    MemberFactory,
)
from tests.factories.unions import EnterpriseFactory
from unions.choices import EnterpriseKind

JUNE = Month(2022, 6)
LAST, NEXT = datetime.date(2022, 6, 30), datetime.date(2022, 7, 1)
EARLIER = datetime.date(2021, 1, 8)
pytestmark = pytest.mark.django_db


def counted(table, *keys):
    numbers = count([table], JUNE)
    return tuple(numbers[key] for key in keys)


def by_branch(table):
    grouping = count_by(figures.BRANCH, [table], JUNE, {})
    return {row.label: next(iter(row.numbers.values())) for row in grouping.rows}


def test_the_committee_itself_is_no_branch():
    BranchFactory(kind=BranchKind.COMMITTEE)
    BranchFactory(kind=BranchKind.JOINT_BRANCH, founded_on=LAST)
    BranchFactory(founded_on=NEXT)
    BranchFactory(dissolved_on=LAST)

    assert counted(figures.BRANCHES, "ledgers.branches") == (1,)


def test_rooms_are_those_in_use_at_the_end():
    ActivityRoomFactory(started_on=LAST)
    ActivityRoomFactory(started_on=NEXT)

    assert counted(figures.ROOMS, "ledgers.activity_rooms") == (1,)


def test_coverage_counts_courier_enterprises():
    branch = BranchFactory(name="联合党支部")
    CoverageFactory(branch=branch)
    CoverageFactory(branch=branch, started_on=NEXT)
    CoverageFactory(branch=branch, ended_on=LAST)
    association = EnterpriseFactory(kind=EnterpriseKind.ASSOCIATION)
    CoverageFactory(branch=branch, enterprise=association)

    assert counted(figures.COVERAGE, "ledgers.enterprises_covered") == (1,)
    assert by_branch(figures.COVERAGE) == {"联合党支部": 1}


@pytest.mark.parametrize(
    ("dates", "full", "probationary"),
    [
        pytest.param({"joined_on": LAST, "converted_on": None}, 0, 1, id="joined-on-the-last-day"),
        pytest.param({"joined_on": NEXT, "converted_on": None}, 0, 0, id="joined-the-day-after"),
        pytest.param({"converted_on": LAST}, 1, 0, id="converted-on-the-last-day"),
        pytest.param({"converted_on": NEXT}, 0, 1, id="converted-the-day-after"),
        pytest.param({"left_on": LAST, "left_how": "deceased"}, 0, 0, id="left-on-the-last-day"),
        pytest.param({"left_on": NEXT, "left_how": "deceased"}, 1, 0, id="left-the-day-after"),
    ],
)
def test_members_by_standing_on_the_last_day(dates, full, probationary):
    MemberFactory(**dates)

    keys = ("ledgers.members", "ledgers.members_full", "ledgers.members_probationary")
    assert counted(figures.MEMBERS, *keys) == (full + probationary, full, probationary)


def test_members_belong_to_the_branch_of_their_affiliation_at_the_end():
    before, after = BranchFactory(name="原支部"), BranchFactory(name="新支部")
    member = MemberFactory(branch=after, affiliation__started_on=NEXT)
    Affiliation.objects.create(member=member, branch=before, started_on=EARLIER, ended_on=NEXT)

    assert by_branch(figures.MEMBERS) == {"原支部": 1, "新支部": 0}


def test_members_without_an_affiliation_are_a_row_of_their_own():
    MemberFactory(branch=BranchFactory(name="支部"), affiliation__started_on=NEXT)

    assert by_branch(figures.MEMBERS) == {"支部": 0, "未编入": 1}


@pytest.mark.parametrize(
    ("dates", "stages"),
    [
        pytest.param({"applied_on": LAST}, (1, 0, 0), id="applied-on-the-last-day"),
        pytest.param({"applied_on": NEXT}, (0, 0, 0), id="applied-the-day-after"),
        pytest.param({"confirmed_on": LAST}, (0, 1, 0), id="confirmed-on-the-last-day"),
        pytest.param({"confirmed_on": NEXT}, (1, 0, 0), id="confirmed-the-day-after"),
        pytest.param(
            {"confirmed_on": EARLIER, "target_on": LAST}, (0, 0, 1), id="target-on-the-last-day"
        ),
        pytest.param(
            {"confirmed_on": EARLIER, "target_on": NEXT}, (0, 1, 0), id="target-the-day-after"
        ),
        pytest.param({"confirmed_on": EARLIER, "ended_on": LAST}, (0, 0, 0), id="ended"),
        pytest.param(
            {"confirmed_on": EARLIER, "target_on": EARLIER, "admitted_on": LAST},
            (0, 0, 0),
            id="admitted",
        ),
    ],
)
def test_people_on_the_way_stand_at_one_stage(dates, stages):
    ActivistFactory(**{"applied_on": datetime.date(2020, 12, 1), **dates})

    keys = ("ledgers.applicants", "ledgers.activists", "ledgers.development_targets")
    assert counted(figures.ACTIVISTS, *keys) == stages


def test_applications_stay_counted_whatever_became_of_them():
    ActivistFactory(applied_on=LAST)
    ActivistFactory(applied_on=EARLIER, ended_on=LAST)
    ActivistFactory(applied_on=NEXT)

    keys = ("ledgers.applications_total", "ledgers.applications_in_month")
    assert counted(figures.ACTIVISTS, *keys) == (2, 1)


def test_activities_are_counted_with_their_heads():
    ActivityFactory(held_on=LAST, attended=12)
    ActivityFactory(held_on=EARLIER, attended=None)
    ActivityFactory(held_on=NEXT, attended=30)

    keys = ("ledgers.activities", "ledgers.activities_in_month", "ledgers.activity_attendances")
    assert counted(figures.ACTIVITIES, *keys) == (2, 1, 12)


def test_honours_and_delegates_are_counted_once_given():
    for day in (EARLIER, LAST, NEXT):
        HonourFactory(granted_on=day)
        DelegateFactory(elected_on=day)
    DelegateFactory(elected_on=EARLIER, ended_on=LAST)

    assert counted(figures.HONOURS, "ledgers.honours") == (2,)
    assert counted(figures.DELEGATES, "ledgers.delegates") == (3,)
