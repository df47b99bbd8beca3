"""A file is hung on a row, or taken off it."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, models, transaction

from config.accounts.attachments import files
from config.accounts.attachments.kinds import MEBIBYTE, kind_of
from config.accounts.attachments.names import clean_name
from config.accounts.attachments.photos import redrawn
from config.accounts.attachments.refusals import FileRefused, too_large
from config.accounts.choices import FileKind
from config.accounts.disk import NO_ROOM, is_full
from config.accounts.models import Attachment, User
from config.accounts.refusals import Refusal

PHOTOS = (FileKind.JPEG, FileKind.PNG)


@dataclasses.dataclass(frozen=True)
class Accepted:
    """A file that may be kept, as it will be."""

    name: str
    kind: FileKind
    data: bytes


class AlreadyRemoved(Refusal):
    """Its file is gone."""


def accept(name: str, data: bytes) -> Accepted:
    """The file as it may be kept, a photo drawn anew. Raises FileRefused."""
    _refuse_large(data)
    kind = kind_of(data)
    if kind in PHOTOS:
        data = redrawn(data, kind, megapixels=settings.PHOTO_MEGAPIXELS)
        _refuse_large(data)
    return Accepted(clean_name(name, kind), kind, data)


def attach(*, row: models.Model, accepted: Sequence[Accepted], user: User) -> list[Attachment]:
    """Hang all of the files on the row, or none.

    A file lies whole on the disk before its row is written down: a row never names a file that
    is not there. What a killed process leaves is encrypted, and `check_files` deletes it.
    Refuses where the disk is full.
    """
    written: list[str] = []
    try:
        for one in accepted:
            written.append(files.write(one.data))  # noqa: PERF401 -- those before a failure are known
        with transaction.atomic():
            _refuse_too_many(row, len(accepted))
            pairs = zip(accepted, written, strict=True)
            return [_record(row, one, stored, user) for one, stored in pairs]
    except BaseException as error:
        for stored in written:
            files.discard(stored)
        if isinstance(error, OSError | DatabaseError) and is_full(error):
            raise Refusal(NO_ROOM) from None
        raise


def remove(*, attachment: Attachment, on: datetime.date) -> None:
    """The row says since when; the file goes once that is written down."""
    with transaction.atomic():
        held = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if held.removed_on is not None:
            raise AlreadyRemoved("这个附件已经移除了。")
        held.remove(on)
        transaction.on_commit(lambda: files.discard(held.stored))


def _refuse_large(data: bytes) -> None:
    if len(data) > settings.FILE_MEGABYTES * MEBIBYTE:
        raise too_large(settings.FILE_MEGABYTES)


def _refuse_too_many(row: models.Model, more: int) -> None:
    """Counted with the row held: of two uploads at once the second sees the first."""
    type(row)._base_manager.select_for_update().get(pk=row.pk)
    most, there = settings.FILES_OF_A_ROW, Attachment.objects.of(row).kept().count()
    if there + more > most:
        raise FileRefused(
            f"一条记录最多{most}个附件，现有{there}个，这次选了{more}个；请少选几个，或先移除旧的。"
        )


def _record(row: models.Model, one: Accepted, stored: str, user: User) -> Attachment:
    kept = Attachment(
        content_type=ContentType.objects.get_for_model(type(row)),
        object_id=row.pk,
        name=one.name,
        stored=stored,
        kind=one.kind,
        size=len(one.data),
        sha256=hashlib.sha256(one.data).hexdigest(),
        uploaded_by=user,
    )
    kept.save(force_insert=True)
    return kept
