"""Which Party organisation covers an enterprise."""

import datetime

from django.db import transaction

from ledgers.actions.refusing import CoverageRefused, lock
from ledgers.models import Branch, Coverage
from unions.models import Enterprise
from unions.rules import may_end


@transaction.atomic
def cover(*, branch: Branch, enterprise: Enterprise, on: datetime.date | None) -> Coverage:
    """Have a Party organisation cover an enterprise; an empty day means always.

    Which other one covers it is not said: it may be none that the clerk is told of.
    """
    lock(Enterprise, enterprise.pk)
    for other in Coverage.objects.filter(enterprise=enterprise):
        if other.ended_on is None:
            raise CoverageRefused(f"{enterprise}已由别的党组织覆盖；请先结束原来的覆盖。")
        if on is None or on < other.ended_on:
            raise CoverageRefused(
                f"开始时间要填写，而且不能早于原来的覆盖结束的时间（{other.ended_on}）。"
            )
    if branch.dissolved_on is not None and (on is None or on >= branch.dissolved_on):
        raise CoverageRefused(f"{branch}已于{branch.dissolved_on}撤销，请另选党组织或日期。")
    return Coverage.objects.create(branch=branch, enterprise=enterprise, started_on=on)


@transaction.atomic
def uncover(*, coverage: Coverage, on: datetime.date) -> Coverage:
    """End a coverage; from the day on the enterprise is without."""
    coverage = lock(Coverage, coverage.pk)
    if coverage.ended_on is not None:
        raise CoverageRefused(f"这项覆盖已于{coverage.ended_on}结束。")
    if not may_end(started_on=coverage.started_on, on=on):
        raise CoverageRefused(f"结束时间必须晚于开始时间（{coverage.started_on}）。")
    coverage.ended_on = on
    coverage.save()
    return coverage
