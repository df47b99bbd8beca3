"""The lines of history that one deed wrote, found again and taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from config.sheets.bulk.history import CREATED


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
