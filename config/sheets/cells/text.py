"""Text as clerks type it: full-width forms, padding, invisible marks."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from typing import Any

from config.sheets.cells.bad_cell import BadCell

EMPTY_WORDS = frozenset({"", "无", "—", "——", "-", "--", "/", "暂无", "空", "无。"})
"""What stands in a cell that says nothing (the national form asks for 无 or —)."""

LONGEST = 32_767
LIST_MARKS = re.compile(r"[、，,;；\n]+")
_USUAL = re.compile(r"[!-~\u4e00-\u9fff]+")
"""Han letters and printable ASCII without spaces: nothing to put right."""
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT_FULL_WIDTH = "，：；！？（）～"
_TO_HALF = {code: half for code, half in _FULL_WIDTH.items() if chr(code) not in _KEPT_FULL_WIDTH}
_BRACKETS = str.maketrans("【】〔〕[]{}", "()()()()")


def printed(cell: Any) -> str:
    """A cell as text: whole floats without ``.0``, days as 2022-01-02."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def plain(cell: Any) -> str:
    """Printed, half-width, without invisible marks and outer spaces; Chinese marks stay.

    Raises ``bad_text`` for marks that no table can hold (NUL, lone surrogates).
    """
    typed = cell if type(cell) is str else printed(cell)
    if _USUAL.fullmatch(typed):
        return typed
    if typed.isascii() and typed.isprintable():
        return _SPACES.sub(" ", typed).strip() if "  " in typed else typed.strip()
    if "\x00" in typed or any("\ud800" <= mark <= "\udfff" for mark in typed):
        raise BadCell("bad_text", "含有无法保存的字符；请删去这个单元格后重新输入。")
    half = typed.replace("\r\n", "\n").translate(_TO_HALF)
    seen = (
        mark if mark == "\n" or unicodedata.category(mark) not in ("Cf", "Cc") else _space(mark)
        for mark in half
    )
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(seen))).strip()


def _space(mark: str) -> str:
    return " " if mark in "\t\r" else ""


def is_blank(cell: Any) -> bool:
    """Whether nothing is typed at all."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_empty(cell: Any) -> bool:
    """Whether the cell says nothing: blank, or a word such as 无 or —."""
    if cell is None:
        return True
    if not isinstance(cell, str) or (cell.isascii() and cell.isalnum()):
        return False
    return cell.strip() in EMPTY_WORDS or plain(cell) in EMPTY_WORDS


def clean_text(cell: Any, *, max_length: int | None = None) -> str | None:
    """Text of at most ``max_length`` characters, None where the cell says nothing.

    Raises ``bad_text`` and ``too_long``.
    """
    value = plain(cell)
    if value in EMPTY_WORDS:
        return None
    limit = max_length or LONGEST
    if len(value) > limit:
        message = f"共{len(value)}个字，超过{limit}个字的上限；请缩短后再导入。"
        raise BadCell("too_long", message)
    return value


@functools.lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """Equal for two spellings of one name: width, brackets, spaces and case do not count."""
    folded = unicodedata.normalize("NFKC", name).translate(_BRACKETS).lower()
    return "".join(folded.split())


def split_list(cell: Any) -> list[str]:
    """The items of a cell that lists several, in order and once each."""
    value = clean_text(cell)
    items = [item.strip() for item in LIST_MARKS.split(value or "")]
    return list(dict.fromkeys(item for item in items if item))
