"""Workbooks as they are handed in: read, recognised, put in the order of dependence, planned."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from config.sheets.bulk import clock
from config.sheets.checking import read_table
from config.sheets.corrections import Corrections, corrected
from config.sheets.headings import Layout, recognise
from config.sheets.own_sheets import is_own
from config.sheets.planning import Keep, SheetPlan, plan_table
from config.sheets.problems import ERROR, Problem, SheetRefused
from config.sheets.reading import RawSheet, UnreadableFile, is_spreadsheet, read_file
from config.sheets.registry import all_resources, ledger_keys, resource_for
from config.sheets.rights import may_import
from config.sheets.rows import HELD_BACK, REJECTED, VERDICTS
from config.sheets.runs import Run
from config.sheets.told_layouts import told_layout

TAKEN, PARTLY, UNREAD = 0, 1, 2
"""Exit codes: every row taken · some rejected or held back · a file could not be read."""


@dataclasses.dataclass(frozen=True)
class Upload:
    """A file as handed in, from a disk or from a form; ``corrections`` are laid over its cells."""

    name: str
    source: Path | bytes
    corrections: Corrections = dataclasses.field(default_factory=dict)

    def data(self) -> bytes:
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()

    def digest(self) -> str:
        return hashlib.sha256(self.data()).hexdigest()


@dataclasses.dataclass
class HandedIn:
    """One sheet of an upload and what became of it. ``plan`` is None where it was refused."""

    upload: Upload
    sheet: str = ""
    rows: list[list[Any]] = dataclasses.field(default_factory=list)
    layout: Layout | None = None
    plan: SheetPlan | None = None
    refusal: Problem | None = None

    def as_dict(self) -> dict[str, Any]:
        """One object of the JSON contract (design, section 5)."""
        told = {"file": self.upload.name, "sheet": self.sheet}
        if self.plan is not None:
            return told | self.plan.as_dict()
        nothing = {
            "ledger": self.layout.resource.ledger if self.layout else None,
            "header_row": self.layout.header_row if self.layout else None,
            "rows": 0,
            **dict.fromkeys(VERDICTS, 0),
            "ignored_columns": [],
        }
        return told | nothing | {"problems": [self.refusal.as_dict()] if self.refusal else []}

    @property
    def outcome(self) -> int:
        if self.plan is None:
            return UNREAD
        return PARTLY if self.plan.counts[REJECTED] or self.plan.counts[HELD_BACK] else TAKEN


def uploads_in(paths: Iterable[Path]) -> Iterator[Upload]:
    """The workbooks among files and folders, by name; what is no workbook is passed over."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.iterdir()):
                if file.is_file() and is_spreadsheet(file.name):
                    yield Upload(file.name, file)
        else:
            yield Upload(path.name, path)


def hand_in(
    run: Run,
    uploads: Sequence[Upload],
    *,
    ledger: str | None = None,
    stays: bool = False,
    keep: Keep | None = None,
) -> list[HandedIn]:
    """Plan every sheet of the uploads in the order of dependence, and with ``stays`` write them.

    A check writes too, so that a sheet may name what an earlier one would add, and rolls back;
    nothing follows the last one, so a check of a single workbook writes nothing at all.
    One transaction: all that can be taken is taken together. ``keep`` as in ``plan_table``.
    """
    sheets = []
    for number, upload in enumerate(uploads):
        run.tell("读取文件", number, len(uploads))
        sheets += _open(run, upload, ledger)
    order = {key: position for position, key in enumerate(ledger_keys())}
    known = [sheet for sheet in sheets if sheet.layout is not None]
    known.sort(key=lambda sheet: order[sheet.layout.resource.ledger])
    # Whether a row would leave the user's units is seen when it is written.
    writing = stays or len(known) > 1 or not run.reach.whole
    marks = clock.read_at_rest() if keep and known else None
    with transaction.atomic() if writing else contextlib.nullcontext():
        for sheet in known:
            run.tell(f"检查「{sheet.layout.resource.title}」", 0, len(sheet.rows))
            written = writing and (stays or sheet is not known[-1] or not run.reach.whole)
            _plan(run, sheet, writing=written, keep=keep, marks=marks)
        if writing:
            transaction.set_rollback(not stays)
    run.forget()
    return sheets


def _plan(
    run: Run, sheet: HandedIn, *, writing: bool, keep: Keep | None, marks: clock.Marks | None
) -> None:
    run.forget()
    run.because_of(sheet.upload.name)
    table = read_table(sheet.layout, sheet.rows)
    sheet.plan = plan_table(run, table, writing=writing, keep=keep, marks=marks)


def _open(run: Run, upload: Upload, ledger: str | None) -> list[HandedIn]:
    try:
        raw = read_file(upload.source, name=upload.name)
    except UnreadableFile as unreadable:
        problem = Problem(ERROR, None, "", "unreadable", str(unreadable))
        return [HandedIn(upload, refusal=problem)]
    filled = [sheet for sheet in raw if sheet.rows and not sheet.hidden and not is_own(sheet)]
    if not filled:
        problem = Problem(ERROR, None, "", "unreadable", "文件里没有数据；请核对后重新上传。")
        return [HandedIn(upload, refusal=problem)]
    return [_recognised(run, upload, sheet, ledger) for sheet in filled]


def _recognised(run: Run, upload: Upload, raw: RawSheet, ledger: str | None) -> HandedIn:
    sheet = HandedIn(upload, raw.name, raw.rows)
    resources = [resource_for(ledger)] if ledger else all_resources()
    try:
        layout = told_layout(raw.rows, resources) or recognise(
            raw.rows, resources, title=f"{upload.name}{raw.name}"
        )
    except SheetRefused as refused:
        sheet.refusal = refused.problem
        return sheet
    fixes = upload.corrections.get(raw.name)
    layout = corrected(raw.rows, layout, fixes) if fixes else layout
    sheet.refusal = _refusal(run, layout)
    sheet.layout = None if sheet.refusal else layout
    return sheet


def _refusal(run: Run, layout: Layout) -> Problem | None:
    """Why a recognised sheet is not taken at all, if so."""
    if not may_import(run, layout.resource):
        message = f"您没有导入「{layout.resource.title}」的权限；请联系管理员。"
        return Problem(ERROR, None, "", "out_of_scope", message)
    if layout.missing:
        message = f"缺少必需的列：{'、'.join(layout.missing)}；请补上后再导入。"
        return Problem(ERROR, layout.header_row, "", "missing", message)
    return None
