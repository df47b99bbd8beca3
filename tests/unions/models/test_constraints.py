"""What the database itself refuses, and the sentence that goes with it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import unions as made
from unions.choices import Sex
from unions.models import Enterprise, UnionBranch, Worker

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 9, 1)
BEFORE = datetime.date(2022, 8, 31)


def refused_by_the_database(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def refused_by_a_form(record):
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return refused.value.messages


def second_employment():
    first = made.EmploymentFactory()
    return made.EmploymentFactory.build(worker=first.worker, enterprise=first.enterprise)


def second_term():
    return made.UnionTermFactory.build(union_branch=made.UnionTermFactory().union_branch)


def second_membership():
    first = made.UnionMembershipFactory()
    return made.UnionMembershipFactory.build(worker=first.worker, union_branch=first.union_branch)


def same_home():
    first = made.CourierHomeFactory()
    return made.CourierHomeFactory.build(name=first.name, district=first.district)


def early_term(**dates):
    return made.UnionTermFactory.build(union_branch=made.UnionBranchFactory(), **dates)


BROKEN = [
    pytest.param(
        second_employment,
        "这个人还有一段没有结束的任职；请先办理离职或调动。",
        id="employment_one_open_per_worker",
    ),
    pytest.param(
        lambda: made.EmploymentFactory.build(
            worker=made.WorkerFactory(),
            enterprise=made.EnterpriseFactory(),
            started_on=DAY,
            ended_on=DAY,
        ),
        "结束日期必须晚于开始日期。",
        id="employment_ends_after_start",
    ),
    pytest.param(
        second_term,
        "这个工会还有一届没有结束；请先填写它的实际结束时间。",
        id="union_term_one_open_per_union_branch",
    ),
    pytest.param(
        lambda: early_term(started_on=DAY, ended_on=BEFORE),
        "结束日期必须晚于开始日期。",
        id="union_term_ends_after_start",
    ),
    pytest.param(
        lambda: early_term(started_on=DAY, expires_on=DAY),
        "届满时间必须晚于开始时间。",
        id="union_term_expires_after_start",
    ),
    pytest.param(
        second_membership,
        "这个人已有在籍的会籍；请先转出或退会。",
        id="union_membership_one_open_per_worker",
    ),
    pytest.param(
        lambda: made.UnionMembershipFactory.build(
            worker=made.WorkerFactory(),
            union_branch=made.UnionBranchFactory(),
            joined_on=DAY,
            left_on=DAY,
        ),
        "结束日期必须晚于开始日期。",
        id="union_membership_ends_after_start",
    ),
    pytest.param(
        lambda: made.EnterpriseFactory.build(opened_on=DAY, closed_on=BEFORE),
        "结束日期必须晚于开始日期。",
        id="enterprise_ends_after_start",
    ),
    pytest.param(
        lambda: made.UnionBranchFactory.build(founded_on=DAY, dissolved_on=DAY),
        "结束日期必须晚于开始日期。",
        id="union_branch_ends_after_start",
    ),
    pytest.param(
        same_home,
        "这个县(市、区)已经有同名的快递员之家。",
        id="courier_home_name_once_per_district",
    ),
    pytest.param(
        lambda: made.CourierHomeFactory.build(district=made.DistrictFactory(), area_m2=0),
        "面积必须大于0平方米。",
        id="courier_home_has_an_area",
    ),
    pytest.param(
        lambda: made.CourierHomeFactory.build(
            district=made.DistrictFactory(), opened_on=DAY, closed_on=DAY
        ),
        "结束日期必须晚于开始日期。",
        id="courier_home_ends_after_start",
    ),
]


@pytest.mark.parametrize(("broken", "sentence"), BROKEN)
def test_a_broken_promise_is_refused_with_its_sentence(broken, sentence):
    record = broken()

    assert refused_by_a_form(record) == [sentence]
    refused_by_the_database(record)


def test_a_closed_employment_leaves_room_for_the_next():
    first = made.EmploymentFactory(ended_on=DAY)

    second = made.EmploymentFactory(worker=first.worker, started_on=DAY)

    assert list(first.worker.employments.open()) == [second]


def test_a_union_is_not_its_own_parent():
    union = made.UnionBranchFactory()
    union.parent = union

    assert refused_by_a_form(union) == ["上级不能是它自己，也不能是它的下级；请另选上级。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        UnionBranch.objects.filter(pk=union.pk).update(parent=union)


def test_a_union_is_not_below_its_own_child():
    top = made.UnionBranchFactory()
    middle = made.UnionBranchFactory(parent=top)
    top.parent = made.UnionBranchFactory(parent=middle)

    assert refused_by_a_form(top) == ["上级不能是它自己，也不能是它的下级；请另选上级。"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param(
            "140699199605143133",
            "身份证号的校验码不对，至少有一位写错了；请对照证件重新填写。",
            id="wrong-check-digit",
        ),
        pytest.param(
            "14069919810208851x", "身份证号要写成18位，末位的X用大写。", id="small-letter"
        ),
    ],
)
def test_an_identity_number_is_valid_or_refused(number, sentence):
    worker = made.WorkerFactory.build(identity_number=number)

    with pytest.raises(ValidationError) as refused:
        worker.full_clean()

    assert refused.value.message_dict["identity_number"] == [sentence]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        pytest.param(
            "91350100M000100Y44",
            "统一社会信用代码的校验码不对，至少有一位写错了；请对照营业执照重新填写。",
            id="wrong-check-character",
        ),
        pytest.param(
            "91350100m000100y43", "统一社会信用代码要写成18位，字母用大写。", id="small-letters"
        ),
    ],
)
def test_a_credit_code_is_valid_or_refused(code, sentence):
    enterprise = made.EnterpriseFactory.build(credit_code=code)

    assert refused_by_a_form(enterprise) == [sentence]


def test_a_valid_credit_code_is_taken():
    made.EnterpriseFactory.build(credit_code="91350100M000100Y43").full_clean()


def test_two_enterprises_may_be_without_a_credit_code():
    made.EnterpriseFactory.create_batch(2)

    assert Enterprise.objects.filter(credit_code__isnull=True).count() == 2


def test_an_identity_number_stands_once():
    first = made.WorkerFactory()
    second = made.WorkerFactory.build(identity_number=first.identity_number)

    assert refused_by_a_form(second) == ["花名册中已有这个身份证号，请查找原有的记录。"]
    refused_by_the_database(second)


def test_sex_and_birth_follow_the_number():
    worker = made.WorkerFactory(identity_number="14069919810208851X")

    worker.identity_number = "140699199707016249"
    worker.save()

    stored = Worker.objects.get(pk=worker.pk)
    assert (stored.sex, stored.born_on) == (Sex.FEMALE, datetime.date(1997, 7, 1))


@pytest.mark.parametrize(
    "named",
    [
        pytest.param(lambda: made.EmploymentFactory().worker, id="worker"),
        pytest.param(lambda: made.EmploymentFactory().enterprise, id="enterprise"),
        pytest.param(lambda: made.UnionMembershipFactory().union_branch, id="union"),
        pytest.param(lambda: made.CourierHomeFactory().district, id="district"),
        pytest.param(lambda: made.EnterpriseFactory(brand=made.BrandFactory()).brand, id="brand"),
    ],
)
def test_what_a_record_names_cannot_be_deleted(named):
    with pytest.raises(ProtectedError):
        named().delete()


def test_a_worker_prints_without_private_data():
    worker = made.WorkerFactory(name="甲", identity_number="14069919810208851X")

    assert str(worker) == "甲"
