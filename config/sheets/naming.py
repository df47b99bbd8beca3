"""Whether a text that is kept says the name of somebody on file."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, F, Model, Value

from config.sheets.registry import all_resources
from config.sheets.widgets import NameWidget


def names_somebody(text: str) -> bool:
    """Of whatever unit: who asks is not told more than that the name is not for this place."""
    return any(
        model._default_manager.exclude(**{column: ""})
        .alias(text=Value(text, CharField()))
        .filter(text__contains=F(column))
        .exists()
        for model, column in set(_columns_of_names())
    )


def _columns_of_names() -> Iterator[tuple[type[Model], str]]:
    """Of their own; by way of a person the same names would be asked again."""
    for resource in all_resources():
        for part in (resource, *resource.parts.values()):
            for column in part.fields.values():
                if isinstance(column.widget, NameWidget):
                    own = (path for path in column.paths if "__" not in path)
                    yield from ((part._meta.model, path) for path in own)
