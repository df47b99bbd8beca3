"""Nobody learns anything of another unit's rows, by whatever door: driven by the URL resolver.

Two units hold a row of every noun; every text, day and number of the second bears a mark. Each
role, looking after all units of the first, asks every address of the admin; no answer may hold a
mark. An address added tomorrow is asked without anyone remembering; one that captures a word
this file has no value for fails the sweep.
"""

from __future__ import annotations

import io
import itertools
import zipfile

import pypdfium2
import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.urls.resolvers import URLPattern, URLResolver, get_resolver

from config.accounts.admin.base import OfficeAdmin
from config.accounts.models import Attachment
from config.accounts.roles import ROLES
from config.sheets.models import ImportedSheet
from config.sheets.querying.filters import QueryFilters, RowFilter
from config.sheets.querying.pages import query_pages
from config.sheets.registry import ledger_keys
from tests.factories.config import AttachmentFactory
from tests.worlds import MARKS, WORD, is_hidden, make_world, mark, own_models, snapshot, user_of
from unions.models import Worker

pytestmark = pytest.mark.django_db

ROLES_THAT_LOOK = [role.key for role in ROLES.values() if role.duty is None]
NO_ROW = 987654
ASKED = ("", "?q=区", "?q=1971", "?o=1", "?e=1")
"""Parts of marks only: a search box repeats what was typed."""
CAPTURED = {
    "ledger": ledger_keys,
    "period": lambda: ["1971-12", "2026-11"],
    "app_label": lambda: sorted({model._meta.app_label for model in admin.site._registry}),
    "url": lambda: ["unions"],
    "content_type_id": lambda: ["1"],
    "listed": lambda: sorted(model._meta.label_lower for model in admin.site._registry),
    "position": lambda: ["0"],
    "sheet": lambda: list(ImportedSheet.objects.values_list("pk", flat=True)[:1]) or ["1"],
    "key": lambda: [page.key for page in query_pages()],
    "saved": lambda: [NO_ROW],
    "import_id": lambda: [NO_ROW],
}
PAPERS = (
    *("todos_file", "flags_file", "ledgers_channels_file", "ledgers_activist_paper"),
    *("ledgers_activiststep_paper", "ledgers_memberstep_paper"),
)
FORMS = {
    "audit_file": ["xlsx", "csv"],
    "summaries_file": ["json", "xlsx", "pdf"],
    **{name: ["print", "pdf"] for name in PAPERS},
    **{f"{page.key}_form": ["print", "xlsx", "csv"] for page in query_pages()},
}


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Made once for all roles; gone afterwards."""
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            mine, theirs = make_world(), make_world()
            mark(theirs)
            attach_marked(theirs)
            yield mine, theirs
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def attach_marked(theirs):
    """A paper on each row that others must not see; what it says and its name bear marks."""
    for page in registered():
        if page.attachments and is_hidden(page.model):
            AttachmentFactory(
                row=theirs[page.model], name=f"{WORD}.pdf", data=f"%PDF {WORD} %%EOF".encode()
            )


def named_patterns(resolver=None):
    """Every address of the admin: (name, words that it captures)."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, tuple(pattern.pattern.regex.groupindex)


def page_of_name(name):
    """The page that a model's address belongs to, or None."""
    for model, page in admin.site._registry.items():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(prefix):
            return page
    return None


def addresses(theirs):
    """Every address of the admin with every value its captured words may take."""
    for name, words in sorted(set(named_patterns(admin_resolver()))):
        page = page_of_name(name)
        values = [_values(name, word, page, theirs) for word in words]
        for captured in itertools.product(*values):
            yield name, reverse(f"admin:{name}", kwargs=dict(zip(words, captured, strict=True)))


def admin_resolver():
    return next(
        part
        for part in get_resolver().url_patterns
        if isinstance(part, URLResolver) and part.app_name == "admin"
    )


def _papers(page):
    return [paper.key for paper in page.papers]


