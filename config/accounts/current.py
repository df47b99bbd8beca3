"""Current columns: a plain column that repeats the open row of a dated table.

`worker.enterprise` repeats the open Employment. Only the action that writes the dated row sets
the column; `manage.py check_current` compares the two.
"""

import dataclasses
from collections.abc import Iterator

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from config.accounts.models import InForceQuerySet


@dataclasses.dataclass(frozen=True, kw_only=True)
class CurrentColumn:
    """`model.column` repeats `value` of the open row of `dated_model` about `subject`.

    CurrentColumn(model=Worker, column="enterprise", dated_model=Employment,
                  subject="worker", value="enterprise")

    `dated_model`'s default manager must come from an InForceQuerySet, which knows its end. So may
    `model`'s: a subject whose own interval has ended keeps the last value and is not compared.
    """

    model: type[models.Model]
    column: str
    dated_model: type[models.Model]
    subject: str
    value: str

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}.{self.column}"

    def disagreeing(self) -> list[int]:
        """Primary keys of `model` whose column differs from the open row, in two queries."""
        open_rows: InForceQuerySet = self.dated_model._default_manager.all().open()
        same = open_rows.filter(
            Q((self.subject, OuterRef("pk"))), Q((self.value, OuterRef(self.column)))
        )
        subjects = self.model._default_manager.all()
        if isinstance(subjects, InForceQuerySet):
            subjects = subjects.open()
        without_row = subjects.filter(~Exists(same), Q((f"{self.column}__isnull", False)))
        current = F(f"{self.subject}__{self.column}")
        otherwise = open_rows.filter(
            ~Q((self.value, current)) | Q((f"{self.subject}__{self.column}__isnull", True))
        )
        found = {
            *without_row.order_by().values_list("pk", flat=True),
            *otherwise.order_by().values_list(self.subject, flat=True),
        }
        return sorted(found)


_registered: list[CurrentColumn] = []


def register_current(column: CurrentColumn) -> None:
    """Have `check_current` compare this column; called from `AppConfig.ready()`."""
    _registered.append(column)


def current_columns() -> Iterator[CurrentColumn]:
    return iter(_registered)
