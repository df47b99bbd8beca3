"""Nobody stands below itself: not through stored rows, not through rows of one sheet."""

import pytest
from django.core.exceptions import ValidationError

from ledgers.models import Branch
from tests.config.sheets.sheets import check, counts, findings, take
from tests.factories.ledgers import BranchFactory
from tests.factories.unions import UnionBranchFactory
from unions.models import UnionBranch

HEADS = {
    "union_branches": (["工会名称", "类别", "上级工会"], "联合会"),
    "branches": (["党组织名称", "党组织类别", "上级党组织"], "党委"),
}
FACTORIES = {"union_branches": UnionBranchFactory, "branches": BranchFactory}
MODELS = {"union_branches": UnionBranch, "branches": Branch}

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("ledger", list(HEADS))]


def sheet(ledger, **parents):
    head, kind = HEADS[ledger]
    return [head, *([name, kind, parent] for name, parent in parents.items())]


def ring(ledger, *numbers):
    return [(number, HEADS[ledger][0][2], "rule") for number in numbers]


def test_two_rows_of_a_sheet_that_are_superior_of_each_other(ledger):
    assert findings(check(ledger, sheet(ledger, 甲="乙", 乙="甲"))) == ring(ledger, 2, 3)


def test_a_longer_ring_of_a_sheet(ledger):
    assert findings(check(ledger, sheet(ledger, 甲="乙", 乙="丙", 丙="甲"))) == ring(
        ledger, 2, 3, 4
    )


def test_a_row_that_closes_a_ring_of_stored_ones(ledger):
    top = FACTORIES[ledger](name="甲")
    middle = FACTORIES[ledger](name="乙", parent=top)
    FACTORIES[ledger](name="丙", parent=middle)

    assert findings(check(ledger, sheet(ledger, 甲="丙"))) == ring(ledger, 2)


def test_its_own_superior(ledger):
    FACTORIES[ledger](name="甲")

    assert findings(check(ledger, sheet(ledger, 甲="甲", 乙="乙"))) == ring(ledger, 2, 3)


def test_a_ring_that_the_same_sheet_opens_is_none(ledger):
    top = FACTORIES[ledger](name="甲")
    FACTORIES[ledger](name="乙", parent=top)
    FACTORIES[ledger](name="丙")

    take(ledger, sheet(ledger, 甲="乙", 乙="丙"))

    parents = dict(MODELS[ledger].objects.values_list("name", "parent__name"))
    assert parents == {"甲": "乙", "乙": "丙", "丙": None}


def test_who_stands_below_a_refused_row_is_refused_with_it(ledger):
    plan = take(ledger, sheet(ledger, 甲="甲", 乙="甲", 丙="乙", 丁=""))

    assert findings(plan) == [
        *ring(ledger, 2),
        (3, HEADS[ledger][0][2], "unknown_reference"),
        (4, HEADS[ledger][0][2], "unknown_reference"),
    ]
    assert counts(plan) == (1, 0, 0, 3, 0)


def test_the_form_refuses_a_ring(ledger):
    top = FACTORIES[ledger](name="甲")
    top.parent = FACTORIES[ledger](name="乙", parent=top)

    with pytest.raises(ValidationError) as refused:
        top.full_clean()

    assert list(refused.value.message_dict) == ["parent"]
