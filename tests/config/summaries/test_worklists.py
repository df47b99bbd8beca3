"""Lists to work off: their order, whom they are shown, the desk and the paper."""

import datetime

import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from config.summaries.worklists import Entry, by_unit
from ledgers.rules import add_months
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import ActivistFactory

TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


def entry(unit, who, due=None, **more):
    return Entry(unit=unit, who=who, what="办理", address="/", due=due, **more)


def test_units_with_something_overdue_come_first_and_in_each_the_overdue():
    found = by_unit(
        [
            entry("甲支部", "一", TODAY),
            entry("乙支部", "二", TODAY + DAY),
            entry("乙支部", "三", TODAY - DAY),
            entry("乙支部", "四"),
            entry("乙支部", "五", TODAY - 9 * DAY, chance=True),
        ],
        TODAY,
    )

    told = [(one.unit, [(line.who, late) for line, late in one.entries]) for one in found]
    assert told == [
        ("乙支部", [("三", True), ("五", False), ("四", False), ("二", False)]),
        ("甲支部", [("一", False)]),
    ]


@pytest.fixture
def overdue(db):
    applied_on = add_months(timezone.localdate(), -3)
    return ActivistFactory(worker__name="乙", branch__name="一支部", applied_on=applied_on)


@pytest.fixture
def signed_in(client):
    def signed_in(role, **scope):
        user = ClerkFactory()
        user.groups.add(Group.objects.get(name=role))
        ScopeFactory(user=user, **scope)
        client.force_login(user)
        return client

    return signed_in


def test_the_desk_shows_what_is_overdue_and_leads_there(overdue, signed_in):
    page = signed_in("党务干事").get(reverse("admin:index"))

    talk = reverse("admin:ledgers_activist_verb", args=[overdue.pk, "talk"])
    assert talk in page.text
    assert "已超期" in page.text


def test_who_keeps_no_party_ledger_has_no_to_dos(overdue, signed_in):
    client = signed_in("工会干事")

    assert "待办事项" not in client.get(reverse("admin:index")).text
    assert client.get(reverse("admin:todos")).status_code == 403


@pytest.mark.parametrize("name", ["todos", "flags"])
def test_another_branchs_clerk_sees_nothing_of_it(overdue, signed_in, name):
    elsewhere = ActivistFactory().branch
    client = signed_in("党务干事", kind="branch", unit_pk=elsewhere.pk)

    assert "一支部" not in client.get(reverse(f"admin:{name}")).text


def test_the_list_is_printed_whole(overdue, signed_in):
    client = signed_in("党务干事")

    page = client.get(reverse("admin:todos_file", args=["print"]))
    pdf = client.get(reverse("admin:todos_file", args=["pdf"]))

    printed = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    for text in (page.text, printed):
        assert "一支部" in text
        assert "已超期" in text
