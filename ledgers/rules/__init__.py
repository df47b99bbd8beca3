"""What the Party's ledgers say of dates. Pure: no database, no clock, no settings."""

from ledgers.rules.articles import article, in_short, version_on
from ledgers.rules.branches import BranchDue, BranchFacts, branch_dues
from ledgers.rules.deadlines import Due, dues, letter_dues, member_dues
from ledgers.rules.guards import Broken, judge, judge_date, may_approve
from ledgers.rules.member_guards import judge_member
from ledgers.rules.months import add_months, whole_months
from ledgers.rules.order import next_member_steps, next_steps, steps_left
from ledgers.rules.probation import converts_on, party_years, probation_ends_on, probation_is_odd
from ledgers.rules.stages import (
    MOST_CONTACTS,
    PARTY_AGE,
    Road,
    affiliated_since,
    converts_in_order,
    of_party_age,
    stage_of,
    standing_of,
    steps_out_of_order,
)
from ledgers.rules.votes import Vote
from ledgers.rules.way import MemberWay, Taken, Way
from ledgers.rules.working_days import WorkingDays

__all__ = [
    "MOST_CONTACTS",
    "PARTY_AGE",
    "BranchDue",
    "BranchFacts",
    "Broken",
    "Due",
    "MemberWay",
    "Road",
    "Taken",
    "Vote",
    "Way",
    "WorkingDays",
    "add_months",
    "affiliated_since",
    "article",
    "branch_dues",
    "converts_in_order",
    "converts_on",
    "dues",
    "in_short",
    "judge",
    "judge_date",
    "judge_member",
    "letter_dues",
    "may_approve",
    "member_dues",
    "next_member_steps",
    "next_steps",
    "of_party_age",
    "party_years",
    "probation_ends_on",
    "probation_is_odd",
    "stage_of",
    "standing_of",
    "steps_left",
    "steps_out_of_order",
    "version_on",
    "whole_months",
]
