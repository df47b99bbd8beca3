import datetime

import pytest

from config.summaries.counting import count, count_by
from config.summaries.months import Month
from tests.factories.unions import DistrictFactory, EnterpriseFactory, WorkerFactory
from tests.factories.welfare import (
    CareActivityFactory,
    CertificateFactory,
    HealthCheckFactory,
    InsuranceFactory,
    MatterFactory,
    MeetingFactory,
    MemberUnitFactory,
    PaymentFactory,
    PolicyFactory,
    StandingProgrammeFactory,
    StationFactory,
    SupplyDeliveryFactory,
)
from unions.figures import DISTRICTS
from welfare import figures
from welfare.choices import CertificateLevel, ProgrammeKind

JUNE = Month(2022, 6)
LAST, NEXT = datetime.date(2022, 6, 30), datetime.date(2022, 7, 1)
EARLIER = datetime.date(2021, 5, 8)
pytestmark = pytest.mark.django_db


def counted(table, *keys):
    numbers = count([table], JUNE)
    return tuple(numbers[key] for key in keys)


def pay(kind, on, **given):
    programme = StandingProgrammeFactory(kind=kind)
    return PaymentFactory(programme=programme, imported=True, paid_on=on, **given)


def take_back(payment, on):
    return PaymentFactory(
        programme=payment.programme,
        worker=payment.worker,
        imported=True,
        paid_on=on,
        amount=-payment.amount,
        reverses=payment,
    )


def test_certificates_are_counted_by_level():
    CertificateFactory.create_batch(2, level=CertificateLevel.ADVANCED, issued_on=LAST)
    CertificateFactory(level=CertificateLevel.ELEMENTARY, issued_on=NEXT)

    keys = (
        "welfare.certificates",
        "welfare.certificates.elementary",
        "welfare.certificates.intermediate",
        "welfare.certificates.advanced",
    )
    assert counted(figures.CERTIFICATES, *keys) == (2, 0, 0, 2)


SUBSIDIES = ("welfare.certificate_subsidies_paid", "welfare.certificate_subsidies_amount")
HARDSHIP = ("welfare.hardship_families_aided", "welfare.hardship_aid_amount")
STUDY = ("welfare.study_aid_families", "welfare.study_aid_amount")


def test_money_counts_once_it_is_paid():
    pay(ProgrammeKind.CERTIFICATE_SUBSIDY, LAST, amount="1500.00")
    pay(ProgrammeKind.CERTIFICATE_SUBSIDY, NEXT)
    PaymentFactory(
        programme=StandingProgrammeFactory(kind=ProgrammeKind.CERTIFICATE_SUBSIDY), approved=True
    )

    assert counted(figures.PAYMENTS, *SUBSIDIES) == (1, 1500)


def test_each_programme_has_its_own_sums():
    pay(ProgrammeKind.HARDSHIP_AID, LAST, amount="800.00")
    pay(ProgrammeKind.STUDY_AID, LAST, amount="5000.00")
    pay(ProgrammeKind.SUMMER, LAST)

    told = counted(figures.PAYMENTS, *SUBSIDIES, *HARDSHIP, *STUDY)
    assert told == (0, 0, 1, 800, 1, 5000)


def test_a_family_aided_twice_is_one_family():
    worker = WorkerFactory()
    pay(ProgrammeKind.HARDSHIP_AID, EARLIER, worker=worker)
    pay(ProgrammeKind.HARDSHIP_AID, LAST, worker=worker)

    assert counted(figures.PAYMENTS, *HARDSHIP) == (1, 2000)


def test_what_was_taken_back_counts_no_longer():
    take_back(pay(ProgrammeKind.HARDSHIP_AID, EARLIER), LAST)

    assert counted(figures.PAYMENTS, *HARDSHIP) == (0, 0)


def test_what_is_taken_back_later_still_counts_in_its_month():
    take_back(pay(ProgrammeKind.HARDSHIP_AID, LAST), NEXT)

    assert counted(figures.PAYMENTS, *HARDSHIP) == (1, 1000)


def test_checks_and_policies_count_people_once():
    worker = WorkerFactory()
    for day in (EARLIER, LAST, NEXT):
        HealthCheckFactory(worker=worker, checked_on=day)
        InsuranceFactory(worker=worker, started_on=day)
    HealthCheckFactory(checked_on=NEXT)
    InsuranceFactory(started_on=NEXT)

    assert counted(figures.HEALTH_CHECKS, "welfare.workers_health_checked") == (1,)
    assert counted(figures.INSURANCE, "welfare.workers_insured") == (1,)


def test_stations_are_those_in_use_at_the_end_by_district():
    district = DistrictFactory(name="应县")
    StationFactory(district=district, opened_on=LAST)
    StationFactory(district=district, opened_on=NEXT)
    StationFactory(district=district, closed_on=LAST)

    [row] = count_by(DISTRICTS, [figures.STATIONS], JUNE, {}).rows
    assert (row.label, row.numbers) == ("应县", {"welfare.stations": 1})


def test_care_activities_are_counted_with_their_heads():
    CareActivityFactory(held_on=EARLIER, participants=20)
    CareActivityFactory(held_on=LAST, participants=30)
    CareActivityFactory(held_on=NEXT, participants=40)

    keys = (
        "welfare.care_activities",
        "welfare.care_activities_in_month",
        "welfare.care_activity_participants",
    )
    assert counted(figures.CARE, *keys) == (2, 1, 50)


def test_an_enterprise_supplied_twice_is_one_enterprise():
    unit = EnterpriseFactory()
    for day in (EARLIER, LAST):
        SupplyDeliveryFactory(enterprise=unit, delivered_on=day)
    SupplyDeliveryFactory(delivered_on=NEXT)

    assert counted(figures.SUPPLIES, "welfare.enterprises_supplied") == (1,)


def test_policies_count_from_their_day_and_seats_while_they_are_held():
    for day in (LAST, NEXT):
        PolicyFactory(issued_on=day)
        MemberUnitFactory(joined_on=day)
    MemberUnitFactory(joined_on=EARLIER, left_on=LAST)

    assert counted(figures.POLICIES, "welfare.policies") == (1,)
    assert counted(figures.MEMBER_UNITS, "welfare.member_units") == (1,)


@pytest.mark.parametrize(
    ("held", "due", "done", "told"),
    [
        pytest.param(LAST, None, None, (1, 0, 0), id="raised-on-the-last-day"),
        pytest.param(NEXT, EARLIER, None, (0, 0, 0), id="raised-the-day-after"),
        pytest.param(EARLIER, None, LAST, (1, 1, 0), id="done-on-the-last-day"),
        pytest.param(EARLIER, EARLIER, NEXT, (1, 0, 1), id="done-too-late"),
        pytest.param(EARLIER, LAST, None, (1, 0, 0), id="due-on-the-last-day"),
        pytest.param(EARLIER, EARLIER, LAST, (1, 1, 0), id="late-but-done"),
    ],
)
def test_matters_by_their_dates(held, due, done, told):
    MatterFactory(meeting=MeetingFactory(held_on=held), due_on=due, done_on=done)

    keys = ("welfare.matters_raised", "welfare.matters_resolved", "welfare.matters_overdue")
    assert counted(figures.MATTERS, *keys) == told
