"""Which stored row a row of the sheet speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from config.sheets.bulk.stored import read_columns
from config.sheets.columns import Column
from config.sheets.references import batches
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import FoldedWidget


class Matching:
    """The finding half of :class:`config.sheets.resources.OfficeResource`."""

    if TYPE_CHECKING:
        fields: dict[str, Column]
        keys: tuple[str, ...]
        further: dict[str, str]
        visible_rows: Any

    def match(self, run: Run, rows: Sequence[Row]) -> None:
        """Give each row the stored row it speaks of. One query per batch of rows."""
        first = self.keys[0]
        widget = self.fields[first].widget
        keys = [widget.key(row.cells.get(first)) for row in rows]
        wanted = set(keys) - {None}
        path = self.fields[first].paths[0]
        if isinstance(widget, FoldedWidget):
            pairs = self.visible_rows(run).order_by("pk").values_list("pk", path)
            wanted = [pk for pk, name in pairs if widget.key(name) in wanted]
            path = "pk"
        found: dict[Any, list[Existing]] = {}
        for existing in self.fetch(run, path, wanted):
            found.setdefault(widget.key(existing.values[first]), []).append(existing)
        for row, key in zip(rows, keys, strict=True):
            row.existing = self.pick(row, found[key]) if key in found else None

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        """Among stored rows that share the first key, the one whose other keys agree."""
        others = self.keys[1:]
        for candidate in candidates:
            if not others or all(self.agrees(name, row, candidate) for name in others):
                return candidate
        return None

    def agrees(self, name: str, row: Row, candidate: Existing) -> bool:
        widget, stored = self.fields[name].widget, candidate.values[name]
        return bool(widget.key(row.get(name)) == widget.key(stored))

    def fetch(self, run: Run, path: str, wanted: Iterable[Any]) -> Iterator[Existing]:
        """Stored rows whose ``path`` is among ``wanted``, as the sheet sees them."""
        readable = {name: c for name, c in self.fields.items() if c.writes and c.attribute}
        paths = [path for column in readable.values() for path in column.paths]
        loaded = [name for name in self.fields if hasattr(self, f"load_{name}")]
        for batch in batches(wanted):
            queryset = self.visible_rows(run).filter(**{f"{path}__in": batch}).order_by("pk")
            asked = queryset.values_list("pk", *paths, *self.further.values())
            pks, *columns = read_columns(asked)
            given = iter(columns)
            seen = {
                name: column.stored_each([next(given) for _ in column.paths])
                for name, column in readable.items()
            }
            seen.update(zip(self.further, given, strict=True))
            names = list(seen)
            stored = [
                Existing(pk, dict(zip(names, values, strict=True)))
                for pk, values in zip(pks, zip(*seen.values(), strict=True), strict=True)
            ]
            for name in loaded:
                values = getattr(self, f"load_{name}")([existing.pk for existing in stored])
                for existing in stored:
                    existing.values[name] = values.get(existing.pk)
            yield from stored
