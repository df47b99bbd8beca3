"""The lines of history that an import wrote: how they are marked, noted and found again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Max, Min, Model

from config.accounts.models import keeps_history
from config.sheets.bulk.lines import Lines
from config.sheets.models import Import
from config.sheets.runs import Run


def deed_of(record: Import) -> str:
    """What the history says was done; a file's name follows after a blank."""
    return f"导入{record.pk}"


def undoing_of(record: Import) -> str:
    return f"撤销{deed_of(record)}"


@contextlib.contextmanager
def lines_noted(run: Run, record: Import) -> Iterator[None]:
    """What is written meanwhile is this import's; where its lines stand is kept with it."""
    run.deed = deed_of(record)
    before = {model: _last(model) for model in _models_with_history()}
    yield
    for model, last in before.items():
        found = _bounds(Lines(model, last + 1, _last(model), f"{run.deed} "))
        if found:
            record.lines[model._meta.label_lower] = found
    record.save(update_fields=["lines"])


def lines_of(record: Import) -> dict[type[Model], Lines]:
    """Model -> the lines that the import wrote in its history."""
    return {
        apps.get_model(label): Lines(apps.get_model(label), first, last, f"{deed_of(record)} ")
        for label, (first, last) in record.lines.items()
    }


def _models_with_history() -> list[type[Model]]:
    return [model for model in apps.get_models() if keeps_history(model)]


def _last(model: Any) -> int:
    return model.history.aggregate(last=Max("history_id"))["last"] or 0


def _bounds(lines: Lines) -> list[int]:
    ours = lines.stored().aggregate(first=Min("history_id"), last=Max("history_id"))
    return [ours["first"], ours["last"]] if ours["last"] else []
