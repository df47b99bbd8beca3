"""Folders and files that hold personal data for a moment: for their owner only, then gone."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

PREFIX = "scratch-"


def scratch_folder(purpose: str) -> tempfile.TemporaryDirectory[str]:
    """A folder of mode 0700 beside the data, gone when its block ends in whatever way."""
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{purpose}-", dir=settings.DATA_DIR)


def sweep(purpose: str) -> None:
    """Remove what a process left behind that was killed."""
    for left in Path(settings.DATA_DIR).glob(f"{PREFIX}{purpose}-*"):
        shutil.rmtree(left, ignore_errors=True)


def private_file(path: Path) -> BinaryIO:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")


_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone would alter line ends
