"""The one way in which a cell is read and yet spoken of."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """What a clerk should know of a cell that was read; a warning of the JSON contract."""

    message: str
    code: str = "differs"
