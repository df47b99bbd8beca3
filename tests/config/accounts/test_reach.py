"""A unit reaches its own rows and those of the units below it; no other row exists for its user."""

import datetime

import pytest

from config.accounts.reach import COMMITTEE, reach_of
from ledgers.models import Member
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import BranchFactory, MemberFactory
from tests.factories.unions import (
    BrandFactory,
    DistrictFactory,
    EnterpriseFactory,
    UnionBranchFactory,
    UnionMembershipFactory,
    WorkerFactory,
)
from tests.factories.welfare import PolicyFactory, StationFactory
from unions.models import District, Employment, Enterprise, UnionMembership, Worker
from welfare.models import Policy, Station

TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def reach(*units, **ends):
    user = ClerkFactory()
    for kind, row in units:
        ScopeFactory(user=user, kind=kind, unit_pk=row.pk if row else 0, **ends)
    return reach_of(user, on=TODAY)


def worker_at(**of_enterprise):
    enterprise = EnterpriseFactory(**of_enterprise)
    return Employment.objects.get(worker=WorkerFactory(enterprise=enterprise))


@pytest.mark.parametrize("kind", ["district", "brand", "enterprise"])
def test_a_unit_reaches_its_enterprises_and_their_people(kind):
    mine = worker_at(district=DistrictFactory(), brand=BrandFactory())
    worker_at(district=DistrictFactory(), brand=BrandFactory())
    unit = mine.enterprise if kind == "enterprise" else getattr(mine.enterprise, kind)

    looks_after = reach((kind, unit))

    assert list(looks_after.visible(Worker)) == [mine.worker]
    assert list(looks_after.visible(Enterprise)) == [mine.enterprise]
    assert list(looks_after.visible(Employment)) == [mine]


@pytest.mark.parametrize("kind", ["district", "brand", "enterprise"])
def test_no_such_unit_reaches_a_party_row(kind):
    place = worker_at(district=DistrictFactory(), brand=BrandFactory())
    MemberFactory(worker=place.worker)
    unit = place.enterprise if kind == "enterprise" else getattr(place.enterprise, kind)

    assert list(reach((kind, unit)).visible(Member)) == []


def test_a_party_branch_reaches_its_members_those_below_and_their_people():
    upper = BranchFactory()
    lower = BranchFactory(parent=upper)
    members = [MemberFactory(branch=upper), MemberFactory(branch=lower)]
    MemberFactory(branch=BranchFactory())

    looks_after = reach(("branch", upper))

    assert list(looks_after.visible(Member).order_by("pk")) == members
    assert set(looks_after.visible(Worker)) == {member.worker for member in members}


def test_a_union_reaches_its_members_and_those_of_the_unions_below():
    upper = UnionBranchFactory()
    lower = UnionBranchFactory(parent=upper)
    mine = [UnionMembershipFactory(union_branch=branch) for branch in (upper, lower)]
    UnionMembershipFactory()

    looks_after = reach(("union_branch", upper))

    assert list(looks_after.visible(UnionMembership).order_by("pk")) == mine
    assert set(looks_after.visible(Worker)) == {membership.worker for membership in mine}


def test_who_left_stays_with_the_last_unit_until_hired_elsewhere():
    old = worker_at()
    Employment.objects.update(started_on=datetime.date(2020, 1, 1), ended_on=TODAY)
    Worker.objects.update(enterprise=None)
    looks_after = reach(("enterprise", old.enterprise))

    after_leaving = list(looks_after.visible(Worker))
    Worker.objects.update(enterprise=EnterpriseFactory())

    assert after_leaving == [old.worker]
    assert list(looks_after.visible(Worker)) == []


def test_the_whole_committee_reaches_everything():
    member = MemberFactory()

    assert list(reach((COMMITTEE, None)).visible(Member)) == [member]


def test_without_a_unit_nothing_is_reached_but_what_all_may_read():
    worker_at()
    policy = PolicyFactory()
    nothing = reach()

    assert list(nothing.visible(Worker)) == []
    assert list(nothing.visible(Policy)) == [policy]
    assert list(nothing.rows(Policy)) == []


def test_what_all_may_read_each_alters_his_own_of():
    stations = [StationFactory(district=DistrictFactory()) for _ in range(2)]
    looks_after = reach(("district", stations[0].district))

    assert set(looks_after.visible(Station)) == set(stations)
    assert [looks_after.holds(station) for station in stations] == [True, False]


@pytest.mark.parametrize(
    ("started_on", "ended_on", "reached"),
    [
        pytest.param(TODAY, None, 1, id="first-day"),
        pytest.param(TODAY + DAY, None, 0, id="from-tomorrow"),
        pytest.param(TODAY - DAY, TODAY, 0, id="ended-today"),
        pytest.param(TODAY - DAY, TODAY + DAY, 1, id="last-day"),
    ],
)
def test_a_scope_holds_from_its_first_day_until_the_day_before_its_end(
    started_on, ended_on, reached
):
    place = worker_at()
    looks_after = reach(("enterprise", place.enterprise), started_on=started_on, ended_on=ended_on)

    assert looks_after.visible(Worker).count() == reached


def test_several_units_add_up():
    places = [worker_at() for _ in range(3)]
    looks_after = reach(*(("enterprise", place.enterprise) for place in places[:2]))

    assert set(looks_after.visible(Worker)) == {place.worker for place in places[:2]}


def test_a_closed_account_reaches_nothing():
    user = ClerkFactory(is_active=False)
    ScopeFactory(user=user)
    DistrictFactory()

    assert list(reach_of(user, on=TODAY).rows(District)) == []
