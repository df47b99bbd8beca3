import pytest
from django.db.models import Exists, OuterRef, Q

from config.summaries.checks import check_registry
from config.summaries.figures import (
    Dimension,
    Distinct,
    Figure,
    FigureTable,
    Line,
    Ratio,
    Sum,
)
from config.summaries.registry import Registry, office
from unions.models import Brand, Employment, Enterprise


def table(figure, **options):
    given = {"key": "t", "title": "表", "model": Enterprise}
    rows = {"rows": lambda month: Enterprise.objects.all()}
    return FigureTable(**given, **rows, lines=(Line("行", at_end=figure),), **options)


def faults(*entries):
    registry = Registry()
    registry.register(*entries)
    return [fault.id for fault in check_registry(registry)]


BRANDS = Dimension(key="brand", label="品牌", model=Brand, listed=lambda month: Brand.objects.all())
SOUND = Figure("f", "数", lambda month: Q(opened_on__lte=month.last))


def test_the_figures_of_the_office_are_sound():
    assert check_registry(office) == []


def test_a_sound_table_is_taken():
    assert faults(BRANDS, table(SOUND, groups={"brand": "brand"}, columns=("f",))) == []


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param(Q(employments__started_on__isnull=True), id="plain"),
        pytest.param(~Q(employments__started_on__isnull=True), id="negated"),
        pytest.param(Q(brand__enterprise__name="甲"), id="there-and-back"),
    ],
)
def test_a_condition_that_repeats_rows_is_refused(condition):
    assert faults(table(Figure("f", "数", lambda month: condition))) == ["office.E012"]


def test_a_condition_inside_exists_is_taken():
    employed = Exists(Employment.objects.filter(enterprise=OuterRef("pk")))

    assert faults(table(Figure("f", "数", lambda month: Q(employed)))) == []


def test_a_sum_beyond_a_to_many_relation_is_refused():
    assert faults(table(Figure("f", "数", SOUND.where, Sum("employments__pk")))) == ["office.E012"]


def test_a_field_that_does_not_exist_is_refused():
    assert faults(table(Figure("f", "数", lambda month: Q(nowhere=1)))) == ["office.E012"]


@pytest.mark.parametrize(
    "path", [pytest.param("nowhere", id="unknown"), pytest.param("employments", id="to-many")]
)
def test_a_grouping_by_a_wrong_path_is_refused(path):
    assert faults(BRANDS, table(SOUND, groups={"brand": path})) == ["office.E012"]


def test_a_key_used_twice_is_refused():
    twice = FigureTable(
        key="other",
        title="表",
        model=Enterprise,
        rows=lambda month: Enterprise.objects.all(),
        lines=(Line("行", at_end=Figure("f", "别的数", SOUND.where)),),
    )

    assert faults(table(SOUND), twice) == ["office.E010"]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"columns": ("nowhere",)}, id="column"),
        pytest.param({"desk": ("nowhere",)}, id="desk"),
        pytest.param({"groups": {"nowhere": "brand"}}, id="dimension"),
    ],
)
def test_a_key_that_nobody_registered_is_refused(options):
    assert faults(table(SOUND, **options)) == ["office.E011"]


def test_a_rate_of_unknown_figures_is_refused():
    assert faults(table(Ratio("r", "率（%）", "nowhere", "f"))) == ["office.E011", "office.E011"]


def test_different_values_are_not_counted_by_group():
    brands = Figure("f", "品牌（个）", SOUND.where, Distinct("brand"))

    assert faults(BRANDS, table(brands, groups={"brand": "brand"}, columns=("f",))) == [
        "office.E013"
    ]


def test_a_rate_by_group_needs_both_its_figures_there():
    rated = FigureTable(
        key="rated",
        title="表",
        model=Enterprise,
        rows=lambda month: Enterprise.objects.all(),
        lines=(Line("行", at_end=SOUND), Line("率", at_end=Ratio("r", "率（%）", "f", "f"))),
        groups={"brand": "brand"},
        columns=("r",),
    )

    assert faults(BRANDS, rated) == ["office.E013"]
