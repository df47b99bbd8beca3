"""Every page of the admin's registry: it opens, searches, filters, and asks no question per row.

A sweep visits each page in an office that holds nothing but what the visit makes.
"""

import datetime

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.forms.models import _get_foreign_key
from django.test.utils import CaptureQueriesContext
from simple_history.models import HistoricalChanges

from config.accounts.models import (
    Attachment,
    Authenticator,
    Committee,
    RecoveryCode,
    RoleGrant,
    Scope,
)
from config.audit.models import AuditEntry, AuditSeal
from config.backups.models import Backup, BackupSettings, RecoverySheet, Turn
from config.jobs.models import Job
from config.sheets.models import (
    ExportRequest,
    FileChunk,
    HandedInFile,
    Import,
    ImportedSheet,
    PlanChunk,
    SavedQuery,
    ToldLayout,
)
from ledgers.models import ActivistStep, Affiliation, MemberStep
from tests.factories import FACTORY_FOR
from tests.factories.unions import invented_number
from tests.pages import address, errors, untouched
from unions.models import Employment

pytestmark = pytest.mark.django_db

WORD, FOUR_DIGITS, WHOLE_NUMBER = "第", "0518", invented_number(0)

OWN = ("config", "ledgers", "unions", "welfare")
LIBRARIES = {Group}
"""Nouns of a library that the office gives a page of its own."""

UNSEEN = {Authenticator, RecoveryCode, Turn}  # secrets, and whose turn a backup is
SHOWN_ON_ANOTHER_PAGE = {
    *(Attachment, AuditSeal),
    *(FileChunk, HandedInFile, ImportedSheet, Job, PlanChunk, SavedQuery, ToldLayout),
}
"""The pages of their import and of their row show them, that of the audit its seals, and that of a
ledger's questions one's saved ones."""

WRITTEN_BY_ACTIONS = {
    *(AuditEntry, Backup, RecoverySheet, Employment, Affiliation, ExportRequest, Import),
    *(ActivistStep, MemberStep),
}
"""The buttons on a person's page, 导入表格 and 导出 add and change these; nobody does by hand."""

GIVEN_AND_TAKEN_BACK = {RoleGrant, Scope}
"""Added by hand, then altered by buttons alone."""

NAMED_BY_FEW = {"reverses"}
"""Only a counter-row names the payment that it takes back."""

ALONE = {BackupSettings, Committee}
"""An office has one: its list leads to it."""


def sweep(visit):
    """What `visit(model)` tells of every page of the registry."""
    told = {}
    for model in admin.site._registry:
        with transaction.atomic():
            told[model._meta.label] = visit(model)
            transaction.set_rollback(True)
    return told


def everywhere(answer, *, but=(), there=None):
    """What a sweep is to tell: `answer` of every page, `there` of some."""
    return {model._meta.label: there if model in but else answer for model in admin.site._registry}


def related(model):
    """A row that names all that it may name: what is looked up for each row shows itself."""
    named = {
        field.name: FACTORY_FOR[field.related_model]()
        for field in model._meta.fields
        if field.is_relation and field.null and field.name not in NAMED_BY_FEW
    }
    return FACTORY_FOR[model](**named)


def queries(client, page):
    """How many questions the page asks the database; it must open."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page, follow=True).status_code == 200
    return len(asked)


def further(client, pages, make):
    """Questions that each page asks of three rows beyond one's; `make(number)` makes a row."""
    make(0)
    for page in pages:
        queries(client, page)  # some is asked once in the life of a process
    one = [queries(client, page) for page in pages]
    make(1)
    make(2)
    return [queries(client, page) - before for page, before in zip(pages, one, strict=True)]


def page_of(model):
    return admin.site._registry[model]


def test_every_noun_has_a_factory_and_a_page():
    own = {
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OWN and not issubclass(model, HistoricalChanges)
    } - UNSEEN

    assert set(FACTORY_FOR) == own | LIBRARIES
    assert set(admin.site._registry) == own - SHOWN_ON_ANOTHER_PAGE | LIBRARIES


