"""axe-core finds nothing on any public page: every language, a telephone and a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.portal import LANGUAGES, PLACES

WIDTHS = [360, 1280]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Rules of those tags that axe leaves off unless asked.
    "rules": {name: {"enabled": True} for name in ["target-size", "label-content-name-mismatch"]},
}
# The page of a visitor who came for the news, next to the first one.
ORDINARY = ["", "announcements/register-on-voting-day/"]


def violations(page, url, status=200):
    """One line for each element that breaks a rule, at each width."""
    found = []
    answer = page.goto(url)
    assert answer.status == status, f"{url} answers {answer.status}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for violation in Axe().run(page, options=OPTIONS).response["violations"]:
            for node in violation["nodes"]:
                found.append(f"{width} px, {violation['id']}: {' '.join(map(str, node['target']))}")
    for line in found:
        print(url, line)  # noqa: T201 (shown where the test fails)
    return found


def test_axe_sees_what_is_wrong(visit):
    """Otherwise finding nothing means nothing."""
    page = visit()
    page.set_content("<img src=x><a href=/a style='font-size:8px'>a</a><a href=/b style='font-size:8px'>b</a>")
    found = {row["id"] for row in Axe().run(page, options=OPTIONS).response["violations"]}
    assert found >= {"image-alt", "html-has-lang", "page-has-heading-one", "region", "target-size"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLACES)
def test_page(visit, portal, name, language):
    place = PLACES[name]
    assert violations(visit(), portal.at(language, place.path), place.status) == []


@pytest.mark.parametrize("language", ["kk", "en"])
def test_missing_page_that_names_another_language(visit, portal, only_in_russian, language):
    page = visit()
    assert violations(page, portal.at(language, only_in_russian), 404) == []
    assert page.locator("main a[hreflang=ru]").count() == 1, "the page doesn't say where it can be read"


def test_page_that_names_missing_languages(visit, portal, only_in_russian):
    assert violations(visit(), portal.at("ru", only_in_russian)) == []


@pytest.mark.parametrize("path", ORDINARY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_dark_scheme(visit, portal, language, path):
    assert violations(visit(color_scheme="dark"), portal.at(language, path)) == []


@pytest.mark.parametrize("view", ["150.light", "200.light", "150.dark", "200.dark"])
@pytest.mark.parametrize("path", ORDINARY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_low_vision_mode(visit, portal, language, path, view):
    page = visit()
    page.context.add_cookies([{"name": "view", "value": view, "url": portal.url}])
    assert violations(page, portal.at(language, path)) == []
    assert page.locator("html.low-vision").count() == 1


@pytest.mark.parametrize("path", ORDINARY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_eve_of_the_ban(visit, portal_on_the_eve, language, path):
    """With the banner, and with an election that lies ahead by days."""
    page = visit()
    assert violations(page, portal_on_the_eve.at(language, path)) == []
    assert page.locator(".alert").count() == 1
    assert page.locator(".countdown-number").count() == (0 if path else 1)


def test_menu_that_stands_open(visit, portal):
    """On a telephone the menu covers the page while it is open."""
    page = visit(width=360)
    page.goto(portal.at("kk"))
    page.locator("[popovertarget=menu]").first.click()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(row["id"], [node["target"] for node in row["nodes"]]) for row in found] == []
