"""What has happened on the invented roster some weeks on, and a roster with mistakes in it."""

from __future__ import annotations

from typing import Any

from config.sheets.inventing import Invention
from unions.demo import another_row

HIRED = 5
NAME, NUMBER, UNIT, HIRED_ON, PHONE = 0, 4, 7, 9, 10
"""Columns of the roster's table."""
UNIT_OF_MEMBER = 2
NOWHERE = "城外快递有限公司"


def invent_roster_news(invention: Invention) -> None:
    """Five are new, one has moved, one has another phone; the unions follow."""
    heading, *known = (list(row) for row in invention.tables["workers"])
    mover, caller = known[0], known[-1]
    mover[UNIT] = invention.enterprises[-1][0]
    caller[PHONE] = invention.phone()
    new = [another_row(invention, invention.workers + at) for at in range(HIRED)]
    for row in new:
        row[HIRED_ON] = invention.days_ago(0, 20)
    invention.news["workers"] = [heading, *known, *new]
    invention.news["union_members"] = _union_news(invention, mover, new)
    invention.slips["workers"] = [heading, *_with_slips(invention, known, new)]


def _union_news(invention: Invention, mover: list[Any], new: list[list[Any]]) -> list[list[Any]]:
    rows = [list(row) for row in invention.tables["union_members"]]
    for row in rows[1:]:
        if row[1] == mover[NUMBER]:
            row[UNIT_OF_MEMBER] = mover[UNIT]
    union = rows[1][3]
    joined = [
        [row[NAME], row[NUMBER], row[UNIT], union, row[HIRED_ON], f"1406{at:08d}"]
        for at, row in enumerate(new, start=invention.workers + 1)
    ]
    return [*rows, *joined]


def _with_slips(
    invention: Invention, known: list[list[Any]], new: list[list[Any]]
) -> list[list[Any]]:
    """The usual mistakes, a row each, beside two rows without any."""
    as_number, bare_month, elsewhere, mistyped = (
        another_row(invention, invention.workers + HIRED + at) for at in range(4)
    )
    as_number[NUMBER] = float(as_number[NUMBER][:17] + "0")
    bare_month[HIRED_ON] = 1990.1
    elsewhere[UNIT] = NOWHERE
    digit = mistyped[NUMBER][16]
    mistyped[NUMBER] = mistyped[NUMBER][:16] + str((int(digit) + 1) % 10) + mistyped[NUMBER][17]
    return [known[-1], new[0], as_number, bare_month, elsewhere, mistyped]
