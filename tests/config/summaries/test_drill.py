import re

import pytest
from django.contrib import admin
from django.urls import reverse

from config.summaries.counting import summarise
from config.summaries.drill import figure_rows, rows_address
from config.summaries.figures import Count, Distinct, plain
from config.summaries.layout import group_name
from config.summaries.months import Month
from config.summaries.registry import UnknownFigure, office

pytestmark = pytest.mark.django_db

KEYS = [figure.key for table in office.tables for figure in table.figures]
JUNE = Month(2022, 6)


def listed(client, address, value):
    """What the rows on the list add up to, for a figure of this kind."""
    page = client.get(address)
    assert page.status_code == 200, address
    rows = page.context["cl"].queryset
    if isinstance(value, Count):
        return rows.count()
    values = list(rows.order_by().values_list(value.path, flat=True))
    if isinstance(value, Distinct):
        return len({found for found in values if found is not None})
    return plain(sum(found for found in values if found is not None))


def test_the_list_behind_every_figure_adds_up_to_it(committee, admin_client):
    numbers = summarise(JUNE).numbers

    told = {
        key: listed(admin_client, rows_address(key, JUNE), office.figure(key)[1].value)
        for key in KEYS
    }

    assert told == {key: numbers[key] for key in KEYS}


def test_every_figure_of_the_small_committee_is_something(committee):
    numbers = summarise(JUNE).numbers

    assert [key for key in KEYS if not numbers[key]] == []


@pytest.mark.parametrize("dimension", ["brand", "district", "branch"])
def test_the_lists_behind_a_grouping_add_up_to_its_rows(committee, admin_client, dimension):
    [grouping] = [g for g in summarise(JUNE).groupings if g.dimension.key == dimension]
    cells = [
        (row.pk, part, row.numbers[part.key])
        for row in grouping.rows
        for part in grouping.columns
        if part.key in KEYS
    ]

    told = [
        listed(
            admin_client,
            rows_address(part.key, JUNE, group_name(grouping.dimension, pk)),
            part.value,
        )
        for pk, part, _ in cells
    ]

    assert told == [number for _, _, number in cells]


@pytest.mark.parametrize("dimension", ["brand", "district", "branch"])
def test_the_rows_of_a_grouping_add_up_to_the_total(committee, dimension):
    [grouping] = [g for g in summarise(JUNE).groupings if g.dimension.key == dimension]
    keys = [part.key for part in grouping.columns if part.key in KEYS]

    sums = {key: sum(row.numbers[key] for row in grouping.rows) for key in keys}

    assert sums == {key: grouping.total[key] for key in keys}


def test_every_table_has_a_list_to_open():
    assert [table.key for table in office.tables if table.model not in admin.site._registry] == []


def test_the_list_says_which_number_it_shows(committee, admin_client):
    group = f"brand:{committee['brand'].pk}"

    page = admin_client.get(rows_address("unions.workers", JUNE, group))

    told = [re.sub(r"<.*?>", "", str(message)) for message in page.context["messages"]]
    assert told == ["数字 3 = 2022年6月 · 从业人员（人） · 品牌 德邦，返回汇总"]


@pytest.mark.parametrize(
    ("further", "before_filters"),
    [
        pytest.param("&q=无此人", True, id="searched"),
        pytest.param("&ended_on__isempty=1", True, id="filtered"),
        pytest.param("&q=", False, id="searched-for-nothing"),
        pytest.param("&o=1&p=1", False, id="sorted-and-turned"),
    ],
)
def test_a_number_before_filters_says_so(committee, admin_client, further, before_filters):
    page = admin_client.get(rows_address("unions.workers", JUNE) + further)

    [told] = [str(message) for message in page.context["messages"]]
    assert told.endswith("；这是搜索和筛选以前的数字，下面的记录已经又筛选过") == before_filters


def test_the_rows_without_a_value_are_named(committee):
    assert figure_rows("unions.workers", JUNE, "brand:none").label == (
        "2022年6月 · 从业人员（人） · 品牌 未填"
    )


@pytest.mark.parametrize(
    ("key", "group"),
    [
        pytest.param("unions.nowhere", "", id="figure"),
        pytest.param("unions.membership_rate_percent", "", id="rate"),
        pytest.param("unions.workers", "nowhere:1", id="dimension"),
        pytest.param("unions.workers", "branch:1", id="other-dimension"),
        pytest.param("unions.workers", "brand:999999", id="value"),
        pytest.param("unions.workers", "brand:abc", id="no-number"),
        pytest.param("unions.workers", "brand", id="no-value"),
    ],
)
def test_rows_of_what_does_not_exist_are_refused(key, group):
    with pytest.raises(UnknownFigure):
        figure_rows(key, JUNE, group)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("figure=unions.nowhere&period=2022-06", id="figure"),
        pytest.param("figure=unions.workers&period=2022-06", id="figure-of-another-list"),
        pytest.param("figure=unions.enterprises&period=2022", id="month"),
        pytest.param("figure=unions.enterprises", id="no-month"),
    ],
)
def test_an_address_that_means_nothing_leads_to_the_whole_list(admin_client, query):
    page = admin_client.get(
        reverse("admin:unions_enterprise_changelist") + f"?{query}", follow=True
    )

    assert (page.status_code, [str(message) for message in page.context["messages"]]) == (
        200,
        ["这个链接指的汇总数字已经不存在，下面是全部记录。"],
    )


def test_a_list_keeps_its_figure_while_it_is_searched(committee, admin_client):
    address = rows_address("unions.enterprises", JUNE)

    page = admin_client.get(address + "&q=没有这样的企业")

    assert (page.context["cl"].result_count, page.context["cl"].has_filters) == (0, True)


def test_without_the_right_to_look_no_number_is_told(committee, clerk_client):
    page = clerk_client.get(rows_address("unions.workers", JUNE))

    assert page.status_code == 403
    assert "messages" not in clerk_client.cookies
