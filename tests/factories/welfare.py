"""The least valid record of every noun of welfare; pass what a test is about."""

import datetime
from decimal import Decimal

import factory

from tests.factories.config import ClerkFactory
from tests.factories.unions import (
    DistrictFactory,
    EnterpriseFactory,
    PartnerFactory,
    WorkerFactory,
)
from welfare.choices import (
    CareActivityKind,
    CertificateLevel,
    MeetingKind,
    PaymentOrigin,
    PaymentState,
    ProgrammeKind,
)
from welfare.models import (
    CareActivity,
    Certificate,
    Family,
    HealthCheck,
    Insurance,
    Matter,
    Meeting,
    MemberUnit,
    Payment,
    Policy,
    Programme,
    Station,
    StockReport,
    StudyAid,
    SupplyDelivery,
)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"关爱项目{n}")
    kind = ProgrammeKind.OTHER


class StandingProgrammeFactory(ProgrammeFactory):
    """A programme that the data migration brings; pass its kind."""

    class Meta:
        model = Programme
        django_get_or_create = ("name",)

    kind = ProgrammeKind.HARDSHIP_AID
    name = factory.LazyAttribute(lambda programme: ProgrammeKind(programme.kind).label)
    standing = True


class PaymentFactory(factory.django.DjangoModelFactory):
    """A draft; the traits bring it further along, made and approved by two clerks."""

    class Meta:
        model = Payment

    class Params:
        submitted = factory.Trait(
            state=PaymentState.SUBMITTED, made_by=factory.SubFactory(ClerkFactory)
        )
        approved = factory.Trait(
            state=PaymentState.APPROVED,
            made_by=factory.SubFactory(ClerkFactory),
            approved_by=factory.SubFactory(ClerkFactory),
        )
        paid = factory.Trait(
            state=PaymentState.PAID,
            paid_on=datetime.date(2022, 6, 3),
            made_by=factory.SubFactory(ClerkFactory),
            approved_by=factory.SubFactory(ClerkFactory),
        )
        imported = factory.Trait(
            state=PaymentState.PAID,
            origin=PaymentOrigin.IMPORTED,
            paid_on=datetime.date(2022, 6, 3),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    worker = factory.SubFactory(WorkerFactory)
    occasion = factory.Sequence(lambda n: f"事由{n}")
    amount = Decimal("1000.00")


class CertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Certificate

    worker = factory.SubFactory(WorkerFactory)
    occupation = "快递员"
    level = CertificateLevel.ELEMENTARY
    number = factory.Sequence(lambda n: f"S140699{n:010d}")
    issued_on = datetime.date(2022, 3, 19)


class FamilyFactory(factory.django.DjangoModelFactory):
    """On file, without an end."""

    class Meta:
        model = Family

    worker = factory.SubFactory(WorkerFactory)
    started_on = datetime.date(2022, 1, 10)


class StudyAidFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StudyAid

    worker = factory.SubFactory(WorkerFactory)
    child = factory.Sequence(lambda n: f"子女{n}")
    year = 2022
    payment = factory.SubFactory(
        PaymentFactory,
        worker=factory.SelfAttribute("..worker"),
        programme=factory.SubFactory(StandingProgrammeFactory, kind=ProgrammeKind.STUDY_AID),
    )


class HealthCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HealthCheck

    worker = factory.SubFactory(WorkerFactory)
    checked_on = datetime.date(2022, 7, 23)


class InsuranceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Insurance

    worker = factory.SubFactory(WorkerFactory)
    started_on = datetime.date(2022, 6, 18)


class StationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Station

    name = factory.Sequence(lambda n: f"第{n}爱心驿站")
    district = factory.SubFactory(DistrictFactory)
    opened_on = datetime.date(2021, 11, 15)


class CareActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CareActivity

    name = factory.Sequence(lambda n: f"慰问活动{n}")
    kind = CareActivityKind.VISIT
    held_on = datetime.date(2022, 4, 14)
    participants = 30


class PolicyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Policy

    title = factory.Sequence(lambda n: f"关爱快递员的通知{n}")
    issued_on = datetime.date(2022, 5, 10)


class SupplyDeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupplyDelivery

    enterprise = factory.SubFactory(EnterpriseFactory)
    item = "防疫包"
    quantity = Decimal("50.00")
    unit = "个"
    delivered_on = datetime.date(2022, 4, 13)


class StockReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StockReport

    enterprise = factory.SubFactory(EnterpriseFactory)
    item = "口罩"
    on_hand = Decimal("20.00")
    needed = Decimal("100.00")
    reported_on = datetime.date(2022, 4, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A joint meeting; the next one is a day later, since one of a kind fits a day."""

    class Meta:
        model = Meeting

    kind = MeetingKind.JOINT
    held_on = factory.Sequence(lambda n: datetime.date(2022, 2, 8) + datetime.timedelta(days=n))


class MemberUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MemberUnit

    partner = factory.SubFactory(PartnerFactory)
    joined_on = datetime.date(2022, 2, 25)


class MatterFactory(factory.django.DjangoModelFactory):
    """Raised, without a limit and not done."""

    class Meta:
        model = Matter

    meeting = factory.SubFactory(MeetingFactory)
    subject = factory.Sequence(lambda n: f"议题{n}")


FACTORY_FOR = {
    made._meta.model: made
    for made in (
        ProgrammeFactory,
        PaymentFactory,
        CertificateFactory,
        FamilyFactory,
        StudyAidFactory,
        HealthCheckFactory,
        InsuranceFactory,
        StationFactory,
        CareActivityFactory,
        PolicyFactory,
        SupplyDeliveryFactory,
        StockReportFactory,
        MeetingFactory,
        MemberUnitFactory,
        MatterFactory,
    )
}
