"""常用查询: kept by whoever asked, under one name each, for nobody else."""

import pytest
from django.db import connection
from django.urls import reverse

from config.sheets.models import SavedQuery
from config.sheets.querying.saving import SAVED_TWICE
from tests.factories.config import SavedQueryFactory
from tests.factories.unions import invented_number

pytestmark = pytest.mark.django_db

SAVE = reverse("admin:sheets_query_save", args=["unions_roster"])
NUMBER = invented_number(3)
TWICE = "您在这一页已有同名的常用查询；请换一个名称。"


def kept():
    return list(SavedQuery.objects.order_by("pk").values_list("name", "query"))


def refusals(answer):
    return answer.context["form"].non_field_errors()


def test_a_question_is_kept_as_asked_and_offered_on_its_page(admin_client):
    answer = admin_client.post(f"{SAVE}?sex=female&job=", {"name": " 女职工 "}, follow=True)

    assert kept() == [("女职工", "sex=female")]
    assert [str(one) for one in answer.context["saved"]] == ["女职工"]
    assert answer.redirect_chain == [(f"{reverse('admin:unions_roster')}?sex=female", 302)]


def test_anothers_is_not_offered(admin_client):
    SavedQueryFactory(name="他人的")

    assert list(admin_client.get(reverse("admin:unions_roster")).context["saved"]) == []


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        pytest.param("get", {}, id="to-open"),
        pytest.param("post", {"name": "改"}, id="to-rename"),
        pytest.param("post", {"delete": "1"}, id="to-delete"),
    ],
)
def test_anothers_does_not_exist(admin_client, method, sent):
    others = SavedQueryFactory(name="他人的")

    answer = getattr(admin_client, method)(
        reverse("admin:sheets_saved_query", args=[others.pk]), sent
    )

    assert answer.status_code == 404
    assert kept() == [("他人的", "")]


def test_ones_own_is_renamed_and_deleted(admin_client, superuser):
    own = SavedQueryFactory(owner=superuser, name="旧")
    page = reverse("admin:sheets_saved_query", args=[own.pk])

    admin_client.post(page, {"name": "新"})
    assert kept() == [("新", "")]

    admin_client.post(page, {"delete": "1"})
    assert kept() == []


def test_the_same_name_twice_is_told(admin_client, superuser):
    SavedQueryFactory(owner=superuser, name="常用")

    answer = admin_client.post(SAVE, {"name": "常用"})

    assert (refusals(answer), kept()) == ([TWICE], [("常用", "")])


def test_a_name_taken_by_another_of_ones_own_is_told(admin_client, superuser):
    SavedQueryFactory(owner=superuser, name="甲")
    own = SavedQueryFactory(owner=superuser, name="乙")

    answer = admin_client.post(reverse("admin:sheets_saved_query", args=[own.pk]), {"name": "甲"})

    assert (refusals(answer), kept()) == ([TWICE], [("甲", ""), ("乙", "")])


def test_the_same_name_at_the_same_instant_is_told(admin_client, superuser):
    """The name is taken after it was found free and before it is written."""
    taken = []

    def take_it_first(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "sheets_savedquery" in sql and not taken:
            taken.append("常用")
            SavedQueryFactory(owner=superuser, name="常用")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_it_first):
        answer = admin_client.post(SAVE, {"name": "常用"})

    assert refusals(answer) == [SAVED_TWICE]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        pytest.param("name=某人", "姓名", id="a-name"),
        pytest.param(f"number={NUMBER}", "身份证号", id="a-number"),
    ],
)
def test_a_persons_name_or_number_is_not_kept(admin_client, query, label):
    answer = admin_client.post(f"{SAVE}?{query}", {"name": "常用"})

    assert len(refusals(answer)) == 1
    assert refusals(answer)[0].startswith(label)
    assert kept() == []
