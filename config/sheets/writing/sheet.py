"""What one sheet is, in whatever kind of file it goes out."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

from config.sheets.watermarks import Watermark

CellValue = str | int | float | Decimal | datetime.date | None

NUMBERED, NARROW, WIDE = 6, 14, 24
_NEED_ROOM = ("名称", "单位", "地址", "身份证", "党支部", "企业")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """``name`` is its tab's; ``office`` made it; ``headings`` begin with the rows' numbers."""

    name: str
    title: str
    office: str
    headings: tuple[str, ...]
    mark: Watermark

    @property
    def line(self) -> str:
        """Under the title: by whom, and who took it out."""
        return f"填报单位：{self.office}　{self.mark}"

    @property
    def widths(self) -> list[int]:
        return [
            NUMBERED if not at else WIDE if any(word in heading for word in _NEED_ROOM) else NARROW
            for at, heading in enumerate(self.headings)
        ]
