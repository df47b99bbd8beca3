"""The verb of putting an import right in the page: the same files, checked anew as corrected."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.db import transaction

from config.accounts.refusals import Refusal
from config.sheets.background import hand_over
from config.sheets.corrections import Corrections, merged
from config.sheets.imports import refuse_unless
from config.sheets.models import Import, ImportState, PlanChunk
from config.sheets.runs import Run
from config.sheets.waiting_files import drop_files, files_of

FILES_GONE = "原来提交的文件已经清理，不能在页面上更正；请在原表中改好后重新提交。"


@transaction.atomic
def mend_import(
    run: Run, *, import_id: int, corrections: Mapping[str, Corrections] | None = None
) -> Import:
    """Check an import's files anew, with more cells corrected; returns the new import.

    ``corrections``: by the file's digest. A plan that waited is given up for the new one; of an
    applied import what was taken is then unchanged, so that only what is left is taken.
    """
    old = Import.objects.select_for_update().get(pk=import_id)
    if old.state != ImportState.APPLIED:
        refuse_unless(old, ImportState.CHECKED, "更正")
    uploads = [
        dataclasses.replace(
            upload,
            corrections=merged(upload.corrections, (corrections or {}).get(upload.digest(), {})),
        )
        for upload in files_of(old)
    ]
    if not uploads:
        raise Refusal(FILES_GONE)
    run.new = frozenset(filter(None, old.new_kinds.split(",")))
    run.moved_on, run.blank_clears = old.moved_on, old.blank_clears
    run.override_reason = old.override_reason
    record = hand_over(run, uploads, ledger=old.asked_ledger)
    record.mends = old
    record.save(update_fields=["mends"])
    if old.state == ImportState.CHECKED:
        old.state = ImportState.DROPPED
        old.save(update_fields=["state"])
        PlanChunk.objects.filter(sheet__handed_in=old).delete()
    drop_files(old)
    return record
