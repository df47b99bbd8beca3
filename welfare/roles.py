"""What welfare holds of a person, for pages about people."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from unions.holdings import Holding, never_open
from welfare.choices import PaymentState
from welfare.models import Certificate, Family, HealthCheck, Insurance, Payment, StudyAid


def _not_paid_yet(payments: QuerySet[Any]) -> QuerySet[Any]:
    return payments.filter(state__in=PaymentState.unpaid())


HOLDINGS = (
    # An occasion may be the number of a certificate or the name of a child.
    Holding(model=Payment, personal=("occasion",), still_open=_not_paid_yet),
    Holding(model=Certificate, personal=("number",), kept=("occupation",), still_open=never_open),
    Holding(model=Family),
    Holding(model=StudyAid, personal=("child", "school"), kept=("level",), still_open=never_open),
    Holding(model=HealthCheck, kept=("institution",), still_open=never_open),
    # A policy runs out by itself, and sheets often leave its last day open.
    Holding(model=Insurance, kept=("insurer",), still_open=never_open),
)
