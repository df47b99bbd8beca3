"""The workbooks of the three Party ledgers, of Party life, and of honours."""

from ledgers.resources.activists import ActivistSheet
from ledgers.resources.activities import ActivitySheet
from ledgers.resources.branches import BranchSheet
from ledgers.resources.calendar import CalendarSheet
from ledgers.resources.honours import HonourSheet
from ledgers.resources.members import MemberSheet

SHEETS = (BranchSheet, MemberSheet, ActivistSheet, ActivitySheet, HonourSheet, CalendarSheet)
