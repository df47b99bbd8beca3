"""The codes of an entry in the words of a clerk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from config.audit.models import AuditEntry

ASKED_BY_FORMS = {"password1": "密码", "password2": "密码", "usable_password": "密码"}
"""Fields of forms that are no columns."""


def model_of(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label) if label else None
    except LookupError:
        return None


def model_word(label: str) -> str:
    model = model_of(label)
    return str(model._meta.verbose_name) if model else label


def column_words(entry: AuditEntry) -> str:
    """The headings of the columns that an entry names; those of rows beneath by their kind."""
    model = model_of(entry.model)
    return "、".join(dict.fromkeys(_words(model, entry.fields)))


def _words(model: type[Model] | None, names: Iterable[str]) -> Iterable[str]:
    kinds = {kind._meta.model_name: kind for kind in apps.get_models()}
    for name in names:
        kind_name, _, column = name.rpartition(".")
        if kind_name in kinds:
            kind = kinds[kind_name]
            yield f"{kind._meta.verbose_name}·{_word(kind, column)}"
        elif name in kinds:
            yield str(kinds[name]._meta.verbose_name)
        else:
            yield _word(model, name)


def _word(model: Any, column: str) -> str:
    try:
        return str(model._meta.get_field(column).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        return ASKED_BY_FORMS.get(column, column)
