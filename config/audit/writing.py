"""Writing the audit: one function, called in the transaction of what it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry

_LONG_NUMBER = re.compile(r"\d{5,}[\dXx]?")
LONGEST = 200


def record(  # noqa: PLR0913 -- a line of the audit has these parts
    verb: Verb,
    *,
    user: Any = None,
    request: HttpRequest | None = None,
    about: Model | type[Model] | None = None,
    what: str = "",
    outcome: Outcome = Outcome.DONE,
    fields: Sequence[str] = (),
    count: int | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write one row. ``request`` gives user and address; ``about`` a row, or a model as a whole.

    ``what`` names the ledger, page or button, never a person; numbers typed into ``reason`` are
    starred.
    """
    if request is not None and user is None:
        user = request.user
    known = user is not None and user.is_authenticated
    return AuditEntry.objects.create(
        verb=verb,
        user=user if known else None,
        outcome=outcome,
        what=_without_numbers(what),
        model=about._meta.label_lower if about is not None else "",
        object_id=str(about.pk or "") if isinstance(about, Model) else "",
        fields=list(fields),
        count=count,
        reason=_without_numbers(reason),
        address=request.META.get("REMOTE_ADDR") or None if request is not None else None,
    )


def _without_numbers(text: str) -> str:
    return _LONG_NUMBER.sub("****", text)[:LONGEST]
