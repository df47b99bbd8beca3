"""The three Party ledgers. Functions give conditions for figures; each states its borders."""

from ledgers.models.activists import Activist, ActivistContact, activists_open, stage_at
from ledgers.models.activities import Activity
from ledgers.models.branches import ActivityRoom, Branch, Coverage, Term
from ledgers.models.calendar import CalendarDay, CalendarYear, working_days
from ledgers.models.honours import Delegate, Honour
from ledgers.models.members import (
    Affiliation,
    Member,
    Post,
    full_at,
    members_in_force,
    probationary_at,
)
from ledgers.models.steps import ActivistStep, MemberStep

__all__ = [
    "Activist",
    "ActivistContact",
    "ActivistStep",
    "Activity",
    "ActivityRoom",
    "Affiliation",
    "Branch",
    "CalendarDay",
    "CalendarYear",
    "Coverage",
    "Delegate",
    "Honour",
    "Member",
    "MemberStep",
    "Post",
    "Term",
    "activists_open",
    "full_at",
    "members_in_force",
    "probationary_at",
    "stage_at",
    "working_days",
]
