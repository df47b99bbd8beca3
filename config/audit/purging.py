"""Purging the audit: whole sealed days, after the years for which the office keeps it."""

from __future__ import annotations

import datetime

from django.db import transaction

from config.audit.choices import Verb
from config.audit.models import AuditEntry, AuditSeal
from config.audit.sealing import start_of, verify
from config.audit.writing import record

LEAST_YEARS = 1


class PurgeRefused(Exception):
    """The audit stays; carries a Chinese sentence fit to show."""


@transaction.atomic
def purge(*, before: datetime.date, today: datetime.date, kept_years: int) -> int:
    """Delete the entries of the days before `before`; their seals stay. The number of entries."""
    years = max(kept_years, LEAST_YEARS)
    limit = _years_before(today, years)
    if before > limit:
        raise PurgeRefused(f"审计记录保存{years}年，只能清理 {limit} 以前的；没有清理。")
    last = AuditSeal.objects.filter(day=before - datetime.timedelta(days=1)).first()
    if last is None:
        raise PurgeRefused(f"{before} 的前一天没有封存，只能清理整天封存过的；没有清理。")
    verdict = verify()
    if verdict.altered:
        raise PurgeRefused(f"{verdict}没有清理。")
    old = AuditEntry.objects.filter(at__lt=start_of(before))
    count = old.count()
    if count:
        old.delete()
        record(Verb.PURGE, about=last, what=f"{before} 以前的审计记录", count=count)
    return count


def _years_before(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
