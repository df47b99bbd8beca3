"""A real Chromium, Debian's; nothing it opens may lie outside the test's own server."""

import os
from pathlib import Path

import pytest
from django.db import connection

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => console.error(
    `Content Security Policy: ${event.violatedDirective} ${event.sourceFile} ${event.sample}`));"""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def rows_of_migrations(django_db_setup):
    """What the migrations wrote, as Django kept it to be put back after a test that commits."""
    return connection._test_serialized_contents


@pytest.fixture(scope="session", autouse=True)
def async_beside_the_database(rows_of_migrations, playwright):
    """Playwright keeps an event loop in this thread; the tests ask the database beside it.

    Beside a loop Django opens another connection, which does not know what is to be put back.
    """
    connection._test_serialized_contents = rows_of_migrations
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    size = {"width": 1280, "height": 900}
    return {**browser_context_args, "locale": "zh-CN", "viewport": size, "accept_downloads": True}


@pytest.fixture
def violations(page):
    """What the browser refused because the content policy forbids it, with the page it was on."""
    found = []

    def listen(message):
        if "Content Security Policy" in message.text:
            found.append((page.url, message.text))

    page.add_init_script(TELL_VIOLATIONS)
    page.on("console", listen)
    return found


@pytest.fixture
def office(page, live_server, violations):
    """A page on the test's server: nothing breaks the policy, no request goes anywhere else."""
    elsewhere = []

    def watch(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            elsewhere.append(request.url)

    page.on("request", watch)
    page.set_default_timeout(20_000)
    yield page
    assert elsewhere == []
    assert violations == []


@pytest.fixture
def picture(office):
    """Take the page as it is seen: wide and light, dark, and on a telephone."""

    def take(name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        for suffix, scheme, width in (
            ("light", "light", 1280),
            ("dark", "dark", 1280),
            ("390", "light", 390),
        ):
            office.emulate_media(color_scheme=scheme)
            office.set_viewport_size({"width": width, "height": 900})
            office.screenshot(path=PICTURES / f"{name}-{suffix}.png", animations="disabled")
            overhang = office.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert (name, suffix, overhang) == (name, suffix, 0)
        office.emulate_media(color_scheme="light")
        office.set_viewport_size({"width": 1280, "height": 900})

    return take
