"""A small committee: a company, its branch and union, and two people, one of them a member."""

import pytest

from tests.dialects.tables import BRANCH, COMPANY, LI, UNION, ZHANG
from tests.factories.ledgers import BranchFactory, MemberFactory
from tests.factories.unions import EnterpriseFactory, UnionBranchFactory, WorkerFactory


@pytest.fixture
def office(db):
    company = EnterpriseFactory(name=COMPANY)
    branch = BranchFactory(name=BRANCH)
    UnionBranchFactory(name=UNION)
    WorkerFactory(
        name="张三",
        identity_number=ZHANG,
        enterprise=company,
        ethnicity="汉",
        education="30",
        phone="13800000000",
    )
    li = WorkerFactory(name="李四", identity_number=LI, enterprise=company)
    MemberFactory(worker=li, branch=branch)
