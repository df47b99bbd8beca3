"""A clerk of a unit imports that unit's rows; of others he learns no more than of none."""

import datetime

import pytest

from config.accounts.actions import install_role
from config.accounts.roles import PARTY_CLERK
from config.sheets.handing_in import Upload, hand_in
from config.sheets.imports import apply_import, check_import
from tests.config.sheets.sheets import counts, findings, run_of
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import (
    ActivistFactory,
    BranchFactory,
    CoverageFactory,
    MemberFactory,
)
from tests.factories.unions import (
    DistrictFactory,
    EnterpriseFactory,
    WorkerFactory,
    invented_number,
)
from unions.models import Enterprise, Worker

DAY = datetime.date(2026, 1, 5)
NUMBER = invented_number(1, datetime.date(1960, 5, 18))
MINE, THEIRS = "晋北迅达快递有限公司", "晋南飞达快递有限公司"

pytestmark = pytest.mark.django_db


@pytest.fixture
def districts():
    return [DistrictFactory(name="东县"), DistrictFactory(name="西县")]


@pytest.fixture
def units(districts):
    return [
        EnterpriseFactory(name=name, district=district)
        for name, district in zip((MINE, THEIRS), districts, strict=True)
    ]


@pytest.fixture
def run(units, django_user_model):
    """By a clerk of the first district, who has every right."""
    clerk = ClerkFactory(is_superuser=False)
    from django.contrib.auth.models import Permission  # noqa: PLC0415

    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="unions"))
    ScopeFactory(user=clerk, kind="district", unit_pk=units[0].district_id)
    return run_of(user=clerk)


@pytest.fixture
def branches():
    return [BranchFactory(name="我党支部"), BranchFactory(name="他党支部")]


@pytest.fixture
def party_run(branches):
    """By a Party clerk of the first branch."""
    clerk = ClerkFactory()
    install_role(user=clerk, role=PARTY_CLERK, on=DAY)
    ScopeFactory(user=clerk, kind="branch", unit_pk=branches[0].pk)
    return run_of(user=clerk)


def activists(contact):
    lines = [
        "姓名,身份证号,所在党支部,申请入党时间,培养联系人",
        f"张三,{NUMBER},我党支部,2021-03-02,{contact}",
    ]
    return Upload("入党积极分子台账.csv", "\n".join(lines).encode())


def branch_sheet(branch, enterprise):
    lines = ["党组织名称,党组织类别,覆盖企业", f"{branch.name},党支部,{enterprise.name}"]
    return Upload("党组织台账.csv", "\n".join(lines).encode())


def roster(*rows):
    lines = ["姓名,身份证号,工作单位,岗位", *(",".join(row) for row in rows)]
    return Upload("从业人员花名册.csv", "\n".join(lines).encode())


def check(run, upload):
    return hand_in(run, [upload])[0].plan


def test_people_of_the_own_unit_are_taken(run):
    plan = check(run, roster(("张三", invented_number(1), MINE, "快递员")))

    assert counts(plan) == (1, 0, 0, 0, 0)


def test_another_units_enterprise_is_told_as_one_that_nobody_has(run):
    theirs = check(run, roster(("张三", invented_number(1), THEIRS, "快递员")))
    nobodys = check(run, roster(("张三", invented_number(1), "没有的公司", "快递员")))

    assert findings(theirs) == findings(nobodys) == [(2, "工作单位", "out_of_scope")]
    assert theirs.problems[0].message == (f"您负责的范围内没有名为「{THEIRS}」的企业；请核对名称。")


def test_another_units_person_is_neither_taken_nor_shown(run, units):
    WorkerFactory(name="李四", identity_number=invented_number(1), enterprise=units[1])

    plan = check(run, roster(("王五", invented_number(1), MINE, "快递员")))

    assert findings(plan) == [(2, "身份证号", "out_of_scope")]
    assert "李四" not in plan.problems[0].message


def test_a_row_cannot_be_put_into_another_unit(run):
    sheet = Upload("快递企业名录.csv", "企业名称,所在县(市、区)\n新公司,西县\n另一家,东县".encode())

    record = check_import(run, [sheet])
    apply_import(run, import_id=record.pk)

    told = record.sheets.get()
    assert (told.new, told.rejected, told.held_back) == (1, 1, 0)
    assert set(Enterprise.objects.values_list("name", flat=True)) == {MINE, THEIRS, "另一家"}


def test_a_contact_of_another_branch_is_told_as_a_name_that_nobody_has(branches, party_run):
    MemberFactory(worker__name="别处党员", branch=branches[1])
    ActivistFactory(worker__name="张三", worker__identity_number=NUMBER, branch=branches[0])

    plans = [check(party_run, activists(name)) for name in ("别处党员", "没有这个人")]

    assert [findings(plan) for plan in plans] == [[(2, "培养联系人", "unknown_reference")]] * 2


def test_a_branch_of_another_unit_is_not_named(branches, party_run):
    mine = EnterpriseFactory(name="两属公司")
    ScopeFactory(user=party_run.user, kind="enterprise", unit_pk=mine.pk)
    CoverageFactory(branch=branches[1], enterprise=mine)

    plan = check(party_run, branch_sheet(branches[0], mine))

    assert [problem.message for problem in plan.problems] == [
        "「两属公司」已由别的党组织覆盖；请先结束原来的覆盖，或核对企业名称。"
    ]


def test_a_unit_lost_since_the_check_holds_its_rows_back(run, units):
    record = check_import(run, [roster(("张三", invented_number(1), MINE, "快递员"))])
    units[0].district = units[1].district
    units[0].save()

    run.user.__dict__.pop("_reach")
    apply_import(run_of(user=run.user), import_id=record.pk)

    assert Worker.objects.count() == 0
    assert record.sheets.get().held_back == 1
