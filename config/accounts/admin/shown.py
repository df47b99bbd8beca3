"""Columns that a page must not print as Python would: private text, dates known by month."""

import functools
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html

from config.accounts.fields import PrivateField


class ShownColumn:
    """A column or read-only field of the admin that prints `field.shown(row)`."""

    def __init__(self, path: str, field: Any) -> None:
        self.path = path
        self.field = field
        self.__name__ = path
        self.short_description = field.verbose_name
        # Rows sorted by cipher text would be in no order at all.
        self.admin_order_field = None if isinstance(field, PrivateField) else path

    def __call__(self, row: models.Model) -> str | None:
        *relations, _ = self.path.split("__")
        owner = functools.reduce(lambda at, name: at and getattr(at, name), relations, row)
        text = owner and self.field.shown(owner)
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
    return ShownColumn(name, field) if hasattr(field, "shown") else name


def private_fields(model: type[models.Model]) -> list[PrivateField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, PrivateField)]


def fields_along(model: type[models.Model], lookup: str) -> Iterator[Any]:
    """The fields that a look-up such as `worker__phone__startswith` goes through."""
    for name in lookup.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        yield field
        if not field.is_relation:
            return
        model = field.related_model
