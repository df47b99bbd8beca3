import datetime
from contextlib import nullcontext

import pytest

from config.accounts.models import Committee
from ledgers import actions
from ledgers.choices import LeftHow
from ledgers.models import Activist, ActivistContact, Affiliation, Coverage, Member, Post
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    BranchFactory,
    CoverageFactory,
    MemberFactory,
    PostFactory,
)
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from tests.refusals import refused

pytestmark = pytest.mark.django_db

JOINED = datetime.date(2021, 6, 20)
LATER = datetime.date(2022, 9, 1)
LATEST = datetime.date(2023, 1, 5)
ONE_DAY = datetime.timedelta(days=1)


def affiliations(member):
    rows = Affiliation.objects.filter(member=member).order_by("pk")
    return list(rows.values_list("branch__name", "started_on", "ended_on"))


@pytest.fixture
def old():
    return BranchFactory(name="老支部")


@pytest.fixture
def new():
    return BranchFactory(name="新支部")


@pytest.fixture
def member(old):
    return MemberFactory(worker__name="甲", branch=old, joined_on=JOINED, converted_on=None)


@pytest.fixture
def target(old):
    return ActivistFactory(
        worker__name="乙",
        branch=old,
        applied_on=datetime.date(2021, 3, 2),
        confirmed_on=datetime.date(2021, 9, 25),
        target_on=LATER,
    )


def test_register_member_begins_the_affiliation_with_joining(new):
    unsaved = Member(worker=WorkerFactory(), joined_on=JOINED)

    actions.register_member(member=unsaved, branch=new)

    stored = Member.objects.get()
    assert stored.branch == new
    assert affiliations(stored) == [("新支部", JOINED, None)]


def test_register_member_begins_the_affiliation_with_moving_in(new):
    unsaved = Member(worker=WorkerFactory(), joined_on=JOINED)

    actions.register_member(member=unsaved, branch=new, moved_in_on=LATER)

    assert affiliations(unsaved) == [("新支部", LATER, None)]


def test_register_member_refuses_moving_in_before_joining(new):
    unsaved = Member(worker=WorkerFactory(), joined_on=JOINED)

    with refused("转入时间不能早于入党时间（2021-06-20）。"):
        actions.register_member(member=unsaved, branch=new, moved_in_on=JOINED - ONE_DAY)


def test_register_member_refuses_a_member(member, new):
    again = Member(worker=member.worker, joined_on=LATER)

    with refused("甲已在党员台账中。"):
        actions.register_member(member=again, branch=new)


def test_register_member_refuses_a_dissolved_branch():
    gone = BranchFactory(name="旧支部", dissolved_on=JOINED)
    unsaved = Member(worker=WorkerFactory(), joined_on=JOINED)

    with refused("旧支部已于2021-06-20撤销，请另选支部或日期。"):
        actions.register_member(member=unsaved, branch=gone)


def test_correct_joining_takes_along_the_affiliation_that_began_with_it(member, old):
    member.joined_on = LATER
    actions.correct_joining(member=member)

    assert affiliations(member) == [("老支部", LATER, None)]


def test_correct_joining_refuses_a_day_after_moving_in(old):
    moved = MemberFactory(
        branch=old, joined_on=JOINED, converted_on=None, affiliation__started_on=LATER
    )
    moved.joined_on = LATER + ONE_DAY

    with refused("入党时间不能晚于转入老支部的时间（2022-09-01）。"):
        actions.correct_joining(member=moved)

    assert Member.objects.get().joined_on == JOINED


def test_correct_joining_refuses_the_day_of_the_first_move(member, new):
    actions.affiliate(member=member, branch=new, on=LATER)
    member.refresh_from_db()
    member.joined_on = LATER

    with refused("入党时间必须早于转出老支部的时间（2022-09-01）。"):
        actions.correct_joining(member=member)


@pytest.mark.parametrize(
    ("joined_on", "in_use_from", "sentence"),
    [
        pytest.param(
            datetime.date(2022, 5, 17),
            JOINED,
            "甲入党时不满18周岁（《中国共产党发展党员工作细则》第五条）",
            id="eve",
        ),
        pytest.param(datetime.date(2022, 5, 18), JOINED, None, id="18th-birthday"),
        pytest.param(datetime.date(2022, 5, 17), LATER, None, id="before-the-rules-bind"),
        pytest.param(datetime.date(2022, 5, 17), None, None, id="no-first-day-set"),
    ],
)
def test_register_member_refuses_who_is_too_young(new, joined_on, in_use_from, sentence):
    Committee(name="某行业党委", in_use_from=in_use_from).save()
    worker = WorkerFactory(
        name="甲", identity_number=invented_number(0, datetime.date(2004, 5, 18))
    )
    unsaved = Member(worker=worker, joined_on=joined_on)

    told = refused(f"{sentence}，请核对入党时间和身份证号。") if sentence else nullcontext()
    with told:
        actions.register_member(member=unsaved, branch=new)

    assert Member.objects.exists() == (sentence is None)


