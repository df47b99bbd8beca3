"""Rules that the dates of a row break: refused from the 启用日期 on, flagged before it.

A model says which in `breaches()`, an iterable of Breach, by the pure rules of its app.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db import models

from config.accounts.models import Committee
from config.accounts.refusals import Refusal, binds


class Breach(NamedTuple):
    """The column to set right, what is wrong, and the day of the fact, which decides how hard."""

    column: str
    sentence: str
    on: datetime.date


def breaches(row: models.Model) -> list[Breach]:
    return list(row.breaches()) if hasattr(row, "breaches") else []


def binding(found: Iterable[Breach]) -> list[Breach]:
    """Those that are refused; the others are only told."""
    in_use_from = Committee.current().in_use_from
    return [breach for breach in found if binds(on=breach.on, in_use_from=in_use_from)]


def refuse_breaches(row: models.Model, refused: type[Refusal]) -> None:
    """Raise for the first rule that binds and that the row, about to be written, breaks."""
    for breach in binding(breaches(row)):
        raise refused(breach.sentence)
