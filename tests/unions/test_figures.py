import datetime

import pytest

from config.summaries.counting import count, count_by
from config.summaries.months import Month
from tests.factories.unions import (
    BrandFactory,
    CourierHomeFactory,
    DistrictFactory,
    EmploymentFactory,
    EnterpriseFactory,
    UnionBranchFactory,
    UnionMembershipFactory,
    WorkerFactory,
)
from unions import figures
from unions.choices import EnterpriseKind, UnionBranchKind

JUNE = Month(2022, 6)
FIRST, LAST = datetime.date(2022, 6, 1), datetime.date(2022, 6, 30)
NEXT = datetime.date(2022, 7, 1)
pytestmark = pytest.mark.django_db


def counted(table, *keys):
    numbers = count([table], JUNE)
    return tuple(numbers[key] for key in keys)


def by(dimension, *tables):
    """{group: figures in the order of the columns}."""
    grouping = count_by(dimension, tables, JUNE, {})
    return {row.label: tuple(row.numbers.values()) for row in grouping.rows}


@pytest.mark.parametrize(
    ("started", "ended", "number"),
    [
        pytest.param(LAST, None, 1, id="hired-on-the-last-day"),
        pytest.param(NEXT, None, 0, id="hired-the-day-after"),
        pytest.param(None, None, 1, id="always-there"),
        pytest.param(FIRST, LAST, 0, id="left-on-the-last-day"),
        pytest.param(FIRST, NEXT, 1, id="left-the-day-after"),
    ],
)
def test_workers_are_those_employed_on_the_last_day(started, ended, number):
    EmploymentFactory(started_on=started, ended_on=ended)

    assert counted(figures.WORKERS, "unions.workers") == (number,)


@pytest.mark.parametrize("kind", [EnterpriseKind.ASSOCIATION, EnterpriseKind.OTHER])
def test_staff_of_other_units_are_not_counted(kind):
    unit = EnterpriseFactory(kind=kind, brand=BrandFactory(), district=DistrictFactory())
    EmploymentFactory(enterprise=unit)

    units = ("unions.enterprises", "unions.brands", "unions.districts")
    assert counted(figures.WORKERS, "unions.workers") == (0,)
    assert counted(figures.ENTERPRISES, *units) == (0, 0, 0)


def test_who_moves_within_the_month_is_counted_once_where_they_are_at_its_end():
    old, new = BrandFactory(name="旧"), BrandFactory(name="新")
    worker = WorkerFactory()
    EmploymentFactory(worker=worker, enterprise=EnterpriseFactory(brand=old), ended_on=LAST)
    EmploymentFactory(worker=worker, enterprise=EnterpriseFactory(brand=new), started_on=LAST)

    assert counted(figures.WORKERS, "unions.workers") == (1,)
    assert by(figures.BRANDS, figures.WORKERS) == {"新": (1,), "旧": (0,)}


def test_a_later_move_leaves_the_month_as_it_was():
    old, new = BrandFactory(name="旧"), BrandFactory(name="新")
    worker = WorkerFactory()
    EmploymentFactory(worker=worker, enterprise=EnterpriseFactory(brand=old), ended_on=NEXT)
    EmploymentFactory(worker=worker, enterprise=EnterpriseFactory(brand=new), started_on=NEXT)
    UnionMembershipFactory(worker=worker)

    told = by(figures.BRANDS, figures.WORKERS, figures.UNION_MEMBERS)
    assert {label: numbers[:2] for label, numbers in told.items()} == {"新": (0, 0), "旧": (1, 1)}


def test_brands_and_districts_are_those_with_an_open_enterprise():
    EnterpriseFactory.create_batch(2, brand=BrandFactory(), district=DistrictFactory())
    EnterpriseFactory(brand=BrandFactory(), district=DistrictFactory(), closed_on=LAST)
    EnterpriseFactory()
    BrandFactory()

    keys = ("unions.enterprises", "unions.brands", "unions.districts")
    assert counted(figures.ENTERPRISES, *keys) == (3, 1, 1)


def test_union_branches_are_counted_by_kind():
    UnionBranchFactory.create_batch(2, kind=UnionBranchKind.BRAND)
    UnionBranchFactory(kind=UnionBranchKind.DISTRICT, founded_on=LAST)
    UnionBranchFactory(kind=UnionBranchKind.DISTRICT, founded_on=NEXT)
    UnionBranchFactory(kind=UnionBranchKind.FEDERATION)

    keys = ("unions.union_branches.brand", "unions.union_branches.district")
    assert counted(figures.UNION_BRANCHES, *keys) == (2, 1)


@pytest.mark.parametrize(
    ("joined", "left", "number", "in_month"),
    [
        pytest.param(FIRST, None, 1, 1, id="joined-on-the-first-day"),
        pytest.param(LAST, None, 1, 1, id="joined-on-the-last-day"),
        pytest.param(NEXT, None, 0, 0, id="joined-the-day-after"),
        pytest.param(FIRST, LAST, 0, 1, id="left-on-the-last-day"),
        pytest.param(FIRST, NEXT, 1, 1, id="left-the-day-after"),
    ],
)
def test_union_members_are_those_on_the_roll_at_the_end(joined, left, number, in_month):
    UnionMembershipFactory(joined_on=joined, left_on=left)

    keys = ("unions.union_members", "unions.union_members_joined_in_month")
    assert counted(figures.UNION_MEMBERS, *keys) == (number, in_month)


def test_members_without_a_unit_are_a_row_of_their_own():
    brand = BrandFactory(name="德邦")
    job = EmploymentFactory(enterprise=EnterpriseFactory(brand=brand))
    UnionMembershipFactory(worker=job.worker)
    UnionMembershipFactory()

    told = by(figures.BRANDS, figures.UNION_MEMBERS)
    assert {label: numbers[0] for label, numbers in told.items()} == {"德邦": 1, "未填": 1}


def test_the_membership_rate_is_members_by_workers():
    jobs = EmploymentFactory.create_batch(3)
    UnionMembershipFactory(worker=jobs[0].worker)

    numbers = count([figures.WORKERS, figures.UNION_MEMBERS], JUNE)

    assert str(numbers["unions.membership_rate_percent"]) == "33.33"


def test_homes_in_use_are_counted_with_their_area():
    CourierHomeFactory(opened_on=LAST, area_m2="270.5")
    CourierHomeFactory(opened_on=NEXT)

    keys = ("unions.courier_homes", "unions.courier_homes_area_m2")
    assert [str(number) for number in counted(figures.HOMES, *keys)] == ["1", "270.5"]
