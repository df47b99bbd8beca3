"""Which row of a sheet is the heading, which ledger it is, and which column is which."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from config.sheets.problems import SheetRefused
from config.sheets.resources import OfficeResource

SEARCHED_ROWS = 20
LEAST_COLUMNS = 2
SHORTEST_PART = 3
"""How far down a heading is looked for: title lines stand above it."""

PASSED_OVER = frozenset(
    [
        "序号",
        "编号",
        "序",
        "年龄",
        "周岁",
        "党龄",
        "工龄",
        "会员人数",
        "党员人数",
        "职工人数",
        "女会员",
        "人数合计",
        "合计",
        "签名",
        "签字",
        "领取人签字",
        "审核人",
        "制表人",
    ]
)
"""Known and never read: running numbers, what the program computes, signatures."""

MASKED = "脱敏"
"""The word in the title of a masked workbook; a sheet that says it is refused."""

MASKED_SENTENCE = (
    "这是脱敏导出的表格，号码只有后四位，不能再导入；请用原来的表格，或由有权限的人员完整导出。"
)

_HINT = re.compile(r"[(\[【<〈].*?[)\]】>〉]")
_BRACKETS = re.compile(r"[(\[【<〈)\]】>〉]")
_NOISE = re.compile(r"[\s*:.,;、，。·_/\\\-—'\"“”]+")


def plain(heading: Any) -> str:
    """A heading without spaces, line breaks, marks and bracketed hints (domain: aliases)."""
    folded = unicodedata.normalize("NFKC", str(heading if heading is not None else ""))
    folded = "".join(mark for mark in folded if unicodedata.category(mark) != "Cf")
    bare = _NOISE.sub("", _HINT.sub("", folded)).lower()
    return bare or _NOISE.sub("", _BRACKETS.sub("", folded)).lower()


@dataclasses.dataclass(frozen=True)
class Layout:
    """How one sheet is read. ``columns``: field name -> index of the column, from 0."""

    resource: OfficeResource
    header_row: int
    columns: dict[str, int]
    headings: dict[str, str]
    unknown: list[str]

    @property
    def missing(self) -> list[str]:
        """Headings without which no row of this ledger can be taken."""
        return [
            self.resource.fields[name].column_name
            for name in self.resource.needed
            if name not in self.columns
        ]


def match_headings(
    resource: OfficeResource, cells: Sequence[Any]
) -> tuple[dict[str, int], list[int]]:
    """Field name -> column index, and the indexes nobody claims. Whole words come before parts."""
    wanted = {index: plain(cell) for index, cell in enumerate(cells) if plain(cell)}
    words = {
        name: [plain(heading) for heading in column.headings]
        for name, column in resource.fields.items()
    }
    taken: dict[str, int] = {}
    for fits in (_is_own_heading, _is_alias, _contains):
        for name, known in words.items():
            if name in taken:
                continue
            free = [index for index in wanted if index not in taken.values()]
            hits = [index for index in free if fits(wanted[index], known)]
            if len(hits) == 1 or (hits and fits is not _contains):
                taken[name] = hits[0]
    return taken, [index for index in wanted if index not in taken.values()]


def _is_own_heading(heading: str, known: list[str]) -> bool:
    return heading == known[0]


def _is_alias(heading: str, known: list[str]) -> bool:
    return heading in known


def _contains(heading: str, known: list[str]) -> bool:
    if heading in PASSED_OVER or len(heading) < SHORTEST_PART:
        return False
    return any(
        len(word) >= SHORTEST_PART and (word in heading or heading in word) for word in known
    )


def recognise(
    rows: Sequence[Sequence[Any]],
    resources: Iterable[OfficeResource],
    *,
    title: str = "",
) -> Layout:
    """Find heading row and ledger, or refuse the sheet with code ``unknown_ledger``.

    The ledger that has all it needs and knows most of the headings wins; among equals the one
    whose usual title stands above the heading or on the sheet's tab.
    """
    best: tuple[tuple[int, int, int, int], Layout] | None = None
    resources = list(resources)
    least = LEAST_COLUMNS if len(resources) > 1 else 1
    for number, cells in enumerate(rows[:SEARCHED_ROWS], start=1):
        texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
        if len(texts) < LEAST_COLUMNS:
            continue
        above = title + "".join(str(cell) for row in rows[: number - 1] for cell in row if cell)
        for resource in resources:
            layout = _layout(resource, number, cells)
            named = int(plain(resource.title) in plain(above))
            score = (-len(layout.missing), len(layout.columns), named, -number)
            if layout.columns and (best is None or score > best[0]):
                best = (score, layout)
    above = rows[: best[1].header_row - 1] if best else []
    if any(MASKED in str(cell) for row in above for cell in row if cell):
        raise SheetRefused("rule", MASKED_SENTENCE)
    if best is None or len(best[1].columns) < least or (best[1].missing and len(resources) > 1):
        raise SheetRefused("unknown_ledger", _unknown_sentence(best and best[1]))
    return best[1]


def _layout(resource: OfficeResource, number: int, cells: Sequence[Any]) -> Layout:
    columns, rest = match_headings(resource, cells)
    headings = {name: _typed(cells[index]) for name, index in columns.items()}
    passed = PASSED_OVER | {plain(word) for word in resource.passed_over}
    unknown = [_typed(cells[index]) for index in rest if plain(cells[index]) not in passed]
    return Layout(resource, number, columns, headings, unknown)


def _typed(cell: Any) -> str:
    return " ".join(str(cell).split())


def _unknown_sentence(nearest: Layout | None) -> str:
    if nearest is None or len(nearest.columns) < LEAST_COLUMNS:
        return "没有认出这是哪一本台账：前20行里没有找到表头。请保留表头行，或选择台账后再导入。"
    missing = "、".join(nearest.missing)
    return (
        f"没有认出这是哪一本台账。最接近的是「{nearest.resource.title}」，"
        f"但缺少必需的列：{missing}。请补上这些列，或选择台账后再导入。"
    )
