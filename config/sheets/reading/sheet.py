"""What reading gives: sheets of rows; and which names it takes."""

from __future__ import annotations

import dataclasses
import datetime

from config.sheets.reading.packed import PackedList

Faults = dict[tuple[int, int], str]
"""Cells whose formula failed: (row, column) from 0 -> #N/A and its like. The parser drops them."""

Cell = str | int | float | bool | datetime.date | datetime.datetime | None

Rows = list[list[Cell]] | PackedList[list[Cell]]

SPREADSHEETS = ("xlsx", "xls", "et", "ods", "csv")


@dataclasses.dataclass(slots=True)
class RawSheet:
    """One sheet. ``rows[0]`` is row 1 of the spreadsheet program; an empty row is ``[]``.

    Rows end with their last filled cell, the sheet with its last filled row.
    """

    name: str
    rows: Rows
    hidden: bool = False


def extension_of(name: str) -> str:
    """Lower case, without the dot; "" for lock files (``~$…``), dot files and bare names."""
    stem, dot, extension = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not stem or not dot or stem.startswith(("~$", ".")):
        return ""
    return extension.lower()


def is_spreadsheet(name: str) -> bool:
    return extension_of(name) in SPREADSHEETS


def trim(row: list[Cell]) -> list[Cell]:
    """The same list without the empty cells at its end."""
    while row and row[-1] is None:
        del row[-1]
    return row


def trim_rows(rows: list[list[Cell]]) -> None:
    """Take away the empty rows at the end."""
    while rows and not rows[-1]:
        del rows[-1]


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
