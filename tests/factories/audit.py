"""The least valid entry of the audit; pass what a test is about."""

import datetime

import factory

from config.audit.choices import Verb
from config.audit.models import AuditEntry, AuditSeal


class AuditEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEntry

    verb = Verb.EXPORT
    what = "从业人员花名册"


class AuditSealFactory(factory.django.DjangoModelFactory):
    """A day on which nothing was done."""

    class Meta:
        model = AuditSeal

    day = factory.Sequence(lambda n: datetime.date(2020, 1, 1) + datetime.timedelta(days=n))
    count = 0
    digest = "0" * 64


FACTORY_FOR = {AuditEntry: AuditEntryFactory, AuditSeal: AuditSealFactory}
