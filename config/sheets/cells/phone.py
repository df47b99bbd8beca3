"""Telephone numbers: mobiles, landlines with an area code, or two of them."""

from __future__ import annotations

import re
from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import is_empty, plain

LONGEST = 50
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0[0-9]{2,3})?-?([2-9][0-9]{6,7})(-[0-9]{1,6})?")
_SERVICE = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}|9[0-9]{4,7}")
_BETWEEN = re.compile(r"[/、，,;；\n|]+")


def parse_phone(cell: Any) -> str:
    """13800000000, 0349-2023456, or two of them as 13…/0349-…; a numeric cell is whole.

    Raises ``missing`` and ``bad_number``.
    """
    if type(cell) is str and _MOBILE.fullmatch(cell):
        return cell
    if is_empty(cell):
        raise BadCell("missing", "电话不能为空。")
    numbers = [_one(part) for part in _BETWEEN.split(plain(cell)) if part.strip()]
    if not numbers or len("/".join(numbers)) > LONGEST:
        raise _bad()
    return "/".join(dict.fromkeys(numbers))


def _one(typed: str) -> str:
    bare = re.sub(r"[\s()（）'.]", "", typed).replace("－", "-").replace("—", "-")
    mobile = re.sub(r"^(\+?86|0086)-?(?=1)", "", bare).replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    landline = _LANDLINE.fullmatch(bare)
    if landline:
        area, number, extension = landline.groups()
        return (f"{area}-" if area else "") + number + (extension or "")
    if _SERVICE.fullmatch(bare):
        return bare
    raise _bad()


def _bad() -> BadCell:
    message = "电话看不懂；手机请写11位数字，座机请写区号和号码，例如0349-2023456。"
    return BadCell("bad_number", message)
