"""Plans and problems as encrypted bytes: nothing that is personal lies readable in the tables."""

from __future__ import annotations

import base64
import datetime
import json
import zlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from config.accounts.fields.partial_date import PartialDate
from config.accounts.fields.private import decrypt, encrypt
from config.sheets.planning import PlannedRow
from config.sheets.problems import Problem

LABEL = "sheets.plan"


def seal(value: Any) -> bytes:
    """JSON, compressed and encrypted under the field keys."""
    packed = zlib.compress(json.dumps(value, ensure_ascii=False).encode(), level=1)
    return encrypt(base64.b64encode(packed).decode(), LABEL)


def unseal(blob: bytes) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(decrypt(bytes(blob), LABEL))))


def seal_rows(rows: Sequence[PlannedRow]) -> bytes:
    return seal(
        [
            [
                row.number,
                row.verdict,
                {name: _pack(value) for name, value in row.cells.items() if value is not None},
                row.changes,
            ]
            for row in rows
        ]
    )


def unseal_rows(blob: bytes) -> list[PlannedRow]:
    return [
        PlannedRow(
            number,
            verdict,
            {name: _unpack(value) for name, value in cells.items()},
            {name: (old, new) for name, (old, new) in changes.items()},
        )
        for number, verdict, cells, changes in unseal(blob)
    ]


def seal_problems(problems: Sequence[Problem]) -> bytes:
    return seal([problem.as_dict() for problem in problems])


def unseal_problems(blob: bytes | None) -> list[Problem]:
    return [Problem(**told) for told in unseal(blob)] if blob else []


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
