"""What is due of a Party branch: its term, its size, what it covers, its monthly theme day."""

import calendar
import dataclasses
import datetime

from ledgers.choices import BranchKind
from ledgers.rules.months import add_months

LEAST_MEMBERS, MOST_MEMBERS, MOST_UNITS = 3, 50, 5
TERM_REMINDER = 6
"""Months before its end in which a branch is reminded of the election."""
THEME_DAY_REMINDER = 10
"""Days before the month's end in which a branch is reminded of its theme day."""

WITH_MEMBERS = {BranchKind.BRANCH, BranchKind.JOINT_BRANCH}


@dataclasses.dataclass(frozen=True, kw_only=True)
class BranchFacts:
    kind: str
    full_members: int = 0
    covered: int = 0
    expires_on: datetime.date | None = None
    theme_day_held: bool = False


@dataclasses.dataclass(frozen=True)
class BranchDue:
    """`on`: the last day for it; None: at once."""

    words: str
    on: datetime.date | None = None
    about: str = "branch"


def branch_dues(branch: BranchFacts, *, today: datetime.date) -> list[BranchDue]:
    return [*_of_term(branch, today), *_of_size(branch), *_of_theme_day(branch, today)]


def _of_term(branch: BranchFacts, today: datetime.date) -> list[BranchDue]:
    ends = branch.expires_on
    if ends is None or today < add_months(ends, -TERM_REMINDER):
        return []
    return [BranchDue("任期届满，要按期换届", ends, "term")]


def _of_size(branch: BranchFacts) -> list[BranchDue]:
    found = []
    if branch.kind == BranchKind.BRANCH and branch.full_members < LEAST_MEMBERS:
        found.append(f"正式党员{branch.full_members}人，不足{LEAST_MEMBERS}人，应当联合设立")
    if branch.kind in WITH_MEMBERS and branch.full_members > MOST_MEMBERS:
        found.append(f"正式党员{branch.full_members}人，党支部一般不超过{MOST_MEMBERS}人")
    if branch.kind == BranchKind.JOINT_BRANCH and branch.covered > MOST_UNITS:
        found.append(f"覆盖{branch.covered}个单位，联合党支部一般不超过{MOST_UNITS}个")
    return [BranchDue(words) for words in found]


def _of_theme_day(branch: BranchFacts, today: datetime.date) -> list[BranchDue]:
    last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    soon = today >= last - datetime.timedelta(days=THEME_DAY_REMINDER)
    if branch.kind not in WITH_MEMBERS or branch.theme_day_held or not soon:
        return []
    return [BranchDue("本月主题党日还没有登记", last, "activity")]
