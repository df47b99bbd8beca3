"""Which row of a sheet is the heading, which ledger it is, and which column is which."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from config.sheets.problems import SheetRefused
from config.sheets.reading.sheet import column_letters
from config.sheets.resources import OfficeResource
from config.sheets.watermarks import BEGINS

SEARCHED_ROWS = 20
"""How far down a heading is looked for: title lines stand above it."""
LEAST_COLUMNS = 2
SHORTEST_PART = 3
FAIR_SHARE = 2
"""A ledger that has all it needs still has to know half of what the best of them knows."""

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

_HINT = re.compile(r"[(\[【<〈〔].*?[)\]】>〉〕]")
_BRACKETS = re.compile(r"[(\[【<〈〔)\]】>〉〕]")
_NOISE = re.compile(r"[\s*:.,;、，。·_/\\\-—'\"“”]+|必填项?|选填项?")


@functools.lru_cache(maxsize=10_000)
def plain(heading: Any) -> str:
    """A heading without spaces, line breaks, marks and bracketed hints (domain: aliases)."""
    return _NOISE.sub("", _HINT.sub("", _visible(heading))).lower() or with_hints(heading)


def with_hints(heading: Any) -> str:
    """A heading without spaces, line breaks and marks; the words in brackets stay."""
    return _NOISE.sub("", _BRACKETS.sub("", _visible(heading))).lower()


def _visible(heading: Any) -> str:
    folded = unicodedata.normalize("NFKC", str(heading if heading is not None else ""))
    return "".join(mark for mark in folded if unicodedata.category(mark) != "Cf")


@dataclasses.dataclass(frozen=True)
class Layout:
    """How one sheet is read.

    ``columns``: field name -> index of the column, from 0; ``further``: those of the columns in
    which a list goes on.
    """

    resource: OfficeResource
    header_row: int
    columns: dict[str, int]
    further: dict[str, list[int]]
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


def match_headings(resource: OfficeResource, cells: Sequence[Any]) -> dict[str, int]:
    """Field name -> column index, from 0. Whole words come before parts of words."""
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
    return taken


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

    The row that knows most headings is the heading. Among the ledgers that have all they need
    the one wins whose title stands above it or on the sheet's tab, then the one that needs what
    few others know: 入会时间 says more than 姓名, which stands in every roster.
    """
    resources = list(resources)
    layouts: list[Layout] = []
    for number, cells in enumerate(rows[:SEARCHED_ROWS], start=1):
        texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
        if len(texts) >= LEAST_COLUMNS:
            here = [_layout(resource, number, cells) for resource in resources]
            layouts = max(layouts, here, key=_most_columns)
    if _most_columns(layouts) < (LEAST_COLUMNS if len(resources) > 1 else 1):
        raise SheetRefused("unknown_ledger", _unknown_sentence(None))
    above = title_above(rows, layouts[0].header_row)
    found = _likeliest(layouts, plain(title + above))
    if found.missing and len(resources) > 1:
        raise SheetRefused("unknown_ledger", _unknown_sentence(found))
    _refuse_twice(found, rows[found.header_row - 1])
    return found


def title_above(rows: Sequence[Sequence[Any]], header_row: int) -> str:
    """What stands above the headings; refuses a masked workbook, which says so there."""
    lines = rows[: header_row - 1]
    # What the watermark says it is for is no part of the title.
    above = "".join(str(cell).partition(BEGINS)[0] for row in lines for cell in row if cell)
    if MASKED in above:
        raise SheetRefused("rule", MASKED_SENTENCE)
    return above


def _most_columns(layouts: list[Layout]) -> int:
    return max((len(layout.columns) for layout in layouts), default=0)


def _likeliest(layouts: list[Layout], told: str) -> Layout:
    """The ledger that a heading row most likely belongs to; ``told``: what stands above it."""
    claims = collections.Counter(index for one in layouts for index in one.columns.values())
    most = _most_columns(layouts)

    def score(layout: Layout) -> tuple[float, ...]:
        named = plain(layout.resource.title) in told
        if layout.missing or len(layout.columns) * FAIR_SHARE < most:
            return (False, len(layout.columns), named)
        needed = sum(1 / claims[layout.columns[name]] for name in layout.resource.needed)
        return (True, named, needed, len(layout.columns))

    return max(layouts, key=score)


def _refuse_twice(layout: Layout, cells: Sequence[Any]) -> None:
    """Two columns under one heading that is read: which of them is meant nobody can say."""
    spelled = [with_hints(cell) for cell in cells]
    for index in sorted(layout.columns.values()):
        if spelled.count(spelled[index]) > 1:
            places = [column_letters(at + 1) for at, s in enumerate(spelled) if s == spelled[index]]
            message = (
                f"表头「{_typed(cells[index])}」出现了{len(places)}次（{'、'.join(places)}列），"
                "无法确定用哪一列；请只保留一列，或给其余各列换一个名称。"
            )
            raise SheetRefused("duplicate_in_file", message, row=layout.header_row)


def _layout(resource: OfficeResource, number: int, cells: Sequence[Any]) -> Layout:
    return layout_of(resource, number, cells, match_headings(resource, cells))


def layout_of(
    resource: OfficeResource, number: int, cells: Sequence[Any], columns: dict[str, int]
) -> Layout:
    """How a sheet is read once it is known which column is which."""
    claimed = set(columns.values())
    rest = [index for index, cell in enumerate(cells) if plain(cell) and index not in claimed]
    further = {
        name: [index for index in rest if plain(cells[index]) in words]
        for name, column in resource.fields.items()
        if (words := {plain(heading) for heading in column.further}) and name in columns
    }
    taken = {index for indexes in further.values() for index in indexes}
    headings = {name: _heading(cells, index) for name, index in columns.items()}
    passed = PASSED_OVER | {plain(word) for word in resource.passed_over}
    unknown = [
        _typed(cells[index])
        for index in rest
        if index not in taken and plain(cells[index]) not in passed
    ]
    return Layout(resource, number, columns, further, headings, unknown)


def _heading(cells: Sequence[Any], index: int) -> str:
    """A heading as typed; a column without one goes by its letters."""
    typed = _typed(cells[index]) if index < len(cells) and cells[index] is not None else ""
    return typed or f"{column_letters(index + 1)}列"


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
