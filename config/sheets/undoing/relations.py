"""What hangs together: rows that point at a row, and rows that are written and undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model, Q, QuerySet, UniqueConstraint
from simple_history.models import HistoricalChanges

from config.accounts.fields import PrivateField
from config.accounts.models import Attachment, Scope
from config.accounts.reach import unit_kinds
from config.sheets.registry import all_resources
from config.sheets.resources import Sides

Side = tuple[QuerySet[Any], str]


def pointing_at(model: type[Model]) -> Iterator[Side]:
    """Every kind of row that can point at a row of the model, with the name of its column."""
    for relation in model._meta.get_fields(include_hidden=True):
        pointing = getattr(relation, "field", None)
        if (
            relation.auto_created
            and not relation.concrete
            and isinstance(pointing, ForeignKey)
            and not issubclass(pointing.model, HistoricalChanges)
        ):
            yield pointing.model._base_manager.all(), pointing.attname
    kind = ContentType.objects.get_for_model(model)
    yield Attachment.objects.filter(content_type=kind), "object_id"
    for unit in unit_kinds():
        if unit.model is model:
            yield Scope.objects.filter(kind=unit.key), "unit_pk"


def foreign_keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def written_together() -> list[Sides]:
    """What the ledgers say of themselves (``OfficeResource.together``)."""
    resources = [part for one in all_resources() for part in one.parts.values() or [one]]
    return [sides for resource in resources if (sides := resource.together())]


def unique_rules(model: type[Model]) -> Iterator[tuple[tuple[str, ...], Q]]:
    """Columns that may stand only once, and in which rows.

    Private ones are left out: a number by which a row is matched is not altered by a sheet.
    """
    rules = [
        ((field.name,), Q())
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    rules += [
        (constraint.fields, constraint.condition or Q())
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    for names, where in rules:
        if not any(isinstance(model._meta.get_field(name), PrivateField) for name in names):
            yield names, where
