"""The one resource base: what a ledger's workbook is, how its rows are matched and written."""

from __future__ import annotations

import collections
import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from import_export.declarative import ModelDeclarativeMetaclass
from import_export.resources import ModelResource

from config.accounts.refusals import binds
from config.sheets.bulk_writing import BulkWriting
from config.sheets.cells import text
from config.sheets.cells.bad_cell import BadCell
from config.sheets.columns import Column, Role
from config.sheets.limits import Written, limits_of
from config.sheets.matching import Matching
from config.sheets.problems import ERROR, WARNING, Problem
from config.sheets.references import PersonWidget, SiblingWidget
from config.sheets.rows import Row
from config.sheets.runs import Run

Sides = tuple[tuple[QuerySet[Any], str], ...]


class DeclaredColumns(ModelDeclarativeMetaclass):
    """The library adds every field of the model; a workbook has the declared columns only."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        columns: dict[str, Column] = {}
        for base in reversed(bases):
            columns |= getattr(base, "columns", {})
        columns |= {key: value for key, value in attrs.items() if isinstance(value, Column)}
        resource = super().__new__(cls, name, bases, attrs)
        resource.columns = columns
        resource.fields = collections.OrderedDict(columns)
        return resource


class OfficeResource(BulkWriting, Matching, ModelResource, metaclass=DeclaredColumns):
    """A ledger's workbook. Subclasses declare columns and, where rows have sides, the hooks.

    ``ledger`` key (design, section 4) · ``title`` of the usual workbook, on paper after the city
    and the words of ``trade`` · ``after`` ledgers whose rows this one names ·
    ``import_id_fields`` the fields that tell one row from another ·
    ``extras`` name -> path of further stored values that rules need ·
    ``facts`` further values of the person that rules need, by their paths ·
    ``override`` the right to let rules of the trade pass, with a reason; empty: nobody may ·
    ``fixed`` attributes that every new record of the sheet has ·
    ``sensitive`` what its rows tell of people beyond the ordinary (see rules.py); of two kinds the
    stricter ·
    ``apart``: no row writes what another row of the sheet reads while it is written, so that a
    plan may hold the very values for the tables ·
    ``variants`` resources for the values of ``variant_field`` where one sheet holds two models,
    each of which says by ``told_by`` which column tells them apart.
    """

    ledger: ClassVar[str] = ""
    title: ClassVar[str] = ""
    trade: ClassVar[str] = ""
    after: ClassVar[tuple[str, ...]] = ()
    sensitive: ClassVar[str] = ""
    passed_over: ClassVar[tuple[str, ...]] = ()
    extras: ClassVar[dict[str, str]] = {}
    facts: ClassVar[tuple[str, ...]] = ()
    override: ClassVar[str] = ""
    fixed: ClassVar[dict[str, Any]] = {}
    apart: ClassVar[bool] = False
    variant_field: ClassVar[str] = ""
    told_by: ClassVar[str] = ""
    variants: ClassVar[dict[str, type[OfficeResource]]] = {}
    fields: dict[str, Column]

    class Meta:
        abstract = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parts = {value: part() for value, part in self.variants.items()}

    # what the sheet is

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._meta.import_id_fields)

    @functools.cached_property
    def telling(self) -> list[str]:
        """The columns by which a clerk tells a row: the keys, and a name where there is one."""
        return [name for name in self.fields if name in {"name", *self.keys}]

    @property
    def needed(self) -> list[str]:
        """Fields whose column must be there: required ones and the keys."""
        return [
            name for name, column in self.fields.items() if column.required or name in self.keys
        ]

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """Fields without which no new row is taken."""
        return tuple(name for name, column in self.fields.items() if column.required)

    @functools.cached_property
    def person_field(self) -> str | None:
        return next(
            (name for name, c in self.fields.items() if isinstance(c.widget, PersonWidget)), None
        )

    @functools.cached_property
    def person_facts(self) -> dict[str, tuple[str, ...]]:
        """Compared field -> paths of its value from the person."""
        prefix = f"{self.fields[self.person_field].attribute}__" if self.person_field else ""
        return {
            name: column.widget.paths(column.attribute.removeprefix(prefix))
            for name, column in self.fields.items()
            if prefix and column.role is Role.COMPARED
        }

    def part_of(self, row: Row) -> OfficeResource:
        """The resource that answers for a row: its variant, or this one."""
        return self.parts.get(row.get(self.variant_field), self) if self.parts else self

    def by_part(self, rows: Iterable[Row]) -> Iterator[tuple[OfficeResource, list[Row]]]:
        if not self.parts:
            yield self, list(rows)
            return
        grouped: dict[OfficeResource, list[Row]] = {}
        for row in rows:
            grouped.setdefault(self.part_of(row), []).append(row)
        yield from grouped.items()

    @functools.cached_property
    def sibling_field(self) -> str | None:
        """The column in which a row may name another row of the same sheet."""
        return next(
            (name for name, c in self.fields.items() if isinstance(c.widget, SiblingWidget)), None
        )

    def siblings(self, cells: Iterable[dict[str, Any]]) -> dict[str, str]:
        """Folded name of each row of such a sheet -> the folded name that it names, or none."""
        if self.sibling_field is None:
            return {}
        return {
            text.fold_name(row["name"]): text.fold_name(row.get(self.sibling_field) or "")
            for row in cells
            if row.get("name")
        }

    def overview(self, columns: Mapping[str, Iterable[Any]]) -> Any:
        """What a rule has to know of the whole sheet, for ``run.noted``: its rows come in parts."""
        return None

    def key_optional(self, name: str) -> bool:
        """Whether a row may leave a key empty (another column then tells it apart)."""
        return False

    def complete(self, run: Run, row: Row) -> None:
        """Work out before matching what follows from other cells.

        A variant reads again the cells for which it has another kind of widget.
        """

    def reread(self, row: Row, name: str) -> None:
        """Parse a text cell by this resource's own widget."""
        if row.get(name) is not None:
            try:
                row.cells[name] = self.fields[name].widget.parse(row.get(name))
            except BadCell as bad:
                self.problem(row, name, bad.code, bad.message)

    # matching

    def duplicate_key(self, row: Row) -> tuple[Any, ...]:
        """What may stand only once in a file."""
        return tuple(self.fields[name].widget.key(row.get(name)) for name in self.duplicate_columns)

    @property
    def duplicate_columns(self) -> tuple[str, ...]:
        """The columns whose values may stand only once together."""
        return self.keys + ((self.variant_field,) if self.variant_field else ())

    @property
    def duplicates_by_column(self) -> bool:
        """Whether that is all there is to it: no row works its key out in another way."""
        return (
            type(self).duplicate_key is OfficeResource.duplicate_key
            and type(self).duplicate_keys is OfficeResource.duplicate_keys
        )

    def duplicate_keys(self, row: Row) -> tuple[tuple[Any, ...], ...]:
        """Every such key of a row, where more than one thing may stand only once."""
        return (self.duplicate_key(row),)

    def visible_rows(self, run: Run) -> QuerySet[Any]:
        """The ledger's own rows that the run may see, with the annotations its columns name."""
        return self.annotate(run.visible(self._meta.model))

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def exported(self, run: Run) -> QuerySet[Any]:
        """The rows that an export prints; ended ones stay in the program."""
        return self.visible_rows(run)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible_rows(Run())

    # judging

    @functools.cached_property
    def limited(self) -> dict[str, str]:
        """Own attributes that the database limits -> the fields of the sheet that give them."""
        limits = limits_of(self._meta.model)
        return {
            column.attribute: name
            for name, column in self.fields.items()
            if column.role is Role.OWNED
            and (column.attribute in limits.columns or column.attribute in limits.defaults)
        }

    @functools.cached_property
    def limited_by_column(self) -> bool:
        """Whether no rule of the database sets cells of a row against each other."""
        alone = not limits_of(self._meta.model).rules
        return alone and type(self).beside is OfficeResource.beside

    @functools.cached_property
    def further(self) -> dict[str, str]:
        """Stored values beyond the columns: the extras, and what the model's constraints name."""
        ruled = set(limits_of(self._meta.model).defaults) - {*self.limited, "id"}
        return self.extras | {name: name for name in sorted(ruled)}

    def own(self, row: Row) -> Written:
        """The ledger's own record as the row would leave it. Blank cells leave what is stored."""
        kept = {name: row.after(name) for name in self.further} if row.existing else self.fixed
        values = {**kept, "id": row.pk}
        for attribute, name in self.limited.items():
            values[attribute] = self.fields[name].widget.held(row.after(name))
        return Written(self._meta.model, values, self.limited)

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        """The other records that a new or changed row would write, for their models' limits."""
        return ()

    def together(self) -> Sides:
        """The kinds of record that one row writes, each with the path to what they share.

        Records that share it are undone together or not at all.
        """
        return ()

    def compare(self, row: Row) -> None:
        """Name the cells that say something else than what is stored. Blank cells say nothing."""
        if row.existing is None:
            return
        cells, stored = row.cells, row.existing.values
        for name, same in self._comparisons:
            new = cells.get(name)
            if new is not None and new != (old := stored.get(name)) and not same(new, old):
                row.changes[name] = (old, new)

    @functools.cached_property
    def clearable(self) -> list[str]:
        """The columns that a blank cell may empty: none by which a row is told or that it needs."""
        return [
            name
            for name, column in self.fields.items()
            if column.role is Role.OWNED
            and not column.required
            and name not in self.keys
            and column.can_be_empty(self._meta.model)
        ]

    @functools.cached_property
    def _comparisons(self) -> list[tuple[str, Callable[[Any, Any], bool]]]:
        return [(name, column.widget.same) for name, column in self.fields.items() if column.writes]

    def check(self, run: Run, row: Row) -> None:
        """Rules across the cells of one row; subclasses add problems by :meth:`problem`."""

    def check_move(self, run: Run, row: Row, name: str, since: datetime.date | None) -> None:
        """Another unit, branch or union: a move must leave a day in the old one, which began
        ``since``; without a date it corrects the past, which is said."""
        if row.existing is None or name not in row.changes or row.changes[name][0] is None:
            return
        heading = self.fields[name].column_name
        if run.moved_on is None:
            message = (
                f"没有填调动日期，{heading}按更正处理，以前各月的统计也会改变；"
                "如果是调动，请重新提交并填写调动日期。"
            )
            self.warn(row, name, message)
        elif since and run.moved_on <= since:
            message = f"调动日期{run.moved_on}不晚于在原{heading}的起始日期{since}；请改为更正。"
            self.problem(row, name, "rule", message)

    def flag(self, run: Run, row: Row, name: str, message: str, *, on: datetime.date) -> None:
        """A rule of the trade that the fact of a day breaks: refused where rules bind by then."""
        refused = binds(on=on, in_use_from=run.in_use_from) and not self.lets_pass(run)
        level = ERROR if refused else WARNING
        self.problem(row, name, "rule", message, level=level)

    def lets_pass(self, run: Run) -> bool:
        """Whether a reason was given to let rules of the trade pass, by somebody who may."""
        return bool(run.override_reason and self.override and run.may(self.override))

    def problem(self, row: Row, name: str, code: str, message: str, *, level: str = ERROR) -> None:
        column = self.fields[name]
        value = column.widget.show(row.get(name))
        row.problems.append(Problem(level, row.number, column.column_name, code, message, value))

    def warn(self, row: Row, name: str, message: str) -> None:
        self.problem(row, name, "differs", message, level=WARNING)

    # the library's own entrance

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        self.derive(instance)

    def import_data(
        self,
        dataset: Any,
        dry_run: bool = False,  # noqa: FBT001, FBT002 -- the library's signature
        raise_errors: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> Any:
        """Column-wise import of a tablib Dataset; returns a ``SheetPlan``.

        ``dry_run`` writes and rolls back nothing: it only plans. The library's row-by-row path,
        ``ModelResource.import_data``, stays as the oracle in the tests.
        """
        from config.sheets.planning import plan_rows  # noqa: PLC0415 -- planning drives resources

        run = kwargs.get("run") or Run(today=datetime.date.max)
        plan = plan_rows(run, self, [list(dataset.headers or ()), *map(list, dataset)])
        if not dry_run and not (raise_errors and plan.rejected):
            with transaction.atomic():
                plan.write(run)
        return plan
