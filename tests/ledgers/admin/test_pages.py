"""Every page of the ledgers through the client: list, search, add, change, at first depth."""

import datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledgers.models import (
    Activist,
    ActivistContact,
    Activity,
    ActivityRoom,
    Affiliation,
    Branch,
    Coverage,
    Delegate,
    Honour,
    Member,
    Post,
    Term,
)
from tests.factories import ledgers as made
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.pages import address, errors, untouched

pytestmark = pytest.mark.django_db

CHANGEABLE = [kind for kind in made.FACTORY_FOR if kind is not Affiliation]


def label(kind):
    return kind._meta.model_name


@pytest.mark.parametrize("kind", made.FACTORY_FOR, ids=label)
def test_list_and_search_ask_no_more_for_three_rows_than_for_one(kind, admin_client):
    counts = []
    for more in (1, 2):
        made.FACTORY_FOR[kind].create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            for asked in ({}, {"q": "第"}):
                assert admin_client.get(address(kind, "changelist"), asked).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", CHANGEABLE, ids=label)
def test_the_form_saved_as_it_was_changes_nothing(kind, admin_client):
    row = made.FACTORY_FOR[kind]()
    before = dict(kind.objects.filter(pk=row.pk).values()[0])
    page = admin_client.get(address(kind, "change", row.pk))

    answer = admin_client.post(address(kind, "change", row.pk), untouched(page))

    assert answer.status_code == 302, errors(answer)
    assert dict(kind.objects.filter(pk=row.pk).values()[0]) == before


ADDED = [
    pytest.param(
        Activist,
        lambda: {
            "worker": WorkerFactory().pk,
            "branch": made.BranchFactory().pk,
            "applied_on": "2021-03-02",
        },
        id="activist",
    ),
    pytest.param(
        ActivistContact,
        lambda: {"activist": made.ActivistFactory().pk, "member": made.MemberFactory().pk},
        id="activist_contact",
    ),
    pytest.param(
        Activity,
        lambda: {
            "branch": made.BranchFactory().pk,
            "kind": "theme_day",
            "topic": "七一",
            "held_on": "2022-07-01",
        },
        id="activity",
    ),
    pytest.param(ActivityRoom, lambda: {"branch": made.BranchFactory().pk}, id="activity_room"),
    pytest.param(
        Branch, lambda: {"name": "某支部", "kind": "branch", "founded_on": "2021-05"}, id="branch"
    ),
    pytest.param(
        Coverage,
        lambda: {"branch": made.BranchFactory().pk, "enterprise": EnterpriseFactory().pk},
        id="coverage",
    ),
    pytest.param(
        Delegate,
        lambda: {
            "worker": WorkerFactory().pk,
            "kind": "party",
            "level": "city",
            "elected_on": "2021-08",
        },
        id="delegate",
    ),
    pytest.param(
        Honour,
        lambda: {
            "worker": WorkerFactory().pk,
            "title": "劳动模范",
            "level": "city",
            "granted_on": "2022-04",
        },
        id="honour",
    ),
    pytest.param(
        Member,
        lambda: {
            "worker": WorkerFactory().pk,
            "joined_on": "2021-06",
            "party_branch": made.BranchFactory().pk,
        },
        id="member",
    ),
    pytest.param(
        Post,
        lambda: {
            "member": made.MemberFactory().pk,
            "branch": made.BranchFactory().pk,
            "title": "书记",
        },
        id="post",
    ),
    pytest.param(Term, lambda: {"branch": made.BranchFactory().pk}, id="term"),
]


@pytest.mark.parametrize(("kind", "typed"), ADDED)
def test_a_row_is_added(kind, typed, admin_client):
    given = typed()
    before = kind.objects.count()

    answer = admin_client.post(address(kind, "add"), given)

    assert answer.status_code == 302, errors(answer)
    assert kind.objects.count() == before + 1


def test_every_model_has_a_page_and_an_addition_is_tried():
    own = set(made.FACTORY_FOR)

    assert own - set(admin.site._registry) == set()
    assert own - {param.values[0] for param in ADDED} == {Affiliation}


def test_an_honour_may_be_granted_in_a_month(admin_client):
    admin_client.post(
        address(Honour, "add"),
        {
            "worker": WorkerFactory().pk,
            "title": "劳动模范",
            "level": "city",
            "granted_on": "2022-04",
        },
    )

    honour = Honour.objects.get()
    assert (honour.granted_on, honour.granted_on_precision) == (datetime.date(2022, 4, 1), "month")


def test_nobody_adds_an_affiliation_by_hand(admin_client):
    row = made.AffiliationFactory()

    assert admin_client.get(address(Affiliation, "add")).status_code == 403
    assert (
        admin_client.get(address(Affiliation, "change", row.pk)).context["has_change_permission"]
        is False
    )


def test_a_second_coverage_is_refused_on_the_form(admin_client):
    first = made.CoverageFactory(enterprise__name="某公司", branch__name="老支部")

    answer = admin_client.post(
        address(Coverage, "add"),
        {
            "branch": made.BranchFactory().pk,
            "enterprise": first.enterprise_id,
            "started_on": "2022-09-01",
        },
    )

    assert answer.context["adminform"].form.non_field_errors() == [
        "某公司已由老支部覆盖；请先结束原来的覆盖。"
    ]


def covered(branch):
    return made.CoverageFactory(branch=branch)


def roomed(branch):
    return made.ActivityRoomFactory(branch=branch, name=f"{branch.rooms.count()}号")


def posted(branch):
    return made.PostFactory(branch=branch)


@pytest.mark.parametrize("hang", [covered, roomed, posted])
def test_dated_rows_on_a_branch_cost_no_query_each(admin_client, hang):
    branch = made.BranchFactory()
    counts = []
    for _ in range(2):
        hang(branch)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(Branch, "change", branch.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_contacts_on_an_activist_cost_no_query_each(admin_client):
    activist = made.ActivistFactory()
    counts = []
    for _ in range(2):
        made.ActivistContactFactory(activist=activist)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(Activist, "change", activist.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]
