"""Organisations of one sheet that name each other as superior."""

from __future__ import annotations

from config.sheets.cells.text import fold_name
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from unions.models.validators import RING
from unions.rules import stands_below_itself


def check_ring(resource: OfficeResource, run: Run, row: Row) -> None:
    """Refuse a row that would put an organisation below itself, through stored or typed rows."""
    if row.get("parent") is None or not row.touches("parent"):
        return

    def load() -> dict[str, str]:
        pairs = resource._meta.model._default_manager.filter(parent__isnull=False)
        return {
            fold_name(name): fold_name(parent)
            for name, parent in pairs.values_list("name", "parent__name")
        }

    parents = run.remember(("parents", resource.ledger), load)
    name = fold_name(row.get("name"))
    if stands_below_itself(name, lambda one: run.siblings.get(one) or parents.get(one)):
        resource.problem(row, "parent", "rule", RING)
