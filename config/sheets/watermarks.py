"""Who took a workbook out, when and what for: told in the workbook itself."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone

from config.sheets.runs import Run

BEGINS = "导出人："
BY_COMMAND = "命令行"
_LONGEST_FOOTER = 200
"""A spreadsheet program takes no more than 255 marks, the numbers of pages among them."""


@dataclasses.dataclass(frozen=True)
class Watermark:
    who: str
    at: datetime.datetime
    reason: str = ""

    def __str__(self) -> str:
        at = timezone.localtime(self.at)
        parts = [f"{BEGINS}{self.who}", f"导出时间：{at:%Y-%m-%d %H:%M}"]
        return "　".join([*parts, f"用途：{self.reason}"] if self.reason else parts)

    @property
    def footer(self) -> str:
        # A bare & would begin a command of the footer.
        return f"&L{str(self)[:_LONGEST_FOOTER].replace('&', ' ')}&R第 &P 页 共 &N 页"

    @property
    def properties(self) -> dict[str, object]:
        """Of the document, where the file's own information shows them."""
        made = self.at.astimezone(datetime.UTC).replace(tzinfo=None)
        return {"author": self.who, "comments": str(self), "created": made}


def watermark(run: Run, *, at: datetime.datetime, reason: str = "") -> Watermark:
    who = f"{run.user}({run.user.username})" if run.user else BY_COMMAND
    return Watermark(who, at, reason)
