"""Counting a month: one aggregate query a table, one more a table and grouping."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Iterable
from typing import Any

from django.db.models import F

from config.summaries.figures import (
    Dimension,
    Figure,
    FigureTable,
    Narrow,
    Number,
    Numbers,
    Ratio,
    plain,
)
from config.summaries.months import Month
from config.summaries.registry import Registry, office


@dataclasses.dataclass(frozen=True)
class GroupRow:
    """The figures of one value of a dimension; `pk` is None for the rows that name no value."""

    pk: int | None
    label: str
    numbers: Numbers


@dataclasses.dataclass(frozen=True)
class Grouping:
    """A table by group: the rows add up to the total, since those without a value are a row."""

    dimension: Dimension
    columns: tuple[Figure | Ratio, ...]
    rows: tuple[GroupRow, ...]
    total: Numbers


@dataclasses.dataclass(frozen=True)
class Summary:
    """A counted month."""

    month: Month
    tables: tuple[FigureTable, ...]
    numbers: Numbers
    groupings: tuple[Grouping, ...]


def summarise(
    month: Month,
    *,
    registry: Registry = office,
    allowed: Callable[[FigureTable], bool] = lambda table: True,
    narrow: Narrow = lambda rows: rows,
) -> Summary:
    """Count the rows that `narrow` leaves of what `allowed` lets through.

    A ratio of what is not counted is None.
    """
    tables = tuple(table.within(narrow) for table in registry.tables if allowed(table))
    numbers = count(tables, month)
    groupings = tuple(
        count_by(dimension.within(narrow), tables, month, numbers)
        for dimension in registry.dimensions
    )
    return Summary(month, tables, numbers, tuple(g for g in groupings if g.columns))


def count(
    tables: Iterable[FigureTable], month: Month, *, only: Container[str] | None = None
) -> dict[str, Number | None]:
    """Every figure of the tables by key, or only those named; ratios come after all of them."""
    numbers: dict[str, Number | None] = {}
    tables = list(tables)
    for table in tables:
        figures = {f.key: f for f in table.figures if only is None or f.key in only}
        if figures:
            numbers |= _aggregate(table.rows(month), list(figures.values()), month)
    for table in tables:
        for ratio in table.ratios:
            if only is None or ratio.key in only:
                numbers[ratio.key] = ratio.of(numbers)
    return numbers


def count_one(figure: Figure, month: Month, rows: Any) -> Number:
    """One figure over rows that a group has narrowed."""
    return _aggregate(rows, [figure], month)[figure.key]


def _aggregate(rows: Any, figures: list[Figure], month: Month) -> dict[str, Number]:
    counted = rows.order_by().aggregate(**_columns(figures, month))
    return {figure.key: plain(counted[f"f{at}"]) for at, figure in enumerate(figures)}


def _columns(figures: list[Figure], month: Month) -> dict[str, Any]:
    # Keys hold full stops, which no alias of SQL may.
    return {f"f{at}": figure.value.over(figure.where(month)) for at, figure in enumerate(figures)}


def count_by(
    dimension: Dimension, tables: Iterable[FigureTable], month: Month, total: Numbers
) -> Grouping:
    """The columns of every table that knows the dimension, by its values."""
    columns: list[Figure | Ratio] = []
    counted: dict[int | None, dict[str, Number | None]] = {}
    for table in tables:
        if dimension.key not in table.groups:
            continue
        columns += _shown(table)
        for pk, numbers in _grouped(table, dimension, month):
            counted.setdefault(pk, {}).update(numbers)
    named = _labels(dimension, month, counted) if columns else {}
    rows = tuple(
        GroupRow(pk, label, _complete(columns, counted.get(pk, {}))) for pk, label in named.items()
    )
    return Grouping(
        dimension, tuple(columns), rows, {part.key: total.get(part.key) for part in columns}
    )


def _shown(table: FigureTable) -> list[Figure | Ratio]:
    by_key = {part.key: part for part in table.parts}
    return [by_key[key] for key in table.columns]


def _grouped(
    table: FigureTable, dimension: Dimension, month: Month
) -> Iterable[tuple[int | None, dict[str, Number | None]]]:
    figures = [part for part in _shown(table) if isinstance(part, Figure)]
    rows = table.rows(month).order_by().values(group_pk=F(table.groups[dimension.key]))
    for row in rows.annotate(**_columns(figures, month)):
        numbers = {figure.key: plain(row[f"f{at}"]) for at, figure in enumerate(figures)}
        if any(numbers.values()):
            yield row["group_pk"], dict(numbers)


def _labels(
    dimension: Dimension, month: Month, counted: Container[int | None]
) -> dict[int | None, str]:
    """Listed values in their order, then others that have a figure, then those without a value."""
    labels: dict[int | None, str] = {row.pk: str(row) for row in dimension.listed(month)}
    others = sorted(set(counted) - set(labels) - {None})
    if others:
        found = dimension.model._default_manager.in_bulk(others)
        labels |= {pk: str(found[pk]) for pk in others}
    if None in counted:
        labels[None] = dimension.blank
    return labels


def _complete(columns: list[Figure | Ratio], numbers: dict[str, Number | None]) -> Numbers:
    filled = {part.key: numbers.get(part.key, 0) for part in columns if isinstance(part, Figure)}
    return filled | {part.key: part.of(filled) for part in columns if isinstance(part, Ratio)}
