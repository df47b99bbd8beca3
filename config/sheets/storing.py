"""Plans and problems as encrypted bytes: nothing that is personal lies readable in the tables."""

from __future__ import annotations

import datetime
import io
import json
import tempfile
import weakref
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from types import NoneType
from typing import Any

from config.accounts.fields.partial_date import PartialDate
from config.accounts.fields.private import decrypt_bytes, encrypt_bytes
from config.sheets.bulk.stored import each_once
from config.sheets.problems import Problem
from config.sheets.rows import PlannedPart, PlannedRow

LABEL = "sheets.plan"
_IN_MEMORY = 16 * 1024 * 1024


def seal(value: Any, raw: bytes = b"") -> bytes:
    """JSON, compressed, and what does not compress behind it; encrypted under the field keys."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return encrypt_bytes(zlib.compress(text.encode(), level=1) + raw, LABEL)


def unseal(blob: bytes) -> Any:
    return unseal_with_raw(blob)[0]


def unseal_with_raw(blob: bytes) -> tuple[Any, bytes]:
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(decrypt_bytes(bytes(blob), LABEL))
    return json.loads(text), unpacking.unused_data


def seal_rows(rows: Sequence[PlannedRow]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    return seal_part(
        PlannedPart(
            [row.number for row in rows],
            [row.verdict for row in rows],
            {name: [row.cells.get(name) for row in rows] for name in names},
            {at: row.changes for at, row in enumerate(rows) if row.changes},
        )
    )


def seal_part(part: PlannedPart) -> bytes:
    """Column by column: a column's cells are mostly of one kind and say the same few words."""
    told = {
        name: packed(cells)
        for name, cells in part.cells.items()
        if any(cell is not None for cell in cells)
    }
    return seal(
        {
            "numbers": part.numbers,
            "verdicts": part.verdicts,
            "cells": told,
            "changes": part.changes,
        }
    )


def unseal_rows(blob: bytes) -> list[PlannedRow]:
    """The rows as they went in; a cell that says nothing is not named."""
    told = unseal(blob)
    changes = {
        int(at): {name: (old, new) for name, (old, new) in changed.items()}
        for at, changed in told["changes"].items()
    }
    cells = {name: unpacked(*column) for name, column in told["cells"].items()}
    return PlannedPart(told["numbers"], told["verdicts"], cells, changes).rows()


class Sealed(Iterable[bytes | None]):
    """What is sealed of a plan, piece by piece, in a file that has no name: of a million rows it
    takes several hundred mebibytes. Nothing readable lies there."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- goes with us
        self._lengths: list[int | None] = []
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[bytes | None]:
        at = 0
        for length in self._lengths:
            self._file.seek(at)
            yield None if length is None else self._file.read(length)
            at += length or 0

    def add(self, blob: bytes | None) -> None:
        self._file.seek(0, io.SEEK_END)
        self._file.write(blob or b"")
        self._lengths.append(None if blob is None else len(blob))

    def clear(self) -> None:
        self._file.truncate(0)
        self._lengths.clear()


class SealedRows(Sealed):
    """The rows of a plan, sealed as they come."""

    def append(self, part: PlannedPart) -> None:
        self.add(seal_part(part))


def seal_problems(problems: Sequence[Problem]) -> bytes:
    return seal([problem.as_dict() for problem in problems])


def unseal_problems(blob: bytes | None) -> list[Problem]:
    return [Problem(**told) for told in unseal(blob)] if blob else []


_PLAIN = {str, int, bool, NoneType}
_ALIKE = ({datetime.date}, {PartialDate})
"""Kinds of which two that are equal are written alike: 1.0 and 1.00 are not."""


def packed(cells: Sequence[Any]) -> list[Any]:
    """A column as JSON: how its cells are put, and the cells."""
    kinds = set(map(type, cells))
    if kinds <= _PLAIN:
        return ["plain", cells]
    if kinds - {NoneType} in _ALIKE:
        return ["tagged", list(each_once(cells, _pack))]
    return ["tagged", list(map(_pack, cells))]


def unpacked(how: str, cells: list[Any]) -> list[Any]:
    return list(map(_unpack, cells)) if how == "tagged" else cells


def _pack(value: Any) -> Any:
    """A parsed cell as JSON: text, whole numbers and yes/no as they are, the rest tagged."""
    match value:
        case PartialDate():
            return ["partial", value.date.isoformat(), value.precision]
        case datetime.date():
            return ["date", value.isoformat()]
        case Decimal():
            return ["decimal", str(value)]
        case tuple():
            return ["names", *value]
        case _:
            return value


def _unpack(value: Any) -> Any:
    match value:
        case ["partial", day, precision]:
            return PartialDate(datetime.date.fromisoformat(day), precision)
        case ["date", day]:
            return datetime.date.fromisoformat(day)
        case ["decimal", digits]:
            return Decimal(digits)
        case ["names", *names]:
            return tuple(names)
        case _:
            return value
