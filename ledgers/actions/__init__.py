"""The verbs of the three Party ledgers. Each locks, decides, writes, or refuses with a sentence.

Every day is handed in by the door.
"""

from ledgers.actions.activists import assign_contact, end_activist, register_activist
from ledgers.actions.channels import Proposal, branches_proposed, proposed_branches
from ledgers.actions.coverage import cover, uncover
from ledgers.actions.flags import check_flags
from ledgers.actions.joining import take_back, take_step, way_of, ways_of
from ledgers.actions.members import (
    affiliate,
    convert,
    correct_branch,
    correct_joining,
    end_membership,
    register_member,
)
from ledgers.actions.probation import (
    member_way_of,
    member_ways_of,
    take_member_step,
    take_member_step_back,
)
from ledgers.actions.refusing import ActivistRefused, CoverageRefused, MemberRefused
from ledgers.actions.transfers import enter_member, take_over

__all__ = [
    "ActivistRefused",
    "CoverageRefused",
    "MemberRefused",
    "Proposal",
    "affiliate",
    "assign_contact",
    "branches_proposed",
    "check_flags",
    "convert",
    "correct_branch",
    "correct_joining",
    "cover",
    "end_activist",
    "end_membership",
    "enter_member",
    "member_way_of",
    "member_ways_of",
    "proposed_branches",
    "register_activist",
    "register_member",
    "take_back",
    "take_member_step",
    "take_member_step_back",
    "take_over",
    "take_step",
    "uncover",
    "way_of",
    "ways_of",
]
