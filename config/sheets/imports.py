"""The verbs of an import: check and keep the plan, apply it, give it up."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb
from config.audit.writing import record as write_entry
from config.sheets.applying import prepare_again, write_plan_prepared
from config.sheets.beforehand import is_fresh
from config.sheets.bulk import clock
from config.sheets.bulk.room import room_to_write
from config.sheets.handing_in import HandedIn, Upload, hand_in
from config.sheets.models import UNDER_WAY, Import, ImportedSheet, ImportState, PlanChunk
from config.sheets.planning import Done, as_shown, write_plan
from config.sheets.registry import all_resources, resource_for
from config.sheets.resources import OfficeResource
from config.sheets.rights import may_import
from config.sheets.rows import VERDICTS, PlannedRow
from config.sheets.runs import Run, collector_paused
from config.sheets.storing import (
    SealedRows,
    seal_problems,
    seal_rows,
    unseal_problems,
    unseal_rows,
)
from config.sheets.undoing.lines import lines_noted
from config.sheets.waiting_files import drop_files, keep_files

CHECK, APPLY, DROP = "检查表格", "导入表格", "放弃导入"
LINKING = "按姓名关联"
NOT_WHOLE = "{}，而您选择了全部写入或都不写，所以没有导入任何内容。"
WHAT_GOES_ON = {ImportState.CHECKING: "检查", ImportState.APPLYING: "导入"}
"""What goes on while an import is in one of these states."""


@collector_paused()
@transaction.atomic
def record_import(
    run: Run, uploads: Sequence[Upload], *, ledger: str | None = None
) -> list[HandedIn]:
    """Check and take at once, leaving the import's record in the same transaction."""
    record = new_record(run)
    record.save()
    with lines_noted(run, record):
        sheets = hand_in(run, uploads, ledger=ledger, stays=True)
        _link_waiting(run)
    _finish(record)
    _record_sheets(record, sheets)
    note(run, APPLY, record, count=_written(record))
    return sheets


@collector_paused()
def check_import(
    run: Run,
    uploads: Sequence[Upload],
    *,
    ledger: str | None = None,
    waiting: Import | None = None,
) -> Import:
    """Check the uploads and keep the plan for a person to look at; the ledgers stay as they are.

    ``waiting``: the record under which the files wait already, when they were handed in before.
    """
    sheets = hand_in(run, uploads, ledger=ledger, keep=SealedRows)
    with transaction.atomic():
        record = waiting or new_record(run, asked_ledger=ledger or "")
        record.state = ImportState.CHECKED
        record.save()
        _record_sheets(record, sheets)
        if waiting is None:
            keep_files(record, uploads)
        note(run, CHECK, record, count=sum(sheet.rows for sheet in record.sheets.all()))
        run.settle()
    return record


def note(
    run: Run,
    what: str,
    record: Import | None = None,
    *,
    outcome: Outcome = Outcome.DONE,
    count: int | None = None,
) -> None:
    """A line of the audit; one that tells of a deed is written in the deed's own transaction."""
    write_entry(
        Verb.IMPORT,
        user=run.user,
        request=run.request,
        about=record or Import,
        what=what,
        outcome=outcome,
        count=count,
    )


def _written(record: Import) -> int:
    return sum(sheet.new + sheet.changed for sheet in record.sheets.all())


def new_record(run: Run, **more: Any) -> Import:
    """The record of a handing-in, not stored yet."""
    kinds = ",".join(sorted(run.new))
    return Import(
        made_by=run.user,
        new_kinds=kinds,
        moved_on=run.moved_on,
        override_reason=run.override_reason,
        blank_clears=run.blank_clears,
        **more,
    )


def _finish(record: Import) -> None:
    record.state, record.applied_at = ImportState.APPLIED, timezone.now()
    record.save()


def _record_sheets(record: Import, sheets: Sequence[HandedIn]) -> None:
    for position, sheet in enumerate(sheets):
        _record_sheet(record, position, sheet)


def _record_sheet(record: Import, position: int, sheet: HandedIn) -> None:
    told = sheet.as_dict()
    problems = sheet.plan.problems if sheet.plan else [sheet.refusal] if sheet.refusal else []
    stored = ImportedSheet.objects.create(
        handed_in=record,
        position=position,
        file_name=sheet.upload.name[:255],
        digest=sheet.upload.digest(),
        sheet_name=sheet.sheet[:255],
        ledger=told["ledger"] or "",
        header_row=told["header_row"],
        ignored_columns=told["ignored_columns"],
        clears=sheet.plan.clears if sheet.plan else [],
        problems=seal_problems(problems),
        **{verdict: told[verdict] for verdict in VERDICTS},
    )
    if sheet.plan is not None:
        pairs = itertools.zip_longest(sheet.plan.chunks, sheet.plan.prepared)
        for number, (blob, prepared) in enumerate(pairs):  # a statement holds its own copy
            PlanChunk.objects.create(sheet=stored, number=number, blob=blob, prepared=prepared)


