"""A plan as its page shows it: the sheets, their counts, and one page of one sheet's rows."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from config.accounts.fields.private import mask
from config.sheets.admin.mending import FIX, is_a_cell
from config.sheets.headings import plain
from config.sheets.models import HandedInFile, Import, ImportedSheet, ImportState
from config.sheets.planning import PlannedRow
from config.sheets.problems import ERROR, WARNING, Problem
from config.sheets.registry import ledger_titles, resource_for
from config.sheets.resources import OfficeResource
from config.sheets.rows import CHANGED_ROW, HELD_BACK, NEW, REJECTED, UNCHANGED, VERDICTS
from config.sheets.runs import NEW_BOXES
from config.sheets.storing import unseal_problems, unseal_rows

PAGE = 50
LONGEST_PAGE_NUMBER = 8
WARNINGS = "warnings"
WORDS = {
    REJECTED: "拒绝",
    HELD_BACK: "搁置",
    CHANGED_ROW: "变更",
    NEW: "新增",
    WARNINGS: "提示",
    UNCHANGED: "不变",
}
"""The parts of a sheet's plan in the order in which a clerk looks at them."""

WAITING = tuple(word for word in WORDS if word != HELD_BACK)
SETTLED = (REJECTED, HELD_BACK, WARNINGS)
"""The parts there are before the decision, and those that are kept after it."""

OF_PROBLEMS = {REJECTED: ERROR, WARNINGS: WARNING}
EMPTY = "(空)"

_WHOLE_NUMBER = re.compile(
    r"(?<!\d)(?:[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"|1[3-9]\d{9})(?!\d)"
)


def guarded(text: str) -> str:
    """Text in which no whole identity number or phone stands: clerks mistake the column, too."""
    return _WHOLE_NUMBER.sub(lambda found: mask(found.group()), text)


@dataclasses.dataclass(frozen=True)
class SheetLine:
    """One sheet in the list of what was handed in."""

    sheet: ImportedSheet
    ledger: str
    sheet_name: str = ""
    refusal: str = ""
    earlier: ImportedSheet | None = None
    problems: Sequence[Problem] = ()

    @property
    def warnings(self) -> int:
        return sum(problem.level == WARNING for problem in self.problems)

    @property
    def unreadable(self) -> bool:
        """Whether nothing of the file could be read, so that no column can be told."""
        return any(problem.code == "unreadable" for problem in self.problems)

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(verdict, getattr(self.sheet, verdict)) for verdict in VERDICTS]


@dataclasses.dataclass(frozen=True)
class Tab:
    """A part of a sheet's plan, to be chosen."""

    word: str
    count: int
    query: str
    chosen: bool


@dataclasses.dataclass(frozen=True)
class ShownRow:
    """A planned row; ``cells`` are (heading, text), ``changes`` are (heading, old, new)."""

    number: int
    cells: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]


@dataclasses.dataclass(frozen=True)
class ShownProblem:
    """A finding as the page tells it; ``field``: where its cell can be put right, else empty."""

    row: int | None
    column: str
    value: str
    message: str
    field: str = ""


@dataclasses.dataclass(frozen=True)
class Part:
    """One page of one part of a sheet's plan: either rows or problems."""

    tabs: list[Tab]
    word: str = ""
    total: int = 0
    number: int = 1
    pages: int = 1
    query: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[ShownRow] = ()
    problems: Sequence[ShownProblem] = ()
    mends: bool = False
    changes_cells: bool = False

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def sheet_lines(record: Import, sheets: Sequence[ImportedSheet], *, told: bool) -> list[SheetLine]:
    """``told``: whether the reader may see what the plan says beyond its counts."""
    found = {sheet: unseal_problems(sheet.problems) if told else [] for sheet in sheets}
    titles = ledger_titles()
    in_file = Counter(sheet.file_name for sheet in sheets)
    earlier = _taken_before(record, sheets) if record.state == ImportState.CHECKED else {}
    return [
        SheetLine(
            sheet,
            titles.get(sheet.ledger, ""),
            sheet.sheet_name if in_file[sheet.file_name] > 1 else "",
            "" if sheet.ledger else _refusal(found[sheet]),
            earlier.get(sheet.digest),
            found[sheet],
        )
        for sheet in sheets
    ]


def marked_files(record: Import, lines: Sequence[SheetLine]) -> list[HandedInFile]:
    """The files of which a copy can be marked: something is wrong in them, and they can be read."""
    wrong = {line.sheet.digest for line in lines if line.problems and not line.unreadable}
    return [file for file in record.files.all() if file.digest in wrong]


def _refusal(problems: Sequence[Problem]) -> str:
    return " ".join(guarded(problem.message) for problem in problems)


def kinds_to_allow(record: Import, lines: Sequence[SheetLine]) -> list[str]:
    """The boxes that would let rows in which were refused for an unknown name, as labelled."""
    wanted = set()
    for line in lines:
        if not line.sheet.ledger:
            continue
        resource = resource_for(line.sheet.ledger)
        kinds = {
            plain(heading): getattr(column.widget, "new", "")
            for column in resource.fields.values()
            for heading in column.headings
        }
        unknown = {one.column for one in line.problems if one.code == "unknown_reference"}
        wanted |= {kinds.get(plain(heading), "") for heading in unknown}
    allowed = record.new_kinds.split(",")
    return [word for kind, word in NEW_BOXES.items() if kind in wanted and kind not in allowed]


