"""From the rows of a sheet to parsed columns: every distinct value is parsed once."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from types import NoneType
from typing import Any, NamedTuple

from config.accounts.fields.partial_date import PartialDate
from config.accounts.fields.private import mask
from config.sheets.cells import text
from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.remark import Remark
from config.sheets.headings import Layout
from config.sheets.problems import ERROR, WARNING, Problem
from config.sheets.proposals import proposals
from config.sheets.reading.packed import PackedList, spent
from config.sheets.reading.sheet import Rows
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import CellWidget

_FOOTER = re.compile(
    r"^\s*(合\s*计|总\s*计|小\s*计|累\s*计|制\s*表\s*人?|填\s*表\s*人?|填\s*报\s*(人|单位|时间)?|审\s*核\s*人?"
    r"|经\s*办\s*人|单位负责人|负\s*责\s*人|联系电话|备\s*注|说\s*明|注)\s*([:：(（].*)?$",
    re.DOTALL,
)
_FOOTER_MARKS = frozenset("合总小累制填审经单负联备说注")
"""With what those words begin: most cells need no longer look."""
_SHOWN = 40
_MEMO = 50_000
_SLICE = 10_000
OPEN_ROWS = 200_000
"""Beyond these the parsed columns are kept packed."""

Cells = list[Any] | PackedList[Any]


@dataclasses.dataclass
class Table:
    """A sheet after reading: for each row its number and parsed cells, and what was wrong.

    ``columns``: field name -> parsed value by row; ``bad``: positions of rows with an error.
    """

    layout: Layout
    numbers: array[int]
    columns: dict[str, Cells]
    problems: list[Problem] = dataclasses.field(default_factory=list)
    bad: set[int] = dataclasses.field(default_factory=set)
    dropped: set[int] = dataclasses.field(default_factory=set)

    def cells(self, positions: Sequence[int]) -> dict[str, Sequence[Any]]:
        """``positions``: ascending."""
        first, end = positions[0], positions[-1] + 1
        cells: dict[str, Sequence[Any]] = {
            name: values[first:end] for name, values in self.columns.items()
        }
        if len(positions) == end - first:
            return cells
        return {name: [part[at - first] for at in positions] for name, part in cells.items()}

    def rows(self, positions: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> list[Row]:
        """``columns``: their cells."""
        names = list(columns)
        return [
            Row(self.numbers[at], dict(zip(names, cells, strict=True)))
            for at, cells in zip(positions, zip(*columns.values(), strict=True), strict=True)
        ]

    def good(self) -> Sequence[int]:
        """Positions of the rows without an error, ascending."""
        passed_over = self.bad | self.dropped
        everything = range(len(self.numbers))
        if not passed_over:
            return everything
        return array("I", (at for at in everything if at not in passed_over))


def read_table(layout: Layout, rows: Rows) -> Table:
    """Parse everything below the heading, a slice at a time; ``rows`` is emptied on the way, so
    that it takes little memory."""
    header = rows[layout.header_row - 1]
    columns: dict[str, Cells] = {
        name: PackedList() if len(rows) > OPEN_ROWS else [] for name in layout.columns
    }
    table = Table(layout, array("I"), columns)
    known: dict[str, _Known] = {name: {} for name in columns}
    told: set[int] = set()
    for numbers, kept in _slices(layout, rows):
        start = len(table.numbers)
        table.numbers.extend(numbers)
        table.problems += _unheaded(header, numbers, kept, told)
        for name, index in layout.columns.items():
            cells = [row[index] if index < len(row) else None for row in kept]
            for more in layout.further.get(name, ()):
                cells = [_joined(cell, row, more) for cell, row in zip(cells, kept, strict=True)]
            columns[name].extend(_parse_slice(table, name, start, cells, known[name]))
    return table


def _slices(layout: Layout, rows: Rows) -> Iterator[tuple[list[int], list[list[Any]]]]:
    """The rows that say something, with their numbers."""
    numbers: list[int] = []
    kept: list[list[Any]] = []
    indexes = sorted(layout.columns.values())
    keys = [layout.columns[name] for name in layout.resource.keys if name in layout.columns]
    for number, row in enumerate(spent(rows, layout.header_row), layout.header_row + 1):
        if not row or _is_blank(row, indexes) or _is_footer(row, keys):
            continue
        numbers.append(number)
        kept.append(row)
        if len(kept) == _SLICE:
            yield numbers, kept
            numbers, kept = [], []
    if kept:
        yield numbers, kept


def _joined(cell: Any, row: list[Any], more: int) -> Any:
    """A cell and the one in which its list goes on."""
    second = row[more] if more < len(row) else None
    parts = [text.printed(part) for part in (cell, second) if not text.is_empty(part)]
    return "、".join(parts) or None


def _is_blank(row: list[Any], indexes: list[int]) -> bool:
    for index in indexes:  # noqa: SIM110
        if index < len(row) and not text.is_blank(row[index]):
            return False  # most often at once: a generator would take longer than that
    return True


def _is_footer(row: list[Any], keys: list[int]) -> bool:
    """A line of totals or signatures. One that fills the keys beside its first cell is a row."""
    first = 0
    if text.is_blank(row[0]):
        first = next((at for at, cell in enumerate(row) if not text.is_blank(cell)), 0)
    if not _says_footer(row[first]):
        return False
    beside = [row[at] if at < len(row) else None for at in keys if at != first]
    return not beside or any(_tells_nothing(cell) for cell in beside)


def _tells_nothing(cell: Any) -> bool:
    """Whether a key's cell names no row: it is blank, a footer's word, or a sum."""
    return text.is_blank(cell) or _says_footer(cell) or isinstance(cell, int | float)


def _says_footer(cell: Any) -> bool:
    if not isinstance(cell, str) or cell.lstrip()[:1] not in _FOOTER_MARKS:
        return False
    return bool(_FOOTER.match(cell))


def _unheaded(
    header: list[Any], numbers: list[int], rows: list[list[Any]], told: set[int]
) -> Iterator[Problem]:
    """Cells under no heading are not read: say so, once a column, at the first of them."""
    headed = {at for at, cell in enumerate(header) if not text.is_blank(cell)}
    bare = set(range(len(header))) - headed
    for number, row in zip(numbers, rows, strict=True):
        if not bare and len(row) <= len(header):
            continue
        for at in sorted({*bare, *range(len(header), len(row))} - told):
            if at < len(row) and not text.is_blank(row[at]):
                told.add(at)
                letter = _letters(at)
                message = (
                    f"{letter}列没有表头，这一列的内容都没有导入；请补上表头，或移到有表头的列。"
                )
                yield Problem(WARNING, number, f"{letter}列", "missing", message)


def _letters(index: int) -> str:
    """The column's name in a spreadsheet program, from A."""
    ahead, at = divmod(index, len(ascii_uppercase))
    return (_letters(ahead - 1) if ahead else "") + ascii_uppercase[at]


