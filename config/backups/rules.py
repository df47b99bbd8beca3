"""When a backup is due, when the desk turns red, and which copies may go."""

import datetime
from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

DAYS_WITHOUT = 7
NIGHT_BEGINS = datetime.time(3, 0)
LONGEST = datetime.timedelta(hours=6)
"""After so long a backup that has not ended is taken to have broken off."""
MONTHS_KEPT = 12


def is_overdue(
    last_good: datetime.date | None, since: datetime.date | None, today: datetime.date
) -> bool:
    """Whether the desk turns red: seven days without a good backup, or of an office without any.

    `since`: the day the office began; None when nobody works here yet.
    """
    counted_from = last_good or since
    return counted_from is not None and (today - counted_from).days >= DAYS_WITHOUT


def night_due(now: datetime.datetime, last_night: datetime.date | None) -> datetime.date | None:
    """The day whose nightly backup is due at `now`, local time; None when there is none to make."""
    today = now.date()
    if now.time() < NIGHT_BEGINS or (last_night is not None and last_night >= today):
        return None
    return today


def surplus(
    copies: Iterable[tuple[Key, datetime.date]], *, keep_latest: int, today: datetime.date
) -> set[Key]:
    """The copies that may go: neither of the latest ones nor the first of a month of the year.

    The newest copy always stays.
    """
    by_age = sorted(copies, key=lambda copy: copy[1])
    latest = {key for key, _ in by_age[-max(keep_latest, 1) :]}
    first_of_month: dict[int, Key] = {}
    for key, day in by_age:
        first_of_month.setdefault(_month(day), key)
    monthly = {key for month, key in first_of_month.items() if _month(today) - month < MONTHS_KEPT}
    return {key for key, _ in by_age} - latest - monthly


def _month(day: datetime.date) -> int:
    return day.year * 12 + day.month
