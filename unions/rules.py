"""What the trade says of people and unions. Pure: no database, no clock, no settings."""

import calendar
import datetime
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from config.sheets.cells import identity
from unions.choices import Sex

Rank = TypeVar("Rank")
HUNDREDTH = Decimal("0.01")
_SEXES = {sex.value: sex for sex in Sex}
WORKING_AGE = 16
"""No unit may employ anybody younger (劳动法 art 15); unions are made of employed people."""


def sex_of(identity_number: str) -> Sex:
    """Sex by the 17th digit of a valid identity number: odd is male (GB 11643)."""
    return _SEXES[identity.sex_of(identity_number)]


def birth_of(identity_number: str) -> datetime.date:
    """The day of birth in the digits 7 to 14 of a valid identity number (GB 11643)."""
    return identity.birth_of(identity_number)


def age_on(*, born_on: datetime.date, on: datetime.date) -> int:
    """Completed years on the day; the birthday itself completes one.

    Who was born on 29 February completes the year on 1 March of a common year.
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def of_working_age(*, born_on: datetime.date, on: datetime.date) -> bool:
    """Whether somebody may be hired, and so join a union, on the day (劳动法 art 15)."""
    return age_on(born_on=born_on, on=on) >= WORKING_AGE


def membership_rate(*, members: int, workers: int) -> Decimal | None:
    """Per cent of the workers who are union members, half up to two decimals; None of nobody.

    入会率 = 会员人数 ÷ 职工人数 × 100 (statistics of the national federation).
    """
    if not workers:
        return None
    return (Decimal(members) * 100 / Decimal(workers)).quantize(HUNDREDTH, ROUND_HALF_UP)


def kept_long_enough(*, last: datetime.date, years: int, on: datetime.date) -> bool:
    """Whether the years of keeping are over on the day; the same date so many years later is."""
    return (last.year + years, last.month, last.day) <= (on.year, on.month, on.day)


def may_end(*, started_on: datetime.date | None, on: datetime.date) -> bool:
    """Whether what began then may end on the day: it must have held for a day at least."""
    return started_on is None or on > started_on


def reaches_beyond(*, ended_on: datetime.date | None, since: datetime.date | None) -> bool:
    """Whether an interval that ended then reaches into an open one that begins at `since`.

    The day on which one ends is free for the next. An empty `since` means always, an empty
    `ended_on` not ended: both collide.
    """
    return ended_on is None or since is None or ended_on > since


def stands_below_itself(start: Rank, above: Callable[[Rank], Rank | None]) -> bool:
    """Whether a way up the hierarchy leads from `start` back to it.

    `above` names the next higher one, None at the top. A ring further up, of which `start` is no
    part, is not its fault.
    """
    seen: list[Rank] = []
    at = above(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.append(at)
        at = above(at)
    return False


def born_on_or_before(age: int, *, on: datetime.date) -> datetime.date:
    """The latest day of birth of somebody who has completed `age` years by the day."""
    return years_before(on, age)


def years_before(on: datetime.date, years: int) -> datetime.date:
    """The same date so many years earlier; of 29 February the 28th in a common year."""
    year = on.year - years
    last_of_month = calendar.monthrange(year, on.month)[1]
    return datetime.date(year, on.month, min(on.day, last_of_month))


def born_on_or_after(age: int, *, on: datetime.date) -> datetime.date:
    """The earliest day of birth of somebody who has completed no more than `age` years."""
    return born_on_or_before(age + 1, on=on) + datetime.timedelta(days=1)
