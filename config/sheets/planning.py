"""A plan: what an import would do, row by row, and doing exactly that."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DatabaseError, transaction

from config.sheets.beforehand import Preparation, can_prepare
from config.sheets.bulk import clock
from config.sheets.checking import (
    Table,
    check_dates,
    check_duplicates,
    check_required,
    read_table,
)
from config.sheets.headings import recognise
from config.sheets.judging import OUTSIDE, judge
from config.sheets.not_written import NOT_WRITTEN, refused_write
from config.sheets.problems import Problem
from config.sheets.references import HIDDEN
from config.sheets.resources import OfficeResource
from config.sheets.rows import (
    CHANGED_ROW,
    HELD_BACK,
    NEW,
    REJECTED,
    VERDICTS,
    Cells,
    OpenRows,
    PlannedPart,
    PlannedRow,
    Row,
)
from config.sheets.runs import Run
from config.sheets.storing import Sealed, SealedRows

CHUNK = 2_000
"""Rows planned or written at a time."""


@dataclasses.dataclass
class SheetPlan:
    """What one sheet would do. ``chunks`` hold the planned rows, as they were kept, in order.

    ``prepared``: beside each chunk what it will write, where that could be worked out beforehand.
    """

    resource: OfficeResource
    header_row: int
    headings: dict[str, str]
    ignored_columns: list[str]
    problems: list[Problem]
    counts: collections.Counter[str]
    chunks: Any
    prepared: Sealed = dataclasses.field(default_factory=Sealed)
    clears: list[str] = dataclasses.field(default_factory=list)

    @property
    def rejected(self) -> int:
        return self.counts[REJECTED]

    def as_dict(self) -> dict[str, Any]:
        """The counts and problems of the JSON contract (design, section 5)."""
        counts = {verdict: self.counts[verdict] for verdict in VERDICTS}
        return {
            "ledger": self.resource.ledger,
            "header_row": self.header_row,
            "rows": sum(counts.values()),
            **counts,
            "ignored_columns": self.ignored_columns,
            "problems": [problem.as_dict() for problem in self.problems],
        }

    def write(self, run: Run) -> None:
        """Do what the plan says, in the caller's transaction; changed circumstances hold back."""
        done = write_plan(run, self.resource, self.chunks, self.counts)
        self.counts = done.counts
        self.problems += done.problems


def plan_rows(
    run: Run,
    resource: OfficeResource,
    rows: list[list[Any]],
    *,
    title: str = "",
) -> SheetPlan:
    """Plan the rows of one sheet for a known ledger; writes nothing."""
    table = read_table(recognise(rows, [resource], title=title), rows)
    return plan_table(run, table, keep=OpenRows)


Keep = type[OpenRows | SealedRows]


def plan_table(
    run: Run,
    table: Table,
    *,
    writing: bool = False,
    keep: Keep | None = None,
    marks: clock.Marks | None = None,
) -> SheetPlan:
    """Judge a table chunk by chunk; ``writing`` also writes each at once.

    The caller then holds the transaction, and rolls it back where only a check was asked for.
    ``keep``: how the plan holds its rows; None: not at all. Sealed at once, a plan of 100,000
    rows takes a tenth of the memory. ``marks``: of the clock before anything was looked at, for a
    plan that also holds what it will write.
    """
    resource = table.layout.resource
    check_required(table, run)
    check_dates(table, run)
    check_duplicates(table)
    run.noted = resource.overview(table.columns)
    run.siblings = resource.siblings(row.cells for _, rows in _chunks(table) for row in rows)
    run.clears = frozenset(table.columns) if run.blank_clears else frozenset()
    layout = table.layout
    plan = SheetPlan(
        resource,
        layout.header_row,
        layout.headings,
        layout.unknown,
        list(table.problems),
        collections.Counter({REJECTED: len(table.bad)}),
        keep() if keep else [],
        clears=sorted(run.clears),
    )
    if not writing:
        _judge_chunks(run, table, plan, keep, marks)
    else:
        _write_all(run, table, plan, keep)
    plan.problems.sort(key=lambda problem: problem.row or 0)
    return plan


