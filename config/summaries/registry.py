"""The figures and dimensions of the office; apps register theirs from `AppConfig.ready()`."""

from __future__ import annotations

from config.summaries.figures import Dimension, Figure, FigureTable, Ratio


class UnknownFigure(LookupError):
    """No figure or dimension has this key."""


class Registry:
    """Tables and dimensions in the order in which they are printed."""

    def __init__(self) -> None:
        self.tables: list[FigureTable] = []
        self.dimensions: list[Dimension] = []

    def register(self, *entries: FigureTable | Dimension) -> None:
        for entry in entries:
            if isinstance(entry, Dimension):
                self.dimensions.append(entry)
            else:
                self.tables.append(entry)

    def figure(self, key: str) -> tuple[FigureTable, Figure]:
        """The figure with its table; UnknownFigure for a ratio, which has no rows of its own."""
        for table in self.tables:
            for figure in table.figures:
                if figure.key == key:
                    return table, figure
        raise UnknownFigure(key)

    def part(self, key: str) -> Figure | Ratio:
        for table in self.tables:
            for part in table.parts:
                if part.key == key:
                    return part
        raise UnknownFigure(key)

    def dimension(self, key: str) -> Dimension:
        for dimension in self.dimensions:
            if dimension.key == key:
                return dimension
        raise UnknownFigure(key)


office = Registry()
register = office.register
