"""Which Party organisation takes somebody's application (发展党员工作细则 art 6)."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from ledgers.choices import BranchKind, Channel
from ledgers.models import Branch, Coverage
from unions.choices import EnterpriseKind
from unions.models import Enterprise

ACCEPTING = (BranchKind.BRANCH, BranchKind.JOINT_BRANCH)
ASSOCIATION = "行业协会"


class Proposal(NamedTuple):
    branch: Branch
    channel: Channel


def proposed_branches(*, enterprise: Enterprise | None, on: datetime.date) -> list[Proposal]:
    """The enterprise's own branch; where it has none, the branches of the association."""
    return branches_proposed([enterprise], on=on)[enterprise.pk if enterprise else None]


def branches_proposed(
    enterprises: Iterable[Enterprise | None], *, on: datetime.date
) -> dict[int | None, list[Proposal]]:
    """The same of several by their keys, asked at once."""
    keys = [one.pk if one else None for one in enterprises]
    accepting = list(Branch.objects.in_force(on=on).filter(kind__in=ACCEPTING))
    covered = Coverage.objects.in_force(on=on).order_by()
    own = set(covered.filter(enterprise__in=keys).values_list("enterprise", "branch"))
    of_association = set(
        covered.filter(enterprise__kind=EnterpriseKind.ASSOCIATION).values_list("branch", flat=True)
    )
    for_others = [
        Proposal(branch, Channel.ASSOCIATION)
        for branch in accepting
        if branch.pk in of_association or ASSOCIATION in branch.name
    ]
    return {
        key: [
            Proposal(branch, Channel.OWN_BRANCH) for branch in accepting if (key, branch.pk) in own
        ]
        or for_others
        for key in keys
    }
