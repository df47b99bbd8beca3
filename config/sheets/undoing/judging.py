"""What becomes of each row that an import wrote: restored, removed, or kept and why.

A row goes back only when it is just as the import left it, and when nothing is left behind that
needs it. What is kept keeps others in turn: what it points at, and what was written with it.
"""

from __future__ import annotations

import collections
import dataclasses
import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery

from config.sheets.bulk.lines import Lines, strayed_rows, written_rows
from config.sheets.models import Import
from config.sheets.references import batches
from config.sheets.resources import Sides
from config.sheets.runs import Run
from config.sheets.undoing.lines import lines_of
from config.sheets.undoing.relations import (
    foreign_keys,
    parts_of,
    pointing_at,
    several,
    strayed_parts,
    unique_rules,
    written_together,
)


class Why(enum.Enum):
    """Why a row is kept."""

    OUTSIDE = "不在您负责的范围内"
    ALTERED = "导入以后又改过"
    UNKNOWN = "没有导入以前的修改记录"
    NEEDED = "有别的记录依赖"
    LOST = "原来指向的记录已经不在"
    TAKEN = "原来的内容现在被另一条记录占用"
    TOGETHER = "与一起登记的记录同留"


@dataclasses.dataclass
class Kept:
    """A row that stays; ``by``: of each model, how many rows hold it."""

    why: Why
    by: collections.Counter[type[Model]] = dataclasses.field(default_factory=collections.Counter)


@dataclasses.dataclass
class Judged:
    """What the import wrote of one model. ``changed``: key -> the line that stood before."""

    lines: Lines
    made: dict[int, None] = dataclasses.field(default_factory=dict)
    changed: dict[int, int | None] = dataclasses.field(default_factory=dict)
    kept: dict[int, Kept] = dataclasses.field(default_factory=dict)
    takers: dict[int, list[int]] = dataclasses.field(default_factory=dict)

    def __contains__(self, pk: object) -> bool:
        return pk in self.made or pk in self.changed

    @property
    def removed(self) -> list[int]:
        """Last made first."""
        return [pk for pk in self.made if pk not in self.kept]

    @property
    def restored(self) -> list[tuple[int, int]]:
        """Last written first, each with the line whose values it gets."""
        return [(pk, line) for pk, line in self.changed.items() if line and pk not in self.kept]

    def keep(self, pk: int, why: Why, by: type[Model] | None = None, count: int = 1) -> bool:
        """Whether it was not kept before. The first reason stands; those who need it add up."""
        first = pk not in self.kept
        kept = self.kept.setdefault(pk, Kept(why))
        if by is not None and (first or kept.why is why is Why.NEEDED):
            kept.by[by] += count
        return first


Judgement = dict[type[Model], Judged]


def judge(run: Run, record: Import) -> Judgement:
    """Decide on every row that the import wrote; writes nothing."""
    judgement = {model: _written(lines) for model, lines in lines_of(record).items()}
    for judged in judgement.values():
        _keep_for_itself(run, judged)
        _keep_for_others(judged, judgement)
        _keep_for_its_past(judged)
    _spread(judgement)
    return judgement


def _written(lines: Lines) -> Judged:
    judged = Judged(lines)
    for pk, made, before in written_rows(lines):
        if made:
            judged.made[pk] = None
        else:
            judged.changed[pk] = before
    return judged


def _keep_for_itself(run: Run, judged: Judged) -> None:
    """What the user does not look after, what was altered since, what has no past."""
    if not run.reach.whole:
        mine = run.reach.rows(judged.lines.model).order_by().values("pk")
        for (pk,) in judged.lines.stored().exclude(id__in=mine).values_list("id").distinct():
            judged.keep(pk, Why.OUTSIDE)
    for pk in strayed_rows(judged.lines):
        judged.keep(pk, Why.ALTERED)
    for batch in batches([*judged.made, *judged.changed]) if several(judged.lines.model) else ():
        for pk in strayed_parts(judged.lines, batch):
            judged.keep(pk, Why.ALTERED)
    for pk, before in judged.changed.items():
        if before is None:
            judged.keep(pk, Why.UNKNOWN)


