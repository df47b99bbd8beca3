"""A small committee in which every figure of June 2022 is something."""

import datetime
from decimal import Decimal

import pytest

from config.accounts.models import Committee
from config.summaries.months import Month
from ledgers.choices import BranchKind
from tests.factories import ledgers, unions, welfare
from unions.choices import EnterpriseKind, UnionBranchKind
from welfare.choices import CertificateLevel, PaymentState, ProgrammeKind

JUNE = datetime.date(2022, 6, 15)
MARCH = datetime.date(2022, 3, 15)
LAST_YEAR = datetime.date(2021, 3, 15)
NEXT_MONTH = datetime.date(2022, 7, 1)
DAYS = (JUNE, MARCH, LAST_YEAR, NEXT_MONTH)


@pytest.fixture
def month():
    return Month(2022, 6)


@pytest.fixture
def committee(db):
    """Each kind of thing in June, in March, last year, and once more after June's end."""
    Committee(name="晋北市快递行业党委", city="晋北市").save()
    brand, district = unions.BrandFactory(name="德邦"), unions.DistrictFactory(name="应县")
    unit = unions.EnterpriseFactory(brand=brand, district=district)
    unions.EnterpriseFactory(kind=EnterpriseKind.ASSOCIATION)
    for day in DAYS:
        unions.EnterpriseFactory(brand=brand, opened_on=day)
        unions.CourierHomeFactory(district=district, opened_on=day)
    _people(unit)
    _party(unit)
    _payments(unit)
    _services(unit, district)
    return {"brand": brand, "district": district}


def _people(unit):
    federation = unions.UnionBranchFactory(kind=UnionBranchKind.DISTRICT)
    for day in DAYS:
        unions.UnionBranchFactory(founded_on=day)
        unions.UnionBranchFactory(kind=UnionBranchKind.DISTRICT, founded_on=day)
        worker = unions.WorkerFactory()
        unions.EmploymentFactory(worker=worker, enterprise=unit, started_on=day)
        unions.UnionMembershipFactory(worker=worker, union_branch=federation, joined_on=day)
    unions.EmploymentFactory(enterprise=unit, started_on=None, ended_on=JUNE)
    unions.EmploymentFactory(started_on=None)
    unions.UnionMembershipFactory(joined_on=LAST_YEAR, left_on=JUNE)


def _party(unit):
    ledgers.BranchFactory(kind=BranchKind.COMMITTEE)
    branch = ledgers.BranchFactory(name="联合党支部")
    ledgers.MemberFactory(branch=branch, affiliation__ended_on=JUNE)
    ledgers.MemberFactory(branch=branch, left_on=JUNE, left_how="transferred_out")
    for day in DAYS:
        ledgers.BranchFactory(founded_on=day)
        ledgers.ActivityRoomFactory(branch=branch, name=str(day), started_on=day)
        unit = unions.EnterpriseFactory()
        ledgers.CoverageFactory(branch=branch, enterprise=unit, started_on=day)
        ledgers.MemberFactory(branch=branch, joined_on=day, converted_on=None)
        ledgers.MemberFactory(branch=branch, joined_on=LAST_YEAR, converted_on=day)
        ledgers.ActivistFactory(branch=branch, applied_on=day)
        ledgers.ActivistFactory(branch=branch, confirmed_on=day)
        ledgers.ActivistFactory(branch=branch, confirmed_on=LAST_YEAR, target_on=day)
        ledgers.ActivityFactory(branch=branch, held_on=day, attended=12)
        ledgers.HonourFactory(granted_on=day)
        ledgers.DelegateFactory(elected_on=day)


def _payments(unit):
    for kind in (
        ProgrammeKind.CERTIFICATE_SUBSIDY,
        ProgrammeKind.HARDSHIP_AID,
        ProgrammeKind.STUDY_AID,
    ):
        programme = welfare.StandingProgrammeFactory(kind=kind)
        worker = unions.WorkerFactory()
        for day in DAYS:
            paid = {"programme": programme, "imported": True, "paid_on": day}
            welfare.PaymentFactory(**paid, worker=worker, enterprise=unit, amount=Decimal("800.50"))
            welfare.PaymentFactory(**paid, amount=Decimal("1000"))
        mistaken = welfare.PaymentFactory(programme=programme, imported=True, paid_on=MARCH)
        welfare.PaymentFactory(
            programme=programme,
            worker=mistaken.worker,
            imported=True,
            reverses=mistaken,
            amount=-mistaken.amount,
            paid_on=JUNE,
        )
        welfare.PaymentFactory(programme=programme, state=PaymentState.DRAFT)


def _services(unit, district):
    partner = unions.PartnerFactory()
    welfare.MemberUnitFactory(partner=partner, joined_on=LAST_YEAR, left_on=JUNE)
    for day in DAYS:
        for level in CertificateLevel:
            welfare.CertificateFactory(enterprise=unit, level=level, issued_on=day)
        welfare.HealthCheckFactory(checked_on=day)
        welfare.InsuranceFactory(started_on=day)
        welfare.StationFactory(district=district, opened_on=day)
        welfare.CareActivityFactory(held_on=day)
        welfare.PolicyFactory(issued_on=day)
        welfare.SupplyDeliveryFactory(enterprise=unit, delivered_on=day)
        welfare.MemberUnitFactory(joined_on=day)
        meeting = welfare.MeetingFactory(held_on=day)
        welfare.MatterFactory(meeting=meeting, due_on=day)
        welfare.MatterFactory(meeting=meeting, done_on=day)
