"""What a person is besides a worker: union member, Party member, activist …

A role points at the worker; apps above register theirs from ``AppConfig.ready()``, so that pages
about people know them without importing those apps.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

from django.db.models import Q


@dataclasses.dataclass(frozen=True)
class Role:
    """``held(on)`` is a condition on workers, true for those who hold the role on the day."""

    key: str
    label: str
    permission: str
    held: Callable[[datetime.date], Q]


_ROLES: dict[str, Role] = {}


def register_role(role: Role) -> None:
    _ROLES[role.key] = role


def roles() -> list[Role]:
    """All roles in the order of their registration."""
    return list(_ROLES.values())
