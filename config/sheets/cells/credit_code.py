"""Unified social credit codes by GB 32100: 17 marks and a check mark."""

from __future__ import annotations

import re
from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import is_empty, plain

CREDIT_MARKS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(f"[{CREDIT_MARKS}]{{18}}")
_BASE = len(CREDIT_MARKS)


def credit_check_mark(body: str) -> str:
    """The 18th mark for 17 marks: weights are powers of 3 modulo 31 (GB 32100)."""
    total = sum(CREDIT_MARKS.index(mark) * pow(3, at, _BASE) for at, mark in enumerate(body))
    return CREDIT_MARKS[-total % _BASE]


def parse_credit_code(cell: Any) -> str:
    """The 18 marks in capitals.

    Raises ``missing``, ``truncated_id``, ``bad_check_digit`` and ``bad_text``.
    """
    if is_empty(cell):
        raise BadCell("missing", "统一社会信用代码不能为空；请照营业执照填写18位代码。")
    if not isinstance(cell, str):
        message = "代码被表格软件当作数字，后几位已经丢失；请把这一列设为文本格式后重新输入。"
        raise BadCell("truncated_id", message)
    code = "".join(plain(cell).split()).lstrip("'").upper()
    if not _SHAPE.fullmatch(code):
        message = "统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z）；请照营业执照核对。"
        raise BadCell("bad_text", message)
    if credit_check_mark(code[:17]) != code[17]:
        message = "统一社会信用代码的校验码不对，至少有一位写错了；请对照营业执照重新填写。"
        raise BadCell("bad_check_digit", message)
    return code
