"""Lists to work off: what is due, and what is to be looked at again; apps bring the entries."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from config.accounts.reach import Reach


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to do, and the page where it is done.

    `due`: the last day for it; None: at once. `chance`: what may be done from the day on.
    """

    unit: str
    who: str
    what: str
    address: str
    due: datetime.date | None = None
    chance: bool = False

    def late(self, today: datetime.date) -> bool:
        return self.due is not None and not self.chance and self.due < today


Source = Callable[[Reach, datetime.date], Iterable[Entry]]


@dataclasses.dataclass(frozen=True)
class Worklist:
    key: str
    title: str
    explanation: str
    empty: str
    dated: bool = True


WORKLISTS = (
    Worklist(
        "todos",
        "待办事项",
        "按单位排列，已超期的在前。办完一项，这一项就不再列出。",
        "现在没有待办事项。",
    ),
    Worklist(
        "flags",
        "规定核对",
        "与规定不符的日期和步骤。日期登记错了的请更正；属实的在那一页“核对提示”，写明依据。",
        "没有需要核对的提示。",
        dated=False,
    ),
)

_sources: list[tuple[str, str, Source]] = []


def register_entries(key: str, permission: str, source: Source) -> None:
    """Put what `source` finds on a list, for whoever has the permission to see such rows."""
    _sources.append((key, permission, source))


def sources_for(key: str, may: Callable[[str], bool]) -> list[Source]:
    return [source for at, permission, source in _sources if at == key and may(permission)]


@dataclasses.dataclass(frozen=True)
class UnitEntries:
    unit: str
    entries: list[tuple[Entry, bool]]


def by_unit(entries: Iterable[Entry], today: datetime.date) -> Iterator[UnitEntries]:
    """Units with something overdue first; in each the overdue first, then by day."""

    def day(entry: Entry) -> tuple[bool, datetime.date]:
        return not entry.late(today), entry.due or today

    ordered = sorted(entries, key=lambda entry: (entry.unit, day(entry), entry.who, entry.what))
    units = [
        UnitEntries(unit, [(entry, entry.late(today)) for entry in of_unit])
        for unit, of_unit in groupby(ordered, key=lambda entry: entry.unit)
    ]
    yield from sorted(units, key=lambda one: not one.entries[0][1])