def test_a_list_shows_its_rows_and_neither_it_nor_a_search_asks_about_each(admin_client):
    def visit(model):
        page = address(model, "changelist")
        pages = [page, *(f"{page}?q={typed}" for typed in (WORD, FOUR_DIGITS, WHOLE_NUMBER))]
        more = further(admin_client, pages, lambda number: related(model))
        listed = admin_client.get(page, follow=True).context.get("cl")
        return more, listed and listed.result_count == model._default_manager.count()

    none = [0, 0, 0, 0]
    assert sweep(visit) == everywhere((none, True), but=ALONE, there=(none, None))


def test_every_choice_of_every_filter_opens(admin_client):
    """In an office with rows of each noun, so that no filter hides for want of choices."""
    for factory in FACTORY_FOR.values():
        factory()

    def visit(model):
        page = address(model, "changelist")
        listed = admin_client.get(page, follow=True).context.get("cl")
        filters = listed.filter_specs if listed else []
        choices = [choice["query_string"] for spec in filters for choice in spec.choices(listed)]
        answers = {admin_client.get(page + choice).status_code for choice in choices}
        return len(filters), answers - {200}

    assert sweep(visit) == {
        model._meta.label: (len(page.list_filter), set())
        for model, page in admin.site._registry.items()
    }


def test_a_form_to_add_opens(admin_client):
    def visit(model):
        return admin_client.get(address(model, "add")).status_code

    assert sweep(visit) == everywhere(200, but=WRITTEN_BY_ACTIONS, there=403)


def test_a_record_and_its_history_open(admin_client):
    def visit(model):
        row = FACTORY_FOR[model]()
        pages = [address(model, name, row.pk) for name in ("change", "history")]
        return [admin_client.get(page).status_code for page in pages]

    assert sweep(visit) == everywhere([200, 200])


def dated(model, number):
    """Years of its own for a dated row, so that several fit under one subject."""
    rows = model._default_manager.all()
    if not hasattr(rows, "end_field"):
        return {}
    return {
        rows.start_field: datetime.date(2001 + 2 * number, 1, 1),
        rows.end_field: datetime.date(2002 + 2 * number, 1, 1),
    }


def test_a_record_asks_no_question_about_each_row_below_it(admin_client):
    def visit(model):
        subject = FACTORY_FOR[model]()
        page = address(model, "change", subject.pk)

        def make(number):
            for inline in page_of(model).inlines:
                below = inline.model
                key = _get_foreign_key(model, below, fk_name=inline.fk_name)
                FACTORY_FOR[below](**{key.name: subject}, **dated(below, number))

        return further(admin_client, [page], make)

    assert sweep(visit) == everywhere([0])


def stored(row):
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def test_a_record_saved_as_it_was_is_what_it_was(admin_client):
    def visit(model):
        row = FACTORY_FOR[model]()
        before, page = stored(row), address(model, "change", row.pk)
        opened = admin_client.get(page)
        if not opened.context.get("has_change_permission"):
            return "only read"
        answer = admin_client.post(page, untouched(opened))
        return errors(answer) or (answer.status_code, stored(row) == before)

    read = WRITTEN_BY_ACTIONS | GIVEN_AND_TAKEN_BACK
    assert sweep(visit) == everywhere((302, True), but=read, there="only read")


def test_every_action_of_a_list_answers(admin_client, rf, superuser):
    request = rf.get("/")
    request.user = superuser

    def offered(model):
        return page_of(model).get_actions(request)

    def visit(model):
        row, page = FACTORY_FOR[model](), address(model, "changelist")
        return {
            action: admin_client.post(page, {"action": action, "_selected_action": row.pk}).url
            for action in offered(model)
        }

    assert sweep(visit) == {
        model._meta.label: dict.fromkeys(offered(model), address(model, "changelist"))
        for model in admin.site._registry
    }
