"""The steps as actions: what they write, refuse, flag and override; and the whole road."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission

from config.accounts.models import Committee
from ledgers import actions
from ledgers.choices import BranchKind, LeftHow, MemberStepKind as M, Outcome, StepKind as K
from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Affiliation,
    CalendarDay,
    CalendarYear,
    Member,
    MemberStep,
    working_days,
)
from tests.factories.config import ClerkFactory
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    BranchFactory,
    MemberFactory,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db

day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
IN_USE_FROM = day(2026, 6, 1)
LAW = "（《中国共产党发展党员工作细则》第{}条）。"
VOTE = {
    "entitled": 7,
    "present": 5,
    "written": 1,
    "in_favour": 5,
    "against": 1,
    "abstained": 0,
    "one_by_one": True,
}


@pytest.fixture(autouse=True)
def in_use():
    Committee.objects.create(name="党委", in_use_from=IN_USE_FROM)


@pytest.fixture
def party_clerk():
    clerk = ClerkFactory()
    clerk.groups.add(Group.objects.get(name="党务干事"))
    return clerk


@pytest.fixture
def reviewer():
    reviewer = ClerkFactory()
    reviewer.groups.add(Group.objects.get(name="审核人"))
    return reviewer


@pytest.fixture
def committee():
    return BranchFactory(name="行业党委", kind=BranchKind.COMMITTEE, approves_members=True)


@pytest.fixture
def applicant():
    return ActivistFactory(
        worker__name="乙", branch__name="老支部", applied_on=day(2026, 6, 1), channel="own_branch"
    )


@pytest.fixture
def take(applicant, party_clerk):
    def take(kind, on, *, by=party_clerk, **facts):
        step = ActivistStep(activist=applicant, kind=kind, held_on=on, **facts)
        return actions.take_step(step=step, by=by)

    return take


@pytest.fixture
def confirmed(take):
    take(K.TALK, day(2026, 6, 20), who="甲")
    take(K.CONFIRM, day(2026, 7, 1), decided_by="committee", recommended_by="members")


@pytest.fixture
def target(take, applicant, confirmed, committee):
    ActivistContactFactory(activist=applicant, started_on=day(2026, 7, 1))
    for on in (day(2026, 12, 30), day(2027, 6, 30)):
        take(K.INSPECT, on, opinion="好")
    take(K.PROPOSE, day(2027, 7, 1), decided_by="committee", opinions_heard=True)
    take(K.CONSENT, day(2027, 7, 5), organ=committee, number="1号")
    take(K.NOTICE, day(2027, 7, 12), started_on=day(2027, 7, 6), place="公示栏")
    take(K.LIST, day(2027, 7, 13))


@pytest.fixture
def reviewed(take, target, committee):
    first, second = MemberFactory.create_batch(2)
    take(K.INTRODUCE, day(2027, 7, 20), first_introducer=first, second_introducer=second)
    take(K.REVIEW, day(2027, 8, 1), opinion="合格")
    take(K.TRAIN, day(2027, 8, 6), started_on=day(2027, 8, 4))
    take(K.BRANCH_REVIEW, day(2027, 8, 10))
    take(K.PREREVIEW, day(2027, 8, 20), organ=committee, number="2号")
    take(K.FORM, day(2027, 8, 25), number="0001")


@pytest.fixture
def met(take, reviewed):
    take(K.MEETING, day(2027, 9, 20), secret=True, **VOTE)
    take(K.COMMITTEE_TALK, day(2027, 10, 1), who="丙", opinion="同意")


@pytest.fixture
def admitted(take, met, committee):
    take(K.APPROVE, day(2027, 12, 20), organ=committee, number="3号", one_by_one=True)
    return Member.objects.get(worker__name="乙")


@pytest.fixture
def pass_on(party_clerk):
    def pass_on(member, kind, on, *, by=party_clerk, **facts):
        step = MemberStep(member=member, kind=kind, held_on=on, **facts)
        return actions.take_member_step(step=step, by=by)

    return pass_on


def test_the_whole_road_leaves_no_flag_and_makes_a_probationary_member(applicant, admitted):
    flagged = ActivistStep.objects.exclude(flags="")
    road = Activist.objects.get(pk=applicant.pk)
    affiliation = Affiliation.objects.get(member=admitted)

    assert not flagged.exists()
    assert (road.talked_on, road.confirmed_on) == (day(2026, 6, 20), day(2026, 7, 1))
    assert (road.target_on, road.admitted_on) == (day(2027, 7, 13), day(2027, 9, 20))
    assert (admitted.joined_on, admitted.converted_on) == (day(2027, 9, 20), None)
    assert (affiliation.branch, affiliation.started_on) == (road.branch, day(2027, 9, 20))
    assert ActivistContact.objects.get().ended_on == day(2027, 9, 20)
    assert set(ActivistStep.objects.values_list("rule_version", flat=True)) == {"2026"}


def test_a_late_talk_is_flagged_and_kept(take):
    step = take(K.TALK, day(2026, 7, 2))

    assert step.flags == f"收到入党申请书后一个月内应当派人谈话{LAW.format('七')}"


def test_a_year_of_education_is_a_year(take, confirmed):
    sentence = f"确定为入党积极分子还不满一年{LAW.format('十三')}"

    with refused(sentence):
        take(K.PROPOSE, day(2027, 6, 30), decided_by="committee", opinions_heard=True)

    assert not ActivistStep.objects.filter(kind=K.PROPOSE).exists()


def test_what_happened_before_the_committee_began_is_flagged_and_never_refused(take, applicant):
    Activist.objects.update(applied_on=day(2025, 6, 1), confirmed_on=day(2026, 1, 1))

    step = take(K.PROPOSE, IN_USE_FROM - ONE_DAY, decided_by="committee", opinions_heard=True)

    assert f"确定为入党积极分子还不满一年{LAW.format('十三')}" in step.flags.splitlines()


def test_who_has_the_right_overrides_with_a_reason_that_is_kept(take, confirmed, reviewer):
    step = take(
        K.PROPOSE,
        day(2027, 6, 30),
        by=reviewer,
        decided_by="committee",
        opinions_heard=True,
        override_reason="经县委组织部同意",
    )

    kept = step.history.get()
    assert kept.override_reason == "经县委组织部同意"
    assert f"确定为入党积极分子还不满一年{LAW.format('十三')}" in kept.flags.splitlines()


def test_who_keeps_the_ledger_overrides_nothing(take, confirmed):
    with refused("没有放行的权限，请由审核人办理。"):
        take(K.PROPOSE, day(2027, 6, 30), opinions_heard=True, override_reason="急")


def test_what_breaks_nothing_is_not_overridden(take, reviewer):
    with refused("这一步没有违反规定，不用放行；请由经办人照常办理。"):
        take(K.TALK, day(2026, 6, 20), by=reviewer, override_reason="急")


def test_only_the_reviewer_may_override():
    right = Permission.objects.get(codename="override_rules_activiststep")

    assert [group.name for group in right.group_set.all()] == ["审核人"]


def test_a_step_is_taken_once(take, confirmed):
    with refused("乙已于2026-06-20办过“派人谈话”。"):
        take(K.TALK, day(2026, 6, 21))


def test_a_date_that_a_sheet_brought_is_a_step_taken(take):
    Activist.objects.update(confirmed_on=day(2026, 6, 5))

    with refused("乙已于2026-06-05办过“确定积极分子”。"):
        take(K.CONFIRM, day(2026, 7, 1), decided_by="committee", recommended_by="members")


def test_a_failed_review_is_kept_and_may_come_again(take, target):
    take(K.REVIEW, day(2027, 8, 1), opinion="待查", result="failed")
    take(K.REVIEW, day(2027, 9, 1), opinion="合格")

    assert ActivistStep.objects.filter(kind=K.REVIEW).count() == 2


def test_a_resolution_without_a_majority_is_kept_as_failed_and_admits_nobody(take, reviewed):
    lost = {**VOTE, "in_favour": 3, "against": 3}
    sentence = f"赞成人数没有超过应到会有表决权的党员的半数，决议不能通过{LAW.format('二十')}"
    with refused(sentence):
        take(K.MEETING, day(2027, 9, 20), secret=True, **lost)

    take(K.MEETING, day(2027, 9, 20), secret=True, result="failed", **lost)

    with refused(f"要先由支部大会通过{LAW.format('二十三')}"):
        take(K.COMMITTEE_TALK, day(2027, 10, 1))


def test_a_form_goes_to_one_person(take, target, committee, reviewer):
    ActivistStep.objects.create(
        activist=ActivistFactory(), kind=K.FORM, held_on=day(2027, 1, 1), number="0001"
    )

    with refused("这个编号的入党志愿书已经发过，请核对编号。"):
        take(K.FORM, day(2027, 8, 25), number="0001")


def test_nobody_is_admitted_without_a_meeting_whatever_the_reason(
    take, reviewed, committee, reviewer
):
    with refused("没有登记支部大会，入党时间无从算起，不能接收。"):
        take(
            K.APPROVE,
            day(2027, 12, 20),
            by=reviewer,
            organ=committee,
            one_by_one=True,
            override_reason="急",
        )

    assert not Member.objects.filter(worker__name="乙").exists()


def test_a_committee_without_the_right_approves_nobody(take, met):
    other = BranchFactory(kind=BranchKind.COMMITTEE)

    with refused(f"这个党组织没有审批预备党员的权限{LAW.format('二十二')}"):
        take(K.APPROVE, day(2027, 12, 20), organ=other, one_by_one=True)


def test_who_is_not_approved_stays_a_target(take, met, applicant, committee):
    take(K.APPROVE, day(2027, 12, 20), organ=committee, one_by_one=True, result="failed")

    assert Activist.objects.get(pk=applicant.pk).admitted_on is None
    assert not Member.objects.filter(worker__name="乙").exists()


def test_the_calendar_of_the_office_counts_the_posting(take, applicant, confirmed, committee):
    Activist.objects.update(confirmed_on=day(2026, 6, 2))
    year = CalendarYear.objects.create(year=2027, known=True)
    CalendarDay.objects.create(year=year, day=day(2027, 7, 7), name="假日")
    CalendarDay.objects.create(year=year, day=day(2027, 7, 10), kind="worked")
    take(K.PROPOSE, day(2027, 7, 1), decided_by="committee", opinions_heard=True)
    take(K.CONSENT, day(2027, 7, 5), organ=committee)

    with refused(f"公示不能少于五个工作日{LAW.format('十三')}"):
        take(K.NOTICE, day(2027, 7, 11), started_on=day(2027, 7, 6))
    take(K.NOTICE, day(2027, 7, 12), started_on=day(2027, 7, 6))

    assert working_days().count(day(2027, 7, 6), day(2027, 7, 11)) == 4


def test_the_latest_step_is_taken_back_with_its_date(take, applicant, confirmed):
    step = ActivistStep.objects.get(kind=K.CONFIRM)

    actions.take_back(step=step, reason="录错了人")

    assert Activist.objects.get(pk=applicant.pk).confirmed_on is None
    assert list(ActivistStep.objects.live().values_list("kind", flat=True)) == ["talk"]
    take(K.CONFIRM, day(2026, 7, 2), decided_by="committee", recommended_by="members")


def test_an_earlier_step_is_not_taken_back(confirmed):
    with refused("只能撤回最后办理的一步。"):
        actions.take_back(step=ActivistStep.objects.get(kind=K.TALK), reason="错")


def test_nothing_is_taken_back_after_admission(admitted):
    with refused("乙已于2027-09-20接收为预备党员。"):
        actions.take_back(step=ActivistStep.objects.get(kind=K.APPROVE), reason="错")


@pytest.mark.parametrize("column", ["talked_on", "confirmed_on", "target_on"])
def test_nobody_is_entered_with_steps_that_bind(column):
    row = ActivistFactory.build(applied_on=day(2026, 5, 1), **{column: IN_USE_FROM})
    row.worker.save()
    row.branch.save()
    row.worker, row.branch = row.worker, row.branch
    words = Activist._meta.get_field(column).verbose_name

    with refused(f"{words}在启用日期以后；请先登记申请，再逐步办理。"):
        actions.register_activist(activist=row)


EXPIRY = day(2028, 9, 20)
HEARD = {"opinions_heard": True, **VOTE}


def test_conversion_counts_from_the_expiry(admitted, pass_on, committee):
    pass_on(admitted, M.OATH, day(2028, 1, 20), place="礼堂")
    pass_on(admitted, M.REQUEST, day(2028, 9, 1))
    pass_on(admitted, M.MEETING, EXPIRY + ONE_DAY, outcome=Outcome.CONVERT, **HEARD)
    pass_on(admitted, M.APPROVE, day(2028, 11, 1), organ=committee)

    assert Member.objects.get(pk=admitted.pk).converted_on == EXPIRY
    assert not MemberStep.objects.exclude(flags="").exists()


def test_nobody_converts_before_the_expiry(admitted, pass_on):
    pass_on(admitted, M.REQUEST, day(2028, 9, 1))

    with refused(f"预备期还没有满{LAW.format('三十一')}"):
        pass_on(admitted, M.MEETING, EXPIRY - ONE_DAY, outcome=Outcome.CONVERT, **HEARD)


def test_an_extension_moves_the_expiry_once(admitted, pass_on, committee):
    pass_on(admitted, M.REQUEST, day(2028, 9, 1))
    pass_on(admitted, M.MEETING, EXPIRY, outcome=Outcome.EXTEND, months=6, **HEARD)
    pass_on(admitted, M.APPROVE, day(2028, 10, 1), organ=committee)
    assert Member.objects.get(pk=admitted.pk).converted_on is None

    later = day(2029, 3, 20)
    with refused(f"延长预备期只能一次{LAW.format('三十一')}"):
        pass_on(admitted, M.MEETING, later, outcome=Outcome.EXTEND, months=6, **HEARD)
    pass_on(admitted, M.MEETING, later, outcome=Outcome.CONVERT, **HEARD)
    pass_on(admitted, M.APPROVE, day(2029, 4, 1), organ=committee)

    assert Member.objects.get(pk=admitted.pk).converted_on == later


def test_a_cancellation_ends_the_membership_on_its_approval(admitted, pass_on, committee):
    pass_on(admitted, M.MEETING, day(2028, 3, 1), outcome=Outcome.CANCEL, **HEARD)
    pass_on(admitted, M.APPROVE, day(2028, 4, 1), organ=committee)

    gone = Member.objects.get(pk=admitted.pk)
    assert (gone.left_on, gone.left_how) == (day(2028, 4, 1), LeftHow.CANCELLED)
    assert Affiliation.objects.get(member=gone).ended_on == day(2028, 4, 1)


def test_an_oath_is_sworn_once(admitted, pass_on):
    pass_on(admitted, M.OATH, day(2028, 1, 20))

    with refused("乙已于2028-01-20办过“入党宣誓”。"):
        pass_on(admitted, M.OATH, day(2028, 1, 21))


def test_a_full_member_is_not_discussed_again(pass_on):
    full = MemberFactory(worker__name="丁")

    with refused("丁已于2016-06-20转正。"):
        pass_on(full, M.MEETING, day(2028, 1, 1))


def test_a_bare_date_of_conversion_is_refused_from_the_start_of_use_on(admitted):
    with refused("启用日期以后的转正，请依次办理转正申请、支部大会和党委审批。"):
        actions.convert(member=admitted, on=EXPIRY, precision="day")


def test_the_latest_step_of_a_member_is_taken_back(admitted, pass_on):
    first = pass_on(admitted, M.OATH, day(2028, 1, 19))
    second = pass_on(admitted, M.REQUEST, day(2028, 9, 1))
    with refused("只能撤回最后办理的一步。"):
        actions.take_member_step_back(step=first, reason="错")

    actions.take_member_step_back(step=second, reason="错")

    assert list(MemberStep.objects.live()) == [first]


def test_what_an_approval_made_is_not_taken_back(admitted, pass_on, committee):
    pass_on(admitted, M.REQUEST, day(2028, 9, 1))
    pass_on(admitted, M.MEETING, EXPIRY, outcome=Outcome.CONVERT, **HEARD)
    approval = pass_on(admitted, M.APPROVE, day(2028, 11, 1), organ=committee)

    with refused("乙已于2028-09-20转正，这一步不能撤回。"):
        actions.take_member_step_back(step=approval, reason="错")
