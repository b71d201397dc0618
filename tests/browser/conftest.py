"""A real Chromium and a portal that is really served, both for this folder only.

While Playwright runs, Django takes the thread for asynchronous and refuses its database, so the browser is
closed before the tests of another folder begin.
"""

from __future__ import annotations

import os
import shutil

import pytest

from tests.browser import admin
from tests.browser.portal import Portal
from tests.conftest import lacking

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 20_000  # milliseconds: two cores may serve other tests too
# The last day on which polls may be published: with a banner, and hours instead of days.
EVE = "2022-11-14T20:00:00+06:00"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.services)


@pytest.fixture(scope="package")
def chromium():
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not os.access(program, os.X_OK):
        lacking(f"Chromium: there is no program {program}; name one in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        try:
            browser = running.chromium.launch(executable_path=program, args=ARGUMENTS)
        except playwright.Error as error:
            lacking(f"Chromium: {program} doesn't start: {error}")
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def portal(chromium, tmp_path_factory):
    served = Portal(tmp_path_factory.mktemp("portal"))
    served.wait()
    yield served
    served.stop()


@pytest.fixture(scope="package")
def portal_on_the_eve(portal):
    served = Portal(portal.words.parent, clock=EVE)
    served.wait()
    yield served
    served.stop()


@pytest.fixture
def visit(chromium):
    """`visit(width=360, …)`: a page of a new visitor, who has no cookie yet. What else is given goes to the browser."""
    contexts = []

    def visited(width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield visited
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def only_in_russian(chromium, portal):
    """The path below a language of an announcement that was published in Russian only."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    admin.sign_in(page, portal, "press-officer")
    slug = admin.write_announcement(page, portal, "ru", "Объявление на одном языке", "Без переводов.", "Первый абзац.")
    admin.act(page, admin.PUBLISH)
    context.close()
    return f"announcements/{slug}/"
