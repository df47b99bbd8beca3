"""What imports and exports quote of a person: here it goes when he does."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote_plus

from django.db import transaction
from django.db.models import Q

from config.sheets.models import (
    UNDER_WAY,
    ExportRequest,
    FileChunk,
    HandedInFile,
    Import,
    ImportedSheet,
    ImportState,
    PlanChunk,
    SavedQuery,
)
from config.sheets.storing import unseal

UNNAMED = "（已去标识）"


@transaction.atomic
def forget_quotes(*, before: datetime.date, naming: Collection[str]) -> int:
    """Drop what imports from before the day quote, and whatever quotes one of the texts.

    The records of the imports stay with their counts; a plan that waited is given up. The
    clerks' own files go, all of them: nobody can tell whom they speak of. Returns the number of
    sheets.
    """
    FileChunk.objects.all().delete()
    HandedInFile.objects.all().delete()
    old = Q(handed_in__made_at__date__lt=before)
    sheets = ImportedSheet.objects.filter(Q(problems__isnull=False) | Q(chunks__isnull=False))
    forgotten = set(sheets.filter(old).values_list("pk", flat=True))
    for sheet in sheets.exclude(pk__in=forgotten).distinct():
        if _quotes(sheet, naming):
            forgotten.add(sheet.pk)
    PlanChunk.objects.filter(sheet__in=forgotten).delete()
    ImportedSheet.objects.filter(pk__in=forgotten).update(problems=None)
    states = (ImportState.CHECKED, *UNDER_WAY)
    waiting = Import.objects.filter(sheets__in=forgotten, state__in=states)
    Import.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        state=ImportState.DROPPED
    )
    _rename_files(naming)
    _forget_reasons(naming)
    _forget_questions(naming)
    return len(forgotten)


def _quotes(sheet: ImportedSheet, naming: Collection[str]) -> bool:
    sealed = [sheet.problems, *sheet.chunks.values_list("blob", flat=True)]
    return any(_said_in(unseal(blob), naming) for blob in sealed if blob)


def _said_in(value: Any, naming: Collection[str]) -> bool:
    text = json.dumps(value, ensure_ascii=False)
    return any(word in text for word in naming)


def _rename_files(naming: Collection[str]) -> None:
    """A file or a sheet may bear the name of the one person that it is about."""
    for word in naming:
        for column in ("file_name", "sheet_name"):
            for sheet in ImportedSheet.objects.filter((f"{column}__contains", word)):
                setattr(sheet, column, getattr(sheet, column).replace(word, UNNAMED))
                sheet.save(update_fields=[column])


def _forget_reasons(naming: Collection[str]) -> None:
    """What an export was asked for is refused where it names who stands in it; others may."""
    for versions in (ExportRequest.objects, ExportRequest.history):
        for word in naming:
            versions.filter(reason__contains=word).update(reason=UNNAMED)


def _forget_questions(naming: Collection[str]) -> None:
    """A question is kept without what names people; its name, or a free text in it, may yet."""
    for saved in SavedQuery.objects.all():
        if any(word in saved.name + unquote_plus(saved.query) for word in naming):
            saved.delete()
