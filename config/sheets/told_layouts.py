"""Headings that a clerk has explained once are known ever after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.sheets.cells import text
from config.sheets.headings import SEARCHED_ROWS, Layout, layout_of, title_above, with_hints
from config.sheets.models import ToldLayout
from config.sheets.resources import OfficeResource

_BETWEEN = "\x1f"


def digest_of(cells: Sequence[Any]) -> str:
    """One row of headings as a fingerprint; blanks, case and marks make no difference."""
    words = [with_hints(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256(_BETWEEN.join(words).encode()).hexdigest()


def told_layout(
    rows: Sequence[Sequence[Any]], resources: Iterable[OfficeResource]
) -> Layout | None:
    """How a sheet is read whose headings someone has explained; None where nobody has."""
    by_ledger = {resource.ledger: resource for resource in resources}
    headings = [row for row in rows[:SEARCHED_ROWS] if not all(text.is_blank(cell) for cell in row)]
    digests = {digest_of(row) for row in headings}
    known = {
        told.digest: told
        for told in ToldLayout.objects.filter(digest__in=digests, ledger__in=by_ledger)
    }
    for number, row in enumerate(rows[:SEARCHED_ROWS], start=1):
        told = known.get(digest_of(row))
        if told is not None:
            title_above(rows, number)
            resource = by_ledger[told.ledger]
            columns = {name: at for name, at in told.columns.items() if name in resource.fields}
            return layout_of(resource, number, row, columns)
    return None


def remember_layout(
    *, cells: Sequence[Any], resource: OfficeResource, columns: Mapping[str, int], by: User
) -> ToldLayout:
    """Keep which column is which for these headings; the latest answer holds.

    Refuses an answer that leaves out what the ledger needs or names a column twice.
    """
    missing = [resource.fields[name].column_name for name in resource.needed if name not in columns]
    if missing:
        raise Refusal(f"还没有指定必需的列：{'、'.join(missing)}。")
    if len(set(columns.values())) < len(columns):
        raise Refusal("同一列指定了两次；请每列只对应一个栏目。")
    told, _ = ToldLayout.objects.update_or_create(
        digest=digest_of(cells),
        defaults={"ledger": resource.ledger, "columns": dict(columns), "told_by": by},
    )
    return told
