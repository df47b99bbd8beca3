"""Sealing the audit: each finished day is hashed once, over the seal of the day before.

Whoever alters, adds or removes an entry of a sealed day would have to forge every later seal;
the last seal's hash, noted on paper, is what a forger cannot reach.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from config.audit.choices import Verb
from config.audit.models import AuditEntry, AuditSeal

GRACE = datetime.timedelta(hours=1)
"""What began before midnight may still be at work, and its entry bears the time of its writing."""

HASHED = (
    "pk",
    "at",
    "user_id",
    "verb",
    "outcome",
    "what",
    "model",
    "object_id",
    "fields",
    "count",
    "reason",
    "address",
)


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a comparison of entries and seals found; `altered` is the first day at fault."""

    altered: datetime.date | None = None
    fault: str = ""
    last: AuditSeal | None = None
    unsealed: int = 0
    unsealed_since: datetime.datetime | None = None

    def __str__(self) -> str:
        return f"{self._sealed()}{self._tail()}"

    def _sealed(self) -> str:
        if self.altered:
            return f"审计记录不完好：{self.altered} {self.fault}。"
        if self.last is None:
            return "还没有封存过任何一天。"
        return f"审计记录完好，封存到 {self.last.day}，最后的指纹 {self.last.digest}。"

    def _tail(self) -> str:
        if self.unsealed_since is None:
            return "没有尚未封存的记录。"
        since = timezone.localtime(self.unsealed_since)
        return f"尚未封存 {self.unsealed} 条，从 {since:%Y-%m-%d %H:%M} 起。"


def day_at_work(now: datetime.datetime) -> datetime.date:
    """The first day that may not be sealed yet."""
    return timezone.localdate(now - GRACE)


@transaction.atomic
def seal_days(today: datetime.date) -> int:
    """Seal every day before `today` that is not sealed yet; the number of days."""
    last = AuditSeal.objects.last()
    day = last.day + datetime.timedelta(days=1) if last else _first_day()
    digest = last.digest if last else ""
    seals = []
    while day and day < today:
        seals.append(seal_of(day, digest))
        digest = seals[-1].digest
        day += datetime.timedelta(days=1)
    # Two processes may seal at once: both would write the same.
    AuditSeal.objects.bulk_create(seals, ignore_conflicts=True)
    return len(seals)


def _first_day() -> datetime.date | None:
    first = AuditEntry.objects.aggregate(first=Min("at"))["first"]
    return timezone.localdate(first) if first else None


def start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def entries_of(day: datetime.date) -> QuerySet[AuditEntry]:
    following = day + datetime.timedelta(days=1)
    return AuditEntry.objects.filter(at__gte=start_of(day), at__lt=start_of(following))


def seal_of(day: datetime.date, previous: str) -> AuditSeal:
    """The seal of a day as its entries are now; `previous` is the digest of the day before."""
    digest = hashlib.sha256(f"{previous}\n{day}\n".encode())
    numbers = []
    for pk, at, *rest in entries_of(day).order_by("pk").values_list(*HASHED).iterator():
        moment = at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        line = json.dumps([pk, moment, *rest], ensure_ascii=False, separators=(",", ":"))
        digest.update(f"{line}\n".encode())
        numbers.append(pk)
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    return AuditSeal(day=day, first=first, last=last, count=len(numbers), digest=digest.hexdigest())


def verify() -> Verdict:
    """Compare every seal with the entries of its day, and count what no seal covers yet."""
    altered, fault = _first_fault()
    last = AuditSeal.objects.last()
    tail = AuditEntry.objects.all()
    if last is not None:
        tail = tail.filter(at__gte=start_of(last.day + datetime.timedelta(days=1)))
    since = tail.aggregate(since=Min("at"))["since"]
    return Verdict(altered, fault, last, tail.count(), since)


def purged_before() -> datetime.date:
    """The day before which the audit says that its entries were purged."""
    purges = AuditEntry.objects.filter(verb=Verb.PURGE, model=AuditSeal._meta.label_lower)
    numbers = purges.values_list("object_id", flat=True)
    last = AuditSeal.objects.filter(pk__in=list(numbers)).last()
    return last.day + datetime.timedelta(days=1) if last else datetime.date.min


def _first_fault() -> tuple[datetime.date | None, str]:
    purged, previous, due = purged_before(), "", None
    for seal in AuditSeal.objects.iterator():
        if due is None and (stray := _before(seal.day)):
            return stray, "这一天没有封条，却有记录"
        if due is not None and seal.day != due:
            return due, "封条缺失"
        if fault := _fault(seal, previous, is_purged=seal.day < purged):
            return seal.day, fault
        previous, due = seal.digest, seal.day + datetime.timedelta(days=1)
    return None, ""


def _before(day: datetime.date) -> datetime.date | None:
    stray = AuditEntry.objects.filter(at__lt=start_of(day)).aggregate(first=Min("at"))["first"]
    return timezone.localdate(stray) if stray else None


def _fault(seal: AuditSeal, previous: str, *, is_purged: bool) -> str:
    if is_purged:
        return "已经清理，却有记录" if entries_of(seal.day).exists() else ""
    now = seal_of(seal.day, previous)
    if now.count != seal.count:
        word = "缺少" if now.count < seal.count else "多出"
        return f"{word}{abs(now.count - seal.count)}条"
    parts = ("first", "last", "digest")
    if any(getattr(now, part) != getattr(seal, part) for part in parts):
        return "内容被改动"
    return ""
