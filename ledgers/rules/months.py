"""Calendar months, as the rules of the Party count them."""

import calendar
import datetime

YEAR = 12


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, the month's last day where it has no such day."""
    years, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    last = calendar.monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(day.day, last))


def whole_months(start: datetime.date, end: datetime.date) -> int:
    """How many whole months have passed; none before the start."""
    months = (end.year - start.year) * YEAR + end.month - start.month
    return max(months if add_months(start, months) <= end else months - 1, 0)
