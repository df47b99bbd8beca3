"""花名册查询打印: what was asked wrongly is said, and never answered with a longer list."""

import datetime

import pytest
from django.urls import reverse

from config.accounts.reach import EVERYTHING
from tests.factories.unions import WorkerFactory, invented_number
from unions.filters import RosterFilter
from unions.models import Worker

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:unions_roster")
AGE = "年龄请填14到100之间的整数。"
ON = datetime.date(2023, 1, 5)


def other_form(name):
    return reverse("admin:unions_roster_form", args=[name])


BAD = [
    pytest.param({"age_from": "2026"}, "年龄从", AGE, id="a-year-for-an-age"),
    pytest.param({"age_to": "3000"}, "年龄到", AGE, id="beyond-the-calendar"),
    pytest.param({"age_from": "13"}, "年龄从", AGE, id="a-year-too-young"),
    pytest.param({"age_to": "101"}, "年龄到", AGE, id="a-year-too-old"),
    pytest.param({"age_from": "20.5"}, "年龄从", AGE, id="half-a-year"),
    pytest.param({"hired_from": "上月"}, "入职从", "输入一个有效的日期。", id="no-date"),
    pytest.param(
        {"brand": "0"},
        "品牌",
        "选择一个有效的选项： 该选择不在可用的选项中。",
        id="no-such-brand",
    ),
]


@pytest.mark.parametrize(("asked", "label", "sentence"), BAD)
def test_a_bad_filter_is_told_and_nobody_is_listed(admin_client, asked, label, sentence):
    WorkerFactory(employed=True)

    page = admin_client.get(PAGE, asked)

    assert page.status_code == 200
    assert page.context["filter"].complaints() == [f"{label}：{sentence}"]
    assert (page.context["total"], page.context["rows"]) == (0, [])


@pytest.mark.parametrize(("asked", "label", "sentence"), BAD)
@pytest.mark.parametrize("form", ["print", "xlsx"])
def test_a_bad_filter_goes_neither_on_paper_nor_into_a_file(
    admin_client, form, asked, label, sentence
):
    WorkerFactory(employed=True, name="甲")

    page = admin_client.get(other_form(form), asked)

    assert (page.status_code, page.context["complaints"]) == (400, [f"{label}：{sentence}"])
    assert "甲" not in page.text


@pytest.mark.parametrize("form", ["print", "xlsx"])
def test_a_good_filter_goes_on_paper_and_into_a_file(admin_client, form):
    WorkerFactory(employed=True)

    assert admin_client.get(other_form(form), {"age_from": "14"}).status_code == 200


def test_the_roster_has_two_other_forms_only(admin_client):
    assert admin_client.get(other_form("zzz")).status_code == 404


@pytest.mark.parametrize(
    ("born_on", "asked", "listed"),
    [
        pytest.param(datetime.date(2009, 1, 31), {"age_from": "14"}, True, id="14-this-month"),
        pytest.param(datetime.date(2009, 2, 1), {"age_from": "14"}, False, id="14-next-month"),
        pytest.param(datetime.date(1922, 2, 1), {"age_to": "100"}, True, id="101-next-month"),
        pytest.param(datetime.date(1922, 1, 31), {"age_to": "100"}, False, id="101-this-month"),
    ],
)
def test_ages_at_the_bounds(rf, superuser, born_on, asked, listed):
    WorkerFactory(identity_number=invented_number(0, born_on))
    request = rf.get("/")
    request.user = superuser

    everybody = Worker.objects.all()
    found = RosterFilter(asked, queryset=everybody, request=request, on=ON, mine=EVERYTHING).qs

    assert found.exists() == listed
