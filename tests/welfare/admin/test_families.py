import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories.welfare import FamilyFactory, WorkerFactory
from tests.pages import save
from welfare.models import Family

pytestmark = pytest.mark.django_db

LIST = reverse("admin:welfare_family_changelist")
CAUSE = "本人大病"


def page(family):
    return reverse("admin:welfare_family_change", args=[family.pk])


def test_a_list_says_only_whether_a_cause_is_on_file(admin_client):
    FamilyFactory(cause=CAUSE)
    FamilyFactory(cause=None)

    shown = admin_client.get(LIST).content.decode()

    assert (shown.count("已登记"), shown.count(CAUSE)) == (1, 0)


def test_the_form_shows_the_word_to_whoever_may_alter_it(admin_client):
    answer = admin_client.get(page(FamilyFactory(cause=CAUSE)))

    assert answer.context["adminform"].form["cause"].value() == CAUSE


def test_who_only_looks_does_not_read_the_cause(clerk_client, clerk):
    clerk.user_permissions.add(Permission.objects.get(codename="view_family"))

    shown = clerk_client.get(page(FamilyFactory(cause=CAUSE))).content.decode()

    assert (shown.count("已登记"), shown.count(CAUSE)) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [pytest.param("单亲家庭", "单亲家庭", id="chosen"), pytest.param("", None, id="left-empty")],
)
def test_a_cause_is_chosen(typed, stored, admin_client):
    admin_client.post(
        reverse("admin:welfare_family_add"), {"worker": WorkerFactory().pk, "cause": typed}
    )

    assert Family.objects.get().cause == stored


def test_a_cause_that_a_sheet_brought_survives_the_form(admin_client):
    family = FamilyFactory(cause="房屋受灾")

    typed = {"worker": family.worker_id, "cause": "房屋受灾", "size": "3"}
    answer = save(admin_client, page(family), typed)

    assert answer.status_code == 302
    family.refresh_from_db()
    assert (family.cause, family.size) == ("房屋受灾", 3)


def test_a_cause_that_nobody_offers_is_refused(admin_client):
    answer = admin_client.post(
        reverse("admin:welfare_family_add"), {"worker": WorkerFactory().pk, "cause": "某种病名"}
    )

    assert answer.context["adminform"].form.errors["cause"] == ["请在列出的困难类型中选择一种。"]


def test_a_family_leaves_the_file_by_its_button(admin_client):
    family = FamilyFactory()

    admin_client.post(
        reverse("admin:welfare_family_verb", args=[family.pk, "end"]), {"on": "2022-08-01"}
    )

    family.refresh_from_db()
    assert str(family.ended_on) == "2022-08-01"
