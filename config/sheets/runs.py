"""One run of an import: who, on which day, with which permissions, and what it has looked up."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

T = TypeVar("T")
NEW_KINDS = {"brands": "品牌", "districts": "县(市、区)"}
"""What an import may make when a sheet names an unknown one, with the word a clerk reads."""


@dataclasses.dataclass
class Run:
    """The circumstances of one run; doors make it, nothing below reads the clock.

    ``user`` None is the machine's own operator (the command line), who may do everything.
    ``request``: the page behind the run, for the audit; None on the command line.
    ``new``: kinds of rows that may be made when a sheet names an unknown one (brands, districts).
    ``moved_on``: from which day another 工作单位 is a move; None: it is a correction.
    """

    user: Any = None
    request: HttpRequest | None = None
    today: datetime.date | None = None
    new: frozenset[str] = frozenset()
    moved_on: datetime.date | None = None
    in_use_from: datetime.date | None = None
    siblings: frozenset[str] = frozenset()
    reason: str = "导入"
    _known: dict[Hashable, Any] = dataclasses.field(default_factory=dict, repr=False)

    def visible(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a model that this run's user may see and name."""
        return model._default_manager.all()

    def may(self, permission: str) -> bool:
        return self.user is None or self.user.has_perm(permission)

    def remember(self, key: Hashable, load: Callable[[], T]) -> T:
        """Look something up once a run; :meth:`forget` after writing."""
        if key not in self._known:
            self._known[key] = load()
        return self._known[key]

    def forget(self) -> None:
        self._known.clear()
