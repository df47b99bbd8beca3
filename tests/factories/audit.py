"""The least valid entry of the audit; pass what a test is about."""

import factory

from config.audit.choices import Verb
from config.audit.models import AuditEntry


class AuditEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEntry

    verb = Verb.EXPORT
    what = "从业人员花名册"


FACTORY_FOR = {AuditEntry: AuditEntryFactory}
