"""One run of an import: who, on which day, with which permissions, and what it has looked up."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import gc
from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from config.accounts.reach import EVERYTHING, Reach, reach_of

T = TypeVar("T")


def tell_nobody(phase: str, done: int, total: int) -> None:
    """Nobody waits to hear how far a run is."""


def end_nothing() -> None:
    """Nothing ends with a run."""


NEW_KINDS = {"brands": "品牌", "districts": "县(市、区)"}
"""What an import may make when a sheet names an unknown one, with the word a clerk reads."""

NEW_BOXES = {kind: f"新建{word}" for kind, word in NEW_KINDS.items()}
"""The boxes of the form that permit it, as they are labelled."""

LONGEST_REASON = 100
"""Characters that the history keeps of a reason."""


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Without Python's collector of cycles, which would walk a sheet's rows again and again.

    They hold no cycles, and the walks are a quarter of the time of 100,000 rows.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclasses.dataclass
class Run:
    """The circumstances of one run; doors make it, nothing below reads the clock.

    ``user`` None is the machine's own operator (the command line), who may do everything.
    ``request``: the page behind the run, for the audit; None on the command line.
    ``new``: kinds of rows that may be made when a sheet names an unknown one (brands, districts).
    ``moved_on``: from which day another unit, Party branch or union is a move; None: it is a
    correction.
    ``override_reason``: why rules of the trade are let pass, where the user has the right of the
    ledger to do so; empty: they are held to.
    ``prepared``: where rows for the tables are put while they are worked out beforehand
    (``beforehand.Prepared``); None: they are written at once.
    ``blank_clears``: whether a blank cell empties what is stored; ``clears``: of the sheet at
    hand, the columns in which it does.
    ``deed``: what is being done, as the history says it; ``reason``: the same with its source.
    ``tell``: called after every chunk, with how far the run is; raises where it is to be left.
    ``settle``: called last in the transaction that writes, by what is to end together with it.
    ``noted``: what the ledger has noted of the whole sheet before its rows are judged.
    ``siblings``: of a sheet whose rows name each other, each row's name -> the name it names.
    """

    user: Any = None
    request: HttpRequest | None = None
    today: datetime.date | None = None
    new: frozenset[str] = frozenset()
    moved_on: datetime.date | None = None
    override_reason: str = ""
    in_use_from: datetime.date | None = None
    blank_clears: bool = False
    clears: frozenset[str] = frozenset()
    tell: Callable[[str, int, int], None] = tell_nobody
    settle: Callable[[], None] = end_nothing
    noted: Any = None
    siblings: dict[str, str] = dataclasses.field(default_factory=dict)
    deed: str = "导入"
    reason: str = "导入"
    prepared: Any = None
    _known: dict[Hashable, Any] = dataclasses.field(default_factory=dict, repr=False)

    def visible(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a model that this run's user may see and name."""
        return self.reach.visible(model)

    @property
    def reach(self) -> Reach:
        """What the run's user looks after."""
        if self.user is None or self.today is None:
            return EVERYTHING
        return reach_of(self.user, on=self.today)

    def because_of(self, source: str) -> None:
        """From here on the history names the source: a file, or a rule."""
        let_pass = f"（放行：{self.override_reason}）" if self.override_reason else ""
        self.reason = f"{self.deed}{let_pass} {source}"[:LONGEST_REASON]

    def may(self, permission: str) -> bool:
        return self.user is None or self.user.has_perm(permission)

    def remember(self, key: Hashable, load: Callable[[], T]) -> T:
        """Look something up once a run; :meth:`forget` after writing."""
        if key not in self._known:
            self._known[key] = load()
        return self._known[key]

    def forget(self) -> None:
        self._known.clear()
