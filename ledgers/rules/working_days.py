"""Working days, of which a 公示 counts five. Which days are free a table of each year says."""

import dataclasses
import datetime

SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """The calendar: `known` years have a table, `free` and `worked` are what it says.

    Without its year's table a day is counted Monday to Friday, and the count is provisional.
    """

    known: frozenset[int] = frozenset()
    free: frozenset[datetime.date] = frozenset()
    worked: frozenset[datetime.date] = frozenset()

    def works(self, day: datetime.date) -> bool:
        if day.year in self.known and day in self.free | self.worked:
            return day in self.worked
        return day.weekday() < SATURDAY

    def count(self, first: datetime.date, last: datetime.date) -> int:
        """Working days from the first to the last, both counted."""
        days = (last - first).days + 1
        return sum(self.works(first + ONE_DAY * number) for number in range(days))

    def last_of(self, first: datetime.date, number: int) -> datetime.date:
        """The day on which so many working days are full; the first counts if it is one."""
        day, counted = first, int(self.works(first))
        while counted < number:
            day += ONE_DAY
            counted += self.works(day)
        return day

    def provisional(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether a year between the days has no table: the count is to be printed as 暂算."""
        return not set(range(first.year, last.year + 1)) <= self.known
