"""Headings that a clerk has explained once are known ever after."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.sheets.cells import text
from config.sheets.headings import (
    LEAST_COLUMNS,
    SEARCHED_ROWS,
    Layout,
    layout_of,
    title_above,
    with_hints,
)
from config.sheets.models import ToldLayout
from config.sheets.resources import OfficeResource

_BETWEEN = "\x1f"


def digest_of(cells: Sequence[Any]) -> str:
    """One row of headings as a fingerprint; blanks, case and marks make no difference."""
    words = [with_hints(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256(_BETWEEN.join(words).encode()).hexdigest()


def heading_cells(rows: Sequence[Sequence[Any]], number: int) -> Sequence[Any]:
    """The headings in row ``number``, from 1, with what stands over them where they take two rows.

    A word above reaches to the next one, as a merged cell does.
    """
    own, above = rows[number - 1], rows[number - 2] if number > 1 else ()
    if not _in_two_rows(above, own):
        return own
    over: Any = None
    both = []
    for upper, lower in itertools.zip_longest(above, own):
        over = over if text.is_blank(upper) else upper
        said = [str(cell) for cell in (over, lower) if not text.is_blank(cell)]
        both.append(" ".join(dict.fromkeys(said)) or None)
    return both


def _in_two_rows(above: Sequence[Any], own: Sequence[Any]) -> bool:
    """Whether headings stand above headings: what is no title or line of the office's own leaves
    some column without a word below, or is needed to tell two columns of one name apart."""
    if sum(not text.is_blank(cell) for cell in above) < LEAST_COLUMNS:
        return False
    named = [with_hints(cell) for cell in own if not text.is_blank(cell)]
    pairs = zip(above, own, strict=False)
    reaches_down = any(not text.is_blank(a) and text.is_blank(b) for a, b in pairs)
    return bool(named) and (reaches_down or len(set(named)) < len(named))


def told_layout(
    rows: Sequence[Sequence[Any]], resources: Iterable[OfficeResource]
) -> Layout | None:
    """How a sheet is read whose headings someone has explained; None where nobody has."""
    by_ledger = {resource.ledger: resource for resource in resources}
    headings = {
        digest_of(cells): (number, cells)
        for number, row in enumerate(rows[:SEARCHED_ROWS], start=1)
        if not all(text.is_blank(cell) for cell in row)
        for cells in (heading_cells(rows, number), row)
    }
    known = {
        told.digest: told
        for told in ToldLayout.objects.filter(digest__in=headings, ledger__in=by_ledger)
    }
    for digest, (number, row) in headings.items():
        told = known.get(digest)
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