def _values(name, word, page, theirs):
    if word in {"object_id", "id"}:
        row = theirs.get(page.model) if page else None
        return [row.pk if row else NO_ROW]
    if word == "history_id":
        lines = page.model.history.filter(id=theirs[page.model].pk) if page.model in theirs else ()
        return [line.history_id for line in lines][:1] or [NO_ROW]
    if word == "attachment":
        return [Attachment.objects.of(theirs[page.model]).values_list("pk", flat=True).first() or 1]
    if word == "verb":
        return [verb.name for verb in page.verbs] or ["nothing"]
    of_page = {"paper": _papers, "field": lambda page: list(page.revealable())}
    if word in of_page:
        return of_page[word](page)
    return FORMS[name] if word == "form" else CAPTURED[word]()


def told(response):
    """All that an answer says: its text, what lies inside a workbook, what a PDF prints."""
    body = b"".join(response) if response.streaming else response.content
    headers = " ".join(f"{key}: {value}" for key, value in response.headers.items())
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(part) for part in book.namelist())
    if body.startswith(b"%PDF-"):
        pages = pypdfium2.PdfDocument(body)
        body = "\n".join(page.get_textpage().get_text_range() for page in pages).encode()
    return headers + body.decode("utf-8", "replace")


def marks_in(response):
    text = told(response)
    return [word for word in MARKS if word in text]


def sign_in(client, mine, role):
    user = user_of(mine, Group.objects.get(name=ROLES[role].name), username=f"by-{role}")
    client.force_login(user)
    return client


def registered():
    return [page for page in admin.site._registry.values() if isinstance(page, OfficeAdmin)]


@pytest.mark.parametrize("role", ROLES_THAT_LOOK)
def test_no_address_tells_of_another_units_rows(client, worlds, role):
    mine, theirs = worlds
    sign_in(client, mine, role)
    leaks, asked = {}, set()

    for name, url in addresses(theirs):
        if name in {"logout", "jsi18n"}:
            continue
        asked.add(name)
        if found := marks_in(client.get(url)):
            leaks[url] = found

    assert leaks == {}
    assert {page_of_name(name) for name in asked} - {None} == set(admin.site._registry.values())


@pytest.mark.parametrize("role", ROLES_THAT_LOOK)
def test_lists_their_searches_and_pickers_tell_nothing(client, worlds, role):
    mine, _ = worlds
    sign_in(client, mine, role)
    leaks = {}
    for page in registered():
        opts = page.opts
        base = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        pickers = [
            reverse("admin:autocomplete")
            + f"?app_label={opts.app_label}&model_name={opts.model_name}&field_name={field.name}"
            for field in opts.fields
            if field.many_to_one
        ]
        own = theirs_by_query(page, worlds[1])
        for url in [*(base + state for state in ASKED), *pickers, *own]:
            if found := marks_in(client.get(url)):
                leaks[url] = found

    assert leaks == {}


def theirs_by_query(page, theirs):
    """Add pages and lists opened with the key of a foreign row in their address."""
    prefix = f"admin:{page.opts.app_label}_{page.opts.model_name}"
    for field in page.opts.fields:
        if field.many_to_one and field.related_model in theirs:
            pk = theirs[field.related_model].pk
            yield f"{reverse(f'{prefix}_add')}?{field.name}={pk}"
            yield f"{reverse(f'{prefix}_changelist')}?{field.name}__id__exact={pk}"


def test_another_units_row_answers_as_one_that_does_not_exist(client, worlds):
    mine, theirs = worlds
    sign_in(client, mine, "office_manager")
    different = []
    for page in registered():
        row = theirs.get(page.model)
        if row is None or not is_hidden(page.model):
            continue
        for view in ("change", "history", "delete"):
            name = f"admin:{page.opts.app_label}_{page.opts.model_name}_{view}"
            answers = [client.get(reverse(name, args=[pk])) for pk in (row.pk, NO_ROW)]
            codes = [(answer.status_code, answer.headers.get("Location")) for answer in answers]
            if codes[0] != codes[1]:
                different.append((name, codes))

    assert different == []


