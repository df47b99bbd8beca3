"""What the database itself refuses, and the sentence that goes with it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import ledgers as made
from tests.factories.unions import EnterpriseFactory, WorkerFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 9, 1)
BEFORE = datetime.date(2022, 8, 31)
ENDS = "结束日期必须晚于开始日期。"


def again(factory, *names, **changed):
    """A second record that repeats the named columns of a first."""
    first = factory()
    return built(factory, **{name: getattr(first, name) for name in names}, **changed)


def built(factory, **given):
    """An unsaved record; what it names is saved."""
    needed = {
        name: made_for()
        for name, made_for in {
            "worker": WorkerFactory,
            "branch": made.BranchFactory,
            "enterprise": EnterpriseFactory,
            "member": made.MemberFactory,
            "activist": made.ActivistFactory,
        }.items()
        if name in factory._meta.declarations and name not in given
    }
    return factory.build(**needed, **given)


BROKEN = [
    pytest.param(
        lambda: built(made.BranchFactory, founded_on=DAY, dissolved_on=DAY),
        ENDS,
        id="branch_ends_after_start",
    ),
    pytest.param(
        lambda: again(made.CoverageFactory, "enterprise"),
        "这个企业已由别的党组织覆盖；请先结束原来的覆盖。",
        id="coverage_one_open_per_enterprise",
    ),
    pytest.param(
        lambda: built(made.CoverageFactory, started_on=DAY, ended_on=DAY),
        ENDS,
        id="coverage_ends_after_start",
    ),
    pytest.param(
        lambda: again(made.ActivityRoomFactory, "branch", "name"),
        "这个党组织已有同名的活动室在用；请另起名称。",
        id="activity_room_name_open_once_per_branch",
    ),
    pytest.param(
        lambda: built(made.ActivityRoomFactory, started_on=DAY, ended_on=BEFORE),
        ENDS,
        id="activity_room_ends_after_start",
    ),
    pytest.param(
        lambda: built(made.ActivityRoomFactory, area_m2=0),
        "面积必须大于0平方米。",
        id="activity_room_has_an_area",
    ),
    pytest.param(
        lambda: again(made.TermFactory, "branch"),
        "这个党组织还有一届没有结束；请先填写它的实际结束时间。",
        id="term_one_open_per_branch",
    ),
    pytest.param(
        lambda: built(made.TermFactory, started_on=DAY, ended_on=DAY),
        ENDS,
        id="term_ends_after_start",
    ),
    pytest.param(
        lambda: built(made.TermFactory, started_on=DAY, expires_on=DAY),
        "届满时间必须晚于开始时间。",
        id="term_expires_after_start",
    ),
    pytest.param(
        lambda: again(made.MemberFactory, "worker"),
        "这个人已在党员台账中。",
        id="member_one_open_per_worker",
    ),
    pytest.param(
        lambda: built(
            made.MemberFactory,
            joined_on=DAY,
            converted_on=None,
            left_on=DAY,
            left_how="deceased",
        ),
        ENDS,
        id="member_ends_after_start",
    ),
    pytest.param(
        lambda: built(made.MemberFactory, joined_on=DAY, converted_on=BEFORE),
        "转正时间不能早于入党时间。",
        id="member_converts_after_joining",
    ),
    pytest.param(
        lambda: built(made.MemberFactory, left_on=DAY),
        "减员日期和减员原因要一起填写。",
        id="member_leaves_with_a_reason-day-only",
    ),
    pytest.param(
        lambda: built(made.MemberFactory, left_how="deceased"),
        "减员日期和减员原因要一起填写。",
        id="member_leaves_with_a_reason-reason-only",
    ),
    pytest.param(
        lambda: built(made.AffiliationFactory, ended_on=None),
        "这名党员的组织关系还在别的支部；请用“转移支部”。",
        id="affiliation_one_open_per_member",
    ),
    pytest.param(
        lambda: built(made.AffiliationFactory, started_on=DAY, ended_on=DAY),
        ENDS,
        id="affiliation_ends_after_start",
    ),
    pytest.param(
        lambda: again(made.PostFactory, "member", "branch"),
        "这名党员已在这个党组织担任这个职务。",
        id="post_open_once_per_member_branch_and_title",
    ),
    pytest.param(
        lambda: built(made.PostFactory, started_on=DAY, ended_on=DAY),
        ENDS,
        id="post_ends_after_start",
    ),
    pytest.param(
        lambda: again(made.ActivistFactory, "worker"),
        "这个人已在入党积极分子台账中，不能重复登记。",
        id="activist_one_open_per_worker",
    ),
    pytest.param(
        lambda: built(made.ActivistFactory, applied_on=DAY, ended_on=DAY),
        ENDS,
        id="activist_ends_after_start",
    ),
    pytest.param(
        lambda: built(made.ActivistFactory, applied_on=DAY, admitted_on=DAY),
        "接收时间必须晚于申请入党时间。",
        id="activist_is_admitted_after_applying",
    ),
    pytest.param(
        lambda: built(made.ActivistFactory, admitted_on=DAY, ended_on=DAY),
        "接收时间和终止时间只能填一个。",
        id="activist_is_admitted_or_ended",
    ),
    pytest.param(
        lambda: again(made.ActivistContactFactory, "activist", "member"),
        "这名党员已是培养联系人。",
        id="activist_contact_open_once_per_member",
    ),
    pytest.param(
        lambda: built(made.ActivistContactFactory, started_on=DAY, ended_on=DAY),
        ENDS,
        id="activist_contact_ends_after_start",
    ),
    pytest.param(
        lambda: again(made.ActivityFactory, "branch", "topic"),
        "这个党组织当天同一主题的活动已经登记过。",
        id="activity_once_per_branch_topic_and_day",
    ),
    pytest.param(
        lambda: again(made.HonourFactory, "worker"),
        "这个人的这项荣誉已经登记过。",
        id="honour_once_per_worker_title_level_and_day",
    ),
    pytest.param(
        lambda: again(made.DelegateFactory, "worker"),
        "这个人的这项代表（委员）身份已经登记过。",
        id="delegate_once_per_worker_kind_level_and_day",
    ),
    pytest.param(
        lambda: built(made.DelegateFactory, elected_on=DAY, ended_on=DAY),
        ENDS,
        id="delegate_ends_after_start",
    ),
]


@pytest.mark.parametrize(("broken", "sentence"), BROKEN)
def test_a_broken_promise_is_refused_with_its_sentence(broken, sentence):
    record = broken()

    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()

    assert refused.value.messages == [sentence]


def test_a_branch_is_not_below_its_own_child():
    top = made.BranchFactory()
    top.parent = made.BranchFactory(parent=top)

    with pytest.raises(ValidationError) as refused:
        top.full_clean()

    assert refused.value.message_dict == {
        "parent": ["上级不能是它自己，也不能是它的下级；请另选上级。"]
    }


def test_without_probation_joining_and_conversion_are_one_day():
    day = datetime.date(1972, 5, 1)

    member = made.MemberFactory(joined_on=day, converted_on=day)

    assert member.pk


def test_a_former_activist_may_apply_again():
    first = made.ActivistFactory(applied_on=BEFORE, ended_on=DAY)

    second = made.ActivistFactory(worker=first.worker, applied_on=DAY)

    assert second.pk


@pytest.mark.parametrize(
    "named",
    [
        pytest.param(lambda: made.MemberFactory().worker, id="worker"),
        pytest.param(lambda: made.MemberFactory().branch, id="branch"),
        pytest.param(lambda: made.PostFactory().member, id="member"),
        pytest.param(lambda: made.CoverageFactory().enterprise, id="enterprise"),
        pytest.param(lambda: made.ActivistContactFactory().activist, id="activist"),
    ],
)
def test_what_a_record_names_cannot_be_deleted(named):
    with pytest.raises(ProtectedError):
        named().delete()
