"""Looking up what a row names: by name, by identity number. Nothing here makes a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from config.sheets.cells import text
from config.sheets.cells.bad_cell import BadCell
from config.sheets.runs import Run
from config.sheets.widgets import CellWidget, IdentityWidget, NamesWidget

UNKNOWN, HIDDEN = "unknown_reference", "out_of_scope"
"""Nobody has it, or somebody else has: a user who does not look after all is told the same."""
BATCH = 2_000
"""How many values one ``IN`` holds: a chunk of a plan. SQLite takes 32,766 parameters, and a
private value is one for each key."""


class Ref(NamedTuple):
    """A row that another names; ``pk`` is None while it is about to be made by the same run."""

    pk: int | None
    name: str

    def __str__(self) -> str:
        return self.name


def batches(values: Iterable[Any], size: int = BATCH) -> Iterable[list[Any]]:
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def pks_by_name(run: Run, model: type[Model]) -> dict[str, list[Ref]]:
    """Folded name -> the rows that bear it, among those the run's user may see."""

    def load() -> dict[str, list[Ref]]:
        found: dict[str, list[Ref]] = {}
        for pk, stored_name in run.visible(model).values_list("pk", "name"):
            found.setdefault(text.fold_name(stored_name), []).append(Ref(pk, stored_name))
        return found

    return run.remember(("names", model), load)


