"""What a door does with a deed: it is done, or the clerk is told why not, and so is the audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome
from config.sheets.imports import note
from config.sheets.models import Import
from config.sheets.not_written import NOT_WRITTEN
from config.sheets.runs import Run

T = TypeVar("T")


def attempt(  # noqa: PLR0913 -- keyword-only words
    request: HttpRequest,
    run: Run,
    what: str,
    do: Callable[[], T],
    *,
    record: Import | None = None,
    not_written: str,
    busy: str,
) -> T | None:
    """What the deed gives; None where it was refused, or the database would not take it.

    ``not_written`` and ``busy`` are the sentences for the two ways in which it does not.
    """
    try:
        return do()
    except Refusal as refusal:
        outcome, tell, said = Outcome.REFUSED, messages.warning, str(refusal)
    except NOT_WRITTEN:
        outcome, tell, said = Outcome.FAILED, messages.error, not_written
    except OperationalError:
        outcome, tell, said = Outcome.FAILED, messages.error, busy
    note(run, what, record, outcome=outcome)
    tell(request, said)
    return None
