"""History of rows written in bulk: the one module of hand-written SQL.

django-simple-history's own bulk writer builds one object a row (0.15 ms); copying the rows inside
the database costs a tenth of that and cannot differ from what was stored.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from config.sheets.runs import Run

CREATED = "+"
CHANGED = "~"
DELETED = "-"
BATCH = 900


def record_history(model: type[Model], pks: Sequence[int], kind: str, run: Run) -> None:
    """Copy stored rows into the history table of their model, if it has one.

    ``kind`` one of "+", "~", "-"; a deletion is recorded before the rows go.
    """
    history = getattr(model, "history", None)
    if history is None or not pks:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    sql = (
        f"INSERT INTO {quote(history.model._meta.db_table)} "  # noqa: S608 -- names are the model's own
        f"({columns}, history_date, history_change_reason, history_type, history_user_id) "
        f"SELECT {columns}, %s, %s, %s, %s FROM {quote(model._meta.db_table)} "
        f"WHERE {quote(model._meta.pk.column)} IN "
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    user_pk = run.user.pk if run.user is not None else None
    with connection.cursor() as cursor:
        for start in range(0, len(pks), BATCH):
            batch = list(pks[start : start + BATCH])
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(f"{sql}({marks})", [now, run.reason, kind, user_pk, *batch])
            for field in history.model._history_m2m_fields:  # noqa: SLF001 -- the library offers no other name
                cursor.execute(f"{_rows_of(field, history.model)}({marks}) GROUP BY 1, 2, 3", batch)


def _rows_of(field: Any, history: type[Model]) -> str:
    """Copies what a column of several rows holds beside the newest line of each of its rows."""
    quote = connection.ops.quote_name
    through, kept = field.remote_field.through, getattr(history, field.name).model
    own, other = quote(field.m2m_column_name()), quote(field.m2m_reverse_name())
    return (
        f"INSERT INTO {quote(kept._meta.db_table)} (id, {own}, {other}, history_id) "  # noqa: S608 -- names are the model's own
        f"SELECT held.id, {own}, {other}, MAX(line.history_id) "
        f"FROM {quote(through._meta.db_table)} held "
        f"JOIN {quote(history._meta.db_table)} line ON line.id = {own} WHERE {own} IN "
    )


@dataclasses.dataclass(frozen=True)
class Lines:
    """The lines of a model's history that one deed wrote: between two numbers, and marked.

    Others may have written lines between them at the same time; theirs bear another mark.
    """

    model: type[Model]
    first: int
    last: int
    mark: str

    @property
    def history(self) -> Any:
        return self.model.history.model  # type: ignore[attr-defined]

    def stored(self) -> QuerySet[Any]:
        ours = {"history_id__range": (self.first, self.last)}
        rows = self.history._default_manager.filter(
            **ours, history_change_reason__startswith=self.mark
        )
        return rows.order_by()  # type: ignore[no-any-return]


def written_rows(lines: Lines) -> Iterator[tuple[int, bool, int | None]]:
    """The rows that the lines tell of, last written first: key, whether they tell of its making,
    and the line of history that stood before them, if any."""
    quote = connection.ops.quote_name
    history, key = quote(lines.history._meta.db_table), quote(lines.model._meta.pk.column)
    sql = (
        f"SELECT ours.id, ours.made, (SELECT MAX(history_id) FROM {history} before "  # noqa: S608
        f"WHERE before.{key} = ours.id AND before.history_id < ours.first) "
        f"FROM (SELECT {key} AS id, MIN(history_id) AS first, MAX(history_id) AS last, "
        f"MAX(CASE WHEN history_type = '{CREATED}' THEN 1 ELSE 0 END) AS made "
        f"FROM {history} WHERE {_OURS} GROUP BY {key}) ours ORDER BY ours.last DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, _bounds(lines))
        for pk, made, before in cursor.fetchall():
            yield pk, bool(made), before


def strayed_rows(lines: Lines) -> list[int]:
    """Keys of rows that are not as the last of the lines left them, or are gone."""
    quote = connection.ops.quote_name
    model, columns = lines.model, _columns(lines.model)
    history, key = quote(lines.history._meta.db_table), quote(model._meta.pk.column)
    same = " AND ".join(
        f"(stored.{name} = line.{name} OR (stored.{name} IS NULL AND line.{name} IS NULL))"
        for name in columns
    )
    sql = (
        f"SELECT line.{key} FROM {history} line "  # noqa: S608 -- names are the model's own
        f"LEFT JOIN {quote(model._meta.db_table)} stored ON stored.{key} = line.{key} "
        f"WHERE line.history_id IN (SELECT MAX(history_id) FROM {history} "
        f"WHERE {_OURS} GROUP BY {key}) "
        f"AND CASE WHEN stored.{key} IS NOT NULL AND {same} THEN 0 ELSE 1 END = 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, _bounds(lines))
        return [pk for (pk,) in cursor.fetchall()]


def take_back(lines: Lines, rows: Sequence[tuple[int, int]]) -> None:
    """Give each row, by its key, the values of a line of history, one after the other.

    One by one, so that rows which passed a unique value on give it back the same way.
    """
    quote = connection.ops.quote_name
    history, key = quote(lines.history._meta.db_table), quote(lines.model._meta.pk.column)
    columns = ", ".join(_columns(lines.model))
    sql = (
        f"UPDATE {quote(lines.model._meta.db_table)} SET ({columns}) = "  # noqa: S608
        f"(SELECT {columns} FROM {history} WHERE history_id = %s) WHERE {key} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(line, pk) for pk, line in rows])


_OURS = "history_id BETWEEN %s AND %s AND history_change_reason LIKE %s"


def _bounds(lines: Lines) -> list[Any]:
    return [lines.first, lines.last, f"{lines.mark}%"]


def _columns(model: type[Model]) -> list[str]:
    fields = (field for field in model._meta.concrete_fields if not field.primary_key)
    return [connection.ops.quote_name(field.column) for field in fields]
