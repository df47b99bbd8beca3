"""What the office holds of one person: rows about him, and rows that only name him.

Rows are found by the models' own relations: a row that must point at a person, or at a row of
his, is about him; one that may point at him names him, beside the name as it was typed. What
else has to be known of the rows about him, apps register from ``AppConfig.ready()``.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from simple_history.models import HistoricalChanges

from config.accounts.fields import PrivateField
from unions.models import Employment, UnionMembership, Worker

Pks = set[int]
LINK = "_worker"
"""How a column ends that links a typed name; the typed one is called like it without the end."""


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.open()
    return found


def never_open(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of facts of one day: they are past as soon as they are written."""
    return rows.none()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holding:
    """Of rows about a person: which texts tell who he is, which do not, and what is still open.

    ``personal`` are emptied when the person is de-identified, private fields besides; ``kept``
    tell of the matter and stay. Every text of the model is one or the other.
    """

    model: type[Model]
    personal: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    still_open: Callable[[QuerySet[Any]], QuerySet[Any]] = _open

    def columns(self) -> list[Any]:
        """The columns that are emptied."""
        fields = self.model._meta.concrete_fields
        return [f for f in fields if isinstance(f, PrivateField) or f.name in self.personal]


_holdings: dict[type[Model], Holding] = {}


def register_holding(*holdings: Holding) -> None:
    _holdings.update({holding.model: holding for holding in holdings})


def holdings() -> list[Holding]:
    return list(_holdings.values())


def holding_of(model: type[Model]) -> Holding:
    return _holdings[model]


HOLDINGS = (
    Holding(
        model=Worker,
        personal=("ethnicity", "education", "politics", "job", "note"),
        kept=("name", "sex"),  # the name is written anew, the sex is what statistics ask for
        still_open=never_open,
    ),
    Holding(model=Employment),
    Holding(model=UnionMembership, personal=("card_number",)),
)


@functools.cache
def ways() -> dict[type[Model], tuple[Any, ...]]:
    """Model -> its relations that lead to the person, the nearest models first."""
    found: dict[type[Model], tuple[Any, ...]] = {Worker: ()}
    while True:
        known = set(found)
        nearer = {
            model: relations
            for model in own_models()
            if model not in known and (relations := _leading(model, known))
        }
        if not nearer:
            return found
        found |= nearer


def own_models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if not issubclass(model, HistoricalChanges))


def _leading(model: type[Model], known: set[type[Model]]) -> tuple[Any, ...]:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.related_model in known
    )


@functools.cache
def links() -> tuple[Any, ...]:
    """The columns that may say whom a typed name means."""
    return tuple(
        field
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.related_model is Worker and field.null
    )


def typed_beside(link: Any) -> str:
    """The column that holds the name as typed."""
    name: str = link.name
    return name.removesuffix(LINK)


def of_parents(relations: tuple[Any, ...], parents: dict[type[Model], Pks]) -> Q:
    """Rows that point at one of the parents."""
    parts = [Q((f"{field.name}__in", parents[field.related_model])) for field in relations]
    return Q(*parts, _connector=Q.OR)


def rows_about(worker: Worker) -> dict[type[Model], Pks]:
    """Model -> keys of the rows about the person, himself first."""
    found: dict[type[Model], Pks] = {Worker: {worker.pk}}
    for model, relations in ways().items():
        if relations:
            rows = model._base_manager.filter(of_parents(relations, found))
            found[model] = set(rows.values_list("pk", flat=True))
    return found
