"""Dates that an office often knows only by month: joining the Party, honours, founding.

The date column holds the first day, which figures use; the precision beside it makes the value
print back as it was known.
"""

import calendar
import contextlib
import datetime
import re
import unicodedata
from typing import Any, NamedTuple

from django import forms
from django.core import checks
from django.db import models

DAY = "day"
MONTH = "month"
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

SHAPES = (
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?"),
    re.compile(r"(?P<year>\d{4})(?P<mark>[-./])(?P<month>\d{1,2})((?P=mark)(?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月((?P<day>\d{1,2})[日号])?"),
)


class PartialDate(NamedTuple):
    """A day, or a month by its first day."""

    date: datetime.date
    precision: str

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read 2016-02, 2016-02-18, 2016.2.18, 2016/2, 2016年2月, 20160218 and the like.

        Raises ValueError for anything else, days that no calendar has included.
        """
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        for shape in SHAPES:
            if found := shape.fullmatch(plain):
                year, month, day = (found[part] for part in ("year", "month", "day"))
                with contextlib.suppress(ValueError):
                    date = datetime.date(int(year), int(month), int(day or 1))
                    if EARLIEST_YEAR <= date.year <= LATEST_YEAR:
                        return cls(date, DAY if day else MONTH)
        raise ValueError(text)

    def last(self) -> datetime.date:
        """The latest day that may be meant."""
        if self.precision == DAY:
            return self.date
        return self.date.replace(day=calendar.monthrange(self.date.year, self.date.month)[1])

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}" if self.precision == DAY else f"{self.date:%Y-%m}"


class PartialDateFormField(forms.Field):
    """A text box for a day or a month; cleans to a PartialDate or None."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "日期看不懂：请写成 2016-02-18，只知道月份时写成 2016-02。",
    }

    def to_python(self, value: Any) -> PartialDate | None:
        if value in self.empty_values:
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


class PrecisionField(models.CharField):
    """How exactly the date beside it is known; stands as `<date>_precision`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        ours = {
            "max_length": 5,
            "choices": [(DAY, "到日"), (MONTH, "到月")],
            "default": DAY,
            "editable": False,
        }
        super().__init__(*args, **{**ours, **kwargs})


class PartialDateField(models.DateField):
    """A date column whose form value is a PartialDate made with the precision beside it."""

    def precision_name(self) -> str:
        return f"{self.name}_precision"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        names = {field.name for field in self.model._meta.get_fields()}
        missing = [] if self.precision_name() in names else [self._lacks_precision()]
        return [*super().check(**kwargs), *missing]

    def _lacks_precision(self) -> checks.CheckMessage:
        hint = f"请在旁边加上 {self.precision_name()} = PrecisionField()。"
        return checks.Error("日期没有精度列。", hint=hint, obj=self, id="office.E003")

    def value_from_object(self, obj: models.Model) -> PartialDate | None:
        date = getattr(obj, self.attname)
        return date and PartialDate(date, getattr(obj, self.precision_name()))

    def save_form_data(self, instance: models.Model, data: PartialDate | None) -> None:
        setattr(instance, self.attname, data and data.date)
        setattr(instance, self.precision_name(), data.precision if data else DAY)

    def shown(self, instance: models.Model) -> str:
        """What a page shows of the value in `instance`."""
        value = self.value_from_object(instance)
        return str(value) if value else ""

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})
