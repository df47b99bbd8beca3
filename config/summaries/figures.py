"""What a figure is: a condition on the rows of one table, and what is taken of those rows.

The same condition counts the number and filters the list behind it, so they cannot disagree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Model, Q, QuerySet

from config.summaries.months import Month

Number = int | Decimal
Numbers = Mapping[str, Number | None]
Where = Callable[[Month], Q]
Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]
"""What somebody may see of a queryset."""
PERCENT = Decimal("0.01")


@dataclasses.dataclass(frozen=True)
class Count:
    """How many rows."""

    def over(self, where: Q) -> models.Aggregate:
        return models.Count("pk", filter=where)


@dataclasses.dataclass(frozen=True)
class Sum:
    """The sum of a column; nothing sums to 0."""

    path: str

    def over(self, where: Q) -> models.Aggregate:
        return models.Sum(self.path, filter=where)


@dataclasses.dataclass(frozen=True)
class Distinct:
    """How many different values; rows without one do not count."""

    path: str

    def over(self, where: Q) -> models.Aggregate:
        return models.Count(self.path, filter=where, distinct=True)


Value = Count | Sum | Distinct


@dataclasses.dataclass(frozen=True)
class Figure:
    """One number of a month. `label` ends with its unit: 从业人员（人）."""

    key: str
    label: str
    where: Where
    value: Value = Count()


@dataclasses.dataclass(frozen=True)
class Ratio:
    """One figure by another in percent, half up to two decimals; None without a denominator."""

    key: str
    label: str
    numerator: str
    denominator: str

    def of(self, numbers: Numbers) -> Decimal | None:
        above, below = numbers.get(self.numerator), numbers.get(self.denominator)
        if above is None or not below:
            return None
        return (Decimal(above) * 100 / Decimal(below)).quantize(PERCENT, rounding=ROUND_HALF_UP)


@dataclasses.dataclass(frozen=True)
class Line:
    """A printed row: new this month, new this year, at month's end.

    With `at_start` and `ended_in_month` it also stands among the balances:
    at_end = at_start + in_month - ended_in_month.
    """

    label: str
    at_end: Figure | Ratio | None = None
    in_month: Figure | None = None
    in_year: Figure | None = None
    at_start: Figure | None = None
    ended_in_month: Figure | None = None

    @property
    def parts(self) -> Iterator[Figure | Ratio]:
        for part in (
            self.at_end,
            self.in_month,
            self.in_year,
            self.at_start,
            self.ended_in_month,
        ):
            if part is not None:
                yield part


@dataclasses.dataclass(frozen=True, kw_only=True)
class FigureTable:
    """Figures over one table of facts: one aggregate query, and one more for each grouping.

    `rows(month)` is what the conditions narrow; an alias in it may look things up as they were
    at the month's end. Tables of one `title` are printed together. `groups` says by which path
    the rows belong to a value of a dimension; `columns` are the keys shown by group, `desk`
    those shown on the home page.
    """

    key: str
    title: str
    model: type[Model]
    rows: Callable[[Month], QuerySet[Any]]
    lines: tuple[Line, ...]
    groups: Mapping[str, str] = dataclasses.field(default_factory=dict)
    columns: tuple[str, ...] = ()
    desk: tuple[str, ...] = ()

    def within(self, narrow: Narrow) -> FigureTable:
        """The same figures of the rows that somebody may see."""
        return dataclasses.replace(self, rows=lambda month: narrow(self.rows(month)))

    @property
    def parts(self) -> Iterator[Figure | Ratio]:
        for line in self.lines:
            yield from line.parts

    @property
    def figures(self) -> list[Figure]:
        return [part for part in self.parts if isinstance(part, Figure)]

    @property
    def ratios(self) -> list[Ratio]:
        return [part for part in self.parts if isinstance(part, Ratio)]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dimension:
    """What figures are grouped by. Rows that belong to no value make the row `blank`.

    `listed(month)` are the values printed even when all their figures are 0; `chart` is the
    figure drawn on the page.
    """

    key: str
    label: str
    model: type[Model]
    listed: Callable[[Month], QuerySet[Any]]
    blank: str = "未填"
    chart: str = ""

    def within(self, narrow: Narrow) -> Dimension:
        """The same dimension, listing the values that somebody may see."""
        return dataclasses.replace(self, listed=lambda month: narrow(self.listed(month)))

    @property
    def title(self) -> str:
        return f"按{self.label}"


def plain(value: Number | float | None) -> Number:
    """A sum as it is printed: nothing is 0, whole yuan are an int."""
    if value is None:
        return 0
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def printed(number: Number | None, *, percent: bool = False) -> str:
    """2,188; 37,200.50; a rate as 100.00; — for a rate of nothing."""
    if number is None:
        return "—"
    whole = isinstance(number, int) and not percent
    return f"{number:,}" if whole else f"{number:,.2f}"
