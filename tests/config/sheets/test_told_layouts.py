"""Headings that a clerk has explained once are known ever after."""

import pytest

from config.accounts.refusals import Refusal
from config.sheets.headings import MASKED_SENTENCE
from config.sheets.models import ToldLayout
from config.sheets.problems import SheetRefused
from config.sheets.registry import all_resources, resource_for
from config.sheets.told_layouts import digest_of, remember_layout, told_layout
from tests.factories.config import ClerkFactory

pytestmark = pytest.mark.django_db

HEADINGS = ["谁", "号", "干活的地方", None, "啥"]
ROWS = [["名单"], HEADINGS, ["张三", "14069919900101003X", "某公司", "快递员", "x"]]
WORKERS = resource_for("workers")
TOLD = {"name": 0, "identity_number": 1, "enterprise": 2, "job": 3}


def tell(columns=TOLD, cells=HEADINGS, resource=WORKERS, by=None):
    return remember_layout(cells=cells, resource=resource, columns=columns, by=by or ClerkFactory())


def test_nothing_is_known_of_headings_that_nobody_explained():
    assert told_layout(ROWS, all_resources()) is None


def test_told_columns_are_read_as_told():
    tell()

    layout = told_layout(ROWS, all_resources())

    assert (layout.resource.ledger, layout.header_row) == ("workers", 2)
    assert layout.columns == TOLD
    assert layout.headings == {
        "name": "谁",
        "identity_number": "号",
        "enterprise": "干活的地方",
        "job": "D列",
    }
    assert layout.unknown == ["啥"]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(["谁", " 号 ", "干活的\n地方", "", "啥"], id="spaces-and-breaks"),
        pytest.param(["谁:", "号*", "干活的地方", None, "啥", None], id="marks-and-blanks"),
    ],
)
def test_the_same_headings_typed_a_little_otherwise_are_known(typed):
    assert digest_of(typed) == digest_of(HEADINGS)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(["号", "谁", "干活的地方", None, "啥"], id="another-order"),
        pytest.param(["谁", "号", "干活的地方", "啥"], id="a-column-less"),
        pytest.param(["谁(男)", "号", "干活的地方", None, "啥"], id="another-hint"),
    ],
)
def test_other_headings_are_others(typed):
    assert digest_of(typed) != digest_of(HEADINGS)


def test_the_latest_answer_holds():
    tell()
    tell({**TOLD, "job": 4})

    assert told_layout(ROWS, all_resources()).columns["job"] == 4
    assert ToldLayout.objects.count() == 1


def test_an_answer_for_a_ledger_that_was_not_asked_for_says_nothing():
    tell()

    assert told_layout(ROWS, [resource_for("members")]) is None


def test_a_masked_workbook_is_refused_also_when_its_headings_are_known():
    tell()

    with pytest.raises(SheetRefused, match=MASKED_SENTENCE):
        told_layout([["名单(脱敏)"], *ROWS[1:]], all_resources())


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        pytest.param({"name": 0}, "还没有指定必需的列：身份证号、工作单位。", id="needed-left-out"),
        pytest.param({**TOLD, "job": 2}, "同一列指定了两次；请每列只对应一个栏目。", id="twice"),
    ],
)
def test_an_answer_that_cannot_be_read_by_is_refused(columns, sentence):
    with pytest.raises(Refusal, match=sentence):
        tell(columns)

    assert not ToldLayout.objects.exists()


def test_the_headings_themselves_are_not_kept():
    told = tell(cells=["张三", "14069919900101003X", "x", "y"])

    assert "张三" not in str(vars(told))
