"""Every address of the office, as a superuser reaches it: it answers, and in Chinese."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.contrib.admin import __file__ as admin_file
from django.urls import URLResolver, get_resolver, resolve, reverse

from config.audit.models import AuditEntry, AuditSeal
from config.sheets.handing_in import Upload
from config.sheets.imports import check_import
from config.sheets.models import ExportRequest, Import
from config.sheets.runs import Run
from tests.factories import FACTORY_FOR
from tests.factories.config import AttachmentFactory, ClerkFactory, ExportRequestFactory
from tests.pages import address, untouched
from tests.reading import Page, foreign
from unions.models import Worker
from welfare.models import Payment

pytestmark = pytest.mark.django_db

NOT_VISITED = {
    "admin/logout/": "by POST only; tried below",
    "admin/backups/backup/now/": "by POST only; the tests of backups press the button",
    "admin/sheets/import/<int:import_id>/undo/": "for an import that was written; its own tests",
    "admin/account/code/": "for whoever owes a code; walked in a browser",
    "admin/sheets/queries/<slug:key>/save/": "by POST only; the tests of saved queries send it",
    "admin/sheets/queries/saved/<int:saved>/": "for its owner alone; his tests open it",
}
SCRIPT_WORD = re.compile(
    r"""gettext\(\s*(?:'(?=abbrev|one letter)([^']+)',\s*)?['"]((?<=')[^']+|(?<=")[^"]+)"""
)
PLACE = re.compile(r"%(\(\w+\))?s")
NEVER_ALTERED = {AuditEntry, AuditSeal}
NOWHERE = "/admin/nowhere/"
MOST = 1_000
"""Addresses at most: a crawl that finds more runs in a circle."""


@pytest.fixture
def administrator(django_user_model):
    return django_user_model.objects.create_superuser(
        "管理员", password="办公室的密码", name="周管"
    )


@pytest.fixture
def office(administrator, client):
    """Two rows of every noun, changed once, and the administrator signed in."""
    rows = {model: factory.create_batch(2) for model, factory in FACTORY_FOR.items()}
    for model, made in rows.items():
        if model not in NEVER_ALTERED:
            made[0].save()
    for model, page in admin.site._registry.items():
        if getattr(page, "attachments", False):
            AttachmentFactory(row=rows[model][0])
    client.force_login(administrator)
    return rows


def patterns(resolver, before="") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield route


def pages_of(model, row) -> Iterator[str]:
    """The pages of a noun, whether or not a link leads there."""
    yield address(model, "add")
    for page in ("history", "delete", "change"):
        yield address(model, page, row.pk)
    yield address(model, "change", row.pk).removesuffix("change/")
    for verb in getattr(admin.site._registry[model], "verbs", ()):
        yield address(model, "verb", row.pk, verb.name)
    yield from papers_of(model, row)
    for line in getattr(row, "history", model.objects).all()[:1]:
        if hasattr(line, "history_id"):
            yield address(model, "restore", row.pk, line.history_id)
    if getattr(admin.site._registry[model], "attachments", False):
        yield address(model, "attachments", row.pk)
    for field in getattr(admin.site._registry[model], "revealable", dict)():
        yield address(model, "reveal", row.pk, field)


def papers_of(model, row) -> Iterator[str]:
    for paper in getattr(admin.site._registry[model], "papers", ()):
        for form in ("print", "pdf"):
            yield address(model, "paper", row.pk, paper.key, form)


def unknown_columns(by):
    """An import of a sheet whose headings nobody knows."""
    return check_import(Run(user=by), [Upload("名单.csv", "谁,号\n甲员,1".encode())])


class Crawl:
    """Visits addresses and whatever they lead to, once for each pattern and kind of question."""

    def __init__(self, client) -> None:
        self.client = client
        self.visited: set[str] = set()
        self.foreign: dict[str, list[str]] = {}
        self.dead: dict[str, int] = {}
        self._known: set = set()
        self._waiting: list[str] = []

    def start(self, *addresses: str) -> None:
        for here in addresses:
            self._known.add(self._kind(here))
        self._waiting += addresses
        for here in self._waiting:  # grows as it goes
            self._visit(here, linked=here not in addresses)
        assert len(self._waiting) < MOST

    def _kind(self, here: str) -> tuple[str, frozenset[str]]:
        parts = urlsplit(here)
        match = resolve(parts.path)
        # What has no name is led further or leads nowhere: each address for itself.
        return match.route if match.url_name else parts.path, frozenset(parse_qs(parts.query))

    def _visit(self, here: str, *, linked: bool) -> None:
        answer = self.client.get(here)
        self.visited.add(resolve(urlsplit(here).path).route)
        if linked and answer.status_code >= 400:
            self.dead[here] = answer.status_code
        if "Location" in answer.headers:
            self._lead(here, [answer.headers["Location"]])
        elif answer.headers["Content-Type"].startswith("text/html"):
            page = Page(answer.text)
            self._read(here, page.said)
            self._lead(here, page.addresses)
        elif resolve(urlsplit(here).path).url_name == "autocomplete":
            self._read(here, [line["text"] for line in answer.json()["results"]])

    def _read(self, here: str, said: list[str]) -> None:
        if found := foreign(said):
            self.foreign[here] = found

    def _lead(self, here: str, addresses: list[str]) -> None:
        for address_here in addresses:
            there, _, _ = urljoin(here, address_here).partition("#")
            elsewhere = not there.startswith("/") or there.startswith("/static/")
            # Filters upon filters would go on for ever.
            asks_further = "?" in here and "?" in there
            if not elsewhere and not asks_further and self._kind(there) not in self._known:
                self._known.add(self._kind(there))
                self._waiting.append(there)


