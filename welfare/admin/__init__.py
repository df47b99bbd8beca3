"""The doors of welfare: each parses a request, calls one action, reports."""

from welfare.admin import (
    activities,
    certificates,
    families,
    health,
    meetings,
    payments,
    programmes,
    stations,
    supplies,
)

from welfare.admin import queries  # isort: skip -- the pages stand in the groups of their lists

__all__ = [
    "activities",
    "certificates",
    "families",
    "health",
    "meetings",
    "payments",
    "programmes",
    "queries",
    "stations",
    "supplies",
]
