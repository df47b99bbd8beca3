"""What a person is besides a worker: union member, Party member, activist …

A role points at the worker; apps above register theirs from ``AppConfig.ready()``, so that pages
about people know them without importing those apps.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

from django.db.models import Model, Q

from config.accounts.models import User
from config.accounts.reach import Reach


@dataclasses.dataclass(frozen=True)
class Role:
    """``held(on, mine)`` is a condition on workers, true for those who hold the role on the day.

    It knows only the rows of ``model`` that somebody looks after.
    """

    key: str
    label: str
    model: type[Model]
    held: Callable[[datetime.date, Reach], Q]

    def may_be_seen(self, user: User, mine: Reach) -> bool:
        opts = self.model._meta
        may = user.has_perm(f"{opts.app_label}.view_{opts.model_name}")
        return may and mine.has_any(self.model)


_ROLES: dict[str, Role] = {}


def register_role(role: Role) -> None:
    _ROLES[role.key] = role


def roles() -> list[Role]:
    """All roles in the order of their registration."""
    return list(_ROLES.values())
