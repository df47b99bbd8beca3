"""The member's page: its buttons, and what it shows of standing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from ledgers.models import Affiliation, Member
from tests.factories.ledgers import BranchFactory, MemberFactory
from tests.factories.unions import WorkerFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:ledgers_member_add")
LIST = reverse("admin:ledgers_member_changelist")
JOINED = datetime.date(2021, 6, 20)


def page_of(member):
    return reverse("admin:ledgers_member_change", args=[member.pk])


def verb(member, name):
    return reverse("admin:ledgers_member_verb", args=[member.pk, name])


def affiliations(member):
    rows = Affiliation.objects.filter(member=member).order_by("pk")
    return list(rows.values_list("branch", "started_on", "ended_on"))


@pytest.fixture
def member():
    return MemberFactory(worker__name="甲", joined_on=JOINED, converted_on=None)


def test_adding_a_member_affiliates(admin_client):
    branch = BranchFactory()

    admin_client.post(
        ADD,
        {"worker": WorkerFactory().pk, "joined_on": "2021-06", "party_branch": branch.pk},
    )

    made = Member.objects.get()
    assert (made.joined_on, made.joined_on_precision) == (datetime.date(2021, 6, 1), "month")
    assert made.branch == branch
    assert affiliations(made) == [(branch.pk, datetime.date(2021, 6, 1), None)]


def test_adding_a_member_twice_is_refused_on_the_form(admin_client, member):
    answer = admin_client.post(
        ADD,
        {
            "worker": member.worker_id,
            "joined_on": "2021-06",
            "party_branch": BranchFactory().pk,
        },
    )

    assert answer.context["adminform"].form.non_field_errors() == ["这个人已在党员台账中。"]


def offered(client, member):
    return [label for label, _ in client.get(page_of(member)).context["verbs"]]


@pytest.mark.parametrize(
    ("dates", "buttons"),
    [
        pytest.param(
            {"converted_on": None},
            ["转正", "转移支部", "更正支部", "减员", "开出转出介绍信"],
            id="probation",
        ),
        pytest.param({}, ["转移支部", "更正支部", "减员", "开出转出介绍信"], id="full"),
        pytest.param({"left_on": datetime.date(2022, 9, 1), "left_how": "deceased"}, [], id="left"),
    ],
)
def test_buttons_follow_the_dates(admin_client, dates, buttons):
    assert offered(admin_client, MemberFactory(**dates)) == buttons


def test_conversion_may_be_known_by_month(admin_client, member):
    admin_client.post(verb(member, "convert"), {"on": "2022年6月"})

    stored = Member.objects.get()
    assert (stored.converted_on, stored.converted_on_precision) == (
        datetime.date(2022, 6, 1),
        "month",
    )


def test_conversion_in_a_coming_month_is_refused(admin_client, member):
    next_month = timezone.localdate().replace(day=1) + datetime.timedelta(days=32)

    answer = admin_client.post(verb(member, "convert"), {"on": f"{next_month:%Y-%m}"})

    assert answer.context["form"].errors == {"on": ["日期不能晚于今天；请等到当天再办理。"]}


def test_a_transfer_asks_and_is_done(admin_client, member):
    old, new = member.branch_id, BranchFactory()

    admin_client.post(verb(member, "affiliate"), {"party_branch": new.pk, "on": "2022-09-01"})

    day = datetime.date(2022, 9, 1)
    assert affiliations(member) == [(old, JOINED, day), (new.pk, day, None)]
    assert Member.objects.get().branch == new


def test_a_correction_rewrites_the_open_affiliation(admin_client, member):
    new = BranchFactory()

    admin_client.post(verb(member, "correct"), {"party_branch": new.pk})

    assert affiliations(member) == [(new.pk, JOINED, None)]


def test_leaving_asks_why(admin_client, member):
    answer = admin_client.post(verb(member, "end"), {"on": "2022-09-01"})

    assert list(answer.context["form"].errors) == ["how"]


def test_leaving_is_done(admin_client, member):
    admin_client.post(verb(member, "end"), {"on": "2022-09-01", "how": "transferred_out"})

    stored = Member.objects.get()
    assert (stored.left_on, stored.get_left_how_display()) == (datetime.date(2022, 9, 1), "转出")


@pytest.mark.parametrize(
    ("standing", "name"),
    [
        pytest.param("full", "正式", id="full"),
        pytest.param("probationary", "预备", id="probationary"),
    ],
)
def test_the_list_filters_by_standing(admin_client, standing, name):
    MemberFactory(worker__name="正式")
    MemberFactory(worker__name="预备", converted_on=None)
    MemberFactory(worker__name="转走", left_on=JOINED, left_how="transferred_out")

    answer = admin_client.get(LIST, {"standing": standing})

    assert [str(member) for member in answer.context["cl"].queryset] == [name]


def test_the_page_shows_standing_by_the_dates(admin_client, member):
    assert "预备党员" in admin_client.get(page_of(member)).content.decode()
