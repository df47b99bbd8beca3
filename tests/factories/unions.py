"""The least valid record of every noun of unions; pass what a test is about."""

import datetime
from decimal import Decimal

import factory

from config.sheets.cells.identity import check_mark
from unions.choices import UnionBranchKind
from unions.models import (
    Brand,
    CourierHome,
    District,
    Employment,
    Enterprise,
    Partner,
    UnionBranch,
    UnionMembership,
    UnionTerm,
    Worker,
)

INVENTED_AREA = "140699"
"""An area code that was never assigned: nobody bears such a number."""


def invented_number(
    sequence: int, born_on: datetime.date = datetime.date(1990, 5, 18), *, female: bool = False
) -> str:
    """An identity number that nobody bears and every check accepts; another for each sequence.

    500 numbers a day of birth and sex; later sequences take the days after.
    """
    days, order = divmod(sequence, 500)
    born = born_on + datetime.timedelta(days=days)
    body = f"{INVENTED_AREA}{born:%Y%m%d}{2 * order + (0 if female else 1):03d}"
    return body + check_mark(body)


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    name = factory.Sequence("第{}县".format)


class BrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Brand

    name = factory.Sequence("第{}品牌".format)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    name = factory.Sequence("市第{}局".format)


class EnterpriseFactory(factory.django.DjangoModelFactory):
    """A 快递企业 that was always open, without credit code, brand or district."""

    class Meta:
        model = Enterprise

    name = factory.Sequence("第{}快递有限公司".format)


class WorkerFactory(factory.django.DjangoModelFactory):
    """Somebody with a number and a name; `employed=True` opens an employment as well."""

    class Meta:
        model = Worker
        skip_postgeneration_save = True

    class Params:
        employed = factory.Trait(enterprise=factory.SubFactory(EnterpriseFactory))

    name = factory.Sequence("工友{}".format)
    identity_number = factory.Sequence(invented_number)

    @factory.post_generation
    def employment(self, create, extracted, **kwargs):
        if create and self.enterprise:
            Employment.objects.create(worker=self, enterprise=self.enterprise, **kwargs)


class EmploymentFactory(factory.django.DjangoModelFactory):
    """An open employment which the worker's own column does not know; pass ended_on to close it."""

    class Meta:
        model = Employment

    worker = factory.SubFactory(WorkerFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    started_on = datetime.date(2020, 3, 1)


class UnionBranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnionBranch

    name = factory.Sequence("第{}工会".format)
    kind = UnionBranchKind.BRAND


class UnionTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnionTerm

    union_branch = factory.SubFactory(UnionBranchFactory)
    started_on = datetime.date(2020, 5, 8)


class UnionMembershipFactory(factory.django.DjangoModelFactory):
    """An open membership; pass left_on to close it."""

    class Meta:
        model = UnionMembership

    worker = factory.SubFactory(WorkerFactory)
    union_branch = factory.SubFactory(UnionBranchFactory)
    joined_on = datetime.date(2021, 6, 1)


class CourierHomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourierHome

    name = factory.Sequence("第{}快递员之家".format)
    district = factory.SubFactory(DistrictFactory)
    area_m2 = Decimal("100.00")


FACTORY_FOR = {
    kind._meta.model: kind
    for kind in (
        BrandFactory,
        CourierHomeFactory,
        DistrictFactory,
        EmploymentFactory,
        EnterpriseFactory,
        PartnerFactory,
        UnionBranchFactory,
        UnionMembershipFactory,
        UnionTermFactory,
        WorkerFactory,
    )
}
