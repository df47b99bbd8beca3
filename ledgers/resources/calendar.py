"""工作日历: the days of a year that are free, and those of its weekends that are worked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from config.sheets.columns import Column
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import ChoiceWidget, DateWidget, TextWidget
from ledgers.choices import DayKind
from ledgers.models import CalendarDay, CalendarYear

KIND_WORDS = {
    "休": DayKind.FREE,
    "休息": DayKind.FREE,
    "调休": DayKind.FREE,
    "节假日": DayKind.FREE,
    "班": DayKind.WORKED,
    "上班": DayKind.WORKED,
    "补班上班": DayKind.WORKED,
}


class CalendarSheet(OfficeResource):
    """Matched by the day. A sheet holds the whole table of a year, which it makes where need be."""

    ledger = "calendar"
    title = "工作日历"
    after = ("workers", "branches", "members", "activists", "activities", "honours")

    day = Column(
        "放假补班日期",
        "day",
        DateWidget(future=True),
        aliases=("放假日期", "调休日期", "节假日日期"),
        required=True,
    )
    kind = Column(
        "安排",
        "kind",
        ChoiceWidget(DayKind.choices, KIND_WORDS),
        aliases=("放假或补班", "放假安排"),
        required=True,
    )
    name = Column("节日", "name", TextWidget(20), aliases=("节日名称", "节假日"))

    _years: dict[int, int]

    class Meta:
        model = CalendarDay
        import_id_fields = ("day",)

    def together(self) -> Sides:
        return ((CalendarDay.objects.all(), "year"), (CalendarYear.objects.all(), "pk"))

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).order_by("day")

    def make_named(self, run: Run, rows: Sequence[Row]) -> None:
        """A year that the sheet brings is known from then on."""
        wanted = {row.get("day").year for row in rows}
        known = CalendarYear.objects.filter(year__in=wanted).values_list("year", "pk")
        self._years = dict(known)
        missing = [CalendarYear(year=y, known=True) for y in sorted(wanted - self._years.keys())]
        self.insert(run, missing)
        self._years |= {year.year: year.pk for year in missing}

    def build(self, run: Run, row: Row) -> CalendarDay:
        day: CalendarDay = super().build(run, row)
        day.year_id = self._years[day.day.year]
        return day
