"""The verdict on rows of a sheet: look up, match, compare, apply the rules; nothing is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from config.sheets.checking import (
    check_limits,
    compare_person,
    has_error,
    refuse_orphans,
    resolve,
)
from config.sheets.references import HIDDEN
from config.sheets.resources import OfficeResource
from config.sheets.rows import CHANGED_ROW, NEW, REJECTED, UNCHANGED, Row
from config.sheets.runs import Run

OUTSIDE = "不能登记或修改：不在您负责的单位范围内；请由负责的人办理，或请管理员核对您的范围。"


def judge(run: Run, resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Give every row its verdict: look up, match, compare, apply the rules."""
    resolve(run, resource, rows)
    sound = [row for row in rows if not has_error(row)]
    for part, part_rows in resource.by_part(sound):
        for row in part_rows:
            part.complete(run, row)
        complete = [row for row in part_rows if not has_error(row)]
        part.match(run, complete)
        _refuse_hidden(run, part, complete)
        for row in complete:
            part.compare(row)
            _check_new(part, row)
            if part.person_field is not None:
                compare_person(part, row)
            part.check(run, row)
        writing = [row for row in complete if row.existing is None or row.changes]
        check_limits(run, part, [row for row in writing if not has_error(row)])
    refuse_orphans(resource, rows)
    for row in rows:
        if has_error(row):
            row.verdict = REJECTED
        elif row.existing is None:
            row.verdict = NEW
        else:
            row.verdict = CHANGED_ROW if row.changes else UNCHANGED


def _refuse_hidden(run: Run, part: OfficeResource, rows: Sequence[Row]) -> None:
    """A row that somebody else looks after is neither new nor to be changed, and not shown."""
    if run.reach.whole:
        return
    unmatched = [row for row in rows if row.existing is None]
    shadows = [Row(row.number, dict(row.cells)) for row in unmatched]
    part.match(dataclasses.replace(run, user=None, _known={}), shadows)
    for row, shadow in zip(unmatched, shadows, strict=True):
        if shadow.existing is not None:
            part.problem(row, part.keys[0], HIDDEN, OUTSIDE)


def _check_new(resource: OfficeResource, row: Row) -> None:
    if row.existing is not None:
        return
    for name in resource.required:
        if row.cells.get(name) is None:
            message = f"新登记的行必须填写「{resource.fields[name].column_name}」。"
            resource.problem(row, name, "missing", message)
