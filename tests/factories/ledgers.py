"""The least valid record of every noun of ledgers; pass what a test is about."""

import datetime

import factory

from ledgers.choices import (
    ActivityKind,
    BranchKind,
    DelegateKind,
    Level,
    MemberStepKind,
    RuleVersion,
    StepKind,
)
from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Activity,
    ActivityRoom,
    Affiliation,
    Branch,
    CalendarDay,
    CalendarYear,
    Coverage,
    Delegate,
    Honour,
    Member,
    MemberStep,
    Post,
    Term,
)
from tests.factories.unions import EnterpriseFactory, WorkerFactory


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch

    name = factory.Sequence("第{}党支部".format)
    kind = BranchKind.BRANCH


class CoverageFactory(factory.django.DjangoModelFactory):
    """An open coverage; pass ended_on to close it."""

    class Meta:
        model = Coverage

    branch = factory.SubFactory(BranchFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    started_on = datetime.date(2021, 7, 1)


class ActivityRoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityRoom

    branch = factory.SubFactory(BranchFactory)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    branch = factory.SubFactory(BranchFactory)
    started_on = datetime.date(2021, 5, 11)


class MemberFactory(factory.django.DjangoModelFactory):
    """A full member whose open affiliation agrees with `branch`; `branch=None` makes none."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    worker = factory.SubFactory(WorkerFactory)
    branch = factory.SubFactory(BranchFactory)
    joined_on = datetime.date(2015, 6, 20)
    converted_on = datetime.date(2016, 6, 20)

    @factory.post_generation
    def affiliation(self, create, extracted, **kwargs):
        if create and self.branch:
            row = {"started_on": self.joined_on, **kwargs}
            Affiliation.objects.create(member=self, branch=self.branch, **row)


class AffiliationFactory(factory.django.DjangoModelFactory):
    """An affiliation that has ended: the open one comes with its member."""

    class Meta:
        model = Affiliation

    member = factory.SubFactory(MemberFactory)
    branch = factory.SubFactory(BranchFactory)
    started_on = datetime.date(2010, 1, 1)
    ended_on = datetime.date(2012, 1, 1)


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    member = factory.SubFactory(MemberFactory)
    branch = factory.SubFactory(BranchFactory)
    title = "书记"


class ActivistFactory(factory.django.DjangoModelFactory):
    """An applicant; pass confirmed_on, target_on, admitted_on or ended_on to go further."""

    class Meta:
        model = Activist

    worker = factory.SubFactory(WorkerFactory)
    branch = factory.SubFactory(BranchFactory)
    applied_on = datetime.date(2021, 3, 2)


class ActivistContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivistContact

    activist = factory.SubFactory(ActivistFactory)
    member = factory.SubFactory(MemberFactory)


class ActivistStepFactory(factory.django.DjangoModelFactory):
    """A talk; pass kind and what it records for another step."""

    class Meta:
        model = ActivistStep

    activist = factory.SubFactory(ActivistFactory)
    kind = StepKind.TALK
    held_on = datetime.date(2021, 3, 20)
    rule_version = RuleVersion.V2014


class MemberStepFactory(factory.django.DjangoModelFactory):
    """An oath; pass kind and what it records for another step."""

    class Meta:
        model = MemberStep

    member = factory.SubFactory(MemberFactory)
    kind = MemberStepKind.OATH
    held_on = datetime.date(2015, 7, 1)
    rule_version = RuleVersion.V2014


class CalendarYearFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarYear

    year = factory.Sequence(lambda number: 2001 + number)


class CalendarDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarDay

    year = factory.SubFactory(CalendarYearFactory)
    day = factory.LazyAttributeSequence(
        lambda row, n: datetime.date(row.year.year, 1, 1) + datetime.timedelta(days=n % 365)
    )


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    branch = factory.SubFactory(BranchFactory)
    kind = ActivityKind.THEME_DAY
    topic = factory.Sequence("第{}次主题党日".format)
    held_on = datetime.date(2022, 7, 1)


class HonourFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Honour

    worker = factory.SubFactory(WorkerFactory)
    title = "五一劳动奖章"
    level = Level.CITY
    granted_on = datetime.date(2022, 4, 28)


class DelegateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegate

    worker = factory.SubFactory(WorkerFactory)
    kind = DelegateKind.PARTY
    level = Level.CITY
    elected_on = datetime.date(2021, 8, 18)


FACTORY_FOR = {
    kind._meta.model: kind
    for kind in (
        ActivistContactFactory,
        ActivistStepFactory,
        CalendarDayFactory,
        CalendarYearFactory,
        MemberStepFactory,
        ActivistFactory,
        ActivityFactory,
        ActivityRoomFactory,
        AffiliationFactory,
        BranchFactory,
        CoverageFactory,
        DelegateFactory,
        HonourFactory,
        MemberFactory,
        PostFactory,
        TermFactory,
    )
}
