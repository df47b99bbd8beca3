"""Names typed in a ledger are linked to the one person who bears them, also when he comes later."""

import pytest

from config.sheets.handing_in import Upload
from config.sheets.imports import apply_import, check_import, record_import
from tests.config.sheets.sheets import run_of, take
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from unions.models import UnionBranch

UNIT = "晋北迅达快递有限公司"

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return EnterpriseFactory(name=UNIT, manager="张三")


def roster(*people):
    lines = ["姓名,身份证号,工作单位", *(f"{who},{number},{UNIT}" for who, number in people)]
    return Upload("从业人员花名册.csv", "\n".join(lines).encode())


def test_a_name_is_linked_when_the_sheet_comes_after_the_person():
    bearer = WorkerFactory(name="张三")

    take("union_branches", [["工会名称", "类别", "工会主席"], ["某分会", "品牌分工会", "张三"]])

    assert UnionBranch.objects.get().chair_worker == bearer


def test_a_name_typed_before_is_linked_when_an_import_brings_its_person(unit):
    record_import(run_of(), [roster(("张三", invented_number(1)))])

    unit.refresh_from_db()
    assert unit.manager_worker.name == "张三"
    assert [record.history_type for record in unit.history.all()] == ["~", "+"]


def test_a_plan_that_is_applied_links_as_well(unit):
    record = check_import(run_of(), [roster(("张三", invented_number(1)))])

    apply_import(run_of(), import_id=record.pk)

    unit.refresh_from_db()
    assert unit.manager_worker.name == "张三"


def test_a_name_that_two_people_bear_stays_unlinked(unit):
    record_import(run_of(), [roster(("张三", invented_number(1)), ("张三", invented_number(2)))])

    unit.refresh_from_db()
    assert (unit.manager, unit.manager_worker) == ("张三", None)
