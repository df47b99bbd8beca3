"""A counted month as printed sections: screen, paper and workbook all show these."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator

from config.summaries.charts import Chart, chart
from config.summaries.counting import Grouping, GroupRow, Summary
from config.summaries.figures import Dimension, Figure, Line, Number, Ratio, printed

MAIN = "汇总"
NEW_AND_TOTAL = ("指标", "本月新增", "本年新增", "截至月末")
MOVEMENTS = ("项目", "期初", "本月增加", "本月减少", "期末")
TOTAL = "合计"
LONG_LABEL = 8


@dataclasses.dataclass(frozen=True)
class Cell:
    """A number and the rows behind it; `figure` is empty where there are none to open."""

    number: Number | None = None
    figure: str = ""
    group: str = ""
    percent: bool = False
    blank: bool = False

    @property
    def text(self) -> str:
        """As printed: 2,188, 100.00, — for a rate of nothing, and nothing where no figure is."""
        return "" if self.blank else printed(self.number, percent=self.percent)


@dataclasses.dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclasses.dataclass(frozen=True)
class Section:
    """One printed table; sections of one `sheet` share a sheet of the workbook."""

    sheet: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None

    @property
    def numbers(self) -> int:
        """How many columns follow the label."""
        return len(self.headings) - 1

    @property
    def has_long_labels(self) -> bool:
        return any(len(row.label) > LONG_LABEL for row in self.rows)


def sections(summary: Summary) -> list[Section]:
    found = [_titled(title, lines, summary) for title, lines in _by_title(summary)]
    if moving := [line for line in _lines(summary) if line.at_start]:
        rows = tuple(_movement(line, summary) for line in moving)
        found.append(Section(MAIN, "增减变动", MOVEMENTS, rows))
    return found + [_grouped(grouping) for grouping in summary.groupings]


def group_name(dimension: Dimension, pk: int | None) -> str:
    """How an address names a group: brand:3, or brand:none for the rows without a value."""
    return f"{dimension.key}:{'none' if pk is None else pk}"


def _lines(summary: Summary) -> Iterator[Line]:
    for table in summary.tables:
        yield from table.lines


def _by_title(summary: Summary) -> Iterator[tuple[str, list[Line]]]:
    for title, tables in itertools.groupby(summary.tables, key=lambda table: table.title):
        yield title, [line for table in tables for line in table.lines]


def _titled(title: str, lines: Iterable[Line], summary: Summary) -> Section:
    rows = tuple(
        Row(
            line.label,
            tuple(_cell(part, summary) for part in (line.in_month, line.in_year, line.at_end)),
        )
        for line in lines
    )
    return Section(MAIN, title, NEW_AND_TOTAL, rows)


def _movement(line: Line, summary: Summary) -> Row:
    parts = (line.at_start, line.in_month, line.ended_in_month, line.at_end)
    return Row(line.label, tuple(_cell(part, summary) for part in parts))


def _cell(part: Figure | Ratio | None, summary: Summary) -> Cell:
    if part is None:
        return Cell(blank=True)
    return _counted(part, summary.numbers.get(part.key))


def _counted(part: Figure | Ratio, number: Number | None, group: str = "") -> Cell:
    if isinstance(part, Ratio):
        return Cell(number, percent=True)
    return Cell(number, figure=part.key, group=group)


def _grouped(grouping: Grouping) -> Section:
    dimension = grouping.dimension
    rows = [_group_row(grouping, row) for row in grouping.rows]
    total = tuple(_counted(part, grouping.total[part.key]) for part in grouping.columns)
    return Section(
        dimension.title,
        dimension.title,
        (dimension.label, *(part.label for part in grouping.columns)),
        (*rows, Row(TOTAL, total, is_total=True)),
        chart(grouping),
    )


def _group_row(grouping: Grouping, row: GroupRow) -> Row:
    name = group_name(grouping.dimension, row.pk)
    cells = (_counted(part, row.numbers[part.key], name) for part in grouping.columns)
    return Row(row.label, tuple(cells))
