"""How many rows one person may take out alone, and how long a second person's word holds.

The steps are those at which 两高《关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释》
(法释〔2017〕10号) 第五条 calls a disclosure grave: fifty records of somebody's means, five hundred
of health and the like, five thousand of any other kind. One row less is what one person may do.
"""

from __future__ import annotations

import datetime

PAYMENTS, HARDSHIP = "payments", "hardship"
"""What makes a ledger sensitive: who was paid how much; who is ill or in need."""

ALONE = {PAYMENTS: 49, HARDSHIP: 499}
ALONE_OF_ANY = 4_999

GOOD_FOR = datetime.timedelta(hours=24)
"""How long an approved export may be fetched."""


def most_alone(sensitive: str) -> int:
    """Rows that one person may take out; a mask hides no name and no sum, so it changes nothing."""
    return ALONE.get(sensitive, ALONE_OF_ANY)


def needs_second(rows: int, sensitive: str) -> bool:
    return rows > most_alone(sensitive)


def good_until(decided_at: datetime.datetime) -> datetime.datetime:
    """The moment from which an approval no longer holds."""
    return decided_at + GOOD_FOR
