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

__all__ = [
    "activities",
    "certificates",
    "families",
    "health",
    "meetings",
    "payments",
    "programmes",
    "stations",
    "supplies",
]
