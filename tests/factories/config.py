"""The least valid record of every noun of config; pass what a test is about."""

import datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from config.accounts.models import Committee, RoleGrant, Scope
from config.accounts.reach import COMMITTEE
from config.sheets.models import Import, ImportedSheet, PlanChunk
from config.sheets.storing import seal_rows


class ClerkFactory(factory.django.DjangoModelFactory):
    """Staff without a single right; makes or checks what a test is about."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence("经办{}号".format)
    name = factory.Sequence("经办{}".format)
    is_staff = True


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence("第{}科室".format)


class ScopeFactory(factory.django.DjangoModelFactory):
    """The whole committee; pass kind and unit_pk for less."""

    class Meta:
        model = Scope

    user = factory.SubFactory(ClerkFactory)
    kind = COMMITTEE
    started_on = datetime.date(2020, 1, 1)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """Waiting to be confirmed; the user's groups know nothing of it."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(ClerkFactory)
    group = factory.SubFactory(GroupFactory)
    started_on = datetime.date(2020, 1, 1)


class CommitteeFactory(factory.django.DjangoModelFactory):
    """The office's one committee, however often it is asked for."""

    class Meta:
        model = Committee
        django_get_or_create = ("pk",)

    pk = 1
    name = "某市快递行业党委"
    city = "某市"


class ImportFactory(factory.django.DjangoModelFactory):
    """Checked and waiting, with nothing handed in; an ImportedSheet brings a sheet."""

    class Meta:
        model = Import

    made_by = factory.SubFactory(ClerkFactory)


class ImportedSheetFactory(factory.django.DjangoModelFactory):
    """A roster that was read and holds no row."""

    class Meta:
        model = ImportedSheet

    handed_in = factory.SubFactory(ImportFactory)
    position = factory.Sequence(int)
    file_name = factory.Sequence("第{}份花名册.xlsx".format)
    digest = factory.Sequence("{:064d}".format)
    ledger = "workers"


class PlanChunkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanChunk

    sheet = factory.SubFactory(ImportedSheetFactory)
    number = factory.Sequence(int)
    blob = factory.LazyFunction(lambda: seal_rows([]))


FACTORY_FOR = {
    kind._meta.model: kind
    for kind in (
        ClerkFactory,
        CommitteeFactory,
        GroupFactory,
        ImportFactory,
        ImportedSheetFactory,
        PlanChunkFactory,
        RoleGrantFactory,
        ScopeFactory,
    )
}
