"""The pages of units, people and unions."""

from unions.admin.homes import CourierHomeAdmin
from unions.admin.people import EmploymentAdmin, WorkerAdmin
from unions.admin.union_branches import UnionBranchAdmin, UnionMembershipAdmin, UnionTermAdmin
from unions.admin.units import BrandAdmin, DistrictAdmin, EnterpriseAdmin, PartnerAdmin

from unions.admin import queries  # isort: skip -- the pages stand in the groups of their lists

__all__ = [
    "BrandAdmin",
    "CourierHomeAdmin",
    "DistrictAdmin",
    "EmploymentAdmin",
    "EnterpriseAdmin",
    "PartnerAdmin",
    "UnionBranchAdmin",
    "UnionMembershipAdmin",
    "UnionTermAdmin",
    "WorkerAdmin",
    "queries",
]
