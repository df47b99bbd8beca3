"""Writing a plan whose writes were worked out beforehand."""

from __future__ import annotations

import collections
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from config.sheets.beforehand import Preparation, Stale, can_prepare, write_prepared
from config.sheets.bulk import clock
from config.sheets.bulk.rows import count_anew
from config.sheets.models import PlanChunk
from config.sheets.not_written import NOT_WRITTEN
from config.sheets.planning import CHUNK, Done, as_planned, hold_back, refused_whole
from config.sheets.resources import OfficeResource
from config.sheets.rows import CHANGED_ROW, NEW, Row
from config.sheets.runs import Run
from config.sheets.storing import unseal_rows


def write_plan_prepared(
    run: Run, title: str, chunks: Iterable[PlanChunk], counts: collections.Counter[str]
) -> Done | None:
    """Do what a plan says whose writes were worked out beforehand; None: they no longer fit."""
    done, marks = Done(counts.copy()), clock.read()
    written: set[type[Model]] = set()
    try:
        with transaction.atomic():
            for number, chunk in enumerate(chunks):
                run.tell(f"写入「{title}」", number * CHUNK, counts.total())
                numbers = write_prepared(run, chunk.prepared, marks, written)
                if numbers:
                    lines = [line for line in unseal_rows(chunk.blob) if line.number in numbers]
                    done.held_back += hold_back(lines, done.counts)
            if done.counts[NEW] >= CHUNK:
                count_anew(written)
    except Stale:
        return None
    except NOT_WRITTEN as error:
        return refused_whole(counts, error)
    return done


def prepare_again(run: Run, resource: OfficeResource, chunks: Iterable[PlanChunk]) -> bool:
    """Work out anew what the plan will write, outside of any transaction; whether it could be."""
    marks = clock.read_at_rest()
    if marks is None or not can_prepare(run, resource):
        return False
    preparation = Preparation(run, resource, marks)
    for chunk in chunks:
        planned = [line for line in unseal_rows(chunk.blob) if line.verdict in (NEW, CHANGED_ROW)]
        rows = [Row(line.number, dict(line.cells)) for line in planned]
        preparation.judge(rows)
        kept = as_planned(resource, planned, rows)
        gone = {line.number for line in planned} - {row.number for row in kept}
        prepared = preparation.seal(kept, sorted(gone))
        if prepared is None:
            return False
        PlanChunk.objects.filter(pk=chunk.pk).update(prepared=prepared)
    return True
