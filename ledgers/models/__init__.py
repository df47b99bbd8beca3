"""The three Party ledgers. Functions give conditions for figures; each states its borders."""

from ledgers.models.activists import Activist, ActivistContact, activists_open, stage_at
from ledgers.models.activities import Activity
from ledgers.models.branches import ActivityRoom, Branch, Coverage, Term
from ledgers.models.honours import Delegate, Honour
from ledgers.models.members import (
    Affiliation,
    Member,
    Post,
    full_at,
    members_in_force,
    probationary_at,
)

__all__ = [
    "Activist",
    "ActivistContact",
    "Activity",
    "ActivityRoom",
    "Affiliation",
    "Branch",
    "Coverage",
    "Delegate",
    "Honour",
    "Member",
    "Post",
    "Term",
    "activists_open",
    "full_at",
    "members_in_force",
    "probationary_at",
    "stage_at",
]
