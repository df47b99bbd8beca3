"""Units, people, unions."""

from unions.models.homes import CourierHome
from unions.models.people import Employment, Worker
from unions.models.union_branches import UnionBranch, UnionMembership, UnionTerm
from unions.models.units import Brand, District, Enterprise, Partner

__all__ = [
    "Brand",
    "CourierHome",
    "District",
    "Employment",
    "Enterprise",
    "Partner",
    "UnionBranch",
    "UnionMembership",
    "UnionTerm",
    "Worker",
]
