"""Making backups, one at a time, and printing the recovery sheet."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.audit.choices import Outcome as Ended, Verb
from config.audit.writing import record as note
from config.backups.choices import Outcome
from config.backups.keys import Key, kept_keys
from config.backups.models import ONLY_PK, Backup, BackupSettings, RecoverySheet, Turn, own_folder
from config.backups.rules import LONGEST, surplus
from config.backups.writing import write


def back_up(
    *,
    by: User | None,
    now: datetime.datetime,
    folder: Path | None = None,
    night: datetime.date | None = None,
) -> Backup:
    """Make one backup, prove it, record it, and let old copies go.

    Raises Refusal while another one is being made, and for a night that has its backup; what
    goes wrong with the backup itself stands in the record.
    """
    with _turn(now):
        if night is not None and Backup.objects.filter(night=night).exists():
            raise Refusal("今天的夜间备份已经做过了。")
        record = Backup(made_at=now, made_by=by, night=night)
        began = time.monotonic()
        try:
            written = write(folder or _folder(), now=timezone.localtime(now))
        except Refusal as refusal:
            record.outcome, record.problem = Outcome.FAILED, str(refusal)
        else:
            record.folder, record.file_name = str(written.path.parent), written.path.name
            record.size, record.sha256 = written.size, written.sha256
            record.outcome = Outcome.UNPROVEN if written.problem else Outcome.GOOD
            record.problem = written.problem
        spent = time.monotonic() - began
        record.seconds = Decimal(spent).quantize(Decimal("0.1"))
        if record.outcome == Outcome.GOOD:
            record.verified_at = now + datetime.timedelta(seconds=spent)
        with transaction.atomic():
            record.save(force_insert=True)
            told = Ended.FAILED if record.outcome == Outcome.FAILED else Ended.DONE
            note(Verb.BACKUP, user=by, about=record, what="备份", outcome=told)
        _let_old_copies_go(record, now=now)
    return record


@contextmanager
def _turn(now: datetime.datetime) -> Iterator[None]:
    """One at a time in all processes: the table holds one row at most."""
    Turn.objects.filter(taken_at__lt=now - LONGEST).delete()
    try:
        with transaction.atomic():
            Turn(pk=ONLY_PK, taken_at=now).save(force_insert=True)
    except IntegrityError:
        raise Refusal("正在备份，请等它做完再试。") from None
    try:
        yield
    finally:
        Turn.objects.filter(pk=ONLY_PK, taken_at=now).delete()


def _folder() -> Path:
    """The folder that the settings name; a missing one is never made: it may be a stick."""
    if named := BackupSettings.current().folder:
        return Path(named)
    own_folder().mkdir(mode=0o700, exist_ok=True)
    return own_folder()


def _let_old_copies_go(newest: Backup, *, now: datetime.datetime) -> None:
    """Remove surplus files from the folder of the newest one; good copies are counted apart."""
    today = timezone.localdate(now)
    keep_latest = BackupSettings.current().keep_latest
    for outcome in (Outcome.GOOD, Outcome.UNPROVEN):
        copies = Backup.objects.filter(
            outcome=outcome, folder=newest.folder, removed_at__isnull=True
        ).exclude(folder="")
        there = {copy.pk: copy for copy in copies if copy.path.is_file()}
        days = [(pk, timezone.localdate(copy.made_at)) for pk, copy in there.items()]
        for pk in surplus(days, keep_latest=keep_latest, today=today):
            there[pk].path.unlink(missing_ok=True)
            Backup.objects.filter(pk=pk).update(removed_at=now)


def print_sheet(*, by: User | None, now: datetime.datetime) -> tuple[RecoverySheet, list[Key]]:
    """The keys for a recovery sheet. Every printing is recorded, by the keys' numbers."""
    keys = kept_keys()
    with transaction.atomic():
        printed = RecoverySheet.objects.create(printed_at=now, printed_by=by, keys=_numbers(keys))
        note(Verb.PRINT, user=by, about=printed, what="恢复单")
    return printed, keys


def sheet_is_wanting() -> bool:
    """Whether nobody has printed a recovery sheet of the keys that are in use now."""
    return not RecoverySheet.objects.filter(keys=_numbers(kept_keys())).exists()


def _numbers(keys: list[Key]) -> str:
    return "、".join(key.number for key in keys)
