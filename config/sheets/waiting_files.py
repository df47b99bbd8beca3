"""The clerks' files as they wait in the tables: encrypted, a piece at a time."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Sequence

from config.accounts.fields.private import decrypt, encrypt
from config.sheets.corrections import packed, unpacked
from config.sheets.handing_in import Upload
from config.sheets.models import UNDER_WAY, FileChunk, HandedInFile, Import
from config.sheets.storing import seal, unseal

LABEL = "sheets.file"
PIECE = 1024 * 1024
KEPT = datetime.timedelta(days=7)
"""How long a plan that nobody decides on keeps its files."""


def keep_files(record: Import, uploads: Sequence[Upload]) -> None:
    for position, upload in enumerate(uploads):
        file = HandedInFile.objects.create(
            handed_in=record,
            position=position,
            name=upload.name[:255],
            digest=upload.digest(),
            corrections=seal(packed(upload.corrections)) if upload.corrections else None,
        )
        data = upload.data()
        for number, start in enumerate(range(0, len(data), PIECE)):
            piece = seal_piece(data[start : start + PIECE])
            FileChunk.objects.create(file=file, number=number, blob=piece)


def seal_piece(data: bytes) -> bytes:
    """As text, so that a change of keys can write it anew like every sealed column."""
    return encrypt(base64.b64encode(data).decode(), LABEL)


def files_of(record: Import) -> list[Upload]:
    """The files as they were handed in; none once they are gone."""
    return [upload_of(file) for file in record.files.order_by("position")]


def upload_of(file: HandedInFile) -> Upload:
    told = unpacked(unseal(file.corrections)) if file.corrections else {}
    return Upload(file.name, _read(file), told)


def _read(file: HandedInFile) -> bytes:
    pieces = file.chunks.order_by("number").values_list("blob", flat=True)
    return b"".join(base64.b64decode(decrypt(piece, LABEL)) for piece in pieces.iterator(1))


def drop_files(record: Import) -> None:
    FileChunk.objects.filter(file__handed_in=record).delete()
    HandedInFile.objects.filter(handed_in=record).delete()


def drop_old_files(now: datetime.datetime) -> None:
    """What nobody decided on for long goes; a plan stays without its files."""
    old = HandedInFile.objects.filter(handed_in__made_at__lt=now - KEPT).exclude(
        handed_in__state__in=UNDER_WAY
    )
    if old.exists():
        FileChunk.objects.filter(file__in=old).delete()
        old.delete()
