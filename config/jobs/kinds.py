"""What can be done beside the requests. Apps register it from `AppConfig.ready()`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Protocol

from config.audit.choices import Outcome
from config.jobs.models import Job


class Doing(Protocol):
    """A job in the hands of whoever does it."""

    job: Job

    def tell(self, phase: str, done: int, total: int) -> None:
        """How far it is. Raises where the work is to be left, so that its transaction ends."""

    def finish(self) -> None:
        """The last word in the transaction of the deed: the deed and the job's end are one."""


@dataclasses.dataclass(frozen=True)
class Kind:
    """`do` does the work; `give_up`, in the transaction in which a job fails, leaves its row fit.

    `do` may be begun anew after its process was killed, so what it writes before `finish` must
    stand in the same transaction.
    """

    key: str
    do: Callable[[Doing], None]
    give_up: Callable[[Job, Outcome], None]


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kind_of(job: Job) -> Kind:
    return _kinds[job.kind]
