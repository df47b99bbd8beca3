"""Which text of the 发展党员工作细则 is in force on a day, and how its articles are named."""

import datetime

from ledgers.choices import RuleVersion

REVISED_ON = datetime.date(2026, 5, 11)
"""The revision was issued on this day and is in force from it on (art 44)."""

BY_LAW = "《中国共产党发展党员工作细则》"
DIGITS = "零一二三四五六七八九"


def version_on(day: datetime.date) -> RuleVersion:
    """The text that a step of the day is judged by; finished steps are not judged anew."""
    return RuleVersion.V2026 if day >= REVISED_ON else RuleVersion.V2014


def in_short(cited: str) -> str:
    """An article as a list names it, where the law is plain: 细则第十三条."""
    return cited.replace(BY_LAW, "细则")


def article(number: int) -> str:
    """《中国共产党发展党员工作细则》第十三条."""
    tens, ones = divmod(number, 10)
    words = ("十" if tens == 1 else f"{DIGITS[tens]}十") if tens else ""
    return f"{BY_LAW}第{words}{DIGITS[ones] if ones else ''}条"
