"""Names of people."""

from __future__ import annotations

import re
from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import LIST_MARKS, clean_text

LONGEST = 64
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_DOTS = re.compile(rf"(?<={_HAN})\s*[·•．・‧.∙●]\s*(?={_HAN})")
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}|·)\s+(?={_HAN}|·)")
_BAD = re.compile(r"[<>{}\[\]|\\^`=@#$%&*+\"]")
_USUAL = re.compile(r"[\u4e00-\u9fff]+")
"""Nothing but Han letters: no dot, space or sign to look at."""
_BETWEEN_NAMES = re.compile(r"[/\s]+")


def parse_person_name(cell: Any) -> str | None:
    """A name without the spaces that pad it (张　三) and with the one middle dot, U+00B7.

    A Latin name keeps single spaces. Raises ``bad_text`` for signs, ``too_long``.
    """
    value = clean_text(cell, max_length=LONGEST)
    if value is None or _USUAL.fullmatch(value):
        return value
    value = _BETWEEN_HAN.sub("", _DOTS.sub("·", value.replace("\n", " ")))
    if _BAD.search(value):
        message = "姓名里有符号；请只写姓名，少数民族姓名中间用“·”。"
        raise BadCell("bad_text", message)
    return value


def split_names(cell: Any) -> list[str]:
    """Several people in one cell, parted by 、，,；; a line break, / or spaces.

    A name padded with a space is not torn: 张 三 is one person, 谢国东 贾健慧 are two.
    """
    value = clean_text(cell)
    names: list[str] = []
    for item in LIST_MARKS.split(value or ""):
        parts = [part for part in _BETWEEN_NAMES.split(item.strip()) if part]
        padded = len(parts) > 1 and all(len(part) == 1 for part in parts)
        names += ["".join(parts)] if padded else parts
    cleaned = [parse_person_name(name) for name in names]
    return list(dict.fromkeys(name for name in cleaned if name))