@collector_paused()
def apply_import(
    run: Run,
    *,
    import_id: int,
    found: ImportState = ImportState.CHECKED,
    whole: bool | None = None,
) -> Import:
    """Do exactly what the kept plan says; what changed meanwhile is held back.

    Refuses an import that was applied or given up before: a second click changes nothing.
    ``found``: the state in which it must be; 导入中 where it was decided on before. ``whole``:
    whether nothing is written where a row is not; None: as was decided then.
    """
    record = Import.objects.get(pk=import_id)
    run.new = frozenset(filter(None, record.new_kinds.split(",")))
    run.moved_on, run.override_reason = record.moved_on, record.override_reason
    for sheet in record.sheets.exclude(ledger="") if record.state == found else ():
        _prepare_sheet(run, sheet)
    with room_to_write():
        return _apply(run, import_id, found, record.whole if whole is None else whole)


def _prepare_sheet(run: Run, sheet: ImportedSheet) -> None:
    """Before the transaction: have what the sheet will write fit the tables as they are now."""
    run.clears = frozenset(sheet.clears)
    last = sheet.chunks.order_by("number").last()
    if last is None or last.prepared is None or is_fresh(run, last.prepared, clock.read()):
        return
    resource = resource_for(sheet.ledger)
    run.forget()
    run.siblings = {}
    prepare_again(run, resource, _kept_chunks(sheet))
    run.forget()


@transaction.atomic
def _apply(run: Run, import_id: int, found: ImportState, whole: bool) -> Import:  # noqa: FBT001
    record = Import.objects.select_for_update().get(pk=import_id)
    refuse_unless(record, found, "再次导入")
    with lines_noted(run, record):
        for sheet in record.sheets.exclude(ledger="").order_by("position"):
            _apply_sheet(run, sheet)
        _link_waiting(run)
    record.whole, left = whole, _left(record)
    if whole and left:
        raise Refusal(NOT_WHOLE.format(left))
    _finish(record)
    if not left:  # else what is left may still be mended
        drop_files(record)
    note(run, APPLY, record, count=_written(record))
    run.settle()
    return record


def refuse_unless(record: Import, state: ImportState, verb: str) -> None:
    """An import is decided on once, and not while it is being worked on."""
    if record.state == state:
        return
    if record.state in UNDER_WAY:
        raise Refusal(f"{WHAT_GOES_ON[ImportState(record.state)]}正在进行，请等它做完。")
    raise Refusal(f"这次导入{record.get_state_display()}，不能{verb}。")


def _left(record: Import) -> str:
    """What of an import is not taken, in words; nothing where all is."""
    sheets = list(record.sheets.all())
    rows = sum(sheet.rejected + sheet.held_back for sheet in sheets)
    unread = sum(not sheet.ledger for sheet in sheets)
    words = [f"有{rows}行不能写入"] if rows else []
    return "，".join([*words, f"有{unread}张工作表没有读入"] if unread else words)


def _counts(sheet: ImportedSheet) -> Counter[str]:
    return Counter({verdict: getattr(sheet, verdict) for verdict in VERDICTS})


def _link_waiting(run: Run) -> None:
    """An import may bring the person whom another ledger has named for long."""
    run.because_of(LINKING)
    for resource in all_resources():
        for part in resource.parts.values() or [resource]:
            part.link_waiting(run)


def _kept_chunks(sheet: ImportedSheet) -> Iterator[PlanChunk]:
    """The plan, a chunk in memory at a time."""
    for pk in list(sheet.chunks.order_by("number").values_list("pk", flat=True)):
        yield PlanChunk.objects.get(pk=pk)


def _planned(sheet: ImportedSheet) -> Iterator[list[PlannedRow]]:
    for chunk in _kept_chunks(sheet):
        yield unseal_rows(chunk.blob)


def _apply_sheet(run: Run, sheet: ImportedSheet) -> None:
    resource = resource_for(sheet.ledger)
    if not may_import(run, resource):
        raise Refusal(f"您没有导入「{resource.title}」的权限；没有导入任何内容。")
    run.because_of(sheet.file_name)
    run.clears = frozenset(sheet.clears)
    run.tell(f"写入「{resource.title}」", 0, sheet.rows)
    run.forget()
    done = _write_sheet(run, resource, sheet)
    PlanChunk.objects.filter(sheet=sheet).delete()
    if done.held_back:
        kept = [as_shown(resource, line) for line in done.held_back]
        PlanChunk.objects.create(sheet=sheet, number=0, blob=seal_rows(kept))
    for verdict in VERDICTS:
        setattr(sheet, verdict, done.counts[verdict])
    if done.problems:
        sheet.problems = seal_problems([*done.problems, *unseal_problems(sheet.problems)])
    sheet.save()


def _write_sheet(run: Run, resource: OfficeResource, sheet: ImportedSheet) -> Done:
    """As it was worked out beforehand; where somebody has written since, judged here and now."""
    counts = _counts(sheet)
    if not sheet.chunks.filter(prepared__isnull=True).exists():
        done = write_plan_prepared(run, resource.title, _kept_chunks(sheet), counts)
        if done is not None:
            return done
    run.siblings = resource.siblings(row.cells for rows in _planned(sheet) for row in rows)
    return write_plan(run, resource, _planned(sheet), counts)


@transaction.atomic
def drop_import(run: Run, *, import_id: int) -> Import:
    """Give a checked import up: its plan is gone, its record stays."""
    record = Import.objects.select_for_update().get(pk=import_id)
    refuse_unless(record, ImportState.CHECKED, "放弃")
    record.state = ImportState.DROPPED
    record.save()
    PlanChunk.objects.filter(sheet__handed_in=record).delete()
    drop_files(record)
    note(run, DROP, record)
    return record
