"""What an undo would do, as its page shows it: counts of each kind, and one page of its rows."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Model
from django.http import QueryDict
from django.utils import timezone

from config.accounts.admin.history import changes
from config.sheets.admin.plan import PAGE, Part, Tab, guarded, page_number
from config.sheets.rights import may_view
from config.sheets.runs import Run
from config.sheets.undoing.judging import Judged, Judgement, Kept, Why
from config.sheets.undoing.relations import foreign_keys

KEPT, RESTORED, REMOVED = "kept", "restored", "removed"
WORDS = {KEPT: "保留", RESTORED: "恢复", REMOVED: "移除"}
"""What becomes of rows, in the order in which a clerk looks at them."""

OTHERS = "其他记录"


@dataclasses.dataclass(frozen=True)
class KindLine:
    """How many rows of a kind have each fate."""

    word: str
    restored: int
    removed: int
    kept: int


@dataclasses.dataclass(frozen=True)
class UndoneRow:
    """A row by its kind and name; why it stays, or (heading, value now, value then)."""

    kind: str
    name: str
    why: str
    changes: Sequence[dict[str, str]]


def kinds(judgement: Judgement) -> list[KindLine]:
    return [
        KindLine(
            str(model._meta.verbose_name),
            len(judged.restored),
            len(judged.removed),
            len(judged.kept),
        )
        for model, judged in judgement.items()
    ]


def hidden(judgement: Judgement) -> int:
    """Rows outside of the reader's units: counted, and not named."""
    return sum(
        kept.why is Why.OUTSIDE for judged in judgement.values() for kept in judged.kept.values()
    )


def chosen_rows(run: Run, judgement: Judgement, query: QueryDict) -> tuple[Part, list[UndoneRow]]:
    """The part asked for, else the first that has rows, and one page of it."""
    listed = {key: list(_listed(judgement, key)) for key in WORDS}
    asked = query.get("rows")
    chosen = asked if asked in WORDS else next((key for key in WORDS if listed[key]), KEPT)
    tabs = [
        Tab(WORDS[key], len(listed[key]), urlencode({"rows": key}), key == chosen) for key in WORDS
    ]
    total = len(listed[chosen])
    pages = max(1, math.ceil(total / PAGE))
    number = page_number(query.get("page", ""), pages)
    part = Part(tabs, WORDS[chosen], total, number, pages, urlencode({"rows": chosen}))
    start = (number - 1) * PAGE
    page = listed[chosen][start : start + PAGE]
    rows: list[UndoneRow] = []
    for model, group in itertools.groupby(page, key=lambda one: one[0]):
        rows += _shown(run, judgement[model], [pk for _, pk in group])
    return part, rows


def _listed(judgement: Judgement, key: str) -> Iterator[tuple[type[Model], int]]:
    for model, judged in judgement.items():
        pks = {
            KEPT: lambda judged=judged: [
                pk for pk, kept in judged.kept.items() if kept.why is not Why.OUTSIDE
            ],
            RESTORED: lambda judged=judged: [pk for pk, _ in judged.restored],
            REMOVED: lambda judged=judged: judged.removed,
        }[key]()
        yield from ((model, pk) for pk in pks)


def _shown(run: Run, judged: Judged, pks: Sequence[int]) -> list[UndoneRow]:
    """A few rows of one model; what is gone is named by its last line of history."""
    model = judged.lines.model
    latest = judged.lines.history._default_manager.filter(id__in=pks).order_by().values("id")
    last = latest.annotate(line=Max("history_id")).values_list("id", "line")
    before = {pk: judged.changed[pk] for pk in pks if judged.changed.get(pk)}
    wanted = [*dict(last).values(), *before.values()]
    versions = judged.lines.history._default_manager.select_related("history_user").in_bulk(wanted)
    named_by = [key.name for key in foreign_keys(model)]
    stored = model._base_manager.select_related(*named_by).in_bulk(pks)
    told = []
    for pk in pks:
        version, kept = versions[dict(last)[pk]], judged.kept.get(pk)
        name = guarded(str(stored.get(pk) or version.instance))
        then = versions.get(before.get(pk))
        delta = [] if kept or not then else changes(model, version, then, mine=run.reach)
        why = _why(run, judged, version, kept) if kept else ""
        told.append(UndoneRow(str(model._meta.verbose_name), name, why, delta))
    return told


def _why(run: Run, judged: Judged, version: Any, kept: Kept) -> str:
    if kept.why is Why.ALTERED:
        return _altered(judged, version)
    if not kept.by:
        return kept.why.value
    counts: dict[str, int] = {}
    for model, count in kept.by.items():
        word = str(model._meta.verbose_name) if may_view(run, model) else OTHERS
        counts[word] = counts.get(word, 0) + count
    return f"{kept.why.value}：{'、'.join(f'{word}{count}条' for word, count in counts.items())}"


def _altered(judged: Judged, version: Any) -> str:
    """By whom and when, as far as the history says."""
    if version.history_id <= judged.lines.last:
        return f"{Why.ALTERED.value}，没有留下修改记录"
    when = timezone.localtime(version.history_date)
    done = "删除" if version.history_type == "-" else "修改"
    return f"导入以后由{version.history_user or '系统'}于{when:%Y-%m-%d %H:%M}{done}"