def test_affiliate_ends_one_affiliation_and_begins_the_next(member, new):
    actions.affiliate(member=member, branch=new, on=LATER)

    assert affiliations(member) == [("老支部", JOINED, LATER), ("新支部", LATER, None)]
    assert Member.objects.get().branch == new


def test_affiliate_refuses_the_same_branch(member, old):
    with refused("甲的组织关系已经在老支部，不用转移。"):
        actions.affiliate(member=member, branch=old, on=LATER)


def test_affiliate_refuses_the_day_of_moving_in(member, new):
    with refused("日期必须晚于转入老支部的时间（2021-06-20）。"):
        actions.affiliate(member=member, branch=new, on=JOINED)


def test_affiliate_refuses_a_dissolved_branch(member):
    gone = BranchFactory(name="旧支部", dissolved_on=LATER)

    with refused("旧支部已于2022-09-01撤销，请另选支部或日期。"):
        actions.affiliate(member=member, branch=gone, on=LATER)


def test_affiliate_refuses_who_has_left(member, new):
    actions.end_membership(member=member, on=LATER, how=LeftHow.TRANSFERRED_OUT)

    with refused("甲已于2022-09-01减员。"):
        actions.affiliate(member=member, branch=new, on=LATEST)


def test_affiliate_refuses_who_has_no_affiliation(new):
    lost = MemberFactory(worker__name="丙", branch=None)

    with refused("丙没有登记所在支部，请联系管理员核对组织关系。"):
        actions.affiliate(member=lost, branch=new, on=LATER)


def test_correct_branch_rewrites_the_open_affiliation(member, new):
    actions.correct_branch(member=member, branch=new)

    assert affiliations(member) == [("新支部", JOINED, None)]
    assert Member.objects.get().branch == new


def test_correct_branch_refuses_what_is_no_change(member, old):
    with refused("所选支部和原来一样，没有要更正的内容。"):
        actions.correct_branch(member=member, branch=old)


def test_convert_keeps_the_precision(member):
    actions.convert(member=member, on=datetime.date(2022, 6, 1), precision="month")

    stored = Member.objects.get()
    assert (stored.converted_on, stored.converted_on_precision) == (
        datetime.date(2022, 6, 1),
        "month",
    )


def test_convert_refuses_a_full_member(member):
    actions.convert(member=member, on=LATER, precision="day")

    with refused("甲已于2022-09-01转正。"):
        actions.convert(member=member, on=LATEST, precision="day")


def test_convert_refuses_the_day_of_joining(member):
    with refused("转正时间必须晚于入党时间（2021-06-20）。"):
        actions.convert(member=member, on=JOINED, precision="day")


def test_end_membership_ends_affiliation_and_posts(member, old):
    PostFactory(member=member, branch=old)

    actions.end_membership(member=member, on=LATER, how=LeftHow.DECEASED)

    stored = Member.objects.get()
    assert (stored.left_on, stored.left_how, stored.branch) == (LATER, "deceased", None)
    assert affiliations(stored) == [("老支部", JOINED, LATER)]
    assert list(Post.objects.values_list("ended_on", flat=True)) == [LATER]


def test_end_membership_refuses_the_day_of_joining(member):
    with refused("减员日期必须晚于入党时间（2021-06-20）。"):
        actions.end_membership(member=member, on=JOINED, how=LeftHow.DECEASED)


def test_end_membership_refuses_a_day_before_a_post_began(member, old):
    PostFactory(member=member, branch=old, started_on=LATER)

    with refused("减员日期必须晚于任书记的时间（2022-09-01）。"):
        actions.end_membership(member=member, on=LATER, how=LeftHow.DECEASED)

    assert Member.objects.get().left_on is None
    assert affiliations(member) == [("老支部", JOINED, None)]


def test_end_membership_happens_once(member):
    actions.end_membership(member=member, on=LATER, how=LeftHow.DECEASED)

    with refused("甲已于2022-09-01减员。"):
        actions.end_membership(member=member, on=LATEST, how=LeftHow.DECEASED)


def test_register_activist_enters_who_has_left_the_party(old):
    left = MemberFactory(left_on=LATER, left_how=LeftHow.EXPELLED, branch=None)

    actions.register_activist(activist=Activist(worker=left.worker, branch=old, applied_on=LATEST))

    assert Activist.objects.get().worker == left.worker


def test_register_activist_refuses_a_member(member, old):
    unsaved = Activist(worker=member.worker, branch=old, applied_on=LATEST)

    with refused("甲已在党员台账中，不能再登记为入党申请人。"):
        actions.register_activist(activist=unsaved)

    assert not Activist.objects.exists()


def test_register_activist_refuses_who_is_on_the_way(target, old):
    unsaved = Activist(worker=target.worker, branch=old, applied_on=LATEST)

    with refused("乙已在入党积极分子台账中，不能重复登记。"):
        actions.register_activist(activist=unsaved)


