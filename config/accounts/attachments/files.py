"""Bytes on the disk: encrypted, under a random name, whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from config.accounts.fields.private import decrypt_bytes, encrypt_bytes

LABEL = "attachment"
UNFINISHED = ".part"
_RANDOM_BYTES = 16


def write(data: bytes) -> str:
    """Keep the bytes; the name under which they lie."""
    stored = secrets.token_hex(_RANDOM_BYTES)
    _put(stored, encrypt_bytes(data, LABEL))
    return stored


def read(stored: str) -> bytes:
    """The bytes as they were. Raises FileNotFoundError, or WrongFieldKey where no key fits."""
    return decrypt_bytes(_path(stored).read_bytes(), LABEL)


def discard(stored: str) -> None:
    _path(stored).unlink(missing_ok=True)


def rewrite(stored: str) -> bool:
    """Whether the file lay under an older key; now it lies under the newest."""
    lies = _path(stored).read_bytes()
    anew = encrypt_bytes(decrypt_bytes(lies, LABEL), LABEL)
    if anew != lies:
        _put(stored, anew)
    return anew != lies


def all_paths() -> Iterator[Path]:
    """Every file there is, unfinished ones too."""
    folder = settings.FILES_DIR
    return folder.iterdir() if folder.is_dir() else iter(())


def _path(stored: str) -> Path:
    return settings.FILES_DIR / stored


def _put(stored: str, encrypted: bytes) -> None:
    """Written beside its place and moved there once it is on the disk: never half a file."""
    settings.FILES_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = _path(stored + UNFINISHED)
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 -- a descriptor, for the owner only
            file.write(encrypted)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(_path(stored))
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
