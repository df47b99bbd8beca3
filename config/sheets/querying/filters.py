"""Filters of the query pages: in the words of clerks, over what the reader may see, as of a day.

Which day it is stands in the one filter named ``as_of``; every other filter asks the filter set
(``on``), so that ages, stages and standings are those of the day asked for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet

from config.accounts.fields.partial_date import PartialDateFormField
from config.accounts.fields.private import mask
from config.accounts.reach import Reach
from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.identity import parse_identity_number

HELD, AS_OF = "held", "as_of"
FROM, TO = "_from", "_to"
ANY = "不限"
ENDED, ALL = "ended", "all"
WRONG_WAY_ROUND = "“从”在“到”的后面，没有符合的；请把两个对调，或改正其中一个。"
_A_NUMBER = re.compile(r"[0-9*]{6}")
"""Six digits on end may be part of somebody's number."""


class QueryForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        # What the question is about comes first, as of which day last, also where a filter
        # set adds to another's.
        for name in [HELD, AS_OF]:
            if name in self.fields:
                self.fields[name] = self.fields.pop(name)

    def parts(self) -> Iterator[list[forms.BoundField]]:
        """The fields as they stand side by side: both bounds of a pair together."""
        for name in self.fields:
            other = name.removesuffix(TO) + FROM
            if name.endswith(TO) and other in self.fields:
                continue
            pair = name.removesuffix(FROM) + TO
            is_pair = name.endswith(FROM) and pair in self.fields
            yield [self[name], self[pair]] if is_pair else [self[name]]

    def clean(self) -> dict[str, Any]:
        """What a pair of bounds leaves no room for is told, not answered by an empty list."""
        cleaned = super().clean()
        for name in self.fields:
            stem, is_upper, _ = name.rpartition(TO)
            lower, upper = cleaned.get(stem + FROM), cleaned.get(name)
            if is_upper and lower is not None and upper is not None and lower > upper:
                self.add_error(name, WRONG_WAY_ROUND)
        return cleaned


