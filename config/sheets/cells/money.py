"""Amounts, counts, quantities and areas."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import is_empty, plain

MOST = Decimal("99999999.99")
_NOISE = Decimal("1e-9")
_CENT = Decimal("0.01")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?")
_MONEY = re.compile(r"^(?:人民币|RMB|¥|￥)?(.*?)(?:元整|元|圆|块)?$", re.IGNORECASE)
_COUNT = re.compile(r"^(.*?)(?:人次|人|名|位|户|口|次|个|岁|年度|年)?$")
_AREA = re.compile(r"^(.*?)(?:平方米|平米|平方|m2|m²|㎡|M2)?$")
_QUANTITY = re.compile(r"^(.*?)[\u4e00-\u9fffA-Za-z]{0,3}$")


def parse_money(cell: Any) -> Decimal:
    """Yuan with two decimals: 2,000 · 1000元 · ￥100. Raises ``missing`` and ``bad_number``."""
    return _amount(cell, _MONEY, "金额看不懂；请只写数字，例如1500或1500.50。")


def parse_quantity(cell: Any) -> Decimal:
    """A quantity of goods, perhaps with its unit: 50 · 50个. Raises as :func:`parse_money`."""
    return _amount(cell, _QUANTITY, "数量看不懂；请只写数字，例如50。")


def parse_area(cell: Any) -> Decimal:
    """Square metres: 270 · 270平方米 · 270㎡. Raises as :func:`parse_money`."""
    return _amount(cell, _AREA, "面积看不懂；请只写数字，例如270。")


def parse_count(cell: Any) -> int:
    """A whole number of people or times: 120 · 120人 · 1,215人次. Raises as :func:`parse_money`."""
    sentence = "人数看不懂；请只写整数，例如120。"
    amount = _amount(cell, _COUNT, sentence)
    if amount != amount.to_integral_value():
        raise BadCell("bad_number", sentence)
    return int(amount)


def _amount(cell: Any, shape: re.Pattern[str], sentence: str) -> Decimal:
    if is_empty(cell):
        raise BadCell("missing", "这里不能为空；请填写数字。")
    if isinstance(cell, bool):
        raise BadCell("bad_number", sentence)
    exact = _exact(cell) if isinstance(cell, int | float) else _typed(cell, shape)
    if exact is None or not exact.is_finite():
        raise BadCell("bad_number", sentence)
    if exact < 0:
        raise BadCell("bad_number", "不能是负数；请核对。")
    if exact > MOST:
        raise BadCell("bad_number", f"超过{MOST:,}的上限；请核对是否多写了几位。")
    rounded = exact.quantize(_CENT)
    if abs(rounded - exact) > _NOISE:
        raise BadCell("bad_number", "小数超过两位，不会自动舍入；请写到两位小数。")
    return rounded


def _exact(number: float) -> Decimal | None:
    try:
        return Decimal(repr(number))
    except InvalidOperation:
        return None


def _typed(cell: Any, shape: re.Pattern[str]) -> Decimal | None:
    bare = "".join(plain(cell).split()).replace("，", ",")
    found = shape.match(bare)
    number = _NUMBER.fullmatch(found[1].strip()) if found else None
    return Decimal(number[0].replace(",", "")) if number else None