def _keep_for_others(judged: Judged, judgement: Judgement) -> None:
    """What the import made and rows that it did not write point at."""
    if not judged.made:
        return
    made = judged.lines.stored().filter(history_type="+").values("id")
    for rows, column, owner, path in pointing_at(judged.lines.model):
        holding = rows.filter((f"{column}__in", made))
        if owner in judgement:
            ours = judgement[owner].lines.stored().values("id")
            holding = holding.exclude((f"{path}__in", ours))
        counted = holding.order_by().values_list(column).annotate(rows=Count("pk"))
        for pk, count in counted:
            judged.keep(pk, Why.NEEDED, owner, count)


def _keep_for_its_past(judged: Judged) -> None:
    """Values that cannot stand again: what they name is gone, or another row has them."""
    model = judged.lines.model
    lost = [
        Q((f"{key.attname}__isnull", False))
        & ~Exists(key.related_model._base_manager.filter(pk=OuterRef(key.attname)))
        for key in foreign_keys(model)
    ]
    for batch in batches(line for _, line in judged.restored):
        past = judged.lines.history._default_manager.filter(history_id__in=batch).order_by()
        for (pk,) in past.filter(Q(*lost, _connector=Q.OR)).values_list("id") if lost else ():
            judged.keep(pk, Why.LOST)
        for columns, where in unique_rules(model):
            same = {name: OuterRef(name) for name in columns}
            others = model._base_manager.filter(where, **same).exclude(pk=OuterRef("id"))
            taken = past.filter(where).annotate(other=Subquery(others.values("pk")[:1]))
            for pk, other in taken.filter(other__isnull=False).values_list("id", "other"):
                if other in judged:
                    judged.takers.setdefault(other, []).append(pk)
                else:
                    judged.keep(pk, Why.TAKEN)


def _spread(judgement: Judgement) -> None:
    """Keep what kept rows hold, until nothing more is held."""
    groups = written_together()
    wave = {model: list(judged.kept) for model, judged in judgement.items()}
    while any(wave.values()):
        found: dict[type[Model], list[int]] = {model: [] for model in judgement}
        for model, pks in wave.items():
            for batch in batches(pks):
                for held, pk in _held(judgement, model, batch, groups):
                    found[held].append(pk)
        wave = found


def _held(
    judgement: Judgement, model: type[Model], kept: list[int], groups: Iterable[Sides]
) -> Iterator[tuple[type[Model], int]]:
    """The rows that newly stay because these do."""
    yield from _pointed_at(judgement, model, kept)
    for sides in groups:
        for mine, path in sides:
            if mine.model is model:
                told = set(mine.filter(pk__in=kept).order_by().values_list(path, flat=True))
                yield from _beside(judgement, model, sides, told - {None})
    for other in kept:
        for pk in judgement[model].takers.get(other, ()):
            if judgement[model].keep(pk, Why.TAKEN):
                yield model, pk


def _pointed_at(
    judgement: Judgement, model: type[Model], kept: list[int]
) -> Iterator[tuple[type[Model], int]]:
    """What the import made and kept rows point at."""
    for target, rows, column in _pointed_by(model, kept):
        judged = judgement.get(target)
        if judged and judged.made:
            for pk, count in rows.values_list(column).annotate(rows=Count("pk")):
                if pk in judged.made and judged.keep(pk, Why.NEEDED, model, count):
                    yield target, pk


def _pointed_by(
    model: type[Model], kept: Sequence[int]
) -> Iterator[tuple[type[Model], QuerySet[Any], str]]:
    """What the rows point at: its model, and by which column of which rows."""
    rows = model._base_manager.filter(pk__in=kept).order_by()
    for key in foreign_keys(model):
        yield key.related_model, rows, key.attname
    for field, held in zip(several(model), parts_of(model, kept), strict=True):
        yield field.related_model, held, field.m2m_reverse_field_name()


def _beside(
    judgement: Judgement, model: type[Model], sides: Sides, told: set[int]
) -> Iterator[tuple[type[Model], int]]:
    """Rows of the import that were written together with kept rows of the model."""
    for rows, path in sides:
        judged = judgement.get(rows.model)
        for batch in batches(told) if judged else ():
            found = rows.filter((f"{path}__in", batch)).order_by().values_list("pk", flat=True)
            for pk in found:
                if pk in judged and judged.keep(pk, Why.TOGETHER, model):
                    yield rows.model, pk