def _parse_slice(
    table: Table, name: str, start: int, cells: list[Any], known: _Known
) -> Iterable[Any]:
    """What was parsed is remembered, but not of a million different cells."""
    widget = table.layout.resource.fields[name].widget
    kinds = set(map(type, cells))
    for kind in kinds - {NoneType}:
        parsed = known.get(kind)
        if parsed is None or len(parsed.values) > _MEMO:
            parsed = known[kind] = _Parsed({}, {})
        alike = cells if len(kinds) == 1 else [cell for cell in cells if type(cell) is kind]
        parsed.learn(widget, set(alike))
    if any(parsed.findings for parsed in known.values()):
        _report_slice(table, start, name, cells, known)
    if len(kinds - {NoneType}) == 1:
        (kind,) = kinds - {NoneType}
        return map(known[kind].values.get, cells)
    return [None if cell is None else known[type(cell)].values[cell] for cell in cells]


class _Parsed(NamedTuple):
    """Cells of one type -> what they mean, and of some of them what there is to say."""

    values: dict[Any, Any]
    findings: dict[Any, BadCell | Remark]

    def learn(self, widget: CellWidget, cells: set[Any]) -> None:
        for cell in cells - self.values.keys():
            self.values[cell], finding = _parse(widget, cell)
            if finding is not None:
                self.findings[cell] = finding


_Known = dict[type, _Parsed]
"""Of one column: type of cell -> what is known of such cells."""


def _report_slice(table: Table, start: int, name: str, cells: list[Any], known: _Known) -> None:
    for at, cell in enumerate(cells, start):
        finding = None if cell is None else known[type(cell)].findings.get(cell)
        if finding is not None:
            _report(table, at, name, finding, cell)