def _write_all(run: Run, table: Table, plan: SheetPlan, keep: Keep | None) -> None:
    """All rows that can be taken, or none where the database refuses one."""
    try:
        with transaction.atomic():
            _write_chunks(run, table, plan, keep)
    except NOT_WRITTEN as error:
        run.forget()
        plan.problems.append(refused_write(error))
        plan.counts = collections.Counter({REJECTED: len(table.bad) + len(table.good())})
        plan.chunks.clear()


def _write_chunks(run: Run, table: Table, plan: SheetPlan, keep: Keep | None) -> None:
    for cells, rows in _chunks(table):
        judge(run, plan.resource, rows)
        write_rows(run, plan.resource, rows)
        _note(run, table, plan, rows)
        if keep:
            plan.chunks.append(_planned(plan.resource, rows, cells))


def _judge_chunks(
    run: Run, table: Table, plan: SheetPlan, keep: Keep | None, marks: clock.Marks | None
) -> None:
    resource, preparation = plan.resource, None
    if marks is not None and can_prepare(run, resource):
        preparation = Preparation(run, resource, marks)
    for cells, rows in _chunks(table):
        if preparation:
            preparation.judge(rows)
        else:
            judge(run, resource, rows)
        _note(run, table, plan, rows)
        if keep:
            plan.chunks.append(_planned(resource, rows, cells))
        if preparation:
            plan.prepared.add(preparation.seal(rows))


def _note(run: Run, table: Table, plan: SheetPlan, rows: Sequence[Row]) -> None:
    plan.counts.update([row.verdict for row in rows])
    run.tell(f"检查「{plan.resource.title}」", plan.counts.total(), len(table.numbers))
    typed = _typed_headings(table)
    for row in rows:
        if row.problems:
            plan.problems += _with_headings(row.problems, typed)


def _planned(resource: OfficeResource, rows: Sequence[Row], cells: Cells) -> PlannedPart:
    """``cells``: as they were before what they name was looked up."""
    return PlannedPart(
        [row.number for row in rows],
        [row.verdict for row in rows],
        cells,
        {at: shown_changes(resource, row) for at, row in enumerate(rows) if row.changes},
    )


def _chunks(table: Table) -> Iterator[tuple[Cells, list[Row]]]:
    good = table.good()
    for start in range(0, len(good), CHUNK):
        positions = good[start : start + CHUNK]
        cells = table.cells(positions)
        yield cells, table.rows(positions, cells)


def _typed_headings(table: Table) -> dict[str, str]:
    """The usual heading of a column -> the one that stands in the clerk's own sheet."""
    return {
        table.layout.resource.fields[name].column_name: heading
        for name, heading in table.layout.headings.items()
    }


def _with_headings(problems: Sequence[Problem], typed: dict[str, str]) -> Iterator[Problem]:
    """Problems name a column by the heading that stands in the clerk's own sheet."""
    for problem in problems:
        yield dataclasses.replace(problem, column=typed.get(problem.column, problem.column))


def _refuse_outside(run: Run, part: OfficeResource, rows: Sequence[Row]) -> list[Row]:
    """Which written rows would be somebody else's to look after; each gets its problem."""
    written = [row for row in rows if row.instance is not None]
    mine = run.reach.rows(part._meta.model).filter(pk__in=[row.instance.pk for row in written])
    kept = set(mine.values_list("pk", flat=True))
    outside = [row for row in written if row.instance.pk not in kept]
    for row in outside:
        part.problem(row, part.keys[0], HIDDEN, OUTSIDE)
        row.verdict = REJECTED
    return outside


def shown_changes(resource: OfficeResource, row: Row) -> dict[str, tuple[str, str]]:
    if not row.changes:
        return {}
    part = resource.part_of(row)
    return {
        name: (part.fields[name].widget.show(old), part.fields[name].widget.show(new))
        for name, (old, new) in row.changes.items()
    }


