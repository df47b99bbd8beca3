"""How the rows of a plan are written: the ledger's own model in bulk, then what hangs on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model

from config.sheets.bulk.history import CHANGED, CREATED
from config.sheets.bulk.rows import Batch, blank, ready, reserve, write
from config.sheets.cells import text
from config.sheets.columns import Column, Role
from config.sheets.references import Ref, ReferenceWidget, SiblingWidget, batches
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import CellWidget

Assign = Callable[[Any, str, Any], None]


class BulkWriting:
    """The writing half of :class:`config.sheets.resources.OfficeResource`.

    ``create`` and ``change`` take judged rows inside the caller's transaction; the hooks
    ``after_create`` and ``after_change`` write the dated rows and payments.
    """

    if TYPE_CHECKING:
        fields: dict[str, Column]
        fixed: ClassVar[dict[str, Any]]
        _meta: Any

    def create(self, run: Run, rows: Sequence[Row]) -> None:
        """Make the rows' records, their history, and what hangs on them."""
        self.make_named(run, rows)
        for row in rows:
            row.instance = self.build(run, row)
        self.link_names(run, rows)
        self.insert(run, [row.instance for row in rows])
        self.join_siblings(run, rows)
        self.after_create(run, rows)

    def build(self, run: Run, row: Row) -> Model:
        cells = row.cells
        plain, others = self._owned
        typed = {at: value for name, at in plain if (value := cells.get(name)) is not None}
        instance = blank(self._meta.model, typed | self.fixed)
        for name, attribute, assign in others:
            if cells.get(name) is not None:
                assign(instance, attribute, cells[name])
        self.derive(instance)
        return instance

    @functools.cached_property
    def _owned(self) -> tuple[list[tuple[str, str]], list[tuple[str, str, Assign]]]:
        """The columns of the own model: those that are one plain attribute, and the others."""
        owned = [(name, c) for name, c in self.fields.items() if c.role is Role.OWNED]
        there = [(name, c.attribute, c.widget.assign) for name, c in owned if c.attribute]
        usual = CellWidget.assign
        plain = [(name, at) for name, at, assign in there if assign.__func__ is usual]
        return plain, [one for one in there if one[2].__func__ is not usual]

    def derive(self, instance: Any) -> None:
        """Set what follows from the columns just assigned."""

    def insert(self, run: Run, instances: Sequence[Model]) -> None:
        """Store new records of any one model in bulk, with their history."""
        if not instances:
            return
        model = type(instances[0])
        attribute = model._meta.pk.attname
        after = run.prepared.last.get(model, 0) if run.prepared else 0
        for instance, pk in zip(
            instances, reserve(model, len(instances), after=after), strict=True
        ):
            instance.__dict__[attribute] = pk
            instance._state.adding = False
        self._store(run, ready(model, instances, CREATED))

    def _store(self, run: Run, batch: Batch) -> None:
        if run.prepared is None:
            write(batch, run)
        else:
            run.prepared.add(batch)

    def change(self, run: Run, rows: Sequence[Row]) -> None:
        """Write the changed cells, their history, and what hangs on them."""
        self.make_named(run, rows)
        stored = self._meta.model._default_manager.in_bulk([row.pk for row in rows])
        for row in rows:
            row.instance = stored[row.pk]
            for name in row.changes:
                column = self.fields[name]
                if column.role is Role.OWNED and row.get(name) is None:
                    column.clear(row.instance)
                elif column.role is Role.OWNED:
                    column.assign(row.instance, row.get(name))
        self.link_names(run, rows)
        self.update(run, [row.instance for row in rows if self._touches_model(row)])
        self.join_siblings(run, rows)
        self.after_change(run, rows)

    def _touches_model(self, row: Row) -> bool:
        return any(self.fields[name].role is Role.OWNED for name in row.changes)

    def update(self, run: Run, instances: Sequence[Model]) -> None:
        """Store changed records of any one model, with their history."""
        if instances:
            self._store(run, ready(type(instances[0]), instances, CHANGED))

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        """What hangs on new rows: dated rows, payments."""

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        """What hangs on changed rows."""

    def make_named(self, run: Run, rows: Sequence[Row]) -> None:
        """Make the brands and districts that rows name, where the run permits it."""
        for name, column in self.fields.items():
            if not (isinstance(column.widget, ReferenceWidget) and column.widget.new):
                continue
            pending = {
                text.fold_name(row.get(name).name): row.get(name).name
                for row in rows
                if isinstance(row.get(name), Ref) and row.get(name).pk is None
            }
            named = {folded: column.widget.model(name=full) for folded, full in pending.items()}
            self.insert(run, list(named.values()))
            made = {folded: Ref(one.pk, one.name) for folded, one in named.items()}
            for row in rows:
                if isinstance(row.get(name), Ref) and row.get(name).pk is None:
                    row.cells[name] = made[text.fold_name(row.get(name).name)]

    def link_names(self, run: Run, rows: Sequence[Row]) -> None:
        """Fill the links of names typed as text, where exactly one person bears the name."""
        for name, column in self.fields.items():
            if column.link:
                people = self._meta.model._meta.get_field(column.link).related_model
                bearers = self._sole_bearers(run, people, {row.get(name) for row in rows} - {None})
                for row in rows:
                    if row.get(name) is not None:
                        setattr(row.instance, f"{column.link}_id", bearers.get(row.get(name)))

    def link_waiting(self, run: Run) -> None:
        """Link names that were typed before their people came, with history."""
        for column in self.fields.values():
            if column.link:
                waiting = self._meta.model._default_manager.filter((f"{column.link}__isnull", True))
                names = set(waiting.order_by().values_list(column.attribute, flat=True)) - {
                    "",
                    None,
                }
                people = self._meta.model._meta.get_field(column.link).related_model
                bearers = self._sole_bearers(run, people, names)
                for batch in batches(bearers):
                    found = list(waiting.filter((f"{column.attribute}__in", batch)))
                    for row in found:
                        setattr(row, f"{column.link}_id", bearers[getattr(row, column.attribute)])
                    self.update(run, found)

    def _sole_bearers(self, run: Run, model: type[Model], names: set[str]) -> dict[str, int]:
        found: dict[str, list[int]] = {}
        for batch in batches(names):
            for pk, name in run.visible(model).filter(name__in=batch).values_list("pk", "name"):
                found.setdefault(name, []).append(pk)
        return {name: pks[0] for name, pks in found.items() if len(pks) == 1}

    def join_siblings(self, run: Run, rows: Sequence[Row]) -> None:
        """Point rows at rows of the same sheet that were made together with them."""
        for name, column in self.fields.items():
            if not isinstance(column.widget, SiblingWidget):
                continue
            waiting = [row for row in rows if row.get(name) and row.get(name).pk is None]
            if waiting:
                run.forget()
                found = column.widget.resolve(run, {row.get(name).name for row in waiting})
                for row in waiting:
                    row.cells[name] = found[row.get(name).name]
                    column.assign(row.instance, row.cells[name])
                self.update(run, [row.instance for row in waiting])
