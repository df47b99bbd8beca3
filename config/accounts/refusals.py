"""How an action says no, and from when on rules bind."""

import datetime


class Refusal(Exception):
    """An action will not be done; carries a Chinese sentence fit to show the user."""


def binds(*, on: datetime.date, in_use_from: datetime.date | None) -> bool:
    """Whether what happened on the day must obey the rules, and is not merely flagged.

    The committee's 启用日期 is the first day that does; before it is set nothing does
    (design, section 2.3).
    """
    return in_use_from is not None and on >= in_use_from
