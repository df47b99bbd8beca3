"""The workbooks of units, people and unions."""

from unions.resources.enterprises import EnterpriseSheet
from unions.resources.homes import CourierHomeSheet
from unions.resources.union_branches import UnionBranchSheet
from unions.resources.union_members import UnionMemberSheet
from unions.resources.workers import WorkerSheet

SHEETS = (EnterpriseSheet, WorkerSheet, UnionBranchSheet, UnionMemberSheet, CourierHomeSheet)
