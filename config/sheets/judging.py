"""The verdict on rows of a sheet: look up, match, compare, apply the rules; nothing is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from config.sheets.cells import text
from config.sheets.cells.bad_cell import BadCell
from config.sheets.limits import breaches, limits_of
from config.sheets.problems import ERROR
from config.sheets.references import HIDDEN, PersonWidget, Ref
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
            _compare(run, part, row)
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


def _compare(run: Run, part: OfficeResource, row: Row) -> None:
    """Name what the row would change, and what speaks against that."""
    part.compare(row)
    if run.clears:
        _clear_blanks(run, part, row)
    _check_new(part, row)
    if part.person_field is not None:
        compare_person(part, row)
    part.check(run, row)


def _clear_blanks(run: Run, resource: OfficeResource, row: Row) -> None:
    """Blank cells of the sheet's columns empty what is stored."""
    if row.existing is None:
        return
    for name in resource.clearable:
        stored = row.existing.values.get(name)
        if name in run.clears and row.cells.get(name) is None and stored not in {None, ""}:
            row.changes[name] = (stored, None)


def _check_new(resource: OfficeResource, row: Row) -> None:
    if row.existing is not None:
        return
    for name in resource.required:
        if row.cells.get(name) is None:
            message = f"新登记的行必须填写「{resource.fields[name].column_name}」。"
            resource.problem(row, name, "missing", message)


def resolve(run: Run, resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Replace names and numbers by the rows they mean; report those that mean none."""
    for name, column in resource.fields.items():
        widget = column.widget
        if not widget.resolves or not column.writes:
            continue
        wanted = {row.cells.get(name) for row in rows} - {None}
        if isinstance(widget, PersonWidget):
            compared = {path for paths in resource.person_facts.values() for path in paths}
            facts = tuple(compared | set(resource.facts))
            found = widget.resolve(run, wanted, facts)
        else:
            found = widget.resolve(run, wanted)
        for row in rows:
            value = row.cells.get(name)
            if value is None:
                continue
            answer = found[value]
            if isinstance(answer, BadCell):
                resource.problem(row, name, answer.code, answer.message)
            else:
                row.cells[name] = answer


def check_limits(run: Run, resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Name the cells for which the database would refuse the records that the rows write."""
    if resource.limited_by_column:
        _check_columns(resource, rows)
    else:
        for row in rows:
            _check_records(run, resource, row)


def _check_columns(resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Each different cell once, where no rule sets one cell against another."""
    limits = limits_of(resource._meta.model).columns
    for attribute, name in resource.limited.items():
        held = resource.fields[name].widget.held
        typed = {row.cells.get(name) for row in rows} - {None}
        said = {cell: limits[attribute](held(cell)) for cell in typed}
        for row in rows if any(said.values()) else ():
            if breach := said.get(row.cells.get(name)):
                _report_breach(resource, row, name, *breach)


def _report_breach(resource: OfficeResource, row: Row, name: str, code: str, message: str) -> None:
    message = f"{message}请核对「{resource.fields[name].column_name}」。"
    resource.problem(row, name, code, message)


def _check_records(run: Run, resource: OfficeResource, row: Row) -> None:
    for written in (resource.own(row), *resource.beside(run, row)):
        for breach in breaches(written):
            name = written.columns.get(breach.attribute or "", resource.keys[0])
            _report_breach(resource, row, name, breach.code, breach.message)


def has_error(row: Row) -> bool:
    return bool(row.problems) and any(problem.level == ERROR for problem in row.problems)


def refuse_orphans(resource: OfficeResource, rows: Sequence[Row]) -> None:
    """Who names a row of the same sheet that is not taken cannot be taken either."""
    name = resource.sibling_field
    while name is not None:
        refused = {text.fold_name(row.get("name")) for row in rows if has_error(row)}
        orphans = [
            row
            for row in rows
            if isinstance(row.get(name), Ref)
            and row.get(name).pk is None
            and text.fold_name(row.get(name).name) in refused
            and not has_error(row)
        ]
        for row in orphans:
            message = f"本表中「{row.get(name).name}」那一行没有通过检查；请先更正那一行。"
            resource.problem(row, name, "unknown_reference", message)
        if not orphans:
            return


def compare_person(resource: OfficeResource, row: Row) -> None:
    """What the roster owns is compared: another name rejects the row, anything else warns."""
    person = row.get(resource.person_field)
    facts = getattr(person, "facts", None)
    if facts is None:
        return
    for name, paths in resource.person_facts.items():
        typed, column = row.get(name), resource.fields[name]
        stored = column.stored(tuple(facts[path] for path in paths))
        if typed is None or column.widget.same(typed, stored):
            continue
        if paths == ("name",):
            message = f"这个身份证号在花名册中是「{stored}」，与本行姓名不同；请核对是否填错了人。"
            resource.problem(row, name, "conflict", message)
        else:
            shown = column.widget.show(stored) or "空"
            message = f"花名册中是「{shown}」，本表不改动花名册；如需更正请在从业人员花名册中修改。"
            resource.warn(row, name, message)