def test_assign_contact_names_a_full_member(target):
    guide = MemberFactory()

    actions.assign_contact(activist=target, member=guide, on=LATER)

    contact = ActivistContact.objects.get()
    assert (contact.activist, contact.member, contact.started_on) == (target, guide, LATER)


def test_assign_contact_refuses_who_is_not_full_on_the_day(target):
    guide = MemberFactory(worker__name="丙", joined_on=JOINED, converted_on=LATER)

    with refused(
        "丙当天不是正式党员，不能担任培养联系人（《中国共产党发展党员工作细则》第九条）。"
    ):
        actions.assign_contact(activist=target, member=guide, on=LATER - ONE_DAY)


def test_assign_contact_refuses_the_same_member_twice(target):
    guide = ActivistContactFactory(activist=target, member__worker__name="丙").member

    with refused("丙已是乙的培养联系人。"):
        actions.assign_contact(activist=target, member=guide, on=LATER)


def test_assign_contact_refuses_a_third(target):
    ActivistContactFactory.create_batch(2, activist=target)

    with refused(
        "乙已有两名培养联系人（《中国共产党发展党员工作细则》第九条）；请先结束其中一名。"
    ):
        actions.assign_contact(activist=target, member=MemberFactory(), on=LATER)


def test_assign_contact_takes_another_when_one_has_ended(target):
    ActivistContactFactory(activist=target)
    ActivistContactFactory(activist=target, ended_on=LATER)

    actions.assign_contact(activist=target, member=MemberFactory(), on=LATER)

    assert ActivistContact.objects.open().count() == 2


def test_end_activist_ends_the_guidance(target):
    ActivistContactFactory(activist=target)

    actions.end_activist(activist=target, on=LATEST)

    assert Activist.objects.get().ended_on == LATEST
    assert list(ActivistContact.objects.values_list("ended_on", flat=True)) == [LATEST]


def test_end_activist_refuses_the_day_of_applying(target):
    with refused("终止时间必须晚于申请入党时间（2021-03-02）。"):
        actions.end_activist(activist=target, on=target.applied_on)


def test_end_activist_refuses_who_was_admitted(target):
    Activist.objects.update(admitted_on=LATEST)

    with refused("乙已于2023-01-05接收为预备党员。"):
        actions.end_activist(activist=target, on=LATEST)


def test_end_activist_happens_once(target):
    actions.end_activist(activist=target, on=LATEST)

    with refused("乙已于2023-01-05终止培养。"):
        actions.end_activist(activist=target, on=LATEST)


def test_cover_begins_a_coverage(old):
    enterprise = EnterpriseFactory()

    actions.cover(branch=old, enterprise=enterprise, on=LATER)

    coverage = Coverage.objects.get()
    assert (coverage.branch, coverage.enterprise, coverage.started_on) == (old, enterprise, LATER)


def test_cover_refuses_an_enterprise_that_is_covered(old, new):
    enterprise = CoverageFactory(branch=old, enterprise__name="某公司").enterprise

    with refused("某公司已由别的党组织覆盖；请先结束原来的覆盖。"):
        actions.cover(branch=new, enterprise=enterprise, on=LATER)


@pytest.mark.parametrize(
    "on", [pytest.param(None, id="always"), pytest.param(LATER - ONE_DAY, id="too-early")]
)
def test_cover_refuses_a_time_when_another_covered(old, new, on):
    enterprise = CoverageFactory(branch=old, ended_on=LATER).enterprise

    with refused("开始时间要填写，而且不能早于原来的覆盖结束的时间（2022-09-01）。"):
        actions.cover(branch=new, enterprise=enterprise, on=on)


def test_cover_takes_over_on_the_day_the_other_ended(old, new):
    enterprise = CoverageFactory(branch=old, ended_on=LATER).enterprise

    actions.cover(branch=new, enterprise=enterprise, on=LATER)

    assert Coverage.objects.in_force(on=LATER).get().branch == new


def test_cover_refuses_a_dissolved_branch():
    gone = BranchFactory(name="旧支部", dissolved_on=LATER)

    with refused("旧支部已于2022-09-01撤销，请另选党组织或日期。"):
        actions.cover(branch=gone, enterprise=EnterpriseFactory(), on=None)


def test_uncover_ends_a_coverage():
    coverage = CoverageFactory(started_on=JOINED)

    actions.uncover(coverage=coverage, on=LATER)

    assert Coverage.objects.get().ended_on == LATER


def test_uncover_refuses_the_first_day():
    coverage = CoverageFactory(started_on=LATER)

    with refused("结束时间必须晚于开始时间（2022-09-01）。"):
        actions.uncover(coverage=coverage, on=LATER)


def test_uncover_happens_once():
    coverage = CoverageFactory(started_on=JOINED, ended_on=LATER)

    with refused("这项覆盖已于2022-09-01结束。"):
        actions.uncover(coverage=coverage, on=LATEST)
