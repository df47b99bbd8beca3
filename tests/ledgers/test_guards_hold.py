"""Every guard of the table, as the verb keeps it: refused, let pass by right, or flagged."""

import dataclasses
import datetime
import random

import pytest
from django.contrib.auth.models import Group

from config.accounts.models import Committee
from ledgers import actions
from ledgers.choices import BranchKind, MemberStanding, MemberStepKind as M, StepKind as K
from ledgers.models import ActivistStep, Member, MemberStep
from ledgers.models.steps import VOTES
from ledgers.rules import guards, member_guards
from ledgers.rules.order import MOVES
from tests.factories.config import ClerkFactory
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    ActivistStepFactory,
    BranchFactory,
    MemberFactory,
    MemberStepFactory,
)
from tests.ledgers.rules import test_guards as book
from tests.ledgers.rules.test_guards import sentence
from tests.refusals import refused

pytestmark = pytest.mark.django_db

day = datetime.date
LEFT_OUT = {"kind", "introducers", "organ_may_approve", "vote"}
NEVER = {
    *("one-introducer-twice", "a-vote-missing"),
    *("talk-before-applying", "confirmed-before-applying"),
}
"""What cannot have been so, nobody can let pass."""


@pytest.fixture(autouse=True)
def in_use():
    Committee.objects.create(name="党委", in_use_from=day(2014, 1, 1))


def having(role):
    clerk = ClerkFactory()
    clerk.groups.add(Group.objects.get(name=role))
    return clerk


def facts(taken):
    """The columns of a step that holds what the rules were told."""
    columns = {name: value for name, value in vars(taken).items() if name not in LEFT_OUT}
    if taken.organ_may_approve:
        columns["organ"] = BranchFactory(kind=BranchKind.COMMITTEE, approves_members=True)
    if taken.vote:
        columns |= {name: getattr(taken.vote, name) for name in VOTES}
    return {"kind": taken.kind, **columns}


def of_activist(taken):
    asked = {field.name for field in ActivistStep._meta.fields}
    columns = {name: value for name, value in facts(taken).items() if name in asked}
    known = {}
    for name, (pk, standing) in zip(
        ("first_introducer", "second_introducer"), taken.introducers, strict=False
    ):
        full = {} if standing == MemberStanding.FULL else {"converted_on": None}
        columns[name] = known.setdefault(pk, MemberFactory(**full))
    return columns


def of_member(taken):
    asked = {field.name for field in MemberStep._meta.fields}
    return {name: value for name, value in facts(taken).items() if name in asked}


def stored(way):
    """An activist with the way behind him."""
    activist = ActivistFactory(
        worker__name="乙",
        branch__kind=way.branch_kind,
        **{n: getattr(way, n) for n in ("applied_on", "talked_on", "confirmed_on", "target_on")},
        floating=way.floating,
    )
    ActivistContactFactory.create_batch(way.contacts, activist=activist)
    for step in way.steps:
        ActivistStepFactory(activist=activist, **of_activist(step))
    return activist


def stored_member(way):
    member = MemberFactory(worker__name="丙", joined_on=way.joined_on, converted_on=None)
    if way.approved_on:
        approved = {"activist__worker": member.worker, "activist__admitted_on": way.joined_on}
        ActivistStepFactory(kind=K.APPROVE, held_on=way.approved_on, **approved)
    for step in way.steps:
        MemberStepFactory(member=member, **of_member(step))
    return member


def once_more(step):
    """The step that is judged is not among those already taken."""
    return lambda other: other.kind != step.kind or other.kind == K.INSPECT


def attempt(case, by, **more):
    _, taken, way, *_ = case
    kept = tuple(filter(once_more(taken), way.steps))
    column = {K.CONFIRM: "confirmed_on", K.TALK: "talked_on", K.LIST: "target_on"}.get(taken.kind)
    way = dataclasses.replace(way, steps=kept, **({column: None} if column else {}))
    step = ActivistStep(activist=stored(way), **of_activist(taken), **more)
    return actions.take_step(step=step, by=by)


def attempt_of_member(case, by, **more):
    _, taken, way, _ = case
    if taken.kind not in {M.MEETING, M.APPROVE}:
        way = dataclasses.replace(way, steps=tuple(filter(once_more(taken), way.steps)))
    step = MemberStep(member=stored_member(way), **of_member(taken), **more)
    return actions.take_member_step(step=step, by=by)


def named(cases):
    return [pytest.param(case, id=case[0]) for case in cases]


HARD = [case for case in book.CASES if case[3]]
SOFT = [case for case in book.CASES if not case[3]]
OF_APPROVAL = {book.LATE, book.UNEXPLAINED, book.TOO_LATE}


def test_the_cases_leave_out_no_guard():
    shown = {sentence(words, number) for *_, number, words in book.CASES} | OF_APPROVAL
    assert {g.told().sentence for g in guards.GUARDS["2026"]} == shown

    of_members = {sentence(w, n) for *_, told in book.MEMBER_CASES for w, n, _ in told}
    votes = {g.told().sentence for g in member_guards.GUARDS["2026"] if g.words in VOTING}
    assert {g.told().sentence for g in member_guards.GUARDS["2026"]} - of_members == votes


VOTING = {
    "讨论两个以上的发展对象要逐个讨论和表决",
    "赞成、反对、弃权之和要等于到会人数加书面意见数，且不能超过应到会人数",
}
"""Judged by the very guards of admission."""


@pytest.mark.parametrize("case", named(HARD))
def test_a_hard_guard_refuses_with_its_article_and_nothing_is_written(case):
    *_, number, words = case
    before = set(ActivistStep.objects.values_list("pk", flat=True))

    with pytest.raises(actions.ActivistRefused) as told:
        attempt(case, having("党务干事"))

    assert sentence(words, number) in str(told.value)
    assert not ActivistStep.objects.exclude(pk__in=before).filter(rule_version="2026").exists()


