"""The name under which a file is given back: what the clerk called it, and nothing that acts."""

from __future__ import annotations

import re
import unicodedata

from config.accounts.choices import FileKind
from config.accounts.models.attachment import NAME_LENGTH

UNNAMED = "附件"
EXTENSIONS = {FileKind.JPEG: ("jpg", "jpeg"), **{k: (k.value,) for k in FileKind if k != "jpeg"}}
_PATH = re.compile(r"[/\\]")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')
_WHOLE_NUMBER = re.compile(r"\d{14,}([\dXx])")
"""As long as an identity number or a bank account, whose last four may be shown."""


def clean_name(typed: str, kind: FileKind) -> str:
    """At most NAME_LENGTH characters, without path or control characters, ending as its kind."""
    last = _PATH.split(unicodedata.normalize("NFC", typed))[-1]
    seen = "".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in last)
    name = " ".join(_NOT_IN_A_NAME.sub(" ", seen).split())
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in EXTENSIONS[kind]:
        stem, ending = name, EXTENSIONS[kind][0]
    stem = _WHOLE_NUMBER.sub(lambda number: f"****{number[0][-4:]}", stem)
    stem = stem.strip(" .")[: NAME_LENGTH - len(ending) - 1].rstrip(" .")
    return f"{stem or UNNAMED}.{ending}"