def _taken_before(record: Import, sheets: Sequence[ImportedSheet]) -> dict[str, ImportedSheet]:
    """By the file's digest, where the very same file was applied last."""
    taken = (
        ImportedSheet.objects.filter(
            digest__in={sheet.digest for sheet in sheets}, handed_in__state=ImportState.APPLIED
        )
        .exclude(handed_in=record)
        .select_related("handed_in__made_by")
        .defer("problems")
        .order_by("handed_in__applied_at")
    )
    return {sheet.digest: sheet for sheet in taken}


def chosen_sheet(sheets: Sequence[ImportedSheet], query: QueryDict) -> ImportedSheet | None:
    """The sheet asked for, else the first with rows not taken, else the first that was read."""
    read = [sheet for sheet in sheets if sheet.ledger]
    asked = [sheet for sheet in read if str(sheet.pk) == query.get("sheet")]
    return next(
        iter([*asked, *(sheet for sheet in read if sheet.rejected or sheet.held_back), *read]), None
    )


def chosen_part(
    sheet: ImportedSheet, query: QueryDict, *, with_rows: bool, mends: bool = False
) -> Part:
    """``with_rows``: whether the plan's rows are still kept; its problems always are.

    ``mends``: whether cells that reject their rows can be put right here.
    """
    found = unseal_problems(sheet.problems)
    by_level = {
        key: [problem for problem in found if problem.level == level]
        for key, level in OF_PROBLEMS.items()
    }
    counts = {key: getattr(sheet, key, 0) for key in (WAITING if with_rows else SETTLED)}
    counts[WARNINGS] = len(by_level[WARNINGS])
    chosen = query.get("rows")
    if chosen not in counts:
        chosen = next((key for key, count in counts.items() if count), REJECTED)
    tabs = [
        Tab(WORDS[key], count, _query(sheet, key), key == chosen) for key, count in counts.items()
    ]
    total = len(by_level[chosen]) if chosen in OF_PROBLEMS else counts[chosen]
    pages = max(1, math.ceil(total / PAGE))
    number = page_number(query.get("page", ""), pages)
    part = Part(tabs, WORDS[chosen], total, number, pages, _query(sheet, chosen))
    start = (number - 1) * PAGE
    if chosen in OF_PROBLEMS:
        listed = list(enumerate(by_level[chosen]))[start : start + PAGE]
        mends = mends and chosen == REJECTED
        shown = [_shown_problem(number, problem, mends=mends) for number, problem in listed]
        return dataclasses.replace(part, problems=shown, mends=any(one.field for one in shown))
    lines = list(itertools.islice(_planned(sheet, chosen), start, start + PAGE))
    return _with_lines(part, resource_for(sheet.ledger), lines, changed=chosen == CHANGED_ROW)


def _query(sheet: ImportedSheet, key: str) -> str:
    return urlencode({"sheet": sheet.pk, "rows": key})


def page_number(asked: str, pages: int) -> int:
    """A number that no page has leads to the nearest one."""
    digits = asked[:LONGEST_PAGE_NUMBER]
    number = int(digits) if digits.isascii() and digits.isdecimal() else 1
    return min(max(number, 1), pages)


def _shown_problem(number: int, problem: Problem, *, mends: bool) -> ShownProblem:
    """``number``: its place among those of its level, by which its field is named."""
    return ShownProblem(
        problem.row,
        problem.column,
        guarded(problem.value),
        guarded(problem.message),
        f"{FIX}{number}" if mends and is_a_cell(problem) else "",
    )


def _planned(sheet: ImportedSheet, verdict: str) -> Iterator[PlannedRow]:
    """The rows of one verdict; unseals no more of the plan than is asked for."""
    for chunk in sheet.chunks.order_by("number").defer("prepared").iterator(chunk_size=1):
        yield from (row for row in unseal_rows(chunk.blob) if row.verdict == verdict)


def _with_lines(
    part: Part, resource: OfficeResource, lines: Sequence[PlannedRow], *, changed: bool
) -> Part:
    """Changed rows show what tells them apart, others every column that says something."""
    said = {name for line in lines for name, value in line.cells.items() if value is not None}
    shown = [
        name
        for name in resource.fields
        if name in said and (not changed or name in resource.telling)
    ]
    return dataclasses.replace(
        part,
        headings=[resource.fields[name].column_name for name in shown],
        rows=[_shown_row(resource, line, shown) for line in lines],
        changes_cells=changed,
    )


def _shown_row(resource: OfficeResource, line: PlannedRow, names: Sequence[str]) -> ShownRow:
    cells = [
        (resource.fields[name].column_name, _shown_cell(resource, name, line.cells.get(name)))
        for name in names
    ]
    changes = [
        (resource.fields[name].column_name, guarded(old) or EMPTY, guarded(new) or EMPTY)
        for name, (old, new) in line.changes.items()
    ]
    return ShownRow(line.number, cells, changes)


def _shown_cell(resource: OfficeResource, name: str, value: Any) -> str:
    return guarded(resource.fields[name].widget.show(value))