class ReferenceWidget(CellWidget):
    """A row of another ledger by its name; ``new`` is the word that permits making it."""

    resolves = True

    def __init__(self, model: type[Model], *, new: str = "", limit: int = 100) -> None:
        super().__init__()
        self.model, self.new, self.limit = model, new, limit

    def parse(self, cell: Any) -> str | None:
        return text.clean_text(cell, max_length=self.limit)

    def resolve(self, run: Run, values: Iterable[str]) -> dict[str, Ref | BadCell]:
        known = pks_by_name(run, self.model)
        return {value: self.pick(run, value, known) for value in values}

    def pick(self, run: Run, value: str, known: dict[str, list[Ref]]) -> Ref | BadCell:
        found = known.get(text.fold_name(value), [])
        if len(found) == 1:
            return found[0]
        kind = self.model._meta.verbose_name
        if found:
            names = "、".join(ref.name for ref in found)
            message = (
                f"有{len(found)}个{kind}都叫「{value}」（{names}），无法确定是哪一个；"
                "请照其中一个的全称填写，同名的请先在名录中改得能够区分。"
            )
            return BadCell("ambiguous_reference", message)
        if not run.reach.sees_all(self.model):
            message = f"您负责的范围内没有名为「{value}」的{kind}；请核对名称。"
            return BadCell(HIDDEN, message)
        if self.new and self.new in run.new:
            return Ref(None, value)
        hint = "导入时勾选允许新建，或" if self.new else ""
        message = f"没有名为「{value}」的{kind}；请{hint}核对名称，或先登记该{kind}。"
        return BadCell(UNKNOWN, message)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Ref | None:
        parsed = self.parse(value)
        if parsed is None:
            return None
        found = self.resolve(kwargs.get("run") or Run(), [parsed])[parsed]
        if isinstance(found, BadCell):
            raise found
        return found

    def paths(self, attribute: str) -> tuple[str, ...]:
        return (f"{attribute}_id", f"{attribute}__name")

    def stored(self, values: tuple[Any, ...]) -> Ref | None:
        return Ref(*values) if values[0] else None

    def key(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return value.pk
        return text.fold_name(value) if value else value

    def held(self, value: Any) -> Any:
        return value and value.pk

    def assign(self, instance: Any, attribute: str, value: Ref) -> None:
        setattr(instance, f"{attribute}_id", value.pk)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else getattr(value, "name", str(value))


class SiblingWidget(ReferenceWidget):
    """A row of the same ledger, perhaps further down in the same sheet."""

    def pick(self, run: Run, value: str, known: dict[str, list[Ref]]) -> Ref | BadCell:
        found = super().pick(run, value, known)
        if isinstance(found, BadCell) and found.code in {UNKNOWN, HIDDEN}:
            return Ref(None, value) if text.fold_name(value) in run.siblings else found
        return found


class ReferencesWidget(NamesWidget):
    """Several rows of another ledger in one cell."""

    resolves = True

    def __init__(self, model: type[Model]) -> None:
        super().__init__()
        self.one = ReferenceWidget(model)

    def parse(self, cell: Any) -> tuple[str, ...] | None:
        return tuple(text.split_list(cell)) or None

    def resolve(
        self, run: Run, values: Iterable[tuple[str, ...]]
    ) -> dict[tuple[str, ...], tuple[Ref, ...] | BadCell]:
        listed = list(values)
        each = self.one.resolve(run, {item for names in listed for item in names})
        found: dict[tuple[str, ...], tuple[Ref, ...] | BadCell] = {}
        for names in listed:
            bad = next((each[item] for item in names if isinstance(each[item], BadCell)), None)
            found[names] = bad or tuple(sorted({each[item] for item in names}))
        return found

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        parsed = self.parse(value)
        if parsed is None:
            return None
        found = self.resolve(kwargs.get("run") or Run(), [parsed])[parsed]
        if isinstance(found, BadCell):
            raise found
        return found


class Person(NamedTuple):
    """Somebody on the roster, with the roster's columns that other ledgers repeat."""

    pk: int
    name: str
    facts: dict[str, Any]

    def __str__(self) -> str:
        return self.name


class PersonWidget(IdentityWidget):
    """A person by identity number; ``facts`` are the paths of :func:`load_people`.

    The model and its paths are given by the resource, because the roster stands above this floor.
    """

    resolves = True

    def __init__(self, model: type[Model]) -> None:
        super().__init__()
        self.model = model

    def resolve(
        self, run: Run, values: Iterable[str], facts: tuple[str, ...] = ()
    ) -> dict[str, Person | BadCell]:
        wanted = list(values)
        found = load_people(run.visible(self.model), wanted, facts)
        unknown = BadCell(
            UNKNOWN, "花名册中没有这个身份证号；请核对号码，或先在从业人员花名册中登记此人。"
        )
        if not run.reach.sees_all(self.model):
            unknown = BadCell(HIDDEN, "您负责的范围内没有这个身份证号；请核对号码。")
        return {value: found.get(value, unknown) for value in wanted}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Person | None:
        parsed = self.parse(value)
        if parsed is None:
            return None
        found = self.resolve(kwargs.get("run") or Run(), [parsed])[parsed]
        if isinstance(found, BadCell):
            raise found
        return found

    def paths(self, attribute: str) -> tuple[str, ...]:
        return (f"{attribute}_id",)

    def export_paths(self, attribute: str) -> tuple[str, ...]:
        return (f"{attribute}__identity_number",)

    def same(self, new: Any, old: Any) -> bool:
        return bool(self.key(new) == old)

    def key(self, value: Any) -> Any:
        return value.pk if isinstance(value, Person) else value

    held = key

    def assign(self, instance: Any, attribute: str, value: Person) -> None:
        setattr(instance, f"{attribute}_id", value.pk)

    def show(self, value: Any) -> str:
        return value.name if isinstance(value, Person) else super().show(value)


def load_people(
    people: QuerySet[Any], numbers: Iterable[str], facts: tuple[str, ...]
) -> dict[str, Person]:
    """Identity number -> person; a batch of numbers is one query."""
    found = {}
    for batch in batches(numbers):
        rows = people.filter(identity_number__in=batch).values_list(
            "pk", "identity_number", "name", *facts
        )
        for pk, number, person_name, *rest in rows:
            found[number] = Person(pk, person_name, dict(zip(facts, rest, strict=True)))
    return found
