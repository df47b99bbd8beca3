"""What the database refuses, whichever door it comes by, and the sentence the clerk reads."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import welfare as made
from welfare.choices import PaymentState, ProgrammeKind
from welfare.models import Payment, Programme

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 6, 3)


def sentences(record):
    """What validation says of a record that is not in the database yet."""
    with pytest.raises(ValidationError) as invalid:
        record.validate_constraints()
    return invalid.value.messages


def refused(record):
    """Whether the database itself takes the record; the pages are not asked."""
    try:
        with transaction.atomic():
            type(record).objects.bulk_create([record])
    except IntegrityError:
        return True
    return False


def payment(**facts):
    programme, worker = made.ProgrammeFactory(), made.WorkerFactory()
    return made.PaymentFactory.build(**{"programme": programme, "worker": worker, **facts})


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        pytest.param(
            {"amount": Decimal(0)}, "发放金额必须大于零；冲销的金额必须小于零。", id="nought"
        ),
        pytest.param(
            {"amount": Decimal(-1)}, "发放金额必须大于零；冲销的金额必须小于零。", id="negative"
        ),
        pytest.param(
            {"paid_on": DAY},
            "已发放的必须有发放日期，未发放的不能有发放日期。",
            id="draft-with-a-day",
        ),
        pytest.param({"origin": "imported"}, "补录的发放只能是已发放。", id="imported-draft"),
        pytest.param(
            {"state": PaymentState.APPROVED}, "未经审批的不能发放。", id="approved-by-nobody"
        ),
        pytest.param(
            {"state": PaymentState.PAID, "paid_on": DAY}, "未经审批的不能发放。", id="paid-unseen"
        ),
    ],
)
def test_a_payment_that_cannot_be(facts, sentence):
    record = payment(**facts)

    assert sentences(record) == [sentence]
    assert refused(record)


def test_an_imported_payment_without_a_day_cannot_be():
    record = payment(state=PaymentState.PAID, origin="imported")

    assert sentences(record) == ["已发放的必须有发放日期，未发放的不能有发放日期。"]
    assert refused(record)


def test_an_imported_paid_payment_needs_neither_maker_nor_checker():
    record = payment(state=PaymentState.PAID, origin="imported", paid_on=DAY)

    assert not refused(record)


def test_a_checker_is_not_the_maker():
    clerk = made.ClerkFactory()
    record = payment(state=PaymentState.APPROVED, made_by=clerk, approved_by=clerk)

    assert sentences(record) == ["审批人不能是经办人本人。"]
    assert refused(record)


def test_a_checker_needs_a_maker():
    record = payment(state=PaymentState.APPROVED, approved_by=made.ClerkFactory())

    assert sentences(record) == ["审批人不能是经办人本人。"]
    assert refused(record)


def test_one_live_payment_per_worker_programme_and_occasion():
    first = made.PaymentFactory()
    same = {"worker": first.worker, "programme": first.programme, "occasion": first.occasion}
    second = made.PaymentFactory.build(**same)

    assert sentences(second) == ["这个人在这个项目里，同一事由已经有一笔发放。"]
    assert refused(second)


def test_a_cancelled_payment_and_a_counter_row_hold_no_place():
    paid = made.PaymentFactory(paid=True)
    same = {"worker": paid.worker, "programme": paid.programme, "occasion": paid.occasion}
    cancelled = made.PaymentFactory.build(state=PaymentState.CANCELLED, **same)
    counter = made.PaymentFactory.build(reverses=paid, amount=Decimal(-1000), **same)

    assert not refused(cancelled)
    assert not refused(counter)
    assert list(Payment.objects.live()) == [paid]


def test_a_counter_row_is_negative_and_alone():
    paid = made.PaymentFactory(paid=True)
    made.PaymentFactory(reverses=paid, amount=Decimal(-1000))
    positive = payment(reverses=made.PaymentFactory(paid=True), amount=Decimal(1000))
    second = payment(reverses=paid, amount=Decimal(-1000))

    assert sentences(positive) == ["发放金额必须大于零；冲销的金额必须小于零。"]
    assert refused(positive)
    assert sentences(second) == ["这笔发放已经有一笔冲销。"]
    assert refused(second)


TWINS = [
    pytest.param(
        made.StationFactory,
        {"name": "东街驿站", "district": made.DistrictFactory},
        "这个县(市、区)已经有同名的驿站。",
        id="station",
    ),
    pytest.param(
        made.FamilyFactory,
        {"worker": made.WorkerFactory},
        "这个人的家庭已经在档，不能重复建档。",
        id="family",
    ),
    pytest.param(
        made.HealthCheckFactory,
        {"worker": made.WorkerFactory},
        "这个人这一天的体检已经登记过。",
        id="health-check",
    ),
    pytest.param(
        made.InsuranceFactory,
        {"worker": made.WorkerFactory},
        "这个人从这一天起的保险已经登记过。",
        id="insurance",
    ),
    pytest.param(
        made.CareActivityFactory,
        {"name": "送清凉"},
        "这一天已经有同名的活动。",
        id="care-activity",
    ),
    pytest.param(
        made.PolicyFactory,
        {"number": "快党发〔2022〕3号"},
        "这个文号已经登记过。",
        id="policy-with-number",
    ),
    pytest.param(
        made.PolicyFactory,
        {"title": "关爱通知"},
        "这一天印发的同名政策已经登记过；有文号的请填文号。",
        id="policy-without-number",
    ),
    pytest.param(
        made.SupplyDeliveryFactory,
        {"enterprise": made.EnterpriseFactory},
        "这家企业这一天的这种物资已经登记过。",
        id="supply-delivery",
    ),
    pytest.param(
        made.StockReportFactory,
        {"enterprise": made.EnterpriseFactory},
        "这家企业这一天的这种物资已经摸底过。",
        id="stock-report",
    ),
    pytest.param(
        made.MeetingFactory, {"held_on": DAY}, "这一天的这类会议已经登记过。", id="meeting"
    ),
    pytest.param(
        made.MemberUnitFactory,
        {"partner": made.PartnerFactory},
        "这个单位已经是成员单位。",
        id="member-unit",
    ),
    pytest.param(
        made.MatterFactory,
        {"meeting": made.MeetingFactory, "subject": "通行受限"},
        "这次会议已经有同样的议题。",
        id="matter",
    ),
]


@pytest.mark.parametrize(("factory", "shared", "sentence"), TWINS)
def test_no_second_record_of_the_same(factory, shared, sentence):
    facts = {name: fact() if isinstance(fact, type) else fact for name, fact in shared.items()}
    twin = factory(**facts)
    twin.pk, twin._state.adding = None, True

    assert sentences(twin) == [sentence]
    assert refused(twin)


def test_a_child_is_aided_once_a_year():
    first = made.StudyAidFactory()
    second = made.StudyAidFactory.build(
        worker=first.worker, child=first.child, year=first.year, payment=made.PaymentFactory()
    )

    assert sentences(second) == ["这个子女今年的助学已经登记过。"]
    assert refused(second)


@pytest.mark.parametrize(
    ("factory", "facts", "sentence"),
    [
        pytest.param(
            made.FamilyFactory,
            {"started_on": DAY, "ended_on": DAY},
            "结束日期必须晚于开始日期。",
            id="family-of-no-day",
        ),
        pytest.param(made.FamilyFactory, {"size": 0}, "家庭人口至少是1人。", id="empty-family"),
        pytest.param(
            made.InsuranceFactory,
            {"started_on": DAY, "ended_on": DAY},
            "结束日期必须晚于开始日期。",
            id="insurance-of-no-day",
        ),
        pytest.param(
            made.StationFactory,
            {"opened_on": DAY, "closed_on": DAY},
            "结束日期必须晚于开始日期。",
            id="station-of-no-day",
        ),
        pytest.param(
            made.MemberUnitFactory,
            {"joined_on": DAY, "left_on": DAY},
            "结束日期必须晚于开始日期。",
            id="seat-of-no-day",
        ),
        pytest.param(
            made.ProgrammeFactory, {"budget": Decimal("-0.01")}, "预算不能是负数。", id="budget"
        ),
        pytest.param(
            made.SupplyDeliveryFactory, {"quantity": Decimal(0)}, "数量必须大于零。", id="no-goods"
        ),
        pytest.param(
            made.StockReportFactory,
            {"on_hand": Decimal(-1)},
            "现有数量和需要数量不能是负数。",
            id="less-than-nothing",
        ),
        pytest.param(
            made.StudyAidFactory, {"year": 22}, "年度请写四位年份，例如2022。", id="short-year"
        ),
    ],
)
def test_a_record_that_cannot_be(factory, facts, sentence):
    good = factory()
    for name, value in facts.items():
        setattr(good, name, value)

    assert sentences(good) == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        good.save()


def test_the_number_of_a_certificate_is_unique():
    first = made.CertificateFactory()
    second = made.CertificateFactory.build(worker=first.worker, number=first.number)

    with pytest.raises(ValidationError) as invalid:
        second.full_clean()

    assert invalid.value.message_dict == {"number": ["这个证书编号已经登记过。"]}


def test_a_family_that_left_the_file_may_come_back():
    first = made.FamilyFactory(ended_on=DAY)

    second = made.FamilyFactory(worker=first.worker, started_on=DAY)

    assert list(type(second).objects.in_force(on=DAY)) == [second]


def test_one_standing_programme_of_a_kind():
    made.StandingProgrammeFactory(kind=ProgrammeKind.STUDY_AID)
    second = made.ProgrammeFactory.build(kind=ProgrammeKind.STUDY_AID, standing=True)

    assert sentences(second) == ["这一类已经有常设项目；另办的项目请不要勾选常设。"]
    assert refused(second)


def test_other_programmes_may_share_a_kind():
    made.StandingProgrammeFactory(kind=ProgrammeKind.STUDY_AID)
    made.ProgrammeFactory(kind=ProgrammeKind.STUDY_AID)

    assert Programme.objects.filter(kind=ProgrammeKind.STUDY_AID).count() == 2
