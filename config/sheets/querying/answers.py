"""The answer to one question: its rows, how many, what they come to in all and by group."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum as Total

from config.accounts.admin.shown import fields_along
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import NUMBER, QueryPage, Sum

NO_GROUP = "未登记"


@dataclasses.dataclass(frozen=True)
class Groups:
    headings: list[str]
    rows: list[list[str]]


class Answer:
    def __init__(self, page: QueryPage, asked: QueryFilters) -> None:
        self.page, self.asked = page, asked
        self.found = page.narrow(asked.qs, asked)
        completed = page.complete(self.found.select_related(*page.along), asked)
        self.listed: QuerySet[Any] = completed.order_by(*page.order)
        sums = [one for one in page.sums if not one.grouped]
        counted = self.listed.order_by().aggregate(total=Count("pk"), **_totals(sums))
        self.total: int = counted["total"]
        self.sums = [f"{one.label}：{_figure(counted[_key(one)])}{one.unit}" for one in sums]

    def rows(self, some: Iterable[Any], first: int) -> list[tuple[Any, ...]]:
        return [
            (number, *self.page.cells(row, self.asked)) for number, row in enumerate(some, first)
        ]

    def lines(self, some: Iterable[Any], first: int) -> list[list[tuple[Any, str]]]:
        """The rows as they are read: each cell and the kind of its column."""
        kinds = [NUMBER, *self.page.kinds]
        return [
            [(_told(value), kind) for value, kind in zip(row, kinds, strict=True)]
            for row in self.rows(some, first)
        ]

    def groups(self) -> Groups | None:
        by, sums = self.page.by, self.page.sums
        if by is None or not self.total:
            return None
        counted = (
            self.listed.order_by()
            .values(*by.paths)
            .annotate(total=Count("pk"), **_totals(sums))
            .order_by(*by.paths)
        )
        words = [_words(self.page, path) for path in by.paths]
        headings = [by.label, f"数量({self.page.unit})"]
        headings += [f"{one.label}({one.unit})" if one.unit else one.label for one in sums]
        return Groups(
            headings,
            [
                [
                    _name(
                        [
                            known.get(group[p], group[p])
                            for known, p in zip(words, by.paths, strict=True)
                        ]
                    ),
                    str(group["total"]),
                    *(_figure(group[_key(one)]) for one in sums),
                ]
                for group in counted
            ],
        )


def _key(one: Sum) -> str:
    return f"sum_of_{one.path}_{'some' if one.where else 'all'}"


def _totals(sums: Iterable[Sum]) -> dict[str, Any]:
    return {_key(one): Total(one.path, filter=one.where) for one in sums}


def _figure(value: Any) -> str:
    if value is None:
        return "0"
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"


def _told(value: Any) -> Any:
    if value is None:
        return ""
    return _figure(value) if isinstance(value, Decimal) else value


def _words(page: QueryPage, path: str) -> dict[Any, Any]:
    along = list(fields_along(page.model, path))
    return dict(along[-1].flatchoices) if along else {}


def _name(parts: list[Any]) -> str:
    return " ".join(str(part) for part in parts if part not in (None, "")) or NO_GROUP
