"""What an import will write, worked out before the transaction that writes it.

Judging, linking and encrypting take most of an import's time, and on SQLite nobody else can write
as long as a transaction does. So they happen before it: the plan keeps beside its rows the very
values for the tables, with the marks of all that was looked at. The transaction compares the marks
and writes. Where somebody has written since, the values are worked out again; where he did so in
the last moment, the transaction judges by itself.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from config.accounts.fields.private import PrivateField, encrypt
from config.sheets.bulk import clock
from config.sheets.bulk.history import CREATED
from config.sheets.bulk.rows import Batch, imprint, write
from config.sheets.judging import judge
from config.sheets.resources import OfficeResource
from config.sheets.rows import CHANGED_ROW, NEW, Row
from config.sheets.runs import Run
from config.sheets.storing import LABEL, packed, seal, unpacked, unseal, unseal_with_raw

_RAW = "raw"


class Stale(Exception):
    """What was worked out no longer fits."""


@dataclasses.dataclass
class Prepared:
    """A run's rows for the tables, as they are worked out; ``last``: keys given away so far."""

    batches: list[Batch] = dataclasses.field(default_factory=list)
    last: dict[Any, int] = dataclasses.field(default_factory=dict)

    def add(self, batch: Batch) -> None:
        if batch.kind == CREATED:
            self.last[batch.model] = batch.pks[-1]
        else:
            batch = batch._replace(before=imprint(batch.model, batch.pks))
        self.batches.append(batch)

    def take(self) -> list[Batch]:
        taken, self.batches = self.batches, []
        return taken


class Preparation:
    """Judges the rows of a sheet and works out what they will write, chunk by chunk."""

    def __init__(self, run: Run, resource: OfficeResource, marks: clock.Marks) -> None:
        self.run, self.resource, self.marks = run, resource, marks
        self.looked_at: set[str] = set()
        self.prepared = Prepared()

    def judge(self, rows: Sequence[Row]) -> None:
        with clock.looking(self.looked_at):
            judge(self.run, self.resource, rows)

    def seal(self, rows: Sequence[Row], held_back: Sequence[int] = ()) -> bytes | None:
        """What the judged rows will write; ``held_back``: numbers of rows that no longer may."""
        self.run.prepared = self.prepared
        try:
            with clock.looking(self.looked_at):
                for part, part_rows in self.resource.by_part(rows):
                    part.create(self.run, [row for row in part_rows if row.verdict == NEW])
                    part.change(self.run, [row for row in part_rows if row.verdict == CHANGED_ROW])
        finally:
            self.run.prepared = None
        batches = self.prepared.take()
        tables = self.looked_at | {batch.model._meta.db_table for batch in batches}
        marks = clock.told(self.marks, tables)
        if marks is None:
            return None
        raw: list[bytes] = []
        told = {
            "marks": marks,
            "for": _circumstances(self.run),
            "held_back": list(held_back),
            "batches": [_told(batch, raw) for batch in batches],
        }
        return seal(told, b"".join(raw))


def can_prepare(run: Run, resource: OfficeResource) -> bool:
    """Whether rows write nothing that others of the sheet read, and whose they are is no matter."""
    return resource.apart and run.reach.whole


def is_fresh(run: Run, blob: bytes, marks: clock.Marks) -> bool:
    return _fits(run, unseal(blob), marks)


def write_prepared(
    run: Run, blob: bytes, marks: clock.Marks, written: set[type[Model]]
) -> list[int]:
    """Write a chunk in the caller's transaction; the numbers of the rows held back.

    ``written`` is told which models get new rows.

    ``marks``: as they were before the sheet's first chunk was written. Raises Stale.
    """
    told, data = unseal_with_raw(blob)
    if not _fits(run, told, marks):
        raise Stale
    raw = io.BytesIO(data)
    batches = [_batch(raw, *one) for one in told["batches"]]
    if any(one.before and one.before != imprint(one.model, one.pks) for one in batches):
        raise Stale
    for batch in batches:
        write(batch, run)
    written |= {batch.model for batch in batches if batch.kind == CREATED}
    return told["held_back"]


def _fits(run: Run, told: dict[str, Any], marks: clock.Marks) -> bool:
    same = all(marks.get(table) == mark for table, mark in told["marks"].items())
    return same and run.reach.whole and told["for"] == _circumstances(run)


def _circumstances(run: Run) -> list[Any]:
    """What else a judgement rests on, and under which key and for which database it was put."""
    days = [day and day.isoformat() for day in (run.today, run.moved_on, run.in_use_from)]
    user = run.user.pk if run.user is not None else None
    return [
        user,
        *days,
        run.override_reason,
        sorted(run.new),
        sorted(run.clears),
        connection.vendor,
        encrypt("", LABEL).hex(),
    ]


def _told(batch: Batch, raw: list[bytes]) -> list[Any]:
    """A batch as JSON; encrypted cells go to ``raw``, and in their place stand their lengths."""
    fields = batch.model._meta.concrete_fields
    private = {field.column for field in fields if isinstance(field, PrivateField)}
    columns = {}
    for name, values in batch.columns.items():
        if name in private:
            raw += filter(None, values)
            columns[name] = [_RAW, [value and len(value) for value in values]]
        else:
            columns[name] = packed(values)
    return [batch.model._meta.label, batch.kind, columns, batch.before]


def _batch(
    raw: io.BytesIO, label: str, kind: str, columns: dict[str, list[Any]], before: str
) -> Batch:
    values = {
        name: [length and raw.read(length) for length in cells]
        if how == _RAW
        else unpacked(how, cells)
        for name, (how, cells) in columns.items()
    }
    return Batch(apps.get_model(label), kind, values, before)
