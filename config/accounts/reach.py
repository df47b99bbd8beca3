"""Which rows a user looks after: one table, model × kind of unit, asked at every door.

Apps register what their units reach from `AppConfig.ready()`; see `access.py` of each app.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from config.accounts.models import Scope, User

COMMITTEE = "committee"
"""The kind of the unit that reaches everything; there is one, and it has no row."""

Pks = frozenset[int]
Way = str | Callable[[Pks], Q]
"""From units to rows: the path of a relation, or a condition made of the units' keys.

A path that meets several rows must be a condition with `Exists`, or rows would come twice.
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnitKind:
    """A kind of unit that a user may look after. `below` adds the units under the given ones."""

    key: str
    model: type[Model]
    below: Callable[[Pks], Pks] = lambda pks: pks


_kinds: dict[str, UnitKind] = {}
_ways: dict[type[Model], Mapping[str, Way]] = {}
_read_by_all: set[type[Model]] = set()
_unbound: set[type[Model]] = set()


def register_kind(kind: UnitKind) -> None:
    _kinds[kind.key] = kind


def register_reach(model: type[Model], *, read_by_all: bool = False, **ways: Way) -> None:
    """Say by which way each kind of unit reaches the rows of a model; apps above may add kinds.

    `read_by_all`: every user may read all rows, and alter those that his units reach.
    """
    _ways[model] = {**_ways.get(model, {}), **ways}
    if read_by_all:
        _read_by_all.add(model)


def register_unbound(*models: type[Model]) -> None:
    """Models of the program itself, which belong to no unit: rights alone decide."""
    _unbound.update(models)


def unit_kinds() -> list[UnitKind]:
    return list(_kinds.values())


def is_known(model: type[Model]) -> bool:
    """Whether the table says anything of a model; a page of any other is refused at start-up."""
    return model in _ways or model in _unbound


def descendants(model: type[Model], pks: Pks) -> Pks:
    """The units themselves and all under them, by the model's `parent`."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in model._default_manager.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set(pks), list(pks)
    while waiting:
        below = [pk for pk in children.get(waiting.pop(), []) if pk not in found]
        found.update(below)
        waiting += below
    return frozenset(found)


@dataclasses.dataclass(frozen=True)
class Reach:
    """What somebody looks after. `whole`: everything; `units`: kind -> keys, those below too."""

    whole: bool
    units: Mapping[str, Pks] = dataclasses.field(default_factory=dict)

    def rows(self, model: type[Model]) -> QuerySet[Any]:
        """The rows he looks after and may alter, as far as his rights go."""
        return self._narrow(model._default_manager.all(), model)

    def visible(self, model: type[Model]) -> QuerySet[Any]:
        """The rows he may read, as far as his rights go."""
        return self.narrow(model._default_manager.all())

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A queryset without the rows that he may not read."""
        model = queryset.model
        return queryset if self.sees_all(model) else self._narrow(queryset, model)

    def sees_all(self, model: type[Model]) -> bool:
        """Whether no row of the model is hidden from him."""
        return self.whole or model in _unbound or model in _read_by_all

    def has_any(self, model: type[Model]) -> bool:
        """Whether rows of this model could be his at all."""
        return self.whole or model in _unbound or bool(self._conditions(model))

    def holds(self, row: Model) -> bool:
        """Whether he looks after this stored row."""
        model = type(row)
        if self.whole or model in _unbound:
            return True
        return self.rows(model).filter(pk=row.pk).exists()

    def fellows(self, *, on: datetime.date) -> QuerySet[User]:
        """Users whose accounts he may touch: who look after no more than he, and hold no duty."""
        users = User.objects.all()
        if self.whole:
            return users
        within = [Q(kind=kind, unit_pk__in=pks) for kind, pks in self.units.items()]
        scopes = Scope.objects.in_force(on=on).confirmed()
        wider = scopes.exclude(Q(*within, _connector=Q.OR)) if within else scopes
        users = users.filter(duty__isnull=True, is_superuser=False)
        return users.exclude(pk__in=wider.values("user"))

    def _narrow(self, queryset: QuerySet[Any], model: type[Model]) -> QuerySet[Any]:
        if self.whole or model in _unbound:
            return queryset
        conditions = self._conditions(model)
        return queryset.filter(Q(*conditions, _connector=Q.OR)) if conditions else queryset.none()

    def _conditions(self, model: type[Model]) -> list[Q]:
        ways = _ways.get(model, {})
        return [_condition(ways[kind], pks) for kind, pks in self.units.items() if kind in ways]


EVERYTHING = Reach(whole=True)


def _condition(way: Way, pks: Pks) -> Q:
    return Q((f"{way}__in", pks)) if isinstance(way, str) else way(pks)


def reach_of(user: User, *, on: datetime.date) -> Reach:
    """What a user looks after on the day; asked once a request."""
    known: dict[datetime.date, Reach] = user.__dict__.setdefault("_reach", {})
    if on not in known:
        known[on] = _load(user, on)
    return known[on]


def _load(user: User, on: datetime.date) -> Reach:
    if not user.is_active:
        return Reach(whole=False)
    if user.is_superuser:
        return EVERYTHING
    held: dict[str, set[int]] = {}
    for kind, unit_pk in _held(user, on):
        held.setdefault(kind, set()).add(unit_pk)
    if COMMITTEE in held:
        return EVERYTHING
    units = {
        kind: _kinds[kind].below(frozenset(pks)) for kind, pks in held.items() if kind in _kinds
    }
    return Reach(whole=False, units=units)


def _held(user: User, on: datetime.date) -> Iterable[tuple[str, int]]:
    rows = Scope.objects.in_force(on=on).confirmed().filter(user_id=user.pk)
    return rows.order_by().values_list("kind", "unit_pk")
