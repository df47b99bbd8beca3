"""The pages of the three Party ledgers."""

from ledgers.admin.activists import ActivistAdmin, ActivistContactAdmin
from ledgers.admin.activities import ActivityAdmin, DelegateAdmin, HonourAdmin
from ledgers.admin.branches import ActivityRoomAdmin, BranchAdmin, CoverageAdmin, TermAdmin
from ledgers.admin.members import AffiliationAdmin, MemberAdmin, PostAdmin
from ledgers.admin.steps import (
    ActivistStepAdmin,
    CalendarDayAdmin,
    CalendarYearAdmin,
    MemberStepAdmin,
)

from ledgers.admin import channels, queries  # isort: skip -- the pages stand in the groups of their lists

__all__ = [
    "ActivistAdmin",
    "ActivistContactAdmin",
    "ActivistStepAdmin",
    "ActivityAdmin",
    "ActivityRoomAdmin",
    "AffiliationAdmin",
    "BranchAdmin",
    "CalendarDayAdmin",
    "CalendarYearAdmin",
    "CoverageAdmin",
    "DelegateAdmin",
    "HonourAdmin",
    "MemberAdmin",
    "MemberStepAdmin",
    "PostAdmin",
    "TermAdmin",
    "channels",
    "queries",
]
