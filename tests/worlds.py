"""Two units side by side with a row of every noun each; every value of the second bears a mark."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DatabaseError, models, transaction

from config.accounts.fields import PrivateField
from config.accounts.models import User
from config.accounts.reach import EVERYTHING, Reach, unit_kinds
from ledgers.models import Affiliation
from tests.factories import ledgers, unions, welfare
from tests.factories.config import ScopeFactory
from unions.models import Employment

NUMBER_OF_A_PERSON = unions.invented_number(0, datetime.date(1971, 7, 17))
WORD, DAY, NUMBER = "禁区", datetime.date(1971, 7, 17), 19717
MARKS = (
    WORD,
    "1971-07",
    "1971年7月",
    "1971.07",
    str(NUMBER),
    "19,717",
    "*7001",
    f"*{NUMBER_OF_A_PERSON[-4:]}",
)
FACTORY_FOR = {**unions.FACTORY_FOR, **ledgers.FACTORY_FOR, **welfare.FACTORY_FOR}
"""The nouns of the office; the program's own rows belong to no unit."""
OFFICE_APPS = ("unions", "ledgers", "welfare")

MADE_ALONG = (Employment, Affiliation)

World = dict[type[models.Model], models.Model]
_numbers = itertools.count(1)


def make_world() -> World:
    """One row of every noun, each pointing at the others of the same world."""
    world: World = {}
    waiting = list(FACTORY_FOR)
    while waiting:
        model = waiting.pop(0)
        targets = {f.related_model for f in _relations(model) if not f.null} - {model}
        if (targets & set(waiting)) - set(world):
            waiting.append(model)
            continue
        given = {
            f.name: world[f.related_model] for f in _relations(model) if f.related_model in world
        }
        world[model] = _made_along(model, given) or FACTORY_FOR[model](**given)
    return world


def _made_along(model: type[models.Model], given: dict[str, Any]) -> models.Model | None:
    """The row that came with its subject: the open employment, the open affiliation."""
    return model.objects.open().filter(**given).first() if model in MADE_ALONG else None


def _relations(model: type[models.Model]) -> list[Any]:
    """Foreign keys to nouns that the row belongs to; not to what it only names, nor to users."""
    left_out = {"parent", "reverses", "payment", "subsidy", "second_introducer"}
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one and field.related_model in FACTORY_FOR and field.name not in left_out
    ]


def is_hidden(model: type[models.Model]) -> bool:
    """Whether somebody who looks after no unit at all sees none of its rows."""
    return not Reach(whole=False).sees_all(model)


def mark(world: World) -> list[str]:
    """Put a mark into every text, day and number of the rows that others must not see.

    Returns what no mark fits into (a number that must be true, a day that another forbids).
    """
    unmarked = []
    for model, row in world.items():
        if is_hidden(model):
            unmarked += [
                f"{model._meta.label_lower}.{field.name}"
                for field in model._meta.concrete_fields
                if _markable(field) and not _mark(row, field)
            ]
    return sorted(unmarked)


def _markable(field: Any) -> bool:
    kinds = models.CharField, models.TextField, models.DateField, PrivateField
    plain = isinstance(field, (*kinds, models.IntegerField, models.DecimalField))
    return plain and not field.primary_key and not field.choices


def _value(field: Any) -> Any:
    if isinstance(field, PrivateField):
        if "number" in field.name:
            return NUMBER_OF_A_PERSON
        return WORD if field.name == "cause" else f"1380000{next(_numbers) % 10}7001"[:11]
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.IntegerField | models.DecimalField):
        return NUMBER
    return f"{WORD}{next(_numbers)}"[: field.max_length]


def _mark(row: models.Model, field: Any) -> bool:
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{field.name: _value(field)})
    except DatabaseError:
        return False
    return True


def user_of(world: World, group: Any = None, username: str = "mine") -> User:
    """Staff who looks after every unit of a world, with a role."""
    user: User = get_user_model().objects.create_user(username, name="经办", is_staff=True)
    for kind in unit_kinds():
        ScopeFactory(user=user, kind=kind.key, unit_pk=world[kind.model].pk)
    if group is not None:
        user.groups.add(group)
    return user


def snapshot(world: World) -> dict[str, Any]:
    """Every stored value of a world's hidden rows."""
    return {
        model._meta.label_lower: EVERYTHING.rows(model).filter(pk=row.pk).values().get()
        for model, row in world.items()
        if is_hidden(model)
    }


def own_models() -> set[type[models.Model]]:
    found = {m for app in OFFICE_APPS for m in apps.get_app_config(app).get_models()}
    return {model for model in found if not model.__name__.startswith("Historical")}
