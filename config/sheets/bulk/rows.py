"""New and changed rows of one table, made ready for the database and written in one statement.

The library's ``bulk_create`` asks every field of every row what it holds and builds a statement of
it. Here a column is converted as a whole, each different value once: SQLite then takes the rows by
``executemany``, PostgreSQL as arrays by column, which is as fast as COPY and tells its errors like
any other statement.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from types import NoneType
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
)
from django.db.models.base import ModelState
from django.db.models.fields.files import FileField

from config.accounts.fields.private import PrivateField, encrypt_each
from config.sheets.bulk.history import CREATED, among_keys, record_history
from config.sheets.runs import Run


class Batch(NamedTuple):
    """Rows of one model as the database takes them; ``columns`` name -> values by row.

    ``before``: the :func:`imprint` of the rows that are changed, where time passes until then.
    """

    model: type[Model]
    kind: str
    columns: dict[str, list[Any]]
    before: str = ""

    @property
    def pks(self) -> list[int]:
        return self.columns[self.model._meta.pk.column]


def reserve(model: type[Model], count: int, *, after: int = 0) -> list[int]:
    """Primary keys for new rows of a model.

    PostgreSQL gives them away once and for all. SQLite's next ones, beginning behind ``after``,
    are good for as long as nobody else adds a row.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "nextval(pg_get_serial_sequence(%s, %s)::regclass)"
            cursor.execute(
                f"SELECT {sequence} FROM generate_series(1, %s)",  # noqa: S608 -- a constant
                [connection.ops.quote_name(table), model._meta.pk.column, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = max(after, *(seq for (seq,) in cursor.fetchall() or [(0,)]))
    return list(range(last + 1, last + count + 1))


def ready(model: type[Model], instances: Sequence[Model], kind: str) -> Batch:
    """What the database is told of the instances, whose primary keys are known."""
    adding = kind == CREATED
    return Batch(
        model,
        kind,
        {
            field.column: _column(field, instances, adding=adding)
            for field in model._meta.concrete_fields
        },
    )


def blank(model: type[Model], values: dict[str, Any]) -> Any:
    """A new instance with its defaults and the values given by attribute.

    Calling the model asks every field in turn, which takes longer than all the rest of a new row.
    """
    instance = model.__new__(model)
    instance._state = ModelState()
    always, each_time = _defaults(model)
    instance.__dict__ |= always
    for name, make in each_time.items():
        instance.__dict__[name] = make()
    instance.__dict__ |= values
    return instance


@functools.cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Attribute -> default, and those that are made anew for each instance."""
    fields = model._meta.concrete_fields
    given = [field for field in fields if field.has_default()]
    each_time = {field.attname: field.default for field in given if callable(field.default)}
    always = {field.attname: field.get_default() for field in fields}
    return {name: value for name, value in always.items() if name not in each_time}, each_time


_TAKEN_AS_THEY_ARE = (CharField, ForeignKey, IntegerField, AutoField, BooleanField)
_PLAIN = {str, int, bool, NoneType}


def _column(field: Field, instances: Sequence[Model], *, adding: bool) -> list[Any]:
    if isinstance(field, FileField) or getattr(
        field, "auto_now", getattr(field, "auto_now_add", 0)
    ):
        values = [field.pre_save(instance, adding) for instance in instances]
    else:
        values = [instance.__dict__[field.attname] for instance in instances]
    if isinstance(field, PrivateField):
        return encrypt_each(values, field.label)
    if isinstance(field, _TAKEN_AS_THEY_ARE) and set(map(type, values)) <= _PLAIN:
        return values
    if isinstance(field, DateField) and set(map(type, values)) <= {datetime.date, NoneType}:
        return [value and value.isoformat() for value in values]
    if all(issubclass(kind, Hashable) for kind in set(map(type, values))):
        return list(map({value: _prepared(field, value) for value in set(values)}.get, values))
    return [_prepared(field, value) for value in values]


def _prepared(field: Field, value: Any) -> Any:
    """A value as the driver takes it, in words that a kept plan can hold too."""
    given = field.get_db_prep_save(value, connection)
    if isinstance(given, str):
        return str(given)
    if isinstance(given, datetime.date | Decimal):
        return str(given)
    return given


def imprint(model: type[Model], pks: Sequence[int]) -> str:
    """A digest of stored rows: another one says that somebody has altered one of them."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    among, given = among_keys(model, pks)
    sql = f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {among} ORDER BY 1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [given])
        rows = [[_plain(value) for value in row] for row in cursor.fetchall()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def write(batch: Batch, run: Run) -> None:
    """Store the rows with their history, in the caller's transaction."""
    if batch.kind == CREATED:
        _insert(batch)
    else:
        _update(batch)
    record_history(batch.model, batch.pks, batch.kind, run)


def count_anew(models: Iterable[type[Model]]) -> None:
    """Have PostgreSQL know how many rows there are now: it would look up each of the next by
    reading a table through that it takes for empty, until it counts by itself."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _insert(batch: Batch) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, batch.columns))
    into = f"INSERT INTO {quote(batch.model._meta.db_table)} ({names})"
    if connection.vendor == "postgresql":
        _by_column(f"{into} SELECT * FROM {{rows}}", batch)  # noqa: S608 -- own names
    else:
        marks = ", ".join(["%s"] * len(batch.columns))
        _by_row(f"{into} VALUES ({marks})", zip(*batch.columns.values(), strict=True))


def _update(batch: Batch) -> None:
    """Every column, as saving a row does."""
    quote = connection.ops.quote_name
    table, pk = quote(batch.model._meta.db_table), batch.model._meta.pk.column
    others = [name for name in batch.columns if name != pk]
    if connection.vendor == "postgresql":
        given = ", ".join(map(quote, batch.columns))
        settings = ", ".join(f"{quote(name)} = given.{quote(name)}" for name in others)
        where = f"WHERE {table}.{quote(pk)} = given.{quote(pk)}"
        _by_column(f"UPDATE {table} SET {settings} FROM {{rows}} AS given({given}) {where}", batch)  # noqa: S608
    else:
        settings = ", ".join(f"{quote(name)} = %s" for name in others)
        rows = zip(*(batch.columns[name] for name in (*others, pk)), strict=True)
        _by_row(f"UPDATE {table} SET {settings} WHERE {quote(pk)} = %s", rows)  # noqa: S608


def _by_row(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def _by_column(sql: str, batch: Batch) -> None:
    """``{rows}`` in the statement stands for the batch as a table."""
    fields = {field.column: field for field in batch.model._meta.concrete_fields}
    arrays = ", ".join(f"%s::{_array_of(fields[name])}" for name in batch.columns)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(rows=f"unnest({arrays})"), list(batch.columns.values()))


def _array_of(field: Field) -> str:
    """The array type of a column; texts without their limit, which a cast would cut them to."""
    kind = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    return "text[]" if kind.startswith("varchar") else f"{kind}[]"
