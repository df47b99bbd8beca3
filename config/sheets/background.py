"""Large imports are checked and applied beside the requests, by the functions of small ones."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from config.accounts.models import Committee
from config.audit.choices import Outcome
from config.jobs.actions import ask
from config.jobs.doing import NotDone
from config.jobs.kinds import Doing, Kind, register_kind
from config.jobs.models import Job
from config.jobs.signs import catch_up
from config.sheets.handing_in import Upload
from config.sheets.imports import (
    APPLY,
    CHECK,
    apply_import,
    check_import,
    new_record,
    note,
    refuse_unless,
)
from config.sheets.models import Import, ImportedSheet, ImportState
from config.sheets.not_written import NOT_WRITTEN
from config.sheets.runs import Run
from config.sheets.waiting_files import drop_files, drop_old_files, files_of, keep_files

CHECKS, APPLIES = "sheets.check", "sheets.apply"
SMALL_FILES = 1024 * 1024
"""Bytes in all: checked while the clerk waits, a second or two."""

SMALL_PLAN = 5_000
"""Rows to write, likewise."""

NOT_CHECKED = "数据库没有接受这次检查，没有保存任何内容；请一次只提交一本台账，以便找出问题。"
NOT_APPLIED = "数据库没有接受这次写入，没有导入任何内容；请重新检查后再导入。"
FILES_GONE = "提交的文件已经清理，没有检查；请重新提交。"


def is_small(uploads: Sequence[Upload]) -> bool:
    return sum(len(upload.data()) for upload in uploads) <= SMALL_FILES


def is_small_plan(record: Import) -> bool:
    rows = ImportedSheet.objects.filter(handed_in=record)
    return (rows.aggregate(rows=Sum(F("new") + F("changed")))["rows"] or 0) <= SMALL_PLAN


def hand_over(run: Run, uploads: Sequence[Upload], *, ledger: str) -> Import:
    """Check at once where that takes no longer than a page may; else beside the requests."""
    drop_old_files(timezone.now())
    if is_small(uploads):
        return check_import(run, uploads, ledger=ledger or None)
    return start_check(run, uploads, ledger=ledger)


@transaction.atomic
def start_check(run: Run, uploads: Sequence[Upload], *, ledger: str) -> Import:
    """Leave the files waiting to be checked; the same ones sent twice in a row wait once."""
    digests = [upload.digest() for upload in uploads]
    waiting = Import.objects.filter(made_by=run.user, state=ImportState.CHECKING)
    for record in waiting.prefetch_related("files"):
        if [file.digest for file in record.files.all()] == digests:
            return record
    record = new_record(run, state=ImportState.CHECKING, asked_ledger=ledger)
    record.save()
    keep_files(record, uploads)
    ask(CHECKS, about=record.pk, user=run.user, request=run.request)
    return record


@transaction.atomic
def start_apply(run: Run, *, import_id: int, whole: bool = False) -> Import:
    """Leave a plan waiting to be applied; a second click is told so."""
    record = Import.objects.select_for_update().get(pk=import_id)
    refuse_unless(record, ImportState.CHECKED, "再次导入")
    record.state, record.whole = ImportState.APPLYING, whole
    record.save()
    ask(APPLIES, about=record.pk, user=run.user, request=run.request)
    return record


def last_job(record: Import) -> Job | None:
    """The last that was asked for about an import; it tells how far it is, or what went wrong."""
    jobs = Job.objects.filter(kind__in=(CHECKS, APPLIES), about=record.pk)
    last = jobs.select_related("asked_by").first()
    return last and catch_up(last)


def _run(doing: Doing, record: Import) -> Run:
    """The circumstances as they were when the job was asked for; rights are those of now."""
    job = doing.job
    return Run(
        user=job.asked_by,
        request=job.request(),
        today=timezone.localdate(job.asked_at),
        new=frozenset(filter(None, record.new_kinds.split(","))),
        moved_on=record.moved_on,
        override_reason=record.override_reason,
        blank_clears=record.blank_clears,
        in_use_from=Committee.current().in_use_from,
        tell=doing.tell,
        settle=doing.finish,
    )


def _check(doing: Doing) -> None:
    record = Import.objects.get(pk=doing.job.about)
    uploads = files_of(record)
    if not uploads:
        raise NotDone(FILES_GONE)
    try:
        check_import(
            _run(doing, record), uploads, ledger=record.asked_ledger or None, waiting=record
        )
    except NOT_WRITTEN:
        raise NotDone(NOT_CHECKED) from None


def _apply(doing: Doing) -> None:
    record = Import.objects.get(pk=doing.job.about)
    try:
        apply_import(_run(doing, record), import_id=record.pk, found=ImportState.APPLYING)
    except NOT_WRITTEN:
        raise NotDone(NOT_APPLIED) from None


def _give_up_check(job: Job, outcome: Outcome) -> None:
    record = Import.objects.get(pk=job.about)
    record.state = ImportState.FAILED
    record.save()
    drop_files(record)
    note(Run(user=job.asked_by, request=job.request()), CHECK, record, outcome=outcome)


def _give_up_apply(job: Job, outcome: Outcome) -> None:
    """The plan waits as before, for another try or to be given up."""
    record = Import.objects.get(pk=job.about)
    record.state = ImportState.CHECKED
    record.save()
    note(Run(user=job.asked_by, request=job.request()), APPLY, record, outcome=outcome)


def register() -> None:
    register_kind(Kind(CHECKS, _check, _give_up_check))
    register_kind(Kind(APPLIES, _apply, _give_up_apply))
