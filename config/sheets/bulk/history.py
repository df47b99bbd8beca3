"""History of rows written in bulk.

django-simple-history's own bulk writer builds one object a row (0.15 ms); copying the rows inside
the database costs a tenth of that and cannot differ from what was stored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from config.sheets.runs import Run

CREATED = "+"
CHANGED = "~"
DELETED = "-"


def record_history(model: type[Model], pks: Sequence[int], kind: str, run: Run) -> None:
    """Copy stored rows into the history table of their model, if it has one.

    ``kind`` one of "+", "~", "-"; a deletion is recorded before the rows go.
    """
    history = getattr(model, "history", None)
    if history is None or not pks:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    among, given = among_keys(model, pks)
    sql = (
        f"INSERT INTO {quote(history.model._meta.db_table)} "  # noqa: S608 -- names are the model's own
        f"({columns}, history_date, history_change_reason, history_type, history_user_id) "
        f"SELECT {columns}, %s, %s, %s, %s FROM {quote(model._meta.db_table)} "
        f"WHERE {among}"
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    user_pk = run.user.pk if run.user is not None else None
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, run.reason, kind, user_pk, given])


def among_keys(model: type[Model], pks: Sequence[int]) -> tuple[str, Any]:
    """A condition with one parameter, however many keys there are, and the parameter."""
    column = connection.ops.quote_name(model._meta.pk.column)
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(pks))  # noqa: S608 -- own name
    return f"{column} = ANY(%s)", list(pks)
