import datetime
from decimal import Decimal

import pytest
from django.db.models import Q

from config.summaries.counting import count, summarise
from config.summaries.figures import (
    Dimension,
    Distinct,
    Figure,
    FigureTable,
    Line,
    Ratio,
    Sum,
)
from config.summaries.lines import Span, balanced, happened, standing
from config.summaries.months import Month
from config.summaries.registry import Registry
from tests.factories.unions import BrandFactory, CourierHomeFactory, EnterpriseFactory
from unions.models import Brand, CourierHome, Enterprise

JUNE = Month(2022, 6)
SPAN = Span("opened_on", "closed_on", "opened", "closed")
pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def enterprises(*lines: Line, **options) -> FigureTable:
    given = {"key": "e", "title": "企业", "model": Enterprise}
    rows = {"rows": lambda month: Enterprise.objects.all()}
    return FigureTable(**given, **rows, lines=lines, **options)


BRANDS = Dimension(key="brand", label="品牌", model=Brand, listed=lambda month: Brand.objects.all())
OPEN = standing("open", "企业（家）", SPAN)
BY_BRAND = enterprises(OPEN, groups={"brand": "brand"}, columns=("open",))


def registry(*entries) -> Registry:
    made = Registry()
    made.register(BRANDS, *entries)
    return made


@pytest.mark.parametrize(
    ("opened", "closed", "number"),
    [
        pytest.param("2022-06-30", None, 1, id="opened-on-the-last-day"),
        pytest.param("2022-07-01", None, 0, id="opened-on-the-next-first"),
        pytest.param(None, None, 1, id="always-open"),
        pytest.param("2022-01-01", "2022-06-30", 0, id="closed-on-the-last-day"),
        pytest.param("2022-01-01", "2022-07-01", 1, id="closed-on-the-next-first"),
    ],
)
def test_what_holds_is_counted_on_the_months_last_day(opened, closed, number):
    EnterpriseFactory(opened_on=opened and day(opened), closed_on=closed and day(closed))

    assert count([BY_BRAND], JUNE)["open"] == number


@pytest.mark.parametrize(
    ("opened", "in_month", "in_year", "to_date"),
    [
        pytest.param("2022-06-01", 1, 1, 1, id="first-day"),
        pytest.param("2022-06-30", 1, 1, 1, id="last-day"),
        pytest.param("2022-05-31", 0, 1, 1, id="day-before"),
        pytest.param("2022-01-01", 0, 1, 1, id="new-year"),
        pytest.param("2021-12-31", 0, 0, 1, id="year-before"),
        pytest.param("2022-07-01", 0, 0, 0, id="day-after"),
    ],
)
def test_what_happened_is_counted_by_its_day(opened, in_month, in_year, to_date):
    EnterpriseFactory(opened_on=day(opened))

    numbers = count([enterprises(happened("done", "开业（家）", "opened_on"))], JUNE)

    assert numbers == {"done": to_date, "done_in_month": in_month, "done_in_year": in_year}


def test_a_balance_closes():
    for opened, closed in [
        ("2022-01-01", None),
        ("2022-01-01", "2022-06-30"),
        ("2022-06-02", None),
        ("2022-06-02", "2022-06-03"),
        (None, "2022-06-01"),
        ("2022-07-01", None),
    ]:
        EnterpriseFactory(opened_on=opened and day(opened), closed_on=closed and day(closed))

    numbers = count([enterprises(balanced(OPEN, SPAN))], JUNE)

    assert (
        numbers["open_at_start"],
        numbers["open_opened_in_month"],
        numbers["open_closed_in_month"],
        numbers["open"],
    ) == (3, 2, 3, 2)


def test_sums_and_different_values():
    CourierHomeFactory(area_m2=Decimal("100.25"), opened_on=None)
    CourierHomeFactory(area_m2=Decimal("100.25"), opened_on=None)
    homes = FigureTable(
        key="h",
        title="家",
        model=CourierHome,
        rows=lambda month: CourierHome.objects.all(),
        lines=(
            Line("面积", at_end=Figure("area", "面积", lambda m: Q(), Sum("area_m2"))),
            Line("没有", at_end=Figure("none", "没有", lambda m: Q(pk=0), Sum("area_m2"))),
            Line("几种", at_end=Figure("kinds", "几种", lambda m: Q(), Distinct("area_m2"))),
        ),
    )

    assert count([homes], JUNE) == {"area": Decimal("200.5"), "none": 0, "kinds": 1}


def test_all_figures_of_a_table_are_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        count([enterprises(balanced(OPEN, SPAN), happened("done", "开业", "opened_on"))], JUNE)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_grouping_is_one_query_and_one_for_its_names(django_assert_num_queries, rows):
    for _ in range(rows):
        EnterpriseFactory(brand=BrandFactory())

    with django_assert_num_queries(3):
        summarise(JUNE, registry=registry(BY_BRAND))


def test_rows_without_a_value_are_a_row_and_the_rows_add_up():
    brand = BrandFactory(name="德邦")
    EnterpriseFactory.create_batch(2, brand=brand)
    EnterpriseFactory(brand=None)

    [grouping] = summarise(JUNE, registry=registry(BY_BRAND)).groupings

    assert [(row.label, row.numbers["open"]) for row in grouping.rows] == [("德邦", 2), ("未填", 1)]
    assert grouping.total == {"open": 3}


def test_a_value_that_is_no_longer_listed_keeps_its_figures():
    gone = BrandFactory(name="旧品牌")
    EnterpriseFactory(brand=gone)
    hiding = Dimension(
        key="brand",
        label="品牌",
        model=Brand,
        listed=lambda month: Brand.objects.exclude(pk=gone.pk),
    )
    made = Registry()
    made.register(hiding, BY_BRAND)

    [grouping] = summarise(JUNE, registry=made).groupings

    assert [(row.pk, row.label) for row in grouping.rows] == [(gone.pk, "旧品牌")]


def test_a_rate_is_taken_in_every_group():
    brand = BrandFactory()
    EnterpriseFactory(brand=brand, opened_on=day("2022-01-01"))
    EnterpriseFactory(brand=brand, opened_on=None)
    dated = Line("有日期", at_end=Figure("dated", "有日期", lambda m: Q(opened_on__isnull=False)))
    rate = Line("率", at_end=Ratio("rate", "率", "dated", "open"))
    table = enterprises(
        OPEN, dated, rate, groups={"brand": "brand"}, columns=("open", "dated", "rate")
    )

    [grouping] = summarise(JUNE, registry=registry(table)).groupings

    assert [row.numbers["rate"] for row in grouping.rows] == [Decimal("50.00")]


def test_a_table_that_is_not_allowed_is_not_counted():
    summary = summarise(JUNE, registry=registry(BY_BRAND), allowed=lambda table: False)

    assert (summary.numbers, summary.groupings) == ({}, ())


def test_only_the_named_figures_are_counted():
    EnterpriseFactory()

    assert count([enterprises(OPEN)], JUNE, only=["open"]) == {"open": 1}


def test_rows_keep_no_order_that_would_split_a_group():
    brand = BrandFactory()
    EnterpriseFactory(name="乙", brand=brand)
    EnterpriseFactory(name="甲", brand=brand)

    [grouping] = summarise(JUNE, registry=registry(BY_BRAND)).groupings

    assert [row.numbers["open"] for row in grouping.rows] == [2]