def _parse(widget: CellWidget, cell: Any) -> tuple[Any, BadCell | Remark | None]:
    """The value, and what there is to say of the cell; a refused one has no value."""
    try:
        value = widget.parse(cell)
    except BadCell as bad:
        return None, bad
    return value, widget.remark(cell, value)


def _report(table: Table, at: int, name: str, finding: BadCell | Remark, cell: Any) -> None:
    column = table.layout.resource.fields[name]
    heading = table.layout.headings.get(name, column.column_name)
    shown = text.printed(cell)[:_SHOWN]
    if column.private:
        shown = mask(shown)
    refuses = isinstance(finding, BadCell) and (column.writes or column.required)
    level = ERROR if refuses else WARNING
    number = table.numbers[at]
    table.problems.append(Problem(level, number, heading, finding.code, finding.message, shown))
    if refuses:
        table.bad.add(at)


def check_required(table: Table, run: Run) -> None:
    """A row without what tells it apart cannot be taken; who may be meant is proposed."""
    resource = table.layout.resource
    for name in resource.keys:
        column = resource.fields[name]
        values = table.columns.get(name, [])
        if None not in values or resource.key_optional(name):
            continue
        blank = [at for at, value in enumerate(values) if value is None and at not in table.bad]
        proposed = proposals(run, resource, table.columns, blank)
        for at in blank:
            message = f"「{column.column_name}」不能为空；请填写后再导入。{proposed.get(at, '')}"
            _report(table, at, name, BadCell("missing", message), "")


def check_dates(table: Table, run: Run) -> None:
    """A day that has not come yet is a slip of the pen, except in columns that plan ahead."""
    if run.today is None:
        return
    for name, values in table.columns.items():
        widget = table.layout.resource.fields[name].widget
        if not getattr(widget, "past_only", False):
            continue
        late = {value for value in set(values) if value and _day(value) > run.today}
        for at, value in enumerate(values if late else ()):
            if value in late:
                message = f"日期{widget.show(value)}晚于今天；请核对年份。"
                _report(table, at, name, BadCell("bad_date", message), widget.show(value))
                values[at] = None


def _day(value: datetime.date | PartialDate) -> datetime.date:
    return value.date if isinstance(value, PartialDate) else value


def check_duplicates(table: Table) -> None:
    """Same key twice: identical rows count once with a warning, differing ones are both refused."""
    resource = table.layout.resource
    suspects = _perhaps_twice(table)
    if not suspects:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for at in suspects:
        row = Row(0, {name: values[at] for name, values in table.columns.items()})
        firsts = {seen.setdefault(key, at) for key in resource.duplicate_keys(row)}
        for first in sorted(firsts - {at}):
            _report_duplicate(table, first, at)


def _perhaps_twice(table: Table) -> Sequence[int]:
    """The rows whose usual key has the digest of another's, by columns; all of them where rows
    work their key out in another way."""
    resource, good = table.layout.resource, table.good()
    columns = [table.columns.get(name) for name in resource.duplicate_columns]
    if not resource.duplicates_by_column or None in columns:
        return good
    keys = [
        map(resource.fields[name].widget.key, _picked(values or (), good))
        for name, values in zip(resource.duplicate_columns, columns, strict=True)
    ]
    digests = array("q", map(hash, keys[0] if len(keys) == 1 else zip(*keys, strict=True)))
    twice = {one for one, other in itertools.pairwise(sorted(digests)) if one == other}
    if not twice:
        return ()
    return [at for at, digest in zip(good, digests, strict=True) if digest in twice]


def _picked(values: Cells | tuple[()], positions: Sequence[int]) -> Iterable[Any]:
    return values if len(values) == len(positions) else (values[at] for at in positions)


def _report_duplicate(table: Table, first: int, at: int) -> None:
    same = all(values[first] == values[at] for values in table.columns.values())
    name = table.layout.resource.keys[0]
    heading = table.layout.headings.get(name, "")
    numbers = table.numbers
    if same and first not in table.bad:
        message = f"与第{numbers[first]}行完全相同，只计一次。"
        table.problems.append(Problem(WARNING, numbers[at], heading, "duplicate_in_file", message))
        table.dropped.add(at)
        return
    for one, other in ((first, at), (at, first)):
        message = (
            f"与第{numbers[other]}行是同一条记录但内容不同，两行都不导入；请只保留正确的一行。"
        )
        problem = Problem(ERROR, numbers[one], heading, "duplicate_in_file", message)
        if problem not in table.problems[-4:]:
            table.problems.append(problem)
        table.bad.add(one)
