"""The nouns of welfare."""

from welfare.models.activities import CareActivity, Policy
from welfare.models.certificates import Certificate
from welfare.models.families import Family, StudyAid
from welfare.models.health import HealthCheck, Insurance
from welfare.models.meetings import (
    Matter,
    Meeting,
    MemberUnit,
    matters_done,
    matters_open,
    matters_overdue,
)
from welfare.models.payments import Payment
from welfare.models.programmes import Programme
from welfare.models.stations import Station
from welfare.models.supplies import StockReport, SupplyDelivery

__all__ = [
    "CareActivity",
    "Certificate",
    "Family",
    "HealthCheck",
    "Insurance",
    "Matter",
    "Meeting",
    "MemberUnit",
    "Payment",
    "Policy",
    "Programme",
    "Station",
    "StockReport",
    "StudyAid",
    "SupplyDelivery",
    "matters_done",
    "matters_open",
    "matters_overdue",
]
