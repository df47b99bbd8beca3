"""Dates as offices type them. A reading that could be another is refused, never guessed."""

from __future__ import annotations

import datetime
import re
from typing import Any

from config.accounts.fields.partial_date import DAY, MONTH, PartialDate
from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import is_empty, plain

EARLIEST, LATEST = 1900, 2100
SERIALS = range(20_000, 60_000)
"""Day numbers of the spreadsheet programs from 1954 to 2064."""
_EPOCH = datetime.date(1899, 12, 30)

_DAY = re.compile(r"([0-9]{4})([-/.、年])([0-9]{1,2})(?:[-/.、月])([0-9]{1,2})日?号?")
_MONTH_ONLY = re.compile(r"([0-9]{4})(?:[-/.、年])([0-9]{1,2})月?份?")
_PACKED = re.compile(r"(19[0-9]{2}|20[0-9]{2}|2100)([0-9]{2})([0-9]{2})?")
_TIME = re.compile(r"[T ]0{1,2}:0{2}(:0{2}([.]0+)?)?$")
_SHORT = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{2}|[0-9]{4})")
_SHORT_YEAR = re.compile(r"([0-9]{2})([-/.年])([0-9]{1,2})月?([-/.]?([0-9]{1,2})日?)?")
_YEAR_POINT = re.compile(r"([0-9]{4})[.]([1-9])")
_HAN_DIGITS = {
    **{mark: str(at) for at, mark in enumerate("零一二三四五六七八九")},
    "〇": "0",
    "○": "0",
}
_HAN_NUMBER = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_HAN_DATE = re.compile(
    rf"([〇○零一二三四五六七八九]{{4}})年({_HAN_NUMBER})月(?:({_HAN_NUMBER})[日号])?"
)

_ACCEPTED = "请写成2023-01-05、2023.1.5或2023年1月5日。"


def parse_date(cell: Any) -> datetime.date:
    """A day; a bare month is refused. Raises as :func:`parse_partial_date`."""
    value = parse_partial_date(cell)
    if value.precision == MONTH:
        message = f"只写了年月{value}，这一列要写到日；{_ACCEPTED}"
        raise BadCell("bad_date", message)
    return value.date


def parse_birth_month(cell: Any) -> PartialDate:
    """Year and month, or a day, with or without 生. Raises as :func:`parse_partial_date`."""
    return parse_partial_date(cell)


def parse_partial_date(cell: Any) -> PartialDate:
    """A day or a month: text, date cells, 20230105 as text or number, serial day numbers.

    Raises ``missing``, ``bad_date`` and ``ambiguous_date`` (both readings are named).
    """
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return PartialDate(_in_range(cell), DAY)
    if is_empty(cell):
        raise BadCell("missing", "日期不能为空。")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell)
    return _text(plain(cell))


def _number(cell: float) -> PartialDate:
    if float(cell).is_integer():
        whole = int(cell)
        if whole in SERIALS:
            return PartialDate(_EPOCH + datetime.timedelta(days=whole), DAY)
        packed = _PACKED.fullmatch(str(whole))
        if packed:
            return _made(packed[1], packed[2], packed[3])
        raise _bad()
    pointed = _YEAR_POINT.fullmatch(repr(cell))
    if pointed and pointed[2] == "1":
        raise _two_readings(
            f"{pointed[1]}年1月", f"{pointed[1]}年10月", "请把单元格设为文本后重新输入"
        )
    if pointed:
        return _made(pointed[1], pointed[2], None)
    short = re.fullmatch(r"([0-9]{4})[.]([0-9]{2})", repr(cell))
    if short:
        return _made(short[1], short[2], None)
    raise _bad()


def _text(typed: str) -> PartialDate:
    bare = _TIME.sub("", typed).replace(" ", "").removesuffix("生").replace("．", ".")
    bare = bare.replace("－", "-").replace("—", "-").replace("–", "-")
    if found := _DAY.fullmatch(bare):
        return _made(found[1], found[3], found[4])
    if found := _MONTH_ONLY.fullmatch(bare):
        return _made(found[1], found[2], None)
    if found := _PACKED.fullmatch(bare):
        return _made(found[1], found[2], found[3])
    if found := _HAN_DATE.fullmatch(bare):
        year = "".join(_HAN_DIGITS[mark] for mark in found[1])
        return _made(year, _han_number(found[2]), found[3] and _han_number(found[3]))
    raise _unclear(bare)


def _han_number(words: str) -> str:
    """一 to 三十九 in digits."""
    tens, ten, ones = words.rpartition("十")
    return (_HAN_DIGITS.get(tens, "1") if ten else "") + _HAN_DIGITS.get(ones, "0")


def _unclear(bare: str) -> BadCell:
    """Why a text is no date: two readings, a year of two digits, or nothing known."""
    if found := _SHORT.fullmatch(bare):
        first, second, year = (int(part) for part in found.groups())
        full = year if year > 99 else _century(year)
        readings = [
            f"{full}年{month}月{day}日"
            for month, day in dict.fromkeys(((first, second), (second, first)))
            if month <= 12 and day <= 31
        ]
        if year <= 31 and first <= 99:
            readings.append(f"{_century(first)}年{second}月{year}日")
        if len(readings) > 1:
            return _two_readings(
                readings[0], readings[1], f"请写四位年份，年月日的顺序，{_ACCEPTED}"
            )
    if found := _SHORT_YEAR.fullmatch(bare):
        year = int(found[1])
        return _two_readings(f"19{year:02d}年", f"20{year:02d}年", "请写四位年份")
    return _bad()


def _century(year: int) -> int:
    return 1900 + year if year > 50 else 2000 + year


def _made(year: str, month: str, day: str | None) -> PartialDate:
    try:
        made = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        shown = f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
        raise BadCell("bad_date", f"日历上没有{shown}；请核对。") from None
    return PartialDate(_in_range(made), DAY if day else MONTH)


def _in_range(day: datetime.date) -> datetime.date:
    if not EARLIEST <= day.year <= LATEST:
        raise BadCell("bad_date", f"{day.year}年不在{EARLIEST}至{LATEST}年之间；请核对年份。")
    return day


def _two_readings(one: str, other: str, advice: str) -> BadCell:
    message = f"可能是{one}，也可能是{other}，无法确定；{advice.removesuffix('。')}。"
    return BadCell("ambiguous_date", message)


def _bad() -> BadCell:
    return BadCell("bad_date", f"日期看不懂；{_ACCEPTED}")
