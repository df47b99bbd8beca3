"""Column-wise import against the library's own row-by-row path on the same resource."""

import pytest
import tablib
from import_export.resources import ModelResource

from config.sheets.registry import resource_for
from tests.config.sheets.sheets import TODAY, run_of
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from unions.models import Worker

HEADERS = [
    "姓名",
    "身份证号",
    "民族",
    "文化程度",
    "政治面貌",
    "工作单位",
    "岗位",
    "联系电话",
    "备注",
]
UNIT = "晋北迅达快递有限公司"

pytestmark = pytest.mark.django_db


def dataset():
    """New, changed and unchanged people, and cells that both paths must refuse."""
    rows = [
        ["张三", invented_number(1), "汉族", "高中", "群众", UNIT, "快递员", "13800000001", ""],
        ["李 四", invented_number(2), "回", "大专", "党员", UNIT, "分拣员", "13800000002", "新"],
        ["王五", invented_number(3), "汉", "本科", "群众", UNIT, "客服", "13800000003", ""],
        ["赵六", invented_number(4)[:17] + "?", "汉", "本科", "群众", UNIT, "客服", "", ""],
        ["钱七", invented_number(5), "某族", "本科", "群众", UNIT, "客服", "", ""],
        ["孙八", invented_number(6), "汉", "本科", "群众", "没有的公司", "客服", "", ""],
        ["", invented_number(7), "汉", "本科", "群众", UNIT, "客服", "", ""],
    ]
    return tablib.Dataset(*rows, headers=HEADERS)


@pytest.fixture
def known():
    unit = EnterpriseFactory(name=UNIT)
    WorkerFactory(
        name="张三",
        identity_number=invented_number(1),
        ethnicity="汉",
        education="60",
        politics="13",
        job="快递员",
        phone="13800000001",
        enterprise=unit,
    )
    WorkerFactory(name="王五", identity_number=invented_number(3), job="快递员", enterprise=unit)


def test_both_paths_reach_the_same_verdicts(known):
    ours = resource_for("workers").import_data(dataset(), dry_run=True, run=run_of())
    oracle = ModelResource.import_data(resource_for("workers"), dataset(), dry_run=True)

    refused = len(oracle.invalid_rows) + len(oracle.error_rows)
    assert (ours.counts["new"], ours.counts["changed"], ours.counts["rejected"]) == (
        oracle.totals["new"],
        oracle.totals["update"],
        refused,
    )
    assert ours.counts["unchanged"] == oracle.totals["skip"] == 1


def test_a_dry_run_of_either_path_leaves_the_table_alone(known):
    resource_for("workers").import_data(dataset(), dry_run=True, run=run_of())

    assert sorted(Worker.objects.values_list("name", flat=True)) == ["张三", "王五"]


def test_what_was_imported_can_be_read_back_by_the_library(known):
    resource_for("workers").import_data(dataset(), run=run_of(today=TODAY))

    exported = resource_for("workers").export(Worker.objects.filter(name="李四"))

    assert exported["姓名"] == ["李四"]
    assert exported["民族"] == ["回族"]