class QueryFilters(django_filters.FilterSet):
    """Filters over the rows of one ledger. ``on``: today; ``mine``: what somebody looks after."""

    class Meta:
        form = QueryForm

    def __init__(self, *args: Any, on: datetime.date, mine: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.mine = on, mine
        self.offer()

    def offer(self) -> None:
        """Let every list of choices hold what the reader may see."""
        for filter_ in self.filters.values():
            if isinstance(filter_, RowFilter):
                filter_.queryset = self.mine.visible(filter_.of)
            if isinstance(filter_, WordFilter):
                filter_.extra["choices"] = filter_.words(self.queryset)

    @property
    def qs(self) -> QuerySet[Any]:
        if not hasattr(self, "_qs"):
            self._qs = self.filter_queryset(self.queryset.all())
        return self._qs

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Nobody, where something asked is no answer: a wider list would pass for the right one."""
        if not self.is_valid():
            return queryset.none()
        self.on = self.form.cleaned_data.get(AS_OF) or self.on
        return super().filter_queryset(queryset)

    @property
    def asks_another_day(self) -> bool:
        return self.is_valid() and bool(self.form.cleaned_data.get(AS_OF))

    def complaints(self) -> list[str]:
        """What is wrong with what was asked, a sentence for each field."""
        return [
            f"{self.form.fields[name].label}：{sentence}"
            for name, sentences in self.form.errors.items()
            for sentence in sentences
        ]

    def asked(self) -> Iterator[tuple[str, Any]]:
        """Each filter that something valid was put into, and what."""
        for name, value in self.form.cleaned_data.items():
            if value not in (None, ""):
                yield name, value

    def in_words(self) -> list[str]:
        """The question as paper states it."""
        told = {name: self.filters[name].told(value) for name, value in self.asked()}
        for name, filter_ in self.filters.items():
            if filter_.held:
                told.setdefault(name, filter_.held)
        return [f"{self.filters[name].label}：{words}" for name, words in told.items()]

    def not_kept(self) -> list[str]:
        """Labels of the filters whose words name a person or hold a number: no query keeps them."""
        return [
            self.filters[name].label for name, value in self.asked() if self._tells(name, value)
        ]

    def _tells(self, name: str, value: Any) -> bool:
        is_text = isinstance(value, str)
        return self.filters[name].personal or (is_text and bool(_A_NUMBER.search(value)))


class QueryFilter(django_filters.Filter):
    """``personal``: what is typed names a person, or is a number of his.

    ``held``: what the list is confined to where nothing is chosen.
    """

    personal = False
    held = ""

    def told(self, value: Any) -> str:
        return str(value)


class TextFilter(QueryFilter, django_filters.CharFilter):
    """Part of a text."""

    def __init__(self, label: str, field_name: str, *, personal: bool = False) -> None:
        super().__init__(label=label, field_name=field_name, lookup_expr="contains", max_length=100)
        self.personal = personal


class IdentityField(forms.CharField):
    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return parse_identity_number(typed) if typed else ""
        except BadCell as wrong:
            raise forms.ValidationError(wrong.message) from None


class IdentityFilter(QueryFilter):
    """The whole identity number and nothing less."""

    field_class = IdentityField
    personal = True

    def __init__(self, field_name: str) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(
            label="身份证号", field_name=field_name, required=False, widget=widget, max_length=40
        )

    def told(self, value: str) -> str:
        return mask(value)


class RowFilter(QueryFilter, django_filters.ModelChoiceFilter):
    """A unit, programme and the like, among those that the reader may see."""

    def __init__(
        self, label: str, field_name: str, of: type[Model], method: str | None = None
    ) -> None:
        super().__init__(
            label=label,
            field_name=field_name,
            method=method,
            queryset=of._default_manager.none(),
            empty_label=ANY,
        )
        self.of = of


class CodeFilter(QueryFilter, django_filters.ChoiceFilter):
    """One of the words that a column, or a rule of dates, knows."""

    def __init__(self, label: str, choices: Any, **kwargs: Any) -> None:
        super().__init__(label=label, choices=choices, **{"empty_label": ANY, **kwargs})

    def told(self, value: str) -> str:
        return str(dict(self.extra["choices"])[value])


class WordFilter(CodeFilter):
    """One of the words that the visible rows themselves hold."""

    def __init__(self, label: str, field_name: str) -> None:
        super().__init__(label, (), field_name=field_name)

    def words(self, rows: QuerySet[Any]) -> list[tuple[Any, Any]]:
        path = self.field_name
        held = rows.exclude(**{path: ""}).order_by(path).values_list(path, flat=True)
        return [(word, word) for word in held.distinct()]


class HeldFilter(CodeFilter):
    """Rows of an interval: those in force on the day, those that had ended by it, or all."""

    def __init__(self, held: str, ended: str) -> None:
        super().__init__("范围", [(ENDED, ended), (ALL, "全部")], empty_label=held)
        self.held = held

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == ALL:
            return qs
        on = self.parent.on
        return qs.filter((f"{qs.end_field}__lte", on)) if value == ENDED else qs.in_force(on=on)


class BoundFilter(QueryFilter):
    """A bound that itself belongs to the answer."""


class DayFilter(BoundFilter):
    field_class = forms.DateField


class NumberFilter(BoundFilter):
    field_class = forms.DecimalField


class WholeNumberFilter(BoundFilter):
    field_class = forms.IntegerField


class FirstDayField(PartialDateFormField):
    def clean(self, value: Any) -> datetime.date | None:
        known = super().clean(value)
        return known and known.date


class LastDayField(PartialDateFormField):
    def clean(self, value: Any) -> datetime.date | None:
        known = super().clean(value)
        return known and known.last()


class FirstDayFilter(BoundFilter):
    field_class = FirstDayField


class LastDayFilter(BoundFilter):
    field_class = LastDayField


class AsOfFilter(DayFilter):
    """The day of the question; the filter set asks it before all others."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def month_input() -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": "2022-06 或 2022-06-15"})


def as_of() -> AsOfFilter:
    return AsOfFilter(label="按哪一天查(不填为今天)", widget=day_input())


def day_from(label: str, field_name: str = "", **kwargs: Any) -> DayFilter:
    return _day(f"{label}从", field_name, "gte", kwargs)


def day_to(label: str, field_name: str = "", **kwargs: Any) -> DayFilter:
    return _day(f"{label}到", field_name, "lte", kwargs)


def _day(label: str, field_name: str, lookup: str, kwargs: dict[str, Any]) -> DayFilter:
    return DayFilter(
        label=label, field_name=field_name, lookup_expr=lookup, widget=day_input(), **kwargs
    )


def month_from(label: str, field_name: str) -> FirstDayFilter:
    """The first day that is meant, of a date that may be known by its month alone."""
    return FirstDayFilter(
        label=f"{label}从", field_name=field_name, lookup_expr="gte", widget=month_input()
    )


def month_to(label: str, field_name: str) -> LastDayFilter:
    """The last day that may be meant."""
    return LastDayFilter(
        label=f"{label}到", field_name=field_name, lookup_expr="lte", widget=month_input()
    )


def number_from(label: str, field_name: str) -> NumberFilter:
    return NumberFilter(label=f"{label}从", field_name=field_name, lookup_expr="gte")


def number_to(label: str, field_name: str) -> NumberFilter:
    return NumberFilter(label=f"{label}到", field_name=field_name, lookup_expr="lte")


def whole_from(label: str, field_name: str) -> WholeNumberFilter:
    return WholeNumberFilter(label=f"{label}从", field_name=field_name, lookup_expr="gte")


def whole_to(label: str, field_name: str) -> WholeNumberFilter:
    return WholeNumberFilter(label=f"{label}到", field_name=field_name, lookup_expr="lte")
