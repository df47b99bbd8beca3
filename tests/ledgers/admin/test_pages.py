"""Rows of the ledgers added by hand."""

import datetime

import pytest

from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Activity,
    ActivityRoom,
    Affiliation,
    Branch,
    CalendarDay,
    CalendarYear,
    Coverage,
    Delegate,
    Honour,
    Member,
    MemberStep,
    Post,
    Term,
)
from tests.factories import ledgers as made
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.pages import address, errors

pytestmark = pytest.mark.django_db

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
        CalendarYear,
        lambda: {"year": 2027, "days-TOTAL_FORMS": 0, "days-INITIAL_FORMS": 0},
        id="calendar_year",
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


def test_an_addition_of_every_noun_is_tried():
    by_buttons, beneath_its_year = {Affiliation, ActivistStep, MemberStep}, {CalendarDay}

    tried = {param.values[0] for param in ADDED}
    assert set(made.FACTORY_FOR) - tried == by_buttons | beneath_its_year


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
        "这个企业已由别的党组织覆盖；请先结束原来的覆盖。"
    ]


def test_a_day_stands_in_the_table_of_its_own_year(admin_client):
    answer = admin_client.post(
        address(CalendarYear, "add"),
        {
            "year": 2025,
            "days-TOTAL_FORMS": 1,
            "days-INITIAL_FORMS": 0,
            "days-0-day": "2024-10-01",
            "days-0-kind": "free",
        },
    )

    assert answer.context["inline_admin_formsets"][0].formset.errors == [
        {"day": ["日期不在2025年，请核对。"]}
    ]
