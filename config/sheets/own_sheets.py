"""Sheets that the program itself adds to workbooks; an import passes over them."""

from __future__ import annotations

from config.sheets.reading import RawSheet

PROBLEMS = "问题清单"
PROBLEM_HEADINGS = ("工作表", "行", "列", "原值", "问题和办法", "是否拒绝")

GUIDE = "填写说明"
GUIDE_HEADINGS = ("栏目", "必填", "怎么填", "例子")

_OWN = {PROBLEMS: PROBLEM_HEADINGS, GUIDE: GUIDE_HEADINGS}


def is_own(sheet: RawSheet) -> bool:
    return bool(sheet.rows) and _OWN.get(sheet.name) == tuple(sheet.rows[0])
