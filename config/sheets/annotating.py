"""The clerk's own workbook with its problems marked: cells filled, a comment in each, a list.

Formats, widths, merged titles, formulas and the other sheets stay as they are. A file that the
library cannot keep (xls, et, ods, csv) and one of very many cells become an xlsx of their
contents; of the latter only the rows that have problems are copied.
"""

from __future__ import annotations

import collections
import dataclasses
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from config.sheets.corrections import Corrections, Fixes
from config.sheets.own_sheets import PROBLEM_HEADINGS, PROBLEMS
from config.sheets.problems import ERROR, Problem
from config.sheets.reading import RawSheet, read_file
from config.sheets.reading.sheet import column_letters, column_number

AUTHOR = "暖蜂"
MOST_CELLS = 600_000
"""What the library can hold and write again in about ten seconds."""

MOST_BYTES = 64 * 1024 * 1024
"""Of the unpacked parts of a workbook: about as many cells, empty ones with a format too."""

_FILLS = {
    level: PatternFill("solid", start_color=colour, end_color=colour)
    for level, colour in (("error", "FFC7CE"), ("warning", "FFEB9C"))
}
_LETTERS_OF_A_BARE_COLUMN = "列"
_WIDTHS = (20, 8, 18, 24, 80, 10)
_COMMENT = {"width": 320, "height": 110}


@dataclasses.dataclass(frozen=True)
class Marked:
    """What is to be marked in one sheet. ``header_row`` None: the sheet was refused whole."""

    name: str
    header_row: int | None
    problems: Sequence[Problem]


def annotated(
    source: bytes,
    *,
    name: str,
    sheets: Sequence[Marked],
    corrections: Corrections | None = None,
) -> io.BytesIO:
    """The file as xlsx, marked. ``name``: as the clerk's computer calls it.

    ``corrections``: cells that were put right since; the copy has them.

    Raises ``UnreadableFile`` for bytes that cannot be read as sheets.
    """
    raw = read_file(source, name=name)
    cells = sum(len(row) for sheet in raw for row in sheet.rows)
    if cells <= MOST_CELLS and _can_be_kept(source):
        book = load_workbook(io.BytesIO(source), rich_text=True)
        rows_of = None
    else:
        book, rows_of = _copied(raw, sheets, whole=cells <= MOST_CELLS)
    for sheet in sheets:
        if sheet.name in book.sheetnames or len(book.sheetnames) == 1:
            page = book[sheet.name] if sheet.name in book.sheetnames else book.worksheets[0]
            place = (rows_of or {}).get(sheet.name, _same_row)
            columns = _columns(page, place(sheet.header_row) if sheet.header_row else None)
            _correct(page, columns, place, (corrections or {}).get(sheet.name, {}))
            _mark(page, sheet, columns, place)
    _write_list(book, sheets)
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _can_be_kept(source: bytes) -> bool:
    """Whether it is an xlsx that the library can hold: it keeps empty cells that have a format."""
    if not zipfile.is_zipfile(io.BytesIO(source)):
        return False
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        sizes = [part.file_size for part in archive.infolist() if part.filename.startswith("xl/")]
    return bool(sizes) and sum(sizes) <= MOST_BYTES


def _same_row(row: int) -> int:
    return row


Placed = dict[str, Callable[[int], int | None]]
"""Sheet -> where the copy has a row of the original."""


def _copied(
    raw: Sequence[RawSheet], sheets: Sequence[Marked], *, whole: bool
) -> tuple[Workbook, Placed]:
    """The contents as a new workbook; ``whole``: else only headings and rows with problems."""
    book = Workbook()
    book.remove(book.worksheets[0])
    marked = {sheet.name: sheet for sheet in sheets}
    placed: Placed = {}
    for sheet in raw:
        page = book.create_sheet(sheet.name[:31] or "Sheet1")
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        kept = range(1, len(sheet.rows) + 1)
        if not whole:
            told = marked.get(sheet.name)
            wrong = {problem.row for problem in told.problems} if told else set()
            header = (told and told.header_row) or 1
            kept = [row for row in kept if row in wrong or row <= header]
        for at, row in enumerate(kept, start=1):
            for column, value in enumerate(sheet.rows[row - 1], start=1):
                if value is not None:
                    _put(page, at, column, value)
        placed[sheet.name] = {row: at for at, row in enumerate(kept, start=1)}.get
    return book, placed


def _put(page: Worksheet, row: int, column: int, value: Any) -> None:
    """Text stays text, also where it looks like a formula."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value


def _correct(
    page: Worksheet, columns: dict[str, int], place: Callable[[int], int | None], fixes: Fixes
) -> None:
    for (number, heading), text in fixes.items():
        row = place(number)
        if row is not None and heading in columns:
            _put(page, row, columns[heading], text)


def _mark(
    page: Worksheet,
    sheet: Marked,
    columns: dict[str, int],
    place: Callable[[int], int | None],
) -> None:
    told: dict[tuple[int, int], list[Problem]] = collections.defaultdict(list)
    for problem in sheet.problems:
        row = place(problem.row) if problem.row else None
        if row is not None:
            told[row, _column(problem.column, columns)].append(problem)
    for (row, column), problems in told.items():
        cell = page.cell(row, column)
        if isinstance(cell, MergedCell):
            cell = _anchor(page, row, column)
        refuses = any(problem.level == ERROR for problem in problems)
        cell.fill = _FILLS["error" if refuses else "warning"]
        said = [cell.comment.text] if cell.comment else []
        said += [problem.message for problem in problems]
        cell.comment = Comment("\n".join(dict.fromkeys(said)), AUTHOR, **_COMMENT)


def _columns(page: Worksheet, header_row: int | None) -> dict[str, int]:
    """Heading as it is told -> its column, the first of each."""
    if header_row is None:
        return {}
    found: dict[str, int] = {}
    for cell in page[header_row]:
        if cell.value is not None:
            found.setdefault(" ".join(str(cell.value).split()), cell.column)
    return found


def _column(told: str, columns: dict[str, int]) -> int:
    """The column of a heading, or of the letters of one without; the first for a whole row."""
    if told in columns:
        return columns[told]
    letters = told.removesuffix(_LETTERS_OF_A_BARE_COLUMN)
    is_bare = letters != told and letters.isascii() and letters.isupper()
    return column_number(letters) if is_bare else 1


def _anchor(page: Worksheet, row: int, column: int) -> Any:
    """The cell that shows what is written across merged ones."""
    for area in page.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return page.cell(area.min_row, area.min_col)
    return page.cell(row, 1)


def _write_list(book: Workbook, sheets: Sequence[Marked]) -> None:
    if PROBLEMS in book.sheetnames:  # a marked workbook that was handed in again
        del book[PROBLEMS]
    page = book.create_sheet(PROBLEMS)
    for column, (heading, width) in enumerate(zip(PROBLEM_HEADINGS, _WIDTHS, strict=True), start=1):
        page.cell(1, column, heading).font = Font(bold=True)
        page.column_dimensions[column_letters(column)].width = width
    for row, line in enumerate(_lines(sheets), start=2):
        for column, value in enumerate(line, start=1):
            _put(page, row, column, value)
            page.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _lines(sheets: Iterable[Marked]) -> Iterator[tuple[Any, ...]]:
    for sheet in sheets:
        for problem in sheet.problems:
            refuses = "拒绝" if problem.level == ERROR else "提示"
            row = problem.row or "整表"
            yield sheet.name, row, problem.column, problem.value, problem.message, refuses
