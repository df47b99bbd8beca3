"""What the database will not hold, told before anything is written.

A model's check constraints and the limits of its columns are turned into plain functions once,
so that a row is judged without a query and without an instance.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import CheckConstraint, DecimalField, F, Field, Model, Q
from django.db.models.expressions import CombinedExpression

Values = Mapping[str, Any]
Read = Callable[[Values], Any]
Test = Callable[[Values], bool | None]
"""Of a record's values: whether a condition holds; None where SQL says NULL."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, listed: value in listed,
}
_RECKON: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub}


class Written(NamedTuple):
    """A record that a row would write, as far as the sheet knows it.

    ``values``: attribute -> value as the database holds it; what is not named has its default.
    ``columns``: attribute -> the field of the sheet that a clerk would look at.
    """

    model: type[Model]
    values: dict[str, Any]
    columns: dict[str, str]


class Breach(NamedTuple):
    """A limit that a record breaks; ``attribute`` None: none of those that the sheet names."""

    attribute: str | None
    code: str
    message: str


@dataclasses.dataclass(frozen=True)
class Rule:
    """A check constraint: holds unless it is false, as in the database."""

    name: str
    holds: Test
    attributes: tuple[str, ...]
    message: str


@dataclasses.dataclass(frozen=True)
class Limits:
    """All that a model's table refuses by itself; ``defaults`` of the attributes in rules."""

    columns: dict[str, Callable[[Any], tuple[str, str] | None]]
    rules: tuple[Rule, ...]
    defaults: dict[str, Any]


@functools.cache
def limits_of(model: type[Model]) -> Limits:
    rules = tuple(
        Rule(
            one.name,
            _compiled(one.condition),
            _attributes(one.condition),
            one.violation_error_message,
        )
        for one in model._meta.constraints
        if isinstance(one, CheckConstraint)
    )
    named = {name for rule in rules for name in rule.attributes}
    defaults = {name: model._meta.get_field(name).get_default() for name in sorted(named)}
    limited = {field.name: _limit(field) for field in model._meta.concrete_fields}
    return Limits({name: test for name, test in limited.items() if test}, rules, defaults)


def breaches(written: Written) -> Iterator[Breach]:
    """What the database would refuse of a record, column limits first."""
    limits = limits_of(written.model)
    for attribute in written.columns:
        limit, value = limits.columns.get(attribute), written.values.get(attribute)
        if limit and value is not None and (said := limit(value)):
            yield Breach(attribute, *said)
    if not limits.rules:
        return
    values = {**limits.defaults, **written.values}
    for rule in limits.rules:
        if rule.holds(values) is False:
            named = [name for name in rule.attributes if name in written.columns]
            told = [name for name in named if values[name] is not None]
            yield Breach(next(iter([*told[::-1], *named]), None), "rule", rule.message)


def _limit(field: Field) -> Callable[[Any], tuple[str, str] | None] | None:
    """What the column's type cannot hold; PostgreSQL's limits, which are the narrower ones."""
    span = BaseDatabaseOperations.integer_field_ranges.get(field.get_internal_type())
    if isinstance(field, DecimalField):
        most = 10 ** (field.max_digits - field.decimal_places) - Decimal(1).scaleb(
            -field.decimal_places
        )
        return lambda value: _beyond(value, -most, most)
    if span and not field.is_relation and not field.primary_key:
        return lambda value: _beyond(value, *span)
    longest = field.max_length
    if longest and not field.choices:
        return lambda value: _too_long(value, longest)
    return None


def _beyond(value: Any, least: Any, most: Any) -> tuple[str, str] | None:
    if least <= value <= most:
        return None
    border = f"超过{most:,}的上限" if value > most else f"小于{least:,}的下限"
    return "bad_number", f"{border}。"


def _too_long(value: str, longest: int) -> tuple[str, str] | None:
    if len(value) <= longest:
        return None
    return "too_long", f"共{len(value)}个字，超过{longest}个字的上限。"


def _attributes(condition: Any) -> tuple[str, ...]:
    """The attributes that a condition names, in its order and once each."""
    if isinstance(condition, Q):
        found = [name for child in condition.children for name in _attributes(child)]
        return tuple(dict.fromkeys(found))
    path, value = condition
    return (_attribute(path), *_named(value))


def _named(value: Any) -> tuple[str, ...]:
    """The attributes that the other side of a comparison names."""
    if isinstance(value, CombinedExpression):
        return (*_named(value.lhs), *_named(value.rhs))
    return (_attribute(value.name),) if isinstance(value, F) else ()


def _attribute(path: str) -> str:
    name = path.split("__", maxsplit=1)[0]
    return "id" if name == "pk" else name


def _compiled(condition: Any) -> Test:
    """A condition of Q and F as a function, with the three values of SQL."""
    if not isinstance(condition, Q):
        return _comparison(*condition)
    parts = tuple(_compiled(child) for child in condition.children)
    joined = _any(parts) if condition.connector == Q.OR else _all(parts)
    return _not(joined) if condition.negated else joined


def _any(parts: tuple[Test, ...]) -> Test:
    def holds(values: Values) -> bool | None:
        answer: bool | None = False
        for part in parts:
            found = part(values)
            if found:
                return True
            answer = None if found is None else answer
        return answer

    return holds


def _all(parts: tuple[Test, ...]) -> Test:
    denied = _any(tuple(_not(part) for part in parts))
    return _not(denied)


def _not(part: Test) -> Test:
    def holds(values: Values) -> bool | None:
        found = part(values)
        return None if found is None else not found

    return holds


def _comparison(path: str, value: Any) -> Test:
    name, _, lookup = path.partition("__")
    name, lookup = _attribute(name), lookup or "exact"
    if lookup == "isnull":
        return lambda values: (values[name] is None) == value
    compare, read = _COMPARE[lookup], _read(value)
    return lambda values: _compared(compare, values[name], read(values))


def _read(value: Any) -> Read:
    """The other side of a comparison: an attribute, what attributes add up to, or a value."""
    if isinstance(value, CombinedExpression):
        reckon, one, other = _RECKON[value.connector], _read(value.lhs), _read(value.rhs)
        return lambda values: _reckoned(reckon, one(values), other(values))
    if isinstance(value, F):
        name = _attribute(value.name)
        return lambda values: values[name]
    return lambda values: value


def _reckoned(reckon: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    return None if one is None or other is None else reckon(one, other)


def _compared(compare: Callable[[Any, Any], bool], one: Any, other: Any) -> bool | None:
    answer = _reckoned(compare, one, other)
    return None if answer is None else bool(answer)
