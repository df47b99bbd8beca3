"""The 56 ethnic groups of GB/T 3304, with their codes."""

from __future__ import annotations

from typing import Any

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.text import fold_name, plain

CODES = dict(
    enumerate(
        [
            "汉",
            "蒙古",
            "回",
            "藏",
            "维吾尔",
            "苗",
            "彝",
            "壮",
            "布依",
            "朝鲜",
            "满",
            "侗",
            "瑶",
            "白",
            "土家",
            "哈尼",
            "哈萨克",
            "傣",
            "黎",
            "傈僳",
            "佤",
            "畲",
            "高山",
            "拉祜",
            "水",
            "东乡",
            "纳西",
            "景颇",
            "柯尔克孜",
            "土",
            "达斡尔",
            "仫佬",
            "羌",
            "布朗",
            "撒拉",
            "毛南",
            "仡佬",
            "锡伯",
            "阿昌",
            "普米",
            "塔吉克",
            "怒",
            "乌孜别克",
            "俄罗斯",
            "鄂温克",
            "德昂",
            "保安",
            "裕固",
            "京",
            "塔塔尔",
            "独龙",
            "鄂伦春",
            "赫哲",
            "门巴",
            "珞巴",
            "基诺",
        ],
        start=1,
    )
)
NAMES = frozenset(CODES.values())


def parse_ethnicity(cell: Any) -> str:
    """The name without 族: 汉 and 汉族 alike. Raises ``bad_choice``."""
    typed = fold_name(plain(cell))
    name = typed.removesuffix("族") if typed.removesuffix("族") in NAMES else typed
    if name not in NAMES:
        message = "没有这个民族；请写汉族、回族、满族等规范名称，56个民族以外的请留空。"
        raise BadCell("bad_choice", message)
    return name


def display(name: str) -> str:
    """With 族 where the name is one of the 56."""
    return f"{name}族" if name in NAMES else name
