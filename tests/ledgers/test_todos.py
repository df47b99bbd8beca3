"""A reminder appears on its day, leads to the page where it is done, and goes when it is done."""

import datetime

import pytest
from django.urls import reverse

from config.accounts.reach import EVERYTHING, Reach
from ledgers import todos
from ledgers.choices import ActivityKind, BranchKind, MemberStepKind as M, StepKind as K
from ledgers.models import Activist
from ledgers.rules import BranchFacts, article, branch_dues, in_short
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    ActivistStepFactory,
    ActivityFactory,
    BranchFactory,
    CoverageFactory,
    MemberFactory,
    MemberStepFactory,
    TermFactory,
)

day = datetime.date


def told(entries):
    return [(one.what, one.due, one.chance) for one in entries]


def of_activists(today):
    return told(todos.of_activists(EVERYTHING, today))


def of_members(today):
    return told(todos.of_members(EVERYTHING, today))


def by(label, number, due, *, chance=False):
    return [(f"{label}（{in_short(article(number))}）", due, chance)]


TALK = by("派人谈话", 7, day(2026, 7, 1))
INSPECT = by("培养考察", 11, day(2027, 1, 1))
PROPOSE = by("研究拟列发展对象", 13, day(2027, 7, 1), chance=True)
NOTICE = by("公示", 13, day(2027, 7, 9), chance=True)
MEETING = by("支部大会讨论接收", 19, day(2027, 9, 20))
APPROVE = by("党委审批接收", 25, day(2027, 12, 10))
OATH = by("入党宣誓", 29, day(2028, 1, 30))
CONVERT = by("支部大会讨论转正", 31, day(2028, 9, 10))
CONFIRMED = {"talked_on": day(2026, 6, 5), "confirmed_on": day(2026, 7, 1)}
TARGET = {**CONFIRMED, "target_on": day(2027, 8, 1)}
INSPECTED = [(K.INSPECT, day(2027, 1, 1)), (K.INSPECT, day(2027, 7, 1))]
REVIEWED = [*INSPECTED, (K.INSPECT, day(2027, 6, 1))]
CONSENTED = [*INSPECTED, (K.PROPOSE, day(2027, 7, 2)), (K.CONSENT, day(2027, 7, 5))]
PREREVIEWED = [(K.PREREVIEW, day(2027, 8, 20))]
MET = [*PREREVIEWED, (K.MEETING, day(2027, 9, 10))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dates", "steps", "eve", "due"),
    [
        pytest.param({}, [], day(2026, 6, 20), TALK, id="first-talk"),
        pytest.param(CONFIRMED, [], day(2026, 12, 17), INSPECT, id="half-year-review"),
        pytest.param(CONFIRMED, REVIEWED, day(2027, 6, 30), PROPOSE, id="eligible"),
        pytest.param(CONFIRMED, CONSENTED, day(2027, 7, 8), NOTICE, id="end-of-the-posting"),
        pytest.param(TARGET, PREREVIEWED, day(2027, 9, 4), MEETING, id="meeting"),
        pytest.param(TARGET, MET, day(2027, 11, 9), APPROVE, id="approval"),
    ],
)
def test_a_step_is_reminded_of_from_its_first_day_on(dates, steps, eve, due):
    activist = ActivistFactory(applied_on=day(2026, 6, 1), **dates)
    for kind, on in steps:
        ActivistStepFactory(activist=activist, kind=kind, held_on=on)

    assert [of_activists(eve), of_activists(eve + datetime.timedelta(days=1))] == [[], due]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "eve", "due"),
    [
        pytest.param([], day(2028, 1, 14), OATH, id="oath"),
        pytest.param([(M.OATH, day(2028, 1, 15))], day(2028, 8, 10), CONVERT, id="conversion"),
    ],
)
def test_a_members_step_is_reminded_of_from_its_first_day_on(steps, eve, due):
    member = MemberFactory(joined_on=day(2027, 9, 10), converted_on=None)
    approved = ActivistFactory(
        worker=member.worker, applied_on=day(2026, 6, 1), admitted_on=member.joined_on
    )
    ActivistStepFactory(activist=approved, kind=K.APPROVE, held_on=day(2027, 12, 30))
    for kind, on in steps:
        MemberStepFactory(member=member, kind=kind, held_on=on)

    assert [of_members(eve), of_members(eve + datetime.timedelta(days=1))] == [[], due]


