"""A row without an identity number is refused; who may be meant is proposed, never assumed."""

import datetime

import pytest

from config.sheets.planning import plan_rows
from config.sheets.registry import resource_for
from config.sheets.runs import Run
from tests.config.sheets.admin.workbooks import identity_number
from tests.factories.unions import EnterpriseFactory
from unions.models import Worker

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)
REFUSED = "「身份证号」不能为空；请填写后再导入。"


@pytest.fixture
def worker():
    return Worker.objects.create(
        name="甲员", identity_number=identity_number(1), enterprise=EnterpriseFactory()
    )


def told(ledger, *row):
    headings = {
        "workers": ["姓名", "身份证号", "工作单位", "出生年月"],
        "members": ["姓名", "身份证号", "所在党支部", "出生年月", "入党时间"],
    }[ledger]
    plan = plan_rows(Run(today=TODAY), resource_for(ledger), [headings, list(row)])
    return [problem.message for problem in plan.problems if problem.code == "missing"]


@pytest.mark.parametrize("ledger", ["workers", "members"])
@pytest.mark.parametrize(
    ("name", "born", "proposed"),
    [
        pytest.param("甲员", "1990-01", True, id="same-name-and-month"),
        pytest.param("甲员", "1990-02", False, id="another-month"),
        pytest.param("甲员", "1991-01", False, id="another-year"),
        pytest.param("乙员", "1990-01", False, id="another-name"),
        pytest.param("甲员", None, False, id="no-birth"),
    ],
)
def test_one_who_has_the_name_and_the_month_of_birth_is_proposed(
    worker, ledger, name, born, proposed
):
    sentence = (
        f"花名册中有一位同名、同出生年月的人（尾号{worker.identity_number[-4:]}）；"
        "确是同一个人，请填上他的身份证号。"
    )

    assert told(ledger, name, None, "某处", born) == [REFUSED + (sentence if proposed else "")]


def test_several_are_counted_and_not_shown(worker):
    Worker.objects.create(
        name="甲员", identity_number=identity_number(2), enterprise=worker.enterprise
    )

    assert told("workers", "甲员", None, "某处", "1990-01") == [
        f"{REFUSED}花名册中有2位同名、同出生年月的人；请核对后填上身份证号。"
    ]
