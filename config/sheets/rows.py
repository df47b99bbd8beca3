"""One row of a sheet on its way, and the verdicts it can get."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from config.sheets.problems import Problem

NEW = "new"
CHANGED_ROW = "changed"
UNCHANGED = "unchanged"
REJECTED = "rejected"
HELD_BACK = "held_back"
VERDICTS = (NEW, CHANGED_ROW, UNCHANGED, REJECTED, HELD_BACK)


@dataclasses.dataclass(slots=True)
class Existing:
    """A stored row as the sheet sees it: field name -> comparable value."""

    pk: int
    values: dict[str, Any]


@dataclasses.dataclass(slots=True)
class Row:
    """One row of a sheet on its way: cells as parsed, then resolved, matched and judged."""

    number: int
    cells: dict[str, Any]
    existing: Existing | None = None
    changes: dict[str, tuple[Any, Any]] = dataclasses.field(default_factory=dict)
    verdict: str = ""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    instance: Any = None

    def get(self, name: str) -> Any:
        return self.cells.get(name)

    def after(self, name: str) -> Any:
        """What will stand in the column: the typed cell, else what is stored; nought is typed."""
        if name in self.changes:
            return self.changes[name][1]
        value = self.cells.get(name)
        return self.existing.values.get(name) if value is None and self.existing else value

    def touches(self, *names: str) -> bool:
        """Whether the row says something new in one of the columns; a new row always does."""
        return self.existing is None or not self.changes.keys().isdisjoint(names)

    @property
    def pk(self) -> int | None:
        return self.existing.pk if self.existing else None


@dataclasses.dataclass
class PlannedRow:
    """One line of the plan: the parsed cells, the verdict, and old -> new by field as shown."""

    number: int
    verdict: str
    cells: dict[str, Any]
    changes: dict[str, tuple[str, str]]


Cells = Mapping[str, Sequence[Any]]
"""Field name -> cells by row."""


@dataclasses.dataclass
class PlannedPart:
    """Planned rows by column, as they are kept; ``changes`` by the place of their row."""

    numbers: Sequence[int]
    verdicts: Sequence[str]
    cells: Cells
    changes: dict[int, dict[str, tuple[str, str]]]

    def rows(self) -> list[PlannedRow]:
        names = list(self.cells)
        told = zip(*self.cells.values(), strict=True) if names else [()] * len(self.numbers)
        rows = zip(self.numbers, self.verdicts, told, strict=True)
        return [
            PlannedRow(
                number, verdict, dict(zip(names, cells, strict=True)), self.changes.get(at, {})
            )
            for at, (number, verdict, cells) in enumerate(rows)
        ]


class OpenRows(list[list[PlannedRow]]):
    """The rows of a plan as they are, a chunk after the other."""

    def append(self, part: PlannedPart) -> None:
        super().append(part.rows())
