"""Moves in, out and within: the letter is kept, the clock runs on, nobody is taken unseen."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from config.accounts.models import Committee
from config.accounts.reach import EVERYTHING, Reach
from ledgers import actions, todos
from ledgers.choices import Channel, LeftHow, MemberStepKind as M, StepKind as K
from ledgers.models import Activist, ActivistStep, Affiliation, Member, MemberStep
from ledgers.rules import add_months, article
from tests.factories.config import ClerkFactory
from tests.factories.ledgers import (
    ActivistFactory,
    BranchFactory,
    CoverageFactory,
    MemberFactory,
)
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.pages import errors
from tests.refusals import refused

pytestmark = pytest.mark.django_db

day = datetime.date
USED_FROM = day(2026, 6, 1)
ON = day(2026, 9, 1)
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_use():
    Committee.objects.create(name="党委", in_use_from=USED_FROM)


@pytest.fixture
def by():
    clerk = ClerkFactory()
    clerk.groups.add(Group.objects.get(name="党务干事"))
    return clerk


def take(member, kind, on, by, **facts):
    step = MemberStep(member=member, kind=kind, held_on=on, **facts)
    return actions.take_member_step(step=step, by=by)


def newcomer(**dates):
    return Member(worker=WorkerFactory(name="丁"), **dates)


OLD = {"joined_on": day(2015, 6, 1), "converted_on": day(2016, 6, 1)}
ROAD = f"接收预备党员和转正要逐步办理（{article(25)}）；从外地转入的，请填写介绍信编号。"


@pytest.mark.parametrize(
    ("dates", "moved_in_on", "words"),
    [
        pytest.param(OLD, None, None, id="of-the-old-ledger"),
        pytest.param(OLD, USED_FROM - datetime.timedelta(days=1), None, id="came-the-day-before"),
        pytest.param(OLD, USED_FROM, "转入时间", id="came-on-the-first-day"),
        pytest.param({"joined_on": USED_FROM}, None, "入党时间", id="joined-on-the-first-day"),
        pytest.param({**OLD, "converted_on": ON}, None, "转正时间", id="converted-since"),
    ],
)
def test_nobody_is_entered_as_a_member_since_the_first_day_of_use(dates, moved_in_on, words):
    entering = {"member": newcomer(**dates), "branch": BranchFactory(), "moved_in_on": moved_in_on}

    if words:
        with refused(f"{words}在启用日期以后：{ROAD}"):
            actions.enter_member(**entering)
    else:
        actions.enter_member(**entering)
    assert Member.objects.exists() == (words is None)


def arrive(**more):
    letter = {"number": "7号", "elsewhere": "外省支部", **more}
    member = newcomer(joined_on=day(2026, 3, 1))
    branch = BranchFactory()
    return actions.enter_member(
        member=member, branch=branch, moved_in_on=ON, arrival=MemberStep(**letter)
    )


def test_who_comes_with_a_letter_is_entered_and_the_letter_kept():
    member = arrive(opinion="材料齐全", issued_on=day(2026, 8, 20), valid_until=day(2026, 9, 1))

    step = MemberStep.objects.get()
    assert (step.kind, step.held_on, step.number, step.flags) == (M.ARRIVE, ON, "7号", "")
    assert Affiliation.objects.get(member=member).started_on == ON


def test_a_probationary_member_who_comes_is_examined():
    with refused(f"转入的预备党员要审查入党材料，请填写审查意见（{article(34)}）。"):
        arrive()

    assert not Member.objects.exists()


def test_who_cannot_be_recognised_leaves_with_the_approval(by):
    member = arrive(opinion="材料不全")

    take(member, M.DENY, day(2026, 10, 1), by, number="组3号", opinion="无入党志愿书")

    gone = Member.objects.get()
    assert (gone.left_on, gone.left_how) == (day(2026, 10, 1), LeftHow.NOT_RECOGNISED)


def test_a_deferred_discussion_leaves_the_day_of_conversion(by):
    committee = BranchFactory(kind="committee", approves_members=True)
    member = arrive(opinion="材料齐全")
    take(member, M.DEFER, day(2027, 3, 1), by, months=6)
    take(member, M.REQUEST, day(2027, 8, 1), by)
    vote = {"entitled": 3, "present": 3, "written": 0, "in_favour": 3, "against": 0, "abstained": 0}
    heard = {"opinions_heard": True, "one_by_one": True, "outcome": "convert", **vote}
    take(member, M.MEETING, day(2027, 8, 20), by, **heard)
    take(member, M.APPROVE, day(2027, 9, 1), by, organ=committee)

    assert Member.objects.get().converted_on == day(2027, 3, 1)


def test_a_member_counts_here_until_the_receipt_has_come(by):
    member = MemberFactory(worker__name="丁")
    letter = {"number": "8号", "elsewhere": "外省支部", "valid_until": day(2026, 9, 30)}
    take(member, M.DEPART, ON, by, **letter)
    assert Member.objects.get().left_on is None
    told = [(e.what, e.due) for e in todos.of_letters(EVERYTHING, day(2026, 9, 30))]
    assert told == [("收到转出回执", day(2026, 9, 30))]

    take(member, M.RECEIPT, day(2026, 10, 8), by)

    gone = Member.objects.get()
    assert (gone.left_on, gone.left_how) == (day(2026, 10, 8), LeftHow.TRANSFERRED_OUT)
    assert list(todos.of_letters(EVERYTHING, day(2026, 10, 9))) == []


def test_a_member_moves_with_the_number_of_the_letter(client, by):
    member, new = MemberFactory(), BranchFactory(name="新支部")
    client.force_login(by)
    by.is_superuser = True
    by.save()

    client.post(
        reverse("admin:ledgers_member_verb", args=[member.pk, "affiliate"]),
        {"party_branch": new.pk, "on": TODAY.isoformat(), "number": "9号"},
    )

    step = MemberStep.objects.get()
    assert (step.kind, step.organ, step.number) == (M.MOVE, new, "9号")
    assert Member.objects.get().branch == new


MOVES_NOT_BACK = "转移不能撤回；转错了的，请再转移一次。"


def test_an_activist_moves_and_the_year_goes_on(by):
    activist = ActivistFactory(applied_on=day(2026, 1, 1), confirmed_on=day(2026, 3, 1))
    first, second = BranchFactory(), BranchFactory()
    for branch, on in ((first, ON), (second, day(2026, 10, 1))):
        step = ActivistStep(activist=activist, kind=K.MOVE, held_on=on, organ=branch)
        step = actions.take_step(step=step, by=by)

    moved = Activist.objects.get()
    assert (moved.branch, moved.confirmed_on) == (second, day(2026, 3, 1))
    with refused(MOVES_NOT_BACK):
        actions.take_back(step=step, reason="错")


@pytest.mark.parametrize("branch", ["same", "dissolved"])
def test_an_activist_moves_to_another_branch_that_exists(by, branch):
    activist = ActivistFactory(applied_on=day(2026, 1, 1))
    gone = BranchFactory(name="旧支部", dissolved_on=ON)
    organ = activist.branch if branch == "same" else gone
    told = {
        "same": "请选择要转入的另一个党组织。",
        "dissolved": "旧支部已于2026-09-01撤销，请另选党组织。",
    }

    with refused(told[branch]):
        step = ActivistStep(activist=activist, kind=K.MOVE, held_on=ON, organ=organ)
        actions.take_step(step=step, by=by)


def applicant(**dates):
    activist = ActivistFactory.build(applied_on=day(2025, 6, 1), **dates)
    activist.worker.save()
    activist.branch.save()
    activist.worker, activist.branch = activist.worker, activist.branch
    return activist


FILE = {"number": "材1号", "elsewhere": "外省支部"}


def test_an_activist_who_comes_with_his_file_brings_his_time():
    came = applicant(talked_on=day(2025, 6, 20), confirmed_on=day(2026, 7, 1))

    actions.register_activist(activist=came, arrival=ActivistStep(**FILE, held_on=ON))

    assert Activist.objects.get().confirmed_on == day(2026, 7, 1)
    step = ActivistStep.objects.get()
    assert (step.kind, step.number, step.rule_version) == (K.ARRIVE, "材1号", "2026")


@pytest.mark.parametrize(
    ("arrival", "sentence"),
    [
        pytest.param(
            {"number": "材1号", "held_on": ON},
            "转入的，原党组织、材料文号和转入日期要一起填写。",
            id="from-nowhere",
        ),
        pytest.param(
            {**FILE, "held_on": day(2026, 6, 30)},
            "转入日期不能早于在原党组织办过的各步。",
            id="before-what-he-brings",
        ),
    ],
)
def test_a_file_names_its_origin_and_comes_after_what_it_tells(arrival, sentence):
    came = applicant(talked_on=day(2025, 6, 20), confirmed_on=day(2026, 7, 1))

    with refused(sentence):
        actions.register_activist(activist=came, arrival=ActivistStep(**arrival))


@pytest.fixture
def founded():
    """An enterprise whose people were in two other branches, and its new branch."""
    enterprise = EnterpriseFactory(name="迅达")
    people = WorkerFactory.create_batch(3, enterprise=enterprise)
    MemberFactory(worker=people[0])
    ActivistFactory(worker=people[1], applied_on=day(2026, 1, 1), confirmed_on=day(2026, 3, 1))
    ActivistFactory(worker=people[2], applied_on=day(2026, 8, 1))
    ActivistFactory(applied_on=day(2026, 1, 1))
    branch = BranchFactory(name="迅达党支部")
    CoverageFactory(branch=branch, enterprise=enterprise, started_on=ON)
    return branch, enterprise


def test_an_enterprises_people_come_to_its_new_branch_at_once_with_their_time(founded, by):
    branch, enterprise = founded

    moved = actions.take_over(branch=branch, enterprise=enterprise, on=ON, by=by, mine=EVERYTHING)

    assert moved == (1, 2)
    assert Member.objects.get().branch == branch
    assert list(Activist.objects.filter(branch=branch).values_list("confirmed_on", flat=True)) == [
        day(2026, 3, 1),
        None,
    ]
    old, new = Affiliation.objects.order_by("started_on")
    assert (old.ended_on, new.started_on, new.branch) == (ON, ON, branch)
    with refused("迅达没有要转到迅达党支部的党员和入党积极分子。"):
        actions.take_over(branch=branch, enterprise=enterprise, on=ON, by=by, mine=EVERYTHING)


def test_people_come_only_to_the_branch_that_covers_their_enterprise(founded, by):
    branch, enterprise = founded

    with refused("迅达党支部当天没有覆盖迅达，请先办理覆盖。"):
        eve = ON - datetime.timedelta(days=1)
        actions.take_over(branch=branch, enterprise=enterprise, on=eve, by=by, mine=EVERYTHING)


def test_nobody_is_taken_from_a_branch_of_somebody_else(founded, by):
    branch, enterprise = founded
    mine = Reach(whole=False, units={"branch": frozenset({branch.pk})})

    with refused("其中3人不在您负责的单位范围内，请由负责的人办理。"):
        actions.take_over(branch=branch, enterprise=enterprise, on=ON, by=by, mine=mine)

    assert not MemberStep.objects.exists()


@pytest.fixture
def association():
    return BranchFactory(name="某市快递行业协会党支部")


@pytest.mark.parametrize(
    ("started_on", "channel"),
    [
        pytest.param(ON, Channel.OWN_BRANCH, id="covered"),
        pytest.param(ON + datetime.timedelta(days=1), Channel.ASSOCIATION, id="not-yet"),
    ],
)
def test_where_somebody_applies_follows_his_enterprise(association, started_on, channel):
    own = CoverageFactory(branch__name="企业支部", started_on=started_on)

    (proposal,) = actions.proposed_branches(enterprise=own.enterprise, on=ON)

    expected = own.branch if channel == Channel.OWN_BRANCH else association
    assert proposal == (expected, channel)


@pytest.mark.parametrize(
    ("chosen", "warned"),
    [pytest.param(True, False, id="as-proposed"), pytest.param(False, True, id="another")],
)
def test_the_form_proposes_and_warns_when_another_is_chosen(
    admin_client, association, chosen, warned
):
    worker = WorkerFactory(name="乙")
    add = reverse("admin:ledgers_activist_add")
    form = admin_client.get(f"{add}?worker={worker.pk}").context["adminform"].form
    assert form.initial["branch"] == association.pk
    assert form.initial["channel"] == Channel.ASSOCIATION
    assert form.fields["branch"].help_text == f"建议：{association}（行业协会党支部）。"

    branch = association if chosen else BranchFactory()
    applied_on = add_months(TODAY, 0).isoformat()
    typed = {"worker": worker.pk, "branch": branch.pk, "applied_on": applied_on}
    page = admin_client.post(add, typed, follow=True)

    words = f"一般向{association}（行业协会党支部）申请（{article(6)}）。"
    assert (words in page.text) == warned
    assert Activist.objects.get().branch == branch


NEXT_WEEK = (TODAY + datetime.timedelta(days=7)).isoformat()


def test_a_letter_may_be_good_beyond_today_but_is_not_written_before_its_day(admin_client):
    member = MemberFactory()
    depart = reverse("admin:ledgers_member_verb", args=[member.pk, "depart"])
    letter = {"number": "8号", "elsewhere": "外省支部", "opinion": "调动", "valid_until": NEXT_WEEK}

    early = admin_client.post(depart, {**letter, "held_on": NEXT_WEEK})
    admin_client.post(depart, {**letter, "held_on": TODAY.isoformat()})

    assert early.context["form"].errors == {"held_on": ["日期不能晚于今天；请等到当天再办理。"]}
    assert str(MemberStep.objects.get().valid_until) == NEXT_WEEK


def test_who_comes_is_entered_from_the_page_with_his_letter(admin_client):
    typed = {
        "worker": WorkerFactory().pk,
        "party_branch": BranchFactory().pk,
        "joined_on": "2015-06-01",
        "converted_on": "2016-06-01",
        "number": "7号",
        "moved_in_on": TODAY.isoformat(),
        "issued_on": TODAY.isoformat(),
        "valid_until": NEXT_WEEK,
        "elsewhere": "外省支部",
        "dues_until": "2026年10月",
    }

    answer = admin_client.post(reverse("admin:ledgers_member_add"), typed)

    assert errors(answer) is None
    step = MemberStep.objects.get()
    assert (step.kind, step.number, str(step.valid_until)) == (M.ARRIVE, "7号", NEXT_WEEK)
    assert step.member.branch_id == typed["party_branch"]
