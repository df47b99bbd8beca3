"""Which days of a year are free and which are worked, as the State Council tells each autumn."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models

from config.accounts.models import RecordedModel
from ledgers.choices import DayKind
from ledgers.rules import WorkingDays


class CalendarYear(RecordedModel):
    """A year's table; until it is complete, working days are counted Monday to Friday."""

    year = models.PositiveSmallIntegerField(
        "年份", unique=True, error_messages={"unique": "这一年的日历已经有了。"}
    )
    known = models.BooleanField(
        "安排已公布",
        default=False,
        help_text="放假和补班都按通知录完以后勾选；没有勾选的年份按周一至周五暂算。",
    )
    source = models.CharField(
        "依据", max_length=200, blank=True, help_text="国务院办公厅放假安排通知的文号。"
    )

    class Meta:
        verbose_name = "工作日历"
        verbose_name_plural = "工作日历"

    def __str__(self) -> str:
        return f"{self.year}年"


class CalendarDay(RecordedModel):
    """A weekday that is free, or a day of a weekend that is worked."""

    may_lie_ahead = ("day",)
    may_delete = True

    year = models.ForeignKey(
        CalendarYear, on_delete=models.PROTECT, related_name="days", verbose_name="年份"
    )
    day = models.DateField("日期", unique=True, error_messages={"unique": "这一天已经录过了。"})
    kind = models.CharField(
        "安排",
        max_length=6,
        choices=DayKind,
        default=DayKind.FREE,
        help_text="调休上班的周末选补班。",
    )
    name = models.CharField("节日", max_length=20, blank=True)

    class Meta:
        verbose_name = "放假和补班"
        verbose_name_plural = "放假和补班"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}{self.get_kind_display()}"

    def clean(self) -> None:
        # A new day beneath a new year knows it before either is saved.
        year = getattr(self, "year", None)
        if self.day and year and self.day.year != year.year:
            raise ValidationError({"day": f"日期不在{year}，请核对。"})


def working_days() -> WorkingDays:
    """The calendar as the office has entered it."""
    days: dict[str, set[datetime.date]] = {kind: set() for kind in DayKind.values}
    for day, kind in CalendarDay.objects.values_list("day", "kind"):
        days[kind].add(day)
    known = CalendarYear.objects.filter(known=True).values_list("year", flat=True)
    return WorkingDays(
        known=frozenset(known),
        free=frozenset(days[DayKind.FREE]),
        worked=frozenset(days[DayKind.WORKED]),
    )
