"""What hangs together: rows that point at a row, and rows that are written and undone as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    ForeignKey,
    ManyToManyField,
    Max,
    Model,
    Q,
    QuerySet,
    UniqueConstraint,
)
from simple_history.models import HistoricalChanges

from config.accounts.fields import PrivateField
from config.accounts.models import Attachment, Scope
from config.accounts.reach import unit_kinds
from config.sheets.bulk.lines import Lines
from config.sheets.registry import all_resources
from config.sheets.resources import Sides


class Pointing(NamedTuple):
    """A kind of row that can point at another: in its ``column``, and as part of the row of
    ``owner`` that ``path`` tells: itself, or the row one of whose columns names several."""

    rows: QuerySet[Any]
    column: str
    owner: type[Model]
    path: str = "pk"


def pointing_at(model: type[Model]) -> Iterator[Pointing]:
    """Every kind of row that can point at a row of the model, but for parts of the row itself."""
    parts = {(field.remote_field.through, field.m2m_field_name()) for field in several(model)}
    for relation in model._meta.get_fields(include_hidden=True):
        column = getattr(relation, "field", None)
        if (
            relation.auto_created
            and not relation.concrete
            and isinstance(column, ForeignKey)
            and not issubclass(column.model, HistoricalChanges)
            and (column.model, column.name) not in parts
        ):
            yield _pointing(column)
    kind = ContentType.objects.get_for_model(model)
    yield Pointing(Attachment.objects.filter(content_type=kind), "object_id", Attachment)
    for unit in unit_kinds():
        if unit.model is model:
            yield Pointing(Scope.objects.filter(kind=unit.key), "unit_pk", Scope)


def _pointing(column: ForeignKey[Any, Any]) -> Pointing:
    rows = column.model._base_manager.all()
    owner = column.model._meta.auto_created
    for field in several(owner) if owner else ():
        if field.remote_field.through is column.model:
            return Pointing(rows, column.attname, owner, field.m2m_field_name())
    return Pointing(rows, column.attname, column.model)


def several(model: type[Model]) -> list[ManyToManyField[Any, Any]]:
    """The columns that name several rows."""
    return list(model._meta.many_to_many)


def parts_of(model: type[Model], pks: Sequence[int]) -> Iterator[QuerySet[Any]]:
    """What such columns of the rows hold."""
    for field in several(model):
        held = field.remote_field.through._default_manager.order_by()
        yield held.filter((f"{field.m2m_field_name()}__in", pks))


def strayed_parts(lines: Lines, pks: Sequence[int]) -> Iterator[int]:
    """Rows whose columns of several are not as the last of the lines left them."""
    for field, stored, kept in _told_parts(lines, pks):
        last = lines.stored().filter(id__in=pks).values("id").annotate(line=Max("history_id"))
        own = field.m2m_field_name()
        now = set(stored.values_list(f"{own}_id", f"{field.m2m_reverse_field_name()}_id"))
        told = kept.filter(history_id__in=last.values("line"))
        then = set(told.values_list(f"{own}_id", f"{field.m2m_reverse_field_name()}_id"))
        yield from {pk for pk, _ in now ^ then}


def take_back_parts(lines: Lines, rows: Sequence[tuple[int, int]]) -> None:
    """Give the rows' columns of several what they held in the lines."""
    for field, stored, kept in _told_parts(lines, [pk for pk, _ in rows]):
        through = field.remote_field.through
        columns = [column.attname for column in through._meta.concrete_fields]
        held = kept.filter(history_id__in=[line for _, line in rows]).values(*columns)
        stored.delete()
        through._default_manager.bulk_create(through(**values) for values in held)


def _told_parts(lines: Lines, pks: Sequence[int]) -> Iterator[tuple[Any, Any, Any]]:
    """Each column of several that history keeps: itself, what it holds now, what it ever held."""
    told = {field.name for field in lines.history._history_m2m_fields}  # noqa: SLF001 -- the only name
    for field, stored in zip(several(lines.model), parts_of(lines.model, pks), strict=True):
        if field.name in told:
            yield field, stored, getattr(lines.history, field.name).model._default_manager


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
