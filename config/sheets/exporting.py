"""A ledger as a file under its usual headings: masked, or in full for who may."""

from __future__ import annotations

import array
import dataclasses
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import QuerySet

from config.accounts.models import Committee
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.columns import Column
from config.sheets.headings import MASKED
from config.sheets.resources import OfficeResource
from config.sheets.runs import Run
from config.sheets.watermarks import Watermark, watermark
from config.sheets.writing import FORMS, WORKBOOK
from config.sheets.writing.sheet import CellValue, Sheet

BATCH = 500
_KEYS = 5_000
NUMBERS = "序号"


@dataclasses.dataclass(frozen=True)
class TakenOut:
    """A file on its way out: how many rows it carries, and its bytes as they are made."""

    rows: int
    pieces: Iterator[bytes]


def take_out(  # noqa: PLR0913 -- keyword-only choices
    resource: OfficeResource,
    run: Run,
    *,
    committee: Committee,
    at: datetime.datetime,
    full: bool = False,
    only: QuerySet[Any] | None = None,
    reason: str = "",
    form: str = WORKBOOK,
) -> TakenOut:
    """Note in the audit that one ledger goes out, and begin to write it.

    Which rows go is settled and noted before the first byte: the line must be there even if the
    other side hangs up, and no transaction may stay open for as long as somebody downloads. What
    is read afterwards are these rows and no other, so no more than were noted, or approved.
    Without ``full`` private columns are masked. ``only``: rows of the model to which the export is
    confined. ``at`` stands in the watermark.
    """
    chosen = _chosen(resource, run, only)
    count = sum(len(pks) for _, _, pks in chosen)
    record(
        Verb.EXPORT,
        user=run.user,
        request=run.request,
        about=resource._meta.model if only is None else only.model,
        what=resource.title if full else f"{resource.title}（{MASKED}）",
        fields=[name for name, column in resource.fields.items() if full and column.private],
        count=count,
        reason=reason,
    )
    sheet = _sheet(resource, committee, watermark(run, at=at, reason=reason), full=full)
    cells = _cells(run, chosen, full=full)
    rows = ((number, *row) for number, row in enumerate(cells, start=1))
    return TakenOut(count, FORMS[form].write(sheet, rows))


def _sheet(resource: OfficeResource, committee: Committee, mark: Watermark, *, full: bool) -> Sheet:
    return Sheet(
        name=resource.title,
        title=printed_title(resource, committee) + ("" if full else f"({MASKED})"),
        office=committee.name,
        headings=(NUMBERS, *(column.column_name for column in resource.fields.values())),
        mark=mark,
    )


def write_ledger(stream: IO[bytes], resource: OfficeResource, run: Run, **asked: Any) -> int:
    """Write what :func:`take_out` takes out, and return the number of its rows."""
    out = take_out(resource, run, **asked)
    stream.writelines(out.pieces)
    return out.rows


def write_table(  # noqa: PLR0913 -- keyword-only choices
    stream: IO[bytes],
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    committee: Committee,
    mark: Watermark,
    form: str = WORKBOOK,
) -> None:
    """Write masked rows that no ledger's workbook carries, numbered already, in the same dress."""
    sheet = Sheet(
        name=title,
        title=f"{title}({MASKED})",
        office=committee.name,
        headings=tuple(headings),
        mark=mark,
    )
    stream.writelines(FORMS[form].write(sheet, rows))


def count_rows(resource: OfficeResource, run: Run, *, only: QuerySet[Any] | None = None) -> int:
    """How many rows an export would carry now."""
    return sum(rows.count() for _, _, rows in _by_part(resource, run, only))


def _by_part(
    resource: OfficeResource, run: Run, only: QuerySet[Any] | None
) -> Iterator[tuple[str | None, OfficeResource, QuerySet[Any]]]:
    for variant, part in (resource.parts or {None: resource}).items():
        rows = part.exported(run)
        if only is None:
            yield variant, part, rows
        elif only.model is part._meta.model:
            yield variant, part, rows.filter(pk__in=only.values("pk"))


Chosen = list[tuple[str | None, OfficeResource, Sequence[int]]]


def _chosen(resource: OfficeResource, run: Run, only: QuerySet[Any] | None) -> Chosen:
    """The rows that go out, by their keys: eight bytes a row are all that waits in memory."""
    return [
        (variant, part, array.array("q", _keys(rows)))
        for variant, part, rows in _by_part(resource, run, only)
    ]


def _keys(rows: QuerySet[Any]) -> Iterator[int]:
    keys: Iterator[int] = rows.order_by("pk").values_list("pk", flat=True).iterator(_KEYS)
    return keys


def ledger_rows(
    resource: OfficeResource, run: Run, *, full: bool, only: QuerySet[Any] | None = None
) -> Iterator[list[CellValue]]:
    """The cells of each row in the order of the resource's columns."""
    yield from _cells(run, _chosen(resource, run, only), full=full)


def _cells(run: Run, chosen: Chosen, *, full: bool) -> Iterator[list[CellValue]]:
    for variant, part, pks in chosen:
        printers = [_printer(column, full=full) for column in part.fields.values()]
        for first in range(0, len(pks), BATCH):
            batch = pks[first : first + BATCH].tolist()
            columns = _stored(part, run, batch, variant)
            printed = [map(*pair) for pair in zip(printers, columns, strict=True)]
            yield from map(list, zip(*printed, strict=True))


def _stored(
    part: OfficeResource, run: Run, pks: Sequence[int], variant: str | None
) -> Iterator[Iterable[Any]]:
    """What a batch of rows has stored, column by column."""
    paths = [
        column.widget.export_paths(column.attribute) if column.attribute else ()
        for column in part.fields.values()
    ]
    flat = itertools.chain.from_iterable(paths)
    queryset = part.exported(run).filter(pk__in=pks).order_by("pk")
    found = list(zip(*queryset.values_list("pk", *flat), strict=True))
    keys = found[0] if found else ()
    position = 1
    for (name, column), group in zip(part.fields.items(), paths, strict=True):
        values = found[position : position + len(group)]
        position += len(group)
        if group:
            yield map(column.widget.stored, zip(*values, strict=True))
        elif hasattr(part, f"load_{name}"):
            loaded = getattr(part, f"load_{name}")(pks)
            yield map(loaded.get, keys)
        else:
            yield itertools.repeat(variant if name == part.told_by else None, len(keys))


def _printer(column: Column, *, full: bool) -> Callable[[Any], CellValue]:
    widget = column.widget
    printed = widget.show if column.private and not full else widget.cell
    return lambda stored: None if stored is None else printed(stored)


def printed_title(resource: OfficeResource, committee: Committee) -> str:
    """The title as it stands on paper: city, trade, ledger."""
    return f"{committee.city}{resource.trade}{resource.title}"
