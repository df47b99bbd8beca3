"""A query page, declared once a ledger; apps declare theirs beside their admin pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import DecimalField, IntegerField, Model, Q, QuerySet

from config.accounts.admin.shown import YES_NO, fields_along
from config.sheets.querying.filters import QueryFilters
from config.sheets.registry import resource_for

NUMBER, TEXT = "number", "text"
"""Kinds of columns: figures stand to the right, long words to the left and may wrap."""
LONG = 100
"""Characters from which on words are long."""

Answered = Callable[[QuerySet[Any], QueryFilters], QuerySet[Any]]


@dataclasses.dataclass(frozen=True)
class Shown:
    """A column. ``of``: a path of fields or an annotation; or a function of row and question.

    ``kind``: how the eye reads it, where no field of the model tells.
    """

    of: str | Callable[[Any, QueryFilters], Any]
    heading: str = ""
    kind: str = ""


@dataclasses.dataclass(frozen=True)
class Sum:
    """A total under the list. ``where``: of these rows alone; ``grouped``: only group by group."""

    path: str
    label: str
    unit: str = ""
    where: Q | None = None
    grouped: bool = False


@dataclasses.dataclass(frozen=True)
class By:
    """The groups of which the sums are told besides."""

    label: str
    paths: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class QueryPage:
    """``key`` "app_words" makes its address and names; ``title`` stands on the desk.

    ``paper`` titles the print after the city · ``narrow`` leaves out what the ledger does not
    list, ``complete`` brings what columns show besides fields · ``unit`` of a row's count ·
    ``sheet`` the ledger whose workbook these rows fill · ``sensitive`` what the rows of a page
    without one tell of people (see rules.py) · ``on_desk`` whether the desk lists the page too:
    it is reached from its model's list.
    """

    key: str
    title: str
    paper: str
    model: type[Model]
    filters: type[QueryFilters]
    columns: tuple[str | Shown, ...]
    order: tuple[str, ...]
    narrow: Answered = lambda rows, asked: rows
    complete: Answered = lambda rows, asked: rows
    unit: str = "条"
    sums: tuple[Sum, ...] = ()
    by: By | None = None
    sheet: str = ""
    sensitive: str = ""
    on_desk: bool = False

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    @property
    def route(self) -> str:
        app, _, words = self.key.partition("_")
        return f"{app}/{words.replace('_', '-')}/"

    @property
    def screen(self) -> str:
        return f"admin:{self.key}"

    @property
    def form(self) -> str:
        """The name of the address that answers on paper or as a workbook."""
        return f"admin:{self.key}_form"

    @property
    def shown(self) -> list[Shown]:
        return [column if isinstance(column, Shown) else Shown(column) for column in self.columns]

    @property
    def headings(self) -> list[str]:
        return [column.heading or self._named(column.of) for column in self.shown]

    @property
    def kinds(self) -> list[str]:
        return [column.kind or self._kind(column.of) for column in self.shown]

    def _kind(self, of: Any) -> str:
        field = list(fields_along(self.model, of))[-1:] if isinstance(of, str) else []
        if not field or field[0].choices:
            return ""
        if isinstance(field[0], DecimalField | IntegerField):
            return NUMBER
        return TEXT if (getattr(field[0], "max_length", 0) or 0) >= LONG else ""

    def _named(self, path: str) -> str:
        """The field's own words; of a name along a path, those of whose name it is."""
        *relations, field = fields_along(self.model, path)
        told = relations[-1] if relations and field.name == "name" else field
        return str(told.verbose_name)

    @property
    def along(self) -> list[str]:
        """The relations that the columns go through."""
        paths = [column.of for column in self.shown if isinstance(column.of, str)]
        relations = (
            "__".join(
                f.name for f in fields_along(self.model, path) if f.many_to_one or f.one_to_one
            )
            for path in paths
        )
        return sorted({path for path in relations if path})

    def cells(self, row: Any, asked: QueryFilters) -> tuple[Any, ...]:
        return tuple(
            column.of(row, asked) if callable(column.of) else cell(row, column.of)
            for column in self.shown
        )


def cell(row: Any, path: str) -> Any:
    """What a list may show of the value along a path: private text masked, codes in words."""
    *relations, name = path.split("__")
    for relation in relations:
        row = row and getattr(row, relation)
    if row is None:
        return ""
    field = next(iter(fields_along(type(row), name)), None)
    if hasattr(field, "shown"):
        return field.shown(row)
    if getattr(field, "choices", None):
        return getattr(row, f"get_{name}_display")()
    value = getattr(row, name)
    if isinstance(value, bool):
        return YES_NO[value]
    return str(value) if isinstance(value, Model) else value


def sensitive(page: QueryPage) -> str:
    """What the rows tell of people beyond the ordinary, as rules.py calls it; empty for nothing."""
    return resource_for(page.sheet).sensitive if page.sheet else page.sensitive


_pages: dict[str, QueryPage] = {}


def register(page: QueryPage) -> None:
    _pages[page.key] = page


def query_pages() -> list[QueryPage]:
    return list(_pages.values())


def query_page(key: str) -> QueryPage | None:
    return _pages.get(key)


def page_of_model(model: type[Model]) -> QueryPage | None:
    return next((page for page in _pages.values() if page.model is model), None)
