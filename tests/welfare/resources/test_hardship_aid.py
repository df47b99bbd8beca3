"""The family's file beside the aid: what a cell says is what is stored."""

import pytest

from tests.config.sheets.sheets import take
from tests.factories.unions import WorkerFactory, invented_number
from welfare.models import Family

HEAD = ["姓名", "身份证号", "家庭人口", "扶助金额(元)", "发放日期"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cell", "size"),
    [pytest.param(4, 4, id="another-number"), pytest.param("", 3, id="blank-leaves-it")],
)
def test_a_later_sheet_corrects_the_family(cell, size):
    WorkerFactory(name="张三", identity_number=invented_number(1))
    aid = ["张三", invented_number(1), 3, 1000, "2022-06-03"]
    take("hardship_aid", [HEAD, aid])

    take("hardship_aid", [HEAD, [*aid[:2], cell, *aid[3:]]])

    assert Family.objects.get().size == size