@dataclasses.dataclass
class Done:
    """What became of a plan: its counts now, the rows held back, and why it was refused whole."""

    counts: collections.Counter[str]
    held_back: list[PlannedRow] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)


def write_plan(
    run: Run,
    resource: OfficeResource,
    chunks: Iterable[Sequence[PlannedRow]],
    counts: collections.Counter[str],
) -> Done:
    """Do what a sheet's plan says, or nothing of it where the database refuses a record."""
    done = Done(counts.copy())
    try:
        with transaction.atomic():
            at = 0
            for chunk in chunks:
                done.held_back += write_planned(run, resource, chunk, done.counts)
                at += len(chunk)
                run.tell(f"写入「{resource.title}」", at, counts.total())
    except NOT_WRITTEN as error:
        run.forget()
        return refused_whole(counts, error)
    return done


def refused_whole(counts: collections.Counter[str], error: DatabaseError) -> Done:
    """Nothing of the sheet was written."""
    refused = counts[NEW] + counts[CHANGED_ROW]
    done = Done(counts + collections.Counter({REJECTED: refused}), [], [refused_write(error)])
    done.counts[NEW] = done.counts[CHANGED_ROW] = 0
    return done


def as_shown(resource: OfficeResource, line: PlannedRow) -> PlannedRow:
    """What is kept of a row that is done with: its number and the words that tell it apart."""
    cells = {
        name: resource.fields[name].widget.show(line.cells.get(name))
        for name in resource.telling
        if line.cells.get(name) is not None
    }
    return PlannedRow(line.number, line.verdict, cells, {})


def write_planned(
    run: Run,
    resource: OfficeResource,
    chunk: Sequence[PlannedRow],
    counts: collections.Counter[str],
) -> list[PlannedRow]:
    """Judge the planned rows again and write those whose verdict and cells are still the same.

    The others are held back: somebody changed, added or ended what they speak of.
    """
    planned = [line for line in chunk if line.verdict in (NEW, CHANGED_ROW)]
    rows = [Row(line.number, dict(line.cells)) for line in planned]
    judge(run, resource, rows)
    kept = as_planned(resource, planned, rows)
    write_rows(run, resource, kept)
    written = {row.number for row in kept if row.verdict != REJECTED}
    return hold_back([line for line in planned if line.number not in written], counts)


def as_planned(
    resource: OfficeResource, planned: Sequence[PlannedRow], rows: Sequence[Row]
) -> list[Row]:
    """The rows whose verdict and cells are still those of the plan."""
    return [
        row
        for line, row in zip(planned, rows, strict=True)
        if line.verdict == row.verdict and line.changes == shown_changes(resource, row)
    ]


def hold_back(lines: list[PlannedRow], counts: collections.Counter[str]) -> list[PlannedRow]:
    for line in lines:
        counts[line.verdict] -= 1
        counts[HELD_BACK] += 1
        line.verdict = HELD_BACK
    return lines


def write_rows(run: Run, resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Write judged rows: the new ones, then the changed ones, each by its variant's resource.

    Rows that would then be another's to look after are taken back, and rejected.
    """
    for part, rows_of_part in resource.by_part(rows):
        wanted = [row for row in rows_of_part if row.verdict in (NEW, CHANGED_ROW)]
        with transaction.atomic():
            _write(run, part, wanted)
            outside = [] if run.reach.whole else _refuse_outside(run, part, wanted)
            transaction.set_rollback(bool(outside))
        if outside:
            _write(run, part, [row for row in wanted if row.verdict != REJECTED])
    run.forget()


def _write(run: Run, part: OfficeResource, rows: Sequence[Row]) -> None:
    part.create(run, [row for row in rows if row.verdict == NEW])
    part.change(run, [row for row in rows if row.verdict == CHANGED_ROW])
