"""The dates that follow from admission (发展党员工作细则 arts 31 to 35)."""

import datetime

from ledgers.rules.months import YEAR, add_months, whole_months

PROBATION = 12
LEAST_EXTENSION, MOST_EXTENSION = 6, 12
POSTPONED = 6
"""A transferred-in member's discussion may wait so many months after the expiry (art 35)."""


def probation_ends_on(joined_on: datetime.date, *, extension: int = 0) -> datetime.date:
    """When the probation expires: a year from the branch meeting, and the extension."""
    return add_months(joined_on, PROBATION + extension)


def converts_on(joined_on: datetime.date, *, extension: int = 0) -> datetime.date:
    """转正时间: the expiry, on whichever later day it was discussed and approved (art 33)."""
    return probation_ends_on(joined_on, extension=extension)


def may_extend_by(months: int | None) -> bool:
    return months is not None and LEAST_EXTENSION <= months <= MOST_EXTENSION


NO_PROBATION = datetime.date(1969, 4, 1), datetime.date(1977, 8, 11)
"""Between these days members were admitted without a probation."""


def probation_is_odd(*, joined_on: datetime.date, converted_on: datetime.date | None) -> bool:
    """Whether 转正 came after neither a year nor an extended one; days of grace within a month."""
    if converted_on is None or converted_on < joined_on:
        return False
    if converted_on == joined_on and NO_PROBATION[0] <= joined_on <= NO_PROBATION[1]:
        return False
    months = whole_months(joined_on, converted_on)
    least, most = PROBATION + LEAST_EXTENSION, PROBATION + MOST_EXTENSION
    return months != PROBATION and not least <= months <= most


def party_years(converted_on: datetime.date | None, *, on: datetime.date) -> int | None:
    """党龄 in whole years, which counts from 转正 (art 33); None for a probationary member."""
    if converted_on is None or on < converted_on:
        return None
    return whole_months(converted_on, on) // YEAR
