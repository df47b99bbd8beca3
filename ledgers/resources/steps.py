"""Dates of a sheet as steps of the road: judged as those that are taken in the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.accounts.refusals import binds
from config.sheets.problems import WARNING
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from ledgers import rules
from ledgers.choices import StepKind
from ledgers.models import ActivistStep, working_days
from ledgers.models.steps import RELATED

COLUMNS = {
    "talked_on": StepKind.TALK,
    "confirmed_on": StepKind.CONFIRM,
    "target_on": StepKind.LIST,
}


class Judged(NamedTuple):
    """A date that a row brings, and what the text of its day says of it."""

    column: str
    taken: rules.Taken
    bound: bool
    broken: list[rules.Broken]


def judged(run: Run, row: Row) -> Iterator[Judged]:
    """Each date of a step that the row brings.

    Of one before the 启用日期 the dates alone are asked; one from it on must be a step by the book.
    """
    if row.after("applied_on") is None:
        return
    way = _way(run, row)
    for column, kind in COLUMNS.items():
        day = row.after(column) if row.touches(column) else None
        if day is not None:
            taken = rules.Taken(kind=kind, held_on=day)
            bound = binds(on=day, in_use_from=run.in_use_from)
            judge = rules.judge if bound else rules.judge_date
            yield Judged(column, taken, bound, judge(taken, way))


def check_steps(resource: OfficeResource, run: Run, row: Row) -> None:
    for one in judged(run, row):
        for broken in one.broken:
            if broken.hard:
                resource.flag(run, row, one.column, broken.sentence, on=one.taken.held_on)
            else:
                resource.problem(row, one.column, "rule", broken.sentence, level=WARNING)


def steps_to_write(run: Run, row: Row) -> list[ActivistStep]:
    """The steps that the dates from the 启用日期 on are."""
    return [
        ActivistStep(
            activist_id=row.instance.pk,
            kind=one.taken.kind,
            held_on=one.taken.held_on,
            rule_version=rules.version_on(one.taken.held_on),
            flags="\n".join(broken.sentence for broken in one.broken),
            override_reason=_reason(run, one),
        )
        for one in judged(run, row)
        if one.bound
    ]


def _reason(run: Run, one: Judged) -> str:
    return run.override_reason if any(broken.hard for broken in one.broken) else ""


def _way(run: Run, row: Row) -> rules.Way:
    known = run.remember("steps of activists", _steps) if row.existing else {}
    return rules.Way(
        applied_on=row.after("applied_on"),
        talked_on=row.after("talked_on"),
        confirmed_on=row.after("confirmed_on"),
        contacts=len(row.after("contacts") or ()),
        steps=tuple(known.get(row.pk, ())),
        calendar=run.remember("working days", working_days),
    )


def _steps() -> dict[int, list[rules.Taken]]:
    found: dict[int, list[rules.Taken]] = {}
    for step in ActivistStep.objects.live().select_related(*RELATED):
        found.setdefault(step.activist_id, []).append(step.taken())
    return found
