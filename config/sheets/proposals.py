"""Whom a row without an identity number may mean: proposed by name and birth, never assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from config.accounts.fields.private import mask
from config.sheets.references import PersonWidget, batches
from config.sheets.resources import OfficeResource
from config.sheets.runs import Run
from config.sheets.widgets import BirthMonthWidget, IdentityWidget, NameWidget

ONE = "花名册中有一位同名、同出生年月的人（{}）；确是同一个人，请填上他的身份证号。"
SEVERAL = "花名册中有{}位同名、同出生年月的人；请核对后填上身份证号。"


def proposals(
    run: Run, resource: OfficeResource, columns: dict[str, list[Any]], rows: Sequence[int]
) -> dict[int, str]:
    """Row -> the sentence that proposes somebody; no entry where nobody fits.

    ``rows``: positions of rows whose identity number is blank.
    """
    number = next((n for n in resource.keys if _is(resource, n, IdentityWidget)), None)
    name = next((n for n in columns if _is(resource, n, NameWidget)), None)
    born = next((n for n in columns if _is(resource, n, BirthMonthWidget)), None)
    if number is None or name is None or born is None:
        return {}
    told = {
        at: (columns[name][at], _month(columns[born][at].date))
        for at in rows
        if columns[name][at] and columns[born][at]
    }
    found = _people(run, resource, number, {who for who, _ in told.values()})
    return {at: _sentence(found[who]) for at, who in told.items() if who in found}


def _is(resource: OfficeResource, name: str, kind: type) -> bool:
    return isinstance(resource.fields[name].widget, kind)


def _month(day: Any) -> tuple[int, int]:
    return day.year, day.month


def _people(
    run: Run, resource: OfficeResource, number: str, names: set[str]
) -> dict[tuple[str, tuple[int, int]], list[str]]:
    """(name, birth month) -> the identity numbers of those who may be seen."""
    widget = resource.fields[number].widget
    model = widget.model if isinstance(widget, PersonWidget) else resource._meta.model
    found: dict[tuple[str, tuple[int, int]], list[str]] = {}
    for batch in batches(names):
        people = run.visible(model).filter(name__in=batch)
        for who, born_on, theirs in people.values_list("name", "born_on", "identity_number"):
            found.setdefault((who, _month(born_on)), []).append(theirs)
    return found


def _sentence(numbers: list[str]) -> str:
    if len(numbers) > 1:
        return SEVERAL.format(len(numbers))
    return ONE.format(f"尾号{mask(numbers[0]).lstrip('*')}")