@pytest.mark.parametrize("case", named(c for c in HARD if c[0] not in NEVER))
def test_the_right_lets_it_pass_with_a_reason_and_the_history_keeps_both(case):
    *_, number, words = case
    step = attempt(case, having("审核人"), override_reason="组织部同意")

    line = step.history.get()
    assert (line.override_reason, line.rule_version) == ("组织部同意", "2026")
    assert sentence(words, number) in line.flags.splitlines()


@pytest.mark.parametrize("case", named(c for c in HARD if c[0] in NEVER))
def test_what_cannot_be_so_is_refused_whatever_the_reason(case):
    with pytest.raises(actions.ActivistRefused):
        attempt(case, having("审核人"), override_reason="组织部同意")


@pytest.mark.parametrize("case", named(SOFT))
def test_a_soft_guard_flags_and_lets_pass(case):
    *_, number, words = case

    step = attempt(case, having("党务干事"))

    assert step.flags.splitlines() == [sentence(words, number)]


@pytest.mark.parametrize("case", named(book.MEMBER_CASES))
def test_a_members_guards_hold(case):
    told = [(sentence(words, number), hard) for words, number, hard in case[3]]
    refusal = "".join(words for words, hard in told if hard)

    if refusal:
        with refused(refusal):
            attempt_of_member(case, having("党务干事"))
    else:
        step = attempt_of_member(case, having("党务干事"))
        assert step.flags.splitlines() == [words for words, _ in told]


@pytest.mark.parametrize(
    "case", named(c for c in book.MEMBER_CASES if any(hard for *_, hard in c[3]))
)
def test_a_members_guard_is_let_pass_by_right_and_reason(case):
    if case[0] == "approved-unheard":
        with refused("没有登记支部大会的决议，不能审批。"):
            attempt_of_member(case, having("审核人"), override_reason="组织部同意")
        return

    step = attempt_of_member(case, having("审核人"), override_reason="组织部同意")

    assert step.history.get().override_reason == "组织部同意"
    assert step.flags.splitlines() == [sentence(words, number) for words, number, _ in case[3]]


@pytest.mark.parametrize(
    ("held_on", "version", "flags"),
    [
        pytest.param(day(2026, 5, 10), "2014", 0, id="the-day-before-the-revision"),
        pytest.param(day(2026, 5, 11), "2026", 2, id="the-day-of-the-revision"),
    ],
)
def test_a_step_is_judged_by_the_text_of_its_own_day(held_on, version, flags):
    activist = ActivistFactory(applied_on=day(2024, 1, 1), confirmed_on=day(2024, 3, 1))
    ActivistStepFactory(
        activist=activist, kind=K.PROPOSE, held_on=day(2026, 3, 1), rule_version="2014"
    )
    step = ActivistStep(activist=activist, kind=K.LIST, held_on=held_on)
    step.override_reason = "组织部同意" if version == "2026" else ""

    taken = actions.take_step(step=step, by=having("审核人"))

    assert (taken.rule_version, len(taken.flags.splitlines())) == (version, flags)
    assert ActivistStep.objects.get(kind=K.PROPOSE).rule_version == "2014"


OPTIONAL = {K.TALK, K.FILE, K.INSPECT}
BY_THE_BOOK = [
    book.taken(K.TALK, day(2026, 6, 20)),
    book.WHOLE[1][0],
    book.taken(K.FILE, book.CONFIRMED),
    *book.INSPECTED,
    *(book.PROPOSED, book.CONSENTED, book.POSTED),
    book.taken(K.LIST, book.TARGET),
    *(book.INTRODUCED, book.REVIEWED, book.TRAINED, book.CHECKED, book.PREREVIEWED),
    *(book.ISSUED, book.MET, book.TALKED, book.APPROVED),
]
PROBATION = [
    book.REQUESTED,
    book.DISCUSSED,
    book.GRANTED,
]


def walk(left_out):
    """Take the road by the book without some of its steps; what is refused stays undone."""
    activist, by = ActivistFactory(applied_on=book.APPLIED), having("党务干事")
    for taken in BY_THE_BOOK:
        if taken.kind not in left_out:
            attempted(actions.take_step, ActivistStep(activist=activist, **of_activist(taken)), by)
    member = Member.objects.filter(worker=activist.worker).first()
    for taken in PROBATION if member else ():
        if f"member {taken.kind}" not in left_out:
            attempted(actions.take_member_step, MemberStep(member=member, **of_member(taken)), by)
    return Member.objects.filter(worker=activist.worker, converted_on__isnull=False).exists()


def attempted(take, step, by):
    try:
        take(step=step, by=by)
    except (actions.ActivistRefused, actions.MemberRefused):
        return


EVERY_STEP = [
    *sorted(kind.value for kind in set(K) - set(MOVES)),
    *(f"member {taken.kind}" for taken in PROBATION),
]


def some_left_out():
    chance = random.Random(2026)  # noqa: S311 -- no secret hangs on it
    yield set()
    yield {str(kind) for kind in OPTIONAL}
    for kind in EVERY_STEP:
        yield {kind}
    for _ in range(12):
        yield set(chance.sample(EVERY_STEP, chance.randint(2, 6)))


@pytest.mark.parametrize(
    "left_out",
    [pytest.param(some, id="-".join(sorted(some)) or "none") for some in some_left_out()],
)
def test_nobody_becomes_a_full_member_past_a_step_that_must_be_taken(left_out):
    assert walk(left_out) == (left_out <= OPTIONAL)
    assert not ActivistStep.objects.exclude(override_reason="").exists()
