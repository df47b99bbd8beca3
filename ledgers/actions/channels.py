"""Which Party organisation takes somebody's application (发展党员工作细则 art 6)."""

import datetime
from typing import NamedTuple

from django.db.models import Q

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
    accepting = Branch.objects.in_force(on=on).filter(kind__in=ACCEPTING)
    covered = Coverage.objects.in_force(on=on)
    own = accepting.filter(pk__in=covered.filter(enterprise=enterprise).values("branch"))
    if enterprise is not None and own:
        return [Proposal(branch, Channel.OWN_BRANCH) for branch in own]
    of_association = covered.filter(enterprise__kind=EnterpriseKind.ASSOCIATION).values("branch")
    named = accepting.filter(Q(pk__in=of_association) | Q(name__contains=ASSOCIATION))
    return [Proposal(branch, Channel.ASSOCIATION) for branch in named]