def test_a_form_sent_with_another_units_rows_alters_nothing(client, worlds):
    mine, theirs = worlds
    sign_in(client, mine, "office_manager")
    before = snapshot(theirs), snapshot(mine)
    leaks, tried = {}, 0
    for page in registered():
        model = page.model
        if model not in mine or not is_hidden(model):
            continue
        opts = model._meta
        urls = [
            reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)
            for view, args in (
                ("add", []),
                ("change", [mine[model].pk]),
                ("change", [theirs[model].pk]),
            )
        ]
        typed = {
            field.name: theirs[field.related_model].pk
            for field in opts.fields
            if field.many_to_one and field.related_model in theirs
        }
        for url in urls:
            tried += 1
            if found := marks_in(client.post(url, typed)):
                leaks[url] = found

    assert leaks == {}
    assert (snapshot(theirs), snapshot(mine)) == before
    assert tried == 3 * len([m for m in own_models() if is_hidden(m)])


def asked_rows(page):
    """(verb, what it asks, model) where another unit's row could be posted by hand."""
    for verb in getattr(page, "verbs", ()):
        for name, ask in verb.asks.items():
            if ask.column.many_to_one and is_hidden(ask.column.related_model):
                yield verb, name, ask.column.related_model


def test_a_verb_takes_no_row_of_another_unit(client, worlds):
    mine, theirs = worlds
    sign_in(client, mine, "office_manager")
    before = snapshot(theirs), snapshot(mine)
    taken, leaks, tried = [], {}, 0
    for page in registered():
        for verb, name, model in asked_rows(page):
            view = f"admin:{page.opts.app_label}_{page.opts.model_name}_verb"
            url = reverse(view, args=[mine[page.model].pk, verb.name])
            tried, response = tried + 1, client.post(url, {name: theirs[model].pk})
            if response.status_code == 200 and name not in response.context["form"].errors:
                taken.append(url)
            if found := marks_in(response):
                leaks[url] = found

    assert (taken, leaks) == ([], {})
    assert (snapshot(theirs), snapshot(mine)) == before
    assert tried == sum(len(list(asked_rows(page))) for page in registered()) > 0


def test_a_verb_or_an_action_sent_to_another_units_row_finds_none(client, worlds):
    mine, theirs = worlds
    sign_in(client, mine, "office_manager")
    before = snapshot(theirs)
    found, verbs, actions = {}, 0, 0
    for page in registered():
        row = theirs.get(page.model)
        if row is None or not is_hidden(page.model):
            continue
        prefix = f"admin:{page.opts.app_label}_{page.opts.model_name}"
        for verb in getattr(page, "verbs", ()):
            url = reverse(f"{prefix}_verb", args=[row.pk, verb.name])
            verbs += 1
            if (code := client.post(url, {}).status_code) != 404:
                found[url] = code
        for action in page.actions or ():
            actions += 1
            url = reverse(f"{prefix}_changelist")
            sent = {"action": getattr(action, "__name__", action), "_selected_action": row.pk}
            if marks := marks_in(client.post(url, sent, follow=True)):
                found[url] = marks

    assert found == {}
    assert snapshot(theirs) == before
    assert verbs > 0 < actions


def test_the_sweep_sees_a_leak(client, worlds, monkeypatch):
    mine, theirs = worlds
    sign_in(client, mine, "office_manager")
    page = admin.site._registry[Worker]
    monkeypatch.setattr(page, "visible_to", lambda request: Worker.objects.all())

    leaks = [url for name, url in addresses(theirs) if page_of_name(name) is page]

    assert any(marks_in(client.get(url)) for url in leaks)


def test_the_sweep_sees_a_leak_in_the_choices_of_a_filter(client, worlds, monkeypatch):
    mine, _ = worlds
    sign_in(client, mine, "office_manager")

    def offer_everything(asked):
        for filter_ in asked.filters.values():
            if isinstance(filter_, RowFilter):
                filter_.queryset = filter_.of._default_manager.all()

    monkeypatch.setattr(QueryFilters, "offer", offer_everything)

    leaking = {page.key for page in query_pages() if marks_in(client.get(reverse(page.screen)))}

    assert leaking == {page.key for page in query_pages() if offers_hidden_rows(page)}


def offers_hidden_rows(page):
    filters = page.filters.base_filters.values()
    return any(isinstance(filter_, RowFilter) and is_hidden(filter_.of) for filter_ in filters)