@pytest.mark.django_db
def test_a_reminder_goes_when_the_step_is_done_and_leads_to_its_page():
    activist = ActivistFactory(applied_on=day(2026, 6, 1))
    (entry,) = todos.of_activists(EVERYTHING, day(2026, 8, 1))
    assert entry.address == reverse("admin:ledgers_activist_verb", args=[activist.pk, "talk"])
    assert (entry.unit, entry.who, entry.late(day(2026, 8, 1))) == (
        str(activist.branch),
        str(activist),
        True,
    )

    Activist.objects.update(talked_on=day(2026, 8, 1))

    assert of_activists(day(2026, 8, 1)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dates", "lost"),
    [
        pytest.param({}, False, id="full"),
        pytest.param({"left_on": day(2026, 8, 2), "left_how": "expelled"}, False, id="on-the-eve"),
        pytest.param({"left_on": day(2026, 8, 1), "left_how": "expelled"}, True, id="gone"),
        pytest.param({"converted_on": None}, True, id="not-full"),
    ],
)
def test_a_guide_who_is_no_full_member_is_to_be_replaced(dates, lost):
    guide = MemberFactory(worker__name="丙", **dates)
    activist = ActivistFactory(applied_on=day(2026, 7, 1), talked_on=day(2026, 7, 2))
    ActivistContactFactory(activist=activist, member=guide)

    expected = [("培养联系人丙现在不是正式党员，请另行指定", guide.left_on, False)]
    assert of_activists(day(2026, 8, 1)) == (expected if lost else [])


def facts(**more):
    return BranchFacts(**{"kind": BranchKind.BRANCH, "full_members": 3, **more})


HELD = {"theme_day_held": True}
TERM = {**HELD, "expires_on": day(2027, 5, 31)}
JOINT = {**HELD, "kind": BranchKind.JOINT_BRANCH}
LATE_IN_MONTH = day(2026, 11, 20)


@pytest.mark.parametrize(
    ("branch", "today", "expected"),
    [
        pytest.param(facts(**TERM), day(2026, 11, 29), [], id="term-over-six-months"),
        pytest.param(
            facts(**TERM),
            day(2026, 11, 30),
            [("任期届满，要按期换届", day(2027, 5, 31))],
            id="term-of-six-months",
        ),
        pytest.param(
            facts(**HELD, full_members=2),
            LATE_IN_MONTH,
            [("正式党员2人，不足3人，应当联合设立", None)],
            id="two-members",
        ),
        pytest.param(facts(**HELD, full_members=50), LATE_IN_MONTH, [], id="fifty-members"),
        pytest.param(
            facts(**HELD, full_members=51),
            LATE_IN_MONTH,
            [("正式党员51人，党支部一般不超过50人", None)],
            id="fifty-one-members",
        ),
        pytest.param(facts(**JOINT, full_members=1, covered=5), LATE_IN_MONTH, [], id="five-units"),
        pytest.param(
            facts(**JOINT, covered=6),
            LATE_IN_MONTH,
            [("覆盖6个单位，联合党支部一般不超过5个", None)],
            id="six-units",
        ),
        pytest.param(facts(), day(2026, 11, 19), [], id="theme-day-can-wait"),
        pytest.param(
            facts(),
            LATE_IN_MONTH,
            [("本月主题党日还没有登记", day(2026, 11, 30))],
            id="theme-day-ten-days-before",
        ),
        pytest.param(facts(kind=BranchKind.COMMITTEE), LATE_IN_MONTH, [], id="a-committee"),
    ],
)
def test_what_is_due_of_a_branch(branch, today, expected):
    assert [(due.words, due.on) for due in branch_dues(branch, today=today)] == expected


@pytest.mark.django_db
def test_a_branch_is_told_by_its_rows_of_the_day():
    branch = BranchFactory(name="联合支部", kind=BranchKind.JOINT_BRANCH)
    CoverageFactory.create_batch(6, branch=branch)
    CoverageFactory(branch=branch, ended_on=day(2026, 11, 1))
    term = TermFactory(branch=branch, expires_on=day(2027, 1, 1))
    ActivityFactory(branch=branch, kind=ActivityKind.THEME_DAY, held_on=day(2026, 10, 31))

    found = list(todos.of_branches(EVERYTHING, day(2026, 11, 25)))

    assert [(one.what, one.address) for one in found] == [
        ("任期届满，要按期换届", reverse("admin:ledgers_term_change", args=[term.pk])),
        (
            "覆盖6个单位，联合党支部一般不超过5个",
            reverse("admin:ledgers_branch_change", args=[branch.pk]),
        ),
        (
            "本月主题党日还没有登记",
            f"{reverse('admin:ledgers_activity_add')}?branch={branch.pk}&kind=theme_day",
        ),
    ]
    ActivityFactory(branch=branch, kind=ActivityKind.THEME_DAY, held_on=day(2026, 11, 1))
    assert len(list(todos.of_branches(EVERYTHING, day(2026, 11, 25)))) == 2


@pytest.mark.django_db
def test_another_units_to_dos_are_not_told():
    ActivistFactory(applied_on=day(2026, 6, 1))
    MemberFactory(joined_on=day(2025, 1, 1), converted_on=None)
    mine = Reach(whole=False, units={"branch": frozenset({BranchFactory().pk})})
    today = day(2026, 11, 1)

    assert list(todos.of_activists(mine, today)) == []
    assert list(todos.of_members(mine, today)) == []
    assert [one.what for one in todos.of_branches(mine, today)] == [
        "正式党员0人，不足3人，应当联合设立"
    ]
