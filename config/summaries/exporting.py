"""A counted month as bytes of a file: json, html, pdf, xlsx."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from config.summaries.counting import Grouping, Summary
from config.summaries.figures import FigureTable, Number
from config.summaries.paper import as_html, as_pdf
from config.summaries.workbook import as_workbook

CONTENT_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
READ_AS_TEXT = ("json", "html")


def as_data(summary: Summary) -> dict[str, Any]:
    """{"period", "as_of", "figures": {key: number or null}, "tables": …}.

    "tables" are {table: {dimension: [{"id", "label", key: number, …}]}}; the row whose id is
    null holds what belongs to no value of the dimension.
    """
    return {
        "period": str(summary.month),
        "as_of": summary.month.last.isoformat(),
        "figures": dict(summary.numbers),
        "tables": {
            table.key: _groups(table, summary.groupings) for table in summary.tables if table.groups
        },
    }


def _groups(table: FigureTable, groupings: tuple[Grouping, ...]) -> dict[str, list[dict[str, Any]]]:
    return {
        grouping.dimension.key: [
            {"id": row.pk, "label": row.label, **{key: row.numbers[key] for key in table.columns}}
            for row in grouping.rows
        ]
        for grouping in groupings
        if grouping.dimension.key in table.groups
    }


def as_json(summary: Summary) -> str:
    return json.dumps(as_data(summary), ensure_ascii=False, indent=1, default=_exact) + "\n"


def _exact(number: Number) -> float:
    if isinstance(number, Decimal):
        return float(number)
    raise TypeError(type(number))


def as_file(summary: Summary, form: str, *, today: datetime.date) -> bytes:
    """`form` is a key of CONTENT_TYPES; `today` is the day of the report on paper."""
    if form == "json":
        return as_json(summary).encode()
    if form == "html":
        return as_html(summary, today=today).encode()
    make = as_pdf if form == "pdf" else as_workbook
    return make(summary, today=today)
