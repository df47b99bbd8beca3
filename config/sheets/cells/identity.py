"""Identity numbers by GB 11643: 17 digits and a check mark."""

from __future__ import annotations

import datetime
import functools
import operator
import re
from typing import Any, NamedTuple

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.remark import Remark
from config.sheets.cells.text import is_empty, plain

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_MARKS = "10X98765432"
LENGTH, OLD_LENGTH = 18, 15
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_OLD_SHAPE = re.compile(r"[0-9]{15}")
_SCIENTIFIC = re.compile(r"[0-9]+([.][0-9]*)?[eE][+]?[0-9]+")
_CROSSES = str.maketrans({"х": "X", "Х": "X", "×": "X", "x": "X"})
_EARLIEST = datetime.date(1800, 1, 1)
"""The standard's own example was born in 1880."""

CUT = (
    "身份证号被表格软件当作数字，后几位已经丢失；请把这一列设为文本格式，再照证件重新输入这个号码。"
)
EXPANDED = Remark(
    "号码由15位补成了18位；第一代居民身份证自2013年起已经停用，"
    "请查看本人现在的证件，核对号码并改成18位。"
)


class Identity(NamedTuple):
    """A number of 18 marks; ``expanded``: it was typed with the 15 of the first generation."""

    number: str
    expanded: bool


def check_mark(body: str) -> str:
    """The 18th mark for 17 digits (GB 11643, MOD 11-2)."""
    total = _weight(body[:6], 0) + _weight(body[6:14], 6) + _weight(body[14:], 14)
    return CHECK_MARKS[total % len(CHECK_MARKS)]


@functools.lru_cache(maxsize=100_000)
def _weight(digits: str, place: int) -> int:
    """Of a part of the body: area, birthday and running number come again and again."""
    return sum(map(operator.mul, map(int, digits), WEIGHTS[place:]))


def parse_identity_number(cell: Any) -> str:
    """The number with its 18 marks. See :func:`parse_identity` for what is refused."""
    if type(cell) is str and _SHAPE.fullmatch(cell):
        return _checked(cell)
    return parse_identity(cell).number


def parse_identity(cell: Any) -> Identity:
    """Read an identity number typed as text; spaces, x and look-alikes of X are put right.

    Raises ``missing`` (empty or masked), ``truncated_id`` (any numeric cell: a ruined number
    still passes the check one time in eleven), ``bad_check_digit`` and ``bad_text``.
    No message repeats the number; old area codes stay valid for life and are not judged.
    """
    if is_empty(cell):
        raise BadCell("missing", "身份证号不能为空；请照证件填写18位号码。")
    if not isinstance(cell, str):
        raise BadCell("truncated_id", CUT)
    typed = "".join(plain(cell).split()).lstrip("'‘’`").translate(_CROSSES).upper()
    if _SHAPE.fullmatch(typed):
        return Identity(_checked(typed), expanded=False)
    if _OLD_SHAPE.fullmatch(typed):
        body = f"{typed[:6]}19{typed[6:]}"
        return Identity(_dated(body + check_mark(body)), expanded=True)
    raise _misshapen(typed)


def _checked(number: str) -> str:
    if check_mark(number[:17]) != number[17]:
        message = "身份证号的校验码不对，至少有一位写错了；请对照证件重新填写。"
        raise BadCell("bad_check_digit", message)
    return _dated(number)


def _dated(number: str) -> str:
    try:
        born_on = birth_of(number)
    except ValueError:
        born_on = datetime.date.min
    if born_on < _EARLIEST:
        message = "身份证号第7至14位不是一个日期；请照证件核对。"
        raise BadCell("bad_check_digit", message)
    return number


def _misshapen(typed: str) -> BadCell:
    if _SCIENTIFIC.fullmatch(typed):
        return BadCell("truncated_id", CUT)
    if "*" in typed or "＊" in typed:
        message = "身份证号是打了星号的，不能导入；请填写完整的18位号码。"
        return BadCell("missing", message)
    message = f"身份证号应为18位，这里有{len(typed)}位或夹有其他字符；请照证件核对。"
    return BadCell("bad_text", message)


def sex_of(number: str) -> str:
    """``male`` or ``female`` by the 17th digit: odd is male (GB 11643)."""
    return "male" if int(number[16]) % 2 else "female"


def birth_of(number: str) -> datetime.date:
    """Digits 7 to 14 (GB 11643); ValueError where they are no day."""
    return _day(number[6:14])


@functools.lru_cache(maxsize=50_000)
def _day(digits: str) -> datetime.date:
    """The people of a roster share some ten thousand birthdays."""
    return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
