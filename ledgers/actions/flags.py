"""What the rules said of a row is looked at by somebody, who says why it stands as it is."""

from typing import Any

from django.db import transaction

from ledgers.actions.refusing import lock


@transaction.atomic
def check_flags(*, row: Any, because: str) -> Any:
    """Keep the explanation with the row; it leaves the list of what is to be looked at."""
    row = lock(type(row), row.pk)
    row.flags_checked = because
    row.save()
    return row
