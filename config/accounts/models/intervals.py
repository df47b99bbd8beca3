"""What changes with time is a dated row: in force from its start until the day before its end."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class InForceQuerySet(models.QuerySet):
    """Rows of a half-open interval [start, end); an empty start means always, an empty end open.

    A model whose columns have other names says so:

        class MembershipQuerySet(InForceQuerySet):
            start_field = "joined_on"
            end_field = "left_on"

        objects = MembershipQuerySet.as_manager()
    """

    start_field = "started_on"
    end_field = "ended_on"

    def in_force(self, *, on: datetime.date) -> Self:
        """Rows that hold on the day; the day of the end no longer counts."""
        return self.filter(
            Q((f"{self.start_field}__isnull", True)) | Q((f"{self.start_field}__lte", on)),
            Q((f"{self.end_field}__isnull", True)) | Q((f"{self.end_field}__gt", on)),
        )

    def open(self) -> Self:
        """Rows without an end, whatever the day."""
        return self.filter((f"{self.end_field}__isnull", True))


def ends_after_start(name: str, start: str, end: str) -> models.CheckConstraint:
    """The constraint `<name>_ends_after_start`: an interval that ends covers a day at least."""
    return models.CheckConstraint(
        name=f"{name}_ends_after_start",
        condition=Q((f"{start}__isnull", True))
        | Q((f"{end}__isnull", True))
        | Q((f"{end}__gt", F(start))),
        violation_error_message="结束日期必须晚于开始日期。",
    )
