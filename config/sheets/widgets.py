"""How one kind of cell is read, compared, shown and written: parsers as the library's widgets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from import_export.widgets import Widget

from config.accounts.fields.partial_date import PartialDate
from config.accounts.fields.private import mask
from config.sheets.cells import (
    choice,
    credit_code,
    date,
    ethnicity,
    identity,
    money,
    name,
    phone,
    text,
)
from config.sheets.cells.remark import Remark

CellValue = str | int | float | Decimal | datetime.date | None


class CellWidget(Widget):
    """The base: text. ``parse`` raises ``BadCell``; an empty cell parses to None."""

    past_only = False
    """Whether a date after today is refused."""
    resolves = False
    """Whether a parsed value names a row that has to be looked up."""

    def parse(self, cell: Any) -> Any:
        return text.clean_text(cell)

    def remark(self, cell: Any, value: Any) -> Remark | None:
        """What a clerk should know of a cell that was read as ``value``; most often nothing."""
        return None

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> Any:
        return self.parse(value)

    def paths(self, attribute: str) -> tuple[str, ...]:
        return (attribute,)

    def export_paths(self, attribute: str) -> tuple[str, ...]:
        """The columns of the database that an export prints; most often those compared."""
        return self.paths(attribute)

    def stored(self, values: tuple[Any, ...]) -> Any:
        return None if values[0] == "" else values[0]

    def same(self, new: Any, old: Any) -> bool:
        """Whether a typed value says what is stored."""
        return bool(new == old)

    def key(self, value: Any) -> Any:
        """The value as it is looked up in the database's own column."""
        return value

    def held(self, value: Any) -> Any:
        """A parsed or stored value as the attribute's own column of the database holds it."""
        return value

    def assign(self, instance: Any, attribute: str, value: Any) -> None:
        setattr(instance, attribute, value)

    def show(self, value: Any) -> str:
        """The value as a clerk reads it on the plan's page."""
        return "" if value is None else str(value)

    def cell(self, value: Any) -> CellValue:
        """The value as it is written into a workbook."""
        return None if value is None else self.show(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return self.cell(value)


class TextWidget(CellWidget):
    """Free text of at most ``limit`` characters."""

    def __init__(self, limit: int = 200) -> None:
        super().__init__()
        self.limit = limit

    def parse(self, cell: Any) -> str | None:
        return text.clean_text(cell, max_length=self.limit)


class FoldedWidget(TextWidget):
    """The name of an organisation: brackets, spaces and case do not make another one."""

    def same(self, new: Any, old: Any) -> bool:
        return text.fold_name(new) == text.fold_name(old or "")

    def key(self, value: Any) -> Any:
        return text.fold_name(value) if value else value


class NameWidget(CellWidget):
    """The name of a person."""

    def parse(self, cell: Any) -> str | None:
        return name.parse_person_name(cell)


class NamesWidget(CellWidget):
    """Several names in one cell; compared without regard to their order."""

    separator = "、"

    def parse(self, cell: Any) -> tuple[str, ...] | None:
        return tuple(name.split_names(cell)) or None

    def same(self, new: Any, old: Any) -> bool:
        return sorted(new) == sorted(old or ())

    def show(self, value: Any) -> str:
        return self.separator.join(str(item) for item in value or ())


class PrivateWidget(CellWidget):
    """A private value: shown by its last four characters only."""

    def show(self, value: Any) -> str:
        return mask(value) if value else ""

    def cell(self, value: Any) -> CellValue:
        return value


class IdentityWidget(PrivateWidget):
    def parse(self, cell: Any) -> str | None:
        return None if text.is_empty(cell) else identity.parse_identity_number(cell)

    def remark(self, cell: Any, value: str | None) -> Remark | None:
        if value is None or value == cell:
            return None
        return identity.EXPANDED if identity.parse_identity(cell).expanded else None


class PhoneWidget(PrivateWidget):
    def parse(self, cell: Any) -> str | None:
        return None if text.is_empty(cell) else phone.parse_phone(cell)


class CauseWidget(PrivateWidget):
    """A private word, never shown in part."""

    def parse(self, cell: Any) -> str | None:
        return text.clean_text(cell, max_length=50)

    def show(self, value: Any) -> str:
        return "(不显示)" if value else ""


class CreditCodeWidget(CellWidget):
    def parse(self, cell: Any) -> str | None:
        return None if text.is_empty(cell) else credit_code.parse_credit_code(cell)


class DateWidget(CellWidget):
    """A day; a bare month is refused. ``future``: whether a day after today is accepted."""

    def __init__(self, *, future: bool = False) -> None:
        super().__init__()
        self.past_only = not future

    def parse(self, cell: Any) -> datetime.date | None:
        return None if text.is_empty(cell) else date.parse_date(cell)

    def cell(self, value: Any) -> CellValue:
        return value


class PartialDateWidget(CellWidget):
    """A day or a month, printed back as precisely as it was given."""

    past_only = True

    def parse(self, cell: Any) -> PartialDate | None:
        return None if text.is_empty(cell) else date.parse_partial_date(cell)

    def paths(self, attribute: str) -> tuple[str, ...]:
        return (attribute, f"{attribute}_precision")

    def stored(self, values: tuple[Any, ...]) -> PartialDate | None:
        return PartialDate(values[0], values[1]) if values[0] else None

    def key(self, value: Any) -> Any:
        return value.date if isinstance(value, PartialDate) else value

    held = key

    def assign(self, instance: Any, attribute: str, value: PartialDate) -> None:
        setattr(instance, attribute, value.date)
        setattr(instance, f"{attribute}_precision", value.precision)

    def cell(self, value: Any) -> CellValue:
        if value is None:
            return None
        return value.date if value.precision == "day" else str(value)


class BirthMonthWidget(PartialDateWidget):
    """Year and month of birth: all that is ever shown of a birth date."""

    def parse(self, cell: Any) -> PartialDate | None:
        return None if text.is_empty(cell) else date.parse_birth_month(cell)

    def paths(self, attribute: str) -> tuple[str, ...]:
        return (attribute,)

    def stored(self, values: tuple[Any, ...]) -> PartialDate | None:
        return PartialDate(values[0], "day") if values[0] else None

    def same(self, new: PartialDate, old: PartialDate | None) -> bool:
        if old is None or new.precision == "day":
            return new == old
        return (new.date.year, new.date.month) == (old.date.year, old.date.month)

    def show(self, value: Any) -> str:
        return f"{value.date:%Y-%m}" if value else ""

    def cell(self, value: Any) -> CellValue:
        return self.show(value) or None


class MoneyWidget(CellWidget):
    """Yuan, exact to the fen."""

    def parse(self, cell: Any) -> Decimal | None:
        return None if text.is_empty(cell) else money.parse_money(cell)

    def cell(self, value: Any) -> CellValue:
        return value


class CountWidget(CellWidget):
    def parse(self, cell: Any) -> int | None:
        return None if text.is_empty(cell) else money.parse_count(cell)

    def cell(self, value: Any) -> CellValue:
        return value


class QuantityWidget(MoneyWidget):
    def parse(self, cell: Any) -> Decimal | None:
        return None if text.is_empty(cell) else money.parse_quantity(cell)


class AreaWidget(MoneyWidget):
    """Square metres."""

    def parse(self, cell: Any) -> Decimal | None:
        return None if text.is_empty(cell) else money.parse_area(cell)


class EthnicityWidget(CellWidget):
    """One of the 56, with or without 族."""

    def parse(self, cell: Any) -> str | None:
        return None if text.is_empty(cell) else ethnicity.parse_ethnicity(cell)

    def show(self, value: Any) -> str:
        return ethnicity.display(value) if value else ""


class YesNoWidget(CellWidget):
    """是/否 and 有/无; an empty cell says nothing."""

    def __init__(self, *, yes: str = "是", no: str = "否") -> None:
        super().__init__()
        self.yes, self.no = yes, no

    def parse(self, cell: Any) -> bool | None:
        return choice.parse_yes_no(cell)

    def show(self, value: Any) -> str:
        return "" if value is None else (self.yes if value else self.no)


class ChoiceWidget(CellWidget):
    """One of a list of words, stored as a code; ``aliases`` are other words for a code."""

    def __init__(
        self, choices: list[tuple[Any, Any]], aliases: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.labels = {code: str(label) for code, label in choices}
        self.words = {label: code for code, label in self.labels.items()} | dict(aliases or {})

    def parse(self, cell: Any) -> str | None:
        return None if text.is_empty(cell) else choice.parse_choice(cell, self.words)

    def show(self, value: Any) -> str:
        return "" if value is None else self.labels.get(value, str(value))