def test_every_address_answers_in_chinese(office, administrator, client):
    crawl = Crawl(client)
    pages = [here for model in admin.site._registry for here in pages_of(model, office[model][0])]
    apart = ("home", "begin", "admin:login", "admin:password_change_done")
    approved = ExportRequestFactory(made_by=administrator, decided_by=ClerkFactory())
    pages.append(address(ExportRequest, "file", approved.pk))
    handed_in = unknown_columns(administrator)
    pages += [
        address(Import, "marked", handed_in.pk, 0),
        address(Import, "columns", handed_in.pk, handed_in.sheets.get().pk),
    ]
    crawl.start(NOWHERE, *map(reverse, apart), *pages)

    assert crawl.foreign == {}
    assert crawl.dead == {}
    assert set(patterns(get_resolver())) - crawl.visited == set(NOT_VISITED)


def unreadable(answer):
    return foreign(Page(answer.text).said)


def sent(client, here, values=None):
    """What a clerk cannot read of the answer to a form, or of the page that it leads to."""
    return unreadable(client.post(here, values or {}, follow=True))


def emptied(page):
    """What a browser sends of a form to add when every box was emptied."""
    bundles = [inline.formset.management_form for inline in page.context["inline_admin_formsets"]]
    counts = {field.html_name: field.value() for bundle in bundles for field in bundle}
    return dict.fromkeys(untouched(page), "") | counts


def test_a_form_sent_empty_is_refused_in_chinese(office, client):
    pages = {
        here: page
        for model in admin.site._registry
        if (page := client.get(here := address(model, "add"))).status_code == 200
    }

    assert len(pages) > 30
    assert {here: sent(client, here, emptied(page)) for here, page in pages.items()} == {
        here: [] for here in pages
    }


def test_a_verb_sent_empty_is_refused_in_chinese(office, client):
    verbs = [
        here
        for model in admin.site._registry
        for here in pages_of(model, office[model][0])
        if "/do/" in here
    ]

    assert len(verbs) > 10
    assert {here: sent(client, here) for here in verbs} == {here: [] for here in verbs}


def test_accounts_and_lists_refuse_in_chinese(office, client, administrator):
    payments, login = reverse("admin:welfare_payment_changelist"), reverse("admin:login")
    told = [
        sent(client, payments, {"action": "pay_chosen"}),
        sent(client, payments, {"action": "", "_selected_action": office[Payment][0].pk}),
        sent(client, reverse("admin:sheets_hand_in")),
        sent(client, reverse("admin:password_change")),
        sent(client, reverse("admin:auth_user_password_change", args=[administrator.pk])),
        unreadable(client.get(address(Worker, "change", 10_000), follow=True)),
        sent(client, reverse("admin:logout")),
        sent(client, login),
        sent(client, login, {"username": "周管", "password": "不是这个"}),
    ]

    assert told == [[]] * len(told)


@pytest.mark.parametrize(
    "city", [pytest.param("", id="first"), pytest.param("140600", id="second")]
)
def test_the_first_run_page_is_chinese(city, client):
    here = f"{reverse('begin')}?city={city}"

    assert (unreadable(client.get(here)), sent(client, here)) == ([], [])


def catalog(client):
    """The words of the admin's scripts as the browser is given them, by the library's English."""
    script = client.get(reverse("admin:jsi18n")).text
    return json.loads(re.search(r"const newcatalog = (\{.*?\});", script, re.DOTALL)[1])


def test_every_word_of_the_scripts_is_chinese(office, client):
    words = catalog(client)
    scripts = Path(admin_file).parent.joinpath("static", "admin", "js").glob("*.js")
    asked = [
        f"{context}\u0004{word}" if context else word
        for script in scripts
        for context, word in SCRIPT_WORD.findall(script.read_text(encoding="utf-8"))
    ]
    shown = [PLACE.sub("", str(words.get(word, word))) for word in asked]

    assert len(asked) > 60
    assert foreign(shown) == []
