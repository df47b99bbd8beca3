"""One of a list of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import fold_name, is_blank, plain

SHOWN = 8
YES_NO = {
    **dict.fromkeys(("是", "有", "√", "✓", "✔", "y", "yes", "1", "true", "t", "对", "已"), True),
    **dict.fromkeys(("否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "0", "false", "f"), False),
    **dict.fromkeys(("未", "-", "—", "/", "不是"), False),
}


def parse_choice(cell: Any, words: Mapping[str, str]) -> str:
    """The code behind a word, whatever its width, case and spaces.

    Raises ``bad_choice`` with the words that are accepted, at most eight of them.
    """
    folded = fold_name(plain(cell))
    for word, code in words.items():
        if fold_name(word) == folded:
            return code
    labels: dict[str, str] = {}
    for word, code in words.items():
        labels.setdefault(code, word)
    accepted = "、".join(list(labels.values())[:SHOWN]) + ("……" if len(labels) > SHOWN else "")
    raise BadCell("bad_choice", f"没有这个选项；可以填：{accepted}。")


def parse_yes_no(cell: Any) -> bool | None:
    """是 有 √ Y 1 are true, 否 无 × N 0 false, a blank cell None. Raises ``bad_choice``."""
    if is_blank(cell):
        return None
    folded = fold_name(plain(cell))
    if folded not in YES_NO:
        raise BadCell("bad_choice", "只能填是或否（也可以填有、无、√、×）。")
    return YES_NO[folded]
