"""Stored rows read by column.

Django converts every cell of every row by itself, which takes longer than the database needs to
find the rows. Here a column is converted as a whole: each different value once, and a private
column in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from config.accounts.fields.private import PrivateField, decrypt_each

Values = Sequence[Any]


def read_columns(queryset: QuerySet[Any]) -> list[Values]:
    """What ``values_list`` would give, by column."""
    compiler = queryset.query.get_compiler(queryset.db)
    rows = [row for part in compiler.execute_sql() for row in part]
    expressions = [expression for expression, *_ in compiler.select]
    converters = compiler.get_converters(expressions)
    columns: list[Values] = list(zip(*rows, strict=True)) or [()] * len(expressions)
    for at, (functions, expression) in converters.items():
        columns[at] = _converted(columns[at], functions, expression)
    return columns


def _converted(values: Values, functions: Sequence[Callable[..., Any]], expression: Any) -> Values:
    field = expression.output_field
    if isinstance(field, PrivateField):
        return decrypt_each(values, field.label)

    def convert(value: Any) -> Any:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return each_once(values, convert)


def each_once(values: Values, make: Callable[[Any], Any]) -> Values:
    """The values as the function makes them, which is asked for each different one once."""
    made = {value: make(value) for value in set(values)}
    return list(map(made.__getitem__, values))
