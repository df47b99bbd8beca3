"""A calendar month: what every figure is asked about."""

from __future__ import annotations

import dataclasses
import datetime
import re

SHAPE = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
MONTHS = 12


@dataclasses.dataclass(frozen=True, order=True)
class Month:
    """A month by its number; its last day counts, the first day of the next one does not."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2023-01; ValueError for anything else, a thirteenth month included."""
        found = SHAPE.fullmatch(text)
        if not found:
            raise ValueError(text)
        day = datetime.date(int(found[1]), int(found[2]), 1)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValueError(text)
        return cls.of(day)

    @classmethod
    def of(cls, day: datetime.date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.month, 1)

    @property
    def last(self) -> datetime.date:
        return self.next.first - datetime.timedelta(days=1)

    @property
    def year_first(self) -> datetime.date:
        return datetime.date(self.year, 1, 1)

    @property
    def previous(self) -> Month:
        return Month.of(self.first - datetime.timedelta(days=1))

    @property
    def next(self) -> Month:
        years, months = divmod(self.month, MONTHS)
        return Month(self.year + years, months + 1)

    @property
    def label(self) -> str:
        """As clerks write it: 2023年1月."""
        return f"{self.year}年{self.month}月"

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
