"""What would make a figure wrong is refused before the program starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError
from django.db.models import Aggregate, F, QuerySet

from config.summaries.figures import Distinct, FigureTable
from config.summaries.months import Month
from config.summaries.registry import Registry, office

SAMPLE = Month(2023, 1)
"""Conditions are built for this month and never run."""


def figures_can_be_trusted(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    return check_registry(office)


def check_registry(registry: Registry) -> list[CheckMessage]:
    found = [*_repeated(registry), *_unknown(registry)]
    for table in registry.tables:
        found += [_error(sentence, "office.E012") for sentence in _paths(table)]
        found += [_error(sentence, "office.E013") for sentence in _distinct_columns(table)]
    found += [_error(sentence, "office.E013") for sentence in _halved_ratios(registry)]
    return found


def _error(sentence: str, code: str) -> CheckMessage:
    return Error(sentence, hint="请改正登记这个数字的 figures.py。", id=code)


def _repeated(registry: Registry) -> Iterator[CheckMessage]:
    for kind, keys in (
        ("汇总数字", [part.key for table in registry.tables for part in table.parts]),
        ("汇总表", [table.key for table in registry.tables]),
        ("分组", [dimension.key for dimension in registry.dimensions]),
    ):
        for key, times in Counter(keys).items():
            if times > 1:
                yield _error(f"{kind}的键 {key} 用了{times}次。", "office.E010")


def _unknown(registry: Registry) -> Iterator[CheckMessage]:
    """Keys that are named somewhere and exist nowhere."""
    known = {part.key for table in registry.tables for part in table.parts}
    dimensions = {dimension.key for dimension in registry.dimensions}
    for table in registry.tables:
        for ratio in table.ratios:
            yield from _missing({ratio.numerator, ratio.denominator} - known, ratio.key)
        yield from _missing(set(table.desk) - known, table.key)
        yield from _missing(set(table.columns) - {p.key for p in table.parts}, table.key)
        yield from _missing(set(table.groups) - dimensions, table.key)
    for dimension in registry.dimensions:
        yield from _missing({dimension.chart} - known - {""}, dimension.key)


def _missing(keys: set[str], named_by: str) -> Iterator[CheckMessage]:
    for key in sorted(keys):
        yield _error(f"{named_by} 提到的 {key} 没有登记。", "office.E011")


def _paths(table: FigureTable) -> Iterator[str]:
    """Paths that do not exist, or that would count a row once for each row beyond them."""
    for figure in table.figures:
        yield from _joins(table, figure.key, figure.value.over(figure.where(SAMPLE)))
    for path in table.groups.values():
        yield from _joins(table, table.key, F(path))


def _joins(table: FigureTable, name: str, column: Aggregate | F) -> Iterator[str]:
    try:
        rows = table.rows(SAMPLE).annotate(checked=column)
    except FieldError:
        yield f"{name} 的条件或路径里有不存在的字段。"
        return
    if crossed := list(_to_many(rows)):
        yield f"{name} 经过一对多关系 {'、'.join(crossed)}，会重复计数；请改用 Exists。"


def _to_many(rows: QuerySet[Any]) -> Iterator[str]:
    for alias, join in rows.query.alias_map.items():
        field = getattr(join, "join_field", None)
        in_use = rows.query.alias_refcount[alias]
        if field and in_use and (field.one_to_many or field.many_to_many):
            yield field.name


def _distinct_columns(table: FigureTable) -> Iterator[str]:
    """Different values of two groups may be the same one: they do not add up."""
    for figure in table.figures:
        if figure.key in table.columns and isinstance(figure.value, Distinct):
            yield f"{figure.key} 是不重复计数，各组之和不等于合计，不能分组。"


def _halved_ratios(registry: Registry) -> Iterator[str]:
    """A rate by group needs both its figures in the same grouping."""
    for dimension in registry.dimensions:
        tables = [table for table in registry.tables if dimension.key in table.groups]
        columns = {key for table in tables for key in table.columns}
        for ratio in (ratio for table in tables for ratio in table.ratios):
            if ratio.key in columns and not {ratio.numerator, ratio.denominator} <= columns:
                yield f"{ratio.key} 按{dimension.label}分组时缺少分子或分母。"
