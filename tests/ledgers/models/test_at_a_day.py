"""What holds on a day: intervals, standing, stage. The rule and the query must agree."""

import datetime

import pytest

from ledgers.choices import ActivistStage, MemberStanding
from ledgers.models import Activist, Member
from ledgers.rules import Road, stage_of, standing_of
from tests.factories import ledgers as made

pytestmark = pytest.mark.django_db

BEFORE = datetime.date(2022, 8, 31)
FROM = datetime.date(2022, 9, 1)
LAST = datetime.date(2023, 1, 4)
UNTIL = datetime.date(2023, 1, 5)
ONE_DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("factory", "start", "end"),
    [
        pytest.param(made.ActivistContactFactory, "started_on", "ended_on", id="contact"),
        pytest.param(made.ActivityRoomFactory, "started_on", "ended_on", id="room"),
        pytest.param(made.AffiliationFactory, "started_on", "ended_on", id="affiliation"),
        pytest.param(made.BranchFactory, "founded_on", "dissolved_on", id="branch"),
        pytest.param(made.CoverageFactory, "started_on", "ended_on", id="coverage"),
        pytest.param(made.DelegateFactory, "elected_on", "ended_on", id="delegate"),
        pytest.param(made.PostFactory, "started_on", "ended_on", id="post"),
        pytest.param(made.TermFactory, "started_on", "ended_on", id="term"),
    ],
)
def test_the_first_day_counts_and_the_until_day_no_longer(factory, start, end):
    row = factory(**{start: FROM, end: UNTIL})
    alone = type(row).objects.filter(pk=row.pk)

    held = {day: alone.in_force(on=day).exists() for day in (BEFORE, FROM, LAST, UNTIL)}

    assert held == {BEFORE: False, FROM: True, LAST: True, UNTIL: False}


def test_a_member_counts_from_joining_until_the_day_before_leaving():
    made.MemberFactory(joined_on=FROM, converted_on=None, left_on=UNTIL, left_how="transferred_out")

    held = {day: Member.objects.in_force(on=day).count() for day in (BEFORE, FROM, LAST, UNTIL)}

    assert held == {BEFORE: 0, FROM: 1, LAST: 1, UNTIL: 0}


MEMBERS = {
    "probationary": {"joined_on": FROM, "converted_on": None},
    "full": {"joined_on": BEFORE, "converted_on": LAST},
    "left": {
        "joined_on": BEFORE,
        "converted_on": FROM,
        "left_on": UNTIL,
        "left_how": "transferred_out",
    },
}


@pytest.mark.parametrize("on", [BEFORE - ONE_DAY, BEFORE, FROM, LAST - ONE_DAY, LAST, UNTIL])
def test_standing_by_query_is_standing_by_rule(on):
    members = [made.MemberFactory(**dates) for dates in MEMBERS.values()]

    by_query = dict.fromkeys(Member.objects.full(on=on), MemberStanding.FULL)
    by_query |= dict.fromkeys(Member.objects.probationary(on=on), MemberStanding.PROBATIONARY)

    by_rule = {
        member: standing_of(
            joined_on=member.joined_on,
            converted_on=member.converted_on,
            left_on=member.left_on,
            on=on,
        )
        for member in members
    }
    assert by_query == {member: found for member, found in by_rule.items() if found}
    assert set(by_query) == set(Member.objects.in_force(on=on))


APPLIED = datetime.date(2021, 3, 2)
CONFIRMED = datetime.date(2021, 9, 25)
TARGET = datetime.date(2022, 11, 11)
ADMITTED = datetime.date(2023, 1, 10)
STEPS = (APPLIED, CONFIRMED, TARGET, ADMITTED)
ROADS = {
    "applicant": {},
    "activist": {"confirmed_on": CONFIRMED},
    "target": {"confirmed_on": CONFIRMED, "target_on": TARGET},
    "target-without-confirmation": {"target_on": TARGET},
    "admitted": {"confirmed_on": CONFIRMED, "target_on": TARGET, "admitted_on": ADMITTED},
    "ended": {"confirmed_on": CONFIRMED, "ended_on": TARGET},
}


@pytest.mark.parametrize("on", [day + shift for day in STEPS for shift in (-ONE_DAY, ONE_DAY * 0)])
def test_stage_by_query_is_stage_by_rule(on):
    activists = [made.ActivistFactory(applied_on=APPLIED, **dates) for dates in ROADS.values()]

    by_query = {
        activist: stage
        for stage in ActivistStage
        for activist in Activist.objects.at_stage(stage, on=on)
    }

    by_rule = {
        activist: stage_of(
            Road(
                applied_on=activist.applied_on,
                confirmed_on=activist.confirmed_on,
                target_on=activist.target_on,
                admitted_on=activist.admitted_on,
                ended_on=activist.ended_on,
            ),
            on=on,
        )
        for activist in activists
    }
    assert by_query == {activist: stage for activist, stage in by_rule.items() if stage}


def test_everybody_is_at_one_stage_at_most():
    for dates in ROADS.values():
        made.ActivistFactory(applied_on=APPLIED, **dates)

    counts = [Activist.objects.at_stage(stage, on=ADMITTED).count() for stage in ActivistStage]

    assert counts == [1, 1, 2, 1, 1]


def test_an_activist_is_on_the_way_until_the_day_before_admission():
    made.ActivistFactory(applied_on=APPLIED, target_on=TARGET, admitted_on=ADMITTED)

    days = (APPLIED - ONE_DAY, APPLIED, ADMITTED - ONE_DAY, ADMITTED)
    held = [Activist.objects.in_force(on=day).count() for day in days]

    assert held == [0, 1, 1, 0]


def test_open_rows_are_neither_admitted_nor_ended():
    on_the_way = made.ActivistFactory(applied_on=APPLIED)
    made.ActivistFactory(applied_on=APPLIED, admitted_on=ADMITTED)
    made.ActivistFactory(applied_on=APPLIED, ended_on=ADMITTED)

    assert list(Activist.objects.open()) == [on_the_way]
