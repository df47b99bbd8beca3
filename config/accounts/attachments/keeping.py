"""Rows and files agree: leftovers of a killed process go, what is missing is told."""

from __future__ import annotations

import datetime
import hashlib

from config.accounts.attachments import files
from config.accounts.fields.private import WrongFieldKey
from config.accounts.models import Attachment
from config.accounts.refusals import Refusal

IN_FLIGHT = datetime.timedelta(hours=1)
"""A younger file may belong to an upload that is about to be written down."""


class FileLost(Refusal):
    """The file of a kept attachment cannot be given back."""


def content(attachment: Attachment) -> bytes:
    """The very bytes that were kept. Raises FileLost."""
    try:
        data = files.read(attachment.stored)
    except (OSError, WrongFieldKey):
        data = b""
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise FileLost("这个文件读不出来：可能已丢失或损坏，或缺少当初的密钥。请告诉系统管理员。")
    return data


def rewrite_files() -> int:
    """Every kept file under the newest key; how many were written anew.

    A file that is missing stops no change of keys: `check_files` tells of it.
    """
    there = {path.name for path in files.all_paths()}
    return sum(files.rewrite(stored) for stored in _kept() if stored in there)


def remove_leftovers(now: datetime.datetime) -> int:
    """Delete files that no kept row names; how many there were."""
    kept, removed = set(_kept()), 0
    for path in list(files.all_paths()):
        written = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
        if path.name not in kept and now - written > IN_FLIGHT:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def unreadable() -> list[int]:
    """Keys of kept attachments whose file is missing, altered, or under a key that is lost."""
    return [kept.pk for kept in Attachment.objects.kept().order_by("pk") if not _is_whole(kept)]


def _is_whole(attachment: Attachment) -> bool:
    try:
        content(attachment)
    except FileLost:
        return False
    return True


def _kept() -> list[str]:
    return list(Attachment.objects.kept().order_by("pk").values_list("stored", flat=True))
