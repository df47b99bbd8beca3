"""Columns that a page must not print as Python would: private text, yes and no, dates by month."""

import functools
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html

from config.accounts.fields import PrivateField

PATH = "__"
YES_NO = {True: "是", False: "否"}
"""The library's icons for these say True and False to whoever hears the page."""


class ShownColumn:
    """A column or read-only field that prints `field.shown(row)`, or what lies along a path.

    The library would head a column such as `worker__phone` by the path's English words.
    """

    def __init__(self, path: str, field: Any) -> None:
        self.path = path
        self.field = field
        self.__name__ = path
        self.short_description = field.verbose_name
        # Rows sorted by cipher text would be in no order at all.
        self.admin_order_field = None if isinstance(field, PrivateField) else path

    def __call__(self, row: models.Model) -> Any:
        *relations, _ = self.path.split(PATH)
        owner = functools.reduce(lambda at, name: at and getattr(at, name), relations, row)
        if owner is None:
            return None
        if hasattr(self.field, "shown"):
            return self._unbroken(self.field.shown(owner))
        if self.field.choices:
            return getattr(owner, f"get_{self.field.name}_display")()
        value = getattr(owner, self.field.name)
        if isinstance(self.field, models.BooleanField):
            return YES_NO.get(value)
        return self._unbroken(value) if self.field.is_relation else value

    def _unbroken(self, text: Any) -> Any:
        """As the library prints dates and relations: in one line."""
        return format_html('<span class="nowrap">{}</span>', text) if text else None


@functools.cache
def shown(model: type[models.Model], name: Any) -> Any:
    """What to put in a list of columns in place of `name`; most names stay as they are."""
    if not isinstance(name, str):
        return name
    try:
        field = get_fields_from_path(model, name)[-1]
    except (FieldDoesNotExist, NotRelationField):
        return name
    ours = hasattr(field, "shown") or isinstance(field, models.BooleanField) or PATH in name
    return ShownColumn(name, field) if ours else name


def private_fields(model: type[models.Model]) -> list[PrivateField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, PrivateField)]


def fields_along(model: type[models.Model], lookup: str) -> Iterator[Any]:
    """The fields that a look-up such as `worker__phone__startswith` goes through."""
    for name in lookup.split(PATH):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        yield field
        if not field.is_relation:
            return
        model = field.related_model
