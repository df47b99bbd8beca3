"""What can be wrong with a cell, a row or a sheet, as data that every door prints alike."""

from __future__ import annotations

import dataclasses
from typing import Any

ERROR = "error"
WARNING = "warning"

CODES = (
    "missing",
    "bad_check_digit",
    "truncated_id",
    "bad_date",
    "ambiguous_date",
    "unknown_reference",
    "ambiguous_reference",
    "duplicate_in_file",
    "conflict",
    "differs",
    "out_of_scope",
    "bad_number",
    "bad_choice",
    "bad_text",
    "too_long",
    "rule",
    "unreadable",
    "unknown_ledger",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    ``row`` as the spreadsheet program numbers it (None: the whole sheet), ``column`` the heading
    as typed, ``value`` what stood there with private values masked.
    """

    level: str
    row: int | None
    column: str
    code: str
    message: str
    value: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class SheetRefused(Exception):
    """A whole sheet cannot be taken; carries the problem that says why."""

    def __init__(self, code: str, message: str, *, row: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(ERROR, row, "", code, message)
