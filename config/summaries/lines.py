"""The two shapes that most printed rows have: things that happened, and things that hold."""

from __future__ import annotations

import dataclasses
import datetime

from django.db.models import Q

from config.summaries.figures import Count, Figure, Line, Value, Where
from config.summaries.months import Month

COUNT = Count()


def always(month: Month) -> Q:
    return Q()


def between(path: str, first: datetime.date, last: datetime.date) -> Q:
    """The day lies between the two, both included."""
    return Q((f"{path}__gte", first), (f"{path}__lte", last))


@dataclasses.dataclass(frozen=True)
class Span:
    """The columns of a half-open interval, and the verbs in the keys of its comings and goings."""

    start: str
    end: str
    began: str
    ended: str

    def holds(self, on: datetime.date) -> Q:
        """In force on the day; an empty start means always, the day of the end is out."""
        begun = Q((f"{self.start}__isnull", True)) | Q((f"{self.start}__lte", on))
        return begun & (Q((f"{self.end}__isnull", True)) | Q((f"{self.end}__gt", on)))


def happened(key: str, label: str, on: str, only: Where = always, value: Value = COUNT) -> Line:
    """`key` up to the end, `key`_in_month and `key`_in_year, by the day in the column `on`."""
    return Line(
        label,
        at_end=Figure(key, label, lambda m: Q((f"{on}__lte", m.last)) & only(m), value),
        in_month=Figure(
            f"{key}_in_month",
            f"{label}·本月新增",
            lambda m: between(on, m.first, m.last) & only(m),
            value,
        ),
        in_year=Figure(
            f"{key}_in_year",
            f"{label}·本年新增",
            lambda m: between(on, m.year_first, m.last) & only(m),
            value,
        ),
    )


def total_as(key: str, line: Line) -> Line:
    """The line with another key for what it counts up to the end."""
    return dataclasses.replace(line, at_end=dataclasses.replace(line.at_end, key=key))


def standing(key: str, label: str, span: Span, only: Where = always, value: Value = COUNT) -> Line:
    """`key` in force at the end; those that began in the month and in the year."""
    return Line(
        label,
        at_end=Figure(key, label, lambda m: span.holds(m.last) & only(m), value),
        in_month=Figure(
            f"{key}_{span.began}_in_month",
            f"{label}·本月新增",
            lambda m: between(span.start, m.first, m.last) & only(m),
            value,
        ),
        in_year=Figure(
            f"{key}_{span.began}_in_year",
            f"{label}·本年新增",
            lambda m: between(span.start, m.year_first, m.last) & only(m),
            value,
        ),
    )


def balanced(line: Line, span: Span, only: Where = always) -> Line:
    """A line of `standing` that also says with how many the month began and how many ended.

    An interval covers a day at least, so what ended in the month was there at its start or
    began in it: the balance closes by itself.
    """
    key = line.at_end.key
    return dataclasses.replace(
        line,
        at_start=Figure(
            f"{key}_at_start",
            f"{line.label}·期初",
            lambda m: span.holds(m.previous.last) & only(m),
        ),
        ended_in_month=Figure(
            f"{key}_{span.ended}_in_month",
            f"{line.label}·本月减少",
            lambda m: between(span.end, m.first, m.last) & only(m),
        ),
    )
