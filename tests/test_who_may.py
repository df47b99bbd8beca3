"""Every page × every role, against a table written by hand: exactly these may open it."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from config.accounts.models import User
from config.accounts.reach import COMMITTEE
from config.accounts.roles import ROLES
from config.sheets.querying.pages import query_pages
from config.sheets.rights import may_undo
from config.sheets.runs import Run
from tests.factories.config import ClerkFactory, ImportedSheetFactory, ImportFactory, ScopeFactory

pytestmark = pytest.mark.django_db

LETTERS = {
    "account_admin": "A",
    "security_admin": "S",
    "auditor": "U",
    "office_manager": "M",
    "party_clerk": "P",
    "union_clerk": "N",
    "welfare_clerk": "W",
    "reviewer": "R",
    "leader": "L",
    "contact": "C",
}
KEEPERS_OF_PEOPLE, ALL_BUT_CONTACT = "MPNW", "MPNWRL"

LIST_AND_ADD = {
    # page: who may open its list, who may open its form to add
    "accounts_committee": ("AMPNWRL", ""),
    "accounts_rolegrant": ("SMR", "SM"),
    "accounts_scope": ("SM", "SM"),
    "accounts_user": ("ASM", "AM"),
    "audit_auditentry": ("UM", ""),
    "auth_group": ("SM", ""),
    "backups_backup": ("AM", ""),
    "backups_backupsettings": ("AM", "AM"),
    "backups_recoverysheet": ("SM", ""),
    "sheets_exportrequest": ("MPNWR", ""),
    "sheets_import": ("MPNW", ""),
    **{
        f"unions_{page}": (ALL_BUT_CONTACT, KEEPERS_OF_PEOPLE)
        for page in ("brand", "district", "enterprise", "worker")
    },
    "unions_partner": (ALL_BUT_CONTACT + "C", KEEPERS_OF_PEOPLE),
    "unions_employment": (ALL_BUT_CONTACT, ""),
    **{
        f"unions_{page}": (ALL_BUT_CONTACT, "MN")
        for page in ("unionbranch", "unionmembership", "unionterm")
    },
    "unions_courierhome": (ALL_BUT_CONTACT + "C", "MN"),
    **{
        f"ledgers_{page}": ("MPRL", "MP")
        for page in (
            *("activist", "activistcontact", "activity", "activityroom", "branch"),
            *("coverage", "delegate", "honour", "member", "post", "term"),
        )
    },
    **{f"ledgers_{page}": ("MPRL", "") for page in ("affiliation", "activiststep", "memberstep")},
    **{f"ledgers_{page}": ("MPRL", "MP") for page in ("calendarday", "calendaryear")},
    **{
        f"welfare_{page}": ("MNWRL", "MW")
        for page in (
            *("certificate", "family", "healthcheck", "insurance", "payment"),
            *("stockreport", "studyaid", "supplydelivery"),
        )
    },
    **{
        f"welfare_{page}": ("MNWRLC", "MW")
        for page in ("careactivity", "policy", "programme", "station")
    },
    **{f"welfare_{page}": ("MWRLC", "MW") for page in ("matter", "meeting", "memberunit")},
}
OTHER_PAGES = {
    "index": "ASUMPNWRLC",
    "password_change": "ASUMPNWRLC",
    "summaries": "MPNWRLC",
    **dict.fromkeys(("todos", "flags", "ledgers_channels"), "MPRL"),
    **dict.fromkeys(
        (
            *("unions_roster", "unions_enterprises", "unions_organisations"),
            "unions_members",
        ),
        ALL_BUT_CONTACT,
    ),
    "unions_homes": ALL_BUT_CONTACT + "C",
    **dict.fromkeys(
        (
            *("ledgers_members", "ledgers_branches", "ledgers_activists"),
            *("ledgers_activities", "ledgers_honours", "ledgers_delegates"),
        ),
        "MPRL",
    ),
    **dict.fromkeys(
        (
            *("welfare_payments", "welfare_certificates", "welfare_families"),
            *("welfare_study_aids", "welfare_health_checks", "welfare_insurances"),
            *("welfare_supplies", "welfare_stock_reports"),
        ),
        "MNWRL",
    ),
    **dict.fromkeys(("welfare_stations", "welfare_care_activities", "welfare_policies"), "MNWRLC"),
    "welfare_matters": "MWRLC",
    "sheets_hand_in": "MPNW",
}


UNDO_AN_IMPORT = {
    # ledger of an import: who may undo it when it is their own, and when it is another's
    "enterprises": ("MPNW", "M"),
    "union_members": ("MN", "M"),
    "members": ("MP", "M"),
    "certificates": ("MW", "M"),
}


@pytest.fixture(params=LETTERS)
def role(request):
    return request.param


@pytest.fixture
def signed_in(client, role):
    """Somebody of the role, who looks after the whole committee where the role keeps ledgers."""
    user = ClerkFactory()
    if ROLES[role].duty:
        User.objects.filter(pk=user.pk).update(duty=ROLES[role].duty)
    else:
        user.groups.add(Group.objects.get(name=ROLES[role].name))
        ScopeFactory(user=user, kind=COMMITTEE)
    client.force_login(User.objects.get(pk=user.pk))
    return client


def opens(client, name):
    answer = client.get(reverse(f"admin:{name}"))
    assert answer.status_code in {200, 302, 403}, name
    return answer.status_code != 403


def test_the_table_names_every_page_and_every_role():
    pages = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}

    assert set(LIST_AND_ADD) == pages
    assert set(LETTERS) == set(ROLES)


def test_a_list_opens_for_exactly_these(signed_in, role):
    opened = {name for name in LIST_AND_ADD if opens(signed_in, f"{name}_changelist")}

    assert opened == {name for name, (who, _) in LIST_AND_ADD.items() if LETTERS[role] in who}


def test_a_form_to_add_opens_for_exactly_these(signed_in, role):
    opened = {name for name in LIST_AND_ADD if opens(signed_in, f"{name}_add")}

    assert opened == {name for name, (_, who) in LIST_AND_ADD.items() if LETTERS[role] in who}


def test_another_page_opens_for_exactly_these(signed_in, role):
    opened = set()
    for name in OTHER_PAGES:
        answer = signed_in.get(reverse(f"admin:{name}"), follow=True)
        if answer.status_code == 200:
            opened.add(name)

    assert opened == {name for name, who in OTHER_PAGES.items() if LETTERS[role] in who}


@pytest.mark.parametrize("own", [True, False], ids=["own", "another's"])
def test_an_import_is_undone_by_exactly_these(signed_in, role, own):
    user = User.objects.get(pk=signed_in.session["_auth_user_id"])
    may = set()
    for ledger in UNDO_AN_IMPORT:
        record = ImportFactory(made_by=user if own else ClerkFactory())
        ImportedSheetFactory(handed_in=record, ledger=ledger)
        if may_undo(Run(user=user), record):
            may.add(ledger)

    assert may == {key for key, who in UNDO_AN_IMPORT.items() if LETTERS[role] in who[not own]}


def test_the_table_names_every_query_page():
    assert {page.key for page in query_pages()} - set(OTHER_PAGES) == set()


def test_paper_and_workbook_open_for_whom_the_screen_does(signed_in, role):
    opened = {
        (page.key, form)
        for page in query_pages()
        for form in ("print", "xlsx")
        if signed_in.get(reverse(page.form, args=[form])).status_code == 200
    }

    assert opened == {
        (page.key, form)
        for page in query_pages()
        for form in ("print", "xlsx")
        if LETTERS[role] in OTHER_PAGES[page.key]
    }


def test_nobody_who_is_not_signed_in_opens_anything(client):
    for name in LIST_AND_ADD:
        answer = client.get(reverse(f"admin:{name}_changelist"))

        assert (answer.status_code, answer.headers["Location"][:13]) == (302, "/admin/login/")
