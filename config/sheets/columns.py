"""A column of a workbook, declared once: reading, checking, comparing and writing all ask it."""

from __future__ import annotations

import enum
from typing import Any

from django.db.models import CharField, Model, TextField
from import_export.fields import Field
from import_export.widgets import Widget

from config.sheets.cells.bad_cell import BadCell


class Role(enum.Enum):
    """What an import does with a column."""

    OWNED = "stored on the ledger's own model"
    SIDE = "stored elsewhere by the resource's own hooks"
    COMPARED = "owned by the roster: compared, never written"
    CHECKED = "follows from other columns: checked against them, never written"


class Column(Field):
    """An import-export field with the words a sheet uses for it.

    ``attribute`` is a path from the ledger's model, good for ``values_list``; a SIDE column may
    have none and be loaded by the resource's ``load_<name>``. ``required``: a new row needs it.
    ``further``: headings of more columns in which the same list goes on (培养联系人2).
    ``link`` names the foreign key that is filled when exactly one person bears the typed name.
    """

    def __init__(  # noqa: PLR0913 -- a declaration names everything there is to say of a column
        self,
        heading: str,
        attribute: str | None = None,
        widget: Widget | None = None,
        *,
        aliases: tuple[str, ...] = (),
        required: bool = False,
        private: bool = False,
        role: Role = Role.OWNED,
        link: str | None = None,
        further: tuple[str, ...] = (),
    ) -> None:
        super().__init__(attribute=attribute, column_name=heading, widget=widget)
        self.aliases = aliases
        self.required = required
        self.private = private
        self.role = role
        self.link = link
        self.further = further

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.column_name, *self.aliases)

    @property
    def paths(self) -> tuple[str, ...]:
        """The columns of the database that hold the value."""
        return self.widget.paths(self.attribute) if self.attribute else ()

    @property
    def writes(self) -> bool:
        return self.role in (Role.OWNED, Role.SIDE)

    def clean(self, row: dict[str, Any], **kwargs: Any) -> Any:
        """The library's row-by-row path: read one cell, looking references up at once."""
        try:
            value = self.widget.clean(row.get(self.column_name), row=row, **kwargs)
        except BadCell as bad:
            raise ValueError(bad.message) from bad
        if value is None and self.required:
            raise ValueError(f"「{self.column_name}」不能为空。")
        return value

    def save(
        self,
        instance: Any,
        row: dict[str, Any],
        is_m2m: bool = False,  # noqa: FBT001, FBT002 -- the library's signature
        **kwargs: Any,
    ) -> None:
        """The library's row-by-row path: blank cells leave the stored value as it is."""
        value = self.clean(row, **kwargs)
        if self.role is Role.OWNED and value is not None:
            self.assign(instance, value)

    def get_value(self, instance: Any) -> Any:
        """The library's export of one instance: the same value that a batch export prints."""
        if not self.attribute:
            return None
        paths = self.widget.export_paths(self.attribute)
        return self.stored(tuple(_along(instance, path) for path in paths))

    def assign(self, instance: Any, value: Any) -> None:
        """Put a value, as the widget's ``clean`` and ``resolve`` make it, on the instance."""
        self.widget.assign(instance, self.attribute, value)

    def clear(self, instance: Any) -> None:
        """Empty the instance's own columns that hold the value."""
        for field in self.own_fields(type(instance)):
            setattr(instance, field.attname, None if field.null else "")

    def can_be_empty(self, model: type[Model]) -> bool:
        """Whether a record may hold nothing in all of the value's columns."""
        fields = self.own_fields(model)
        texts = (CharField, TextField)
        return bool(fields) and all(
            field.null or (field.blank and isinstance(field, texts)) for field in fields
        )

    def own_fields(self, model: type[Model]) -> list[Any]:
        """The model's own columns that hold the value."""
        fields = {field.attname: field for field in model._meta.concrete_fields}
        fields |= {field.name: field for field in model._meta.concrete_fields}
        return [fields[path] for path in self.paths if path in fields]

    def stored(self, values: tuple[Any, ...]) -> Any:
        """Make the comparable value out of what stands at :attr:`paths`."""
        return self.widget.stored(values)


def _along(instance: Any, path: str) -> Any:
    for name in path.split("__"):
        instance = getattr(instance, name, None)
    return instance
