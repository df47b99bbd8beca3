"""Cells that a clerk has put right in the page: laid over the file's own whenever it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from config.sheets.headings import Layout

Fixes = Mapping[tuple[int, str], str]
"""Of one sheet: row as the spreadsheet program numbers it, heading as told -> the new text."""

Corrections = dict[str, dict[tuple[int, str], str]]
"""Of one file: sheet -> its fixes."""


def corrected(rows: list[list[Any]], layout: Layout, fixes: Fixes) -> Layout:
    """Write the fixes into the rows. A needed column that the sheet lacks is put at its end."""
    columns, headings = dict(layout.columns), dict(layout.headings)
    place = {heading: columns[name] for name, heading in headings.items()}
    fields = {column.column_name: name for name, column in layout.resource.fields.items()}
    end = max(len(row) for row in rows)
    for (number, heading), text in fixes.items():
        if heading not in place and heading in fields:
            name = fields[heading]
            place[heading] = columns[name] = end
            headings[name] = heading
            _put(rows[layout.header_row - 1], end, heading)
            end += 1
        if heading in place and layout.header_row < number <= len(rows):
            _put(rows[number - 1], place[heading], text)
    return dataclasses.replace(layout, columns=columns, headings=headings)


def _put(row: list[Any], at: int, text: str) -> None:
    row.extend([None] * (at + 1 - len(row)))
    row[at] = text


def merged(earlier: Corrections, later: Corrections) -> Corrections:
    """What is said later holds."""
    sheets = earlier.keys() | later.keys()
    return {sheet: {**earlier.get(sheet, {}), **later.get(sheet, {})} for sheet in sheets}


def packed(corrections: Corrections) -> list[list[Any]]:
    """As JSON keeps it."""
    return [
        [sheet, row, heading, text]
        for sheet, fixes in corrections.items()
        for (row, heading), text in fixes.items()
    ]


def unpacked(lines: list[list[Any]]) -> Corrections:
    corrections: Corrections = {}
    for sheet, row, heading, text in lines:
        corrections.setdefault(sheet, {})[row, heading] = text
    return corrections
