"""Bars of one figure by group, as numbers for an SVG template: no script, no style inside."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from config.summaries.counting import Grouping
from config.summaries.figures import Number, printed

BAR_STEP = 26
BAR_LEFT = Decimal(24)
BAR_ROOM = Decimal(62)


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar of the chart; lengths and places are percentages of its width."""

    label: str
    text: str
    length: str
    after: str
    middle: int
    top: int


@dataclasses.dataclass(frozen=True)
class Chart:
    title: str
    height: int
    bars: tuple[Bar, ...]


def chart(grouping: Grouping) -> Chart | None:
    """Bars of the dimension's figure, longest first; None where there is nothing to draw."""
    key = grouping.dimension.chart
    drawn = [part for part in grouping.columns if part.key == key]
    rows = [(row.label, row.numbers[key] or 0) for row in grouping.rows] if drawn else []
    rows = sorted((row for row in rows if row[1] > 0), key=lambda row: -row[1])
    if not rows:
        return None
    most = rows[0][1]
    bars = [
        _bar(at, label, number, BAR_ROOM * number / most) for at, (label, number) in enumerate(rows)
    ]
    title = f"{drawn[0].label}，{grouping.dimension.title}"
    return Chart(title, len(bars) * BAR_STEP, tuple(bars))


def _bar(at: int, label: str, number: Number, length: Decimal) -> Bar:
    return Bar(
        label=label,
        text=printed(number),
        length=f"{length:.2f}%",
        after=f"{BAR_LEFT + length + 1:.2f}%",
        middle=at * BAR_STEP + BAR_STEP // 2,
        top=at * BAR_STEP + 4,
    )
