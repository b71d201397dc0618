"""What a reader needs of every page: nothing sticks out, nothing leaves, everything can be reached."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.browser.portal import LANGUAGES, PLACES

WIDTHS = [320, 360, 768, 1280]
# What stands out of the page to the right, by its class.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const found = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 0.5
    && !e.closest('.table-scroll, .visually-hidden'));
  return [`${document.documentElement.scrollWidth} > ${width}`,
    ...found.slice(0, 5).map(e => e.outerHTML.slice(0, 90))];
}"""
# Pictures are loaded when they come near; go there.
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo(0, y);
    await new Promise(r => setTimeout(r, 20));
  }
  await Promise.all([...document.images].map(i => i.decode().catch(() => 0)));
  scrollTo(0, 0);
}"""
HEADINGS = (
    "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
)
# Of a map everything stands in the text beside it, too.
PICTURES = """() => [
  ...[...document.images].filter(i => !i.alt.trim() && !i.closest('.map')).map(i => `without words: ${i.currentSrc}`),
  ...[...document.images].filter(i => !i.naturalWidth).map(i => `not there: ${i.currentSrc || i.src}`),
  ...[...document.querySelectorAll('svg')].filter(s => s.getAttribute('aria-hidden') !== 'true'
    && !s.closest('.map, [role=img][aria-label]')
    && !(s.getAttribute('role') === 'img' && s.getAttribute('aria-label'))).map(s => s.outerHTML.slice(0, 90)),
]"""
# The places where Tab must stop, in the order of the source.
STOPS = """() => {
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden'
      && e.checkVisibility({visibilityProperty: true}));
  return window.stops.map(e => e.outerHTML.slice(0, 90));
}"""
STOP = """() => {
  const style = getComputedStyle(document.activeElement);
  return [window.stops.indexOf(document.activeElement),
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)'];
}"""


class Seen(NamedTuple):
    """What one page showed when it was visited."""

    status: int
    lang: str | None
    headings: list[int]
    pictures: list[str]
    sticking_out: dict[str, list[str]]


class Walk(NamedTuple):
    """One visitor's way over every page of a language."""

    pages: dict[str, Seen]
    requests: list[str]
    words: list[str]
    cookies: list[str]


def measured(page, widths):
    """What sticks out at each width, and at 640 px with letters of twice the size."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[f"{width} px"] = page.evaluate(STICKING_OUT)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found["640 px, 200 %"] = page.evaluate(STICKING_OUT)
    return {at: elements for at, elements in found.items() if elements}


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(request, chromium, portal):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests, words, seen = [], [], {}
    page.on("request", lambda sent: requests.append(sent.url))
    page.on("pageerror", lambda error: words.append(str(error)))

    def keep(message):
        # The browser itself says that the missing page is missing.
        expected = "no-such-page" in message.location.get("url", "")
        if message.type in {"error", "warning"} and not expected:
            words.append(f"{page.url}: {message.text}")

    page.on("console", keep)
    for name, place in PLACES.items():
        answer = page.goto(portal.at(request.param, place.path))
        page.evaluate(SCROLL)
        lang = page.locator("html").get_attribute("lang")
        facts = (page.evaluate(HEADINGS), page.evaluate(PICTURES), measured(page, WIDTHS))
        seen[name] = Seen(answer.status, lang, *facts)
        page.set_viewport_size({"width": 1280, "height": 900})
    cookies = [cookie["name"] for cookie in context.cookies()]
    context.close()
    return request.param, Walk(seen, requests, words, cookies)


SECTIONS = {
    "announcements",
    "elections",
    "events",
    "meetings",
    "polling-organisations",
    "polls",
    "posters",
    "resolutions",
}


def test_every_public_page_is_visited(visit, portal):
    """A page that is added to the demonstration comes into these tests, too; of what a section holds, some."""
    addresses = re.findall(r"<loc>([^<]+)</loc>", visit().request.get(f"{portal.url}/sitemap.xml").text())
    paths = {urlsplit(address).path for address in addresses}
    assert paths, "the sitemap is empty"
    known = {f"/{language}/{place.path}" for language in LANGUAGES for place in PLACES.values()}
    assert {path for path in paths - known if path.split("/")[2] not in SECTIONS} == set()
    assert {path for path in known - paths if re.search(f"/({'|'.join(SECTIONS)})/.+/$", path)} == set()


def test_every_page_answers(walk):
    _language, seen = walk
    wrong = {name: page.status for name, page in seen.pages.items() if page.status != PLACES[name].status}
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_in_the_state_they_are_named_for(visit, portal, language):
    """What is tested as an empty list must be empty, and the others not."""
    page = visit()
    found = {}
    for name in (name for name in PLACES if name.startswith(("listing", "search"))):
        page.goto(portal.at(language, PLACES[name].path))
        found[name] = page.locator("main .news li").count() > 0
    full = {"listing", "listing-filtered", "listing-with-words", "search-with-hits"}
    assert {name for name, has_items in found.items() if has_items} == full


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_heading_is_left_in_english(visit, portal, language):
    page = visit()

    def heading(code, name):
        page.goto(portal.at(code, PLACES[name].path))
        return page.locator("h1").inner_text()

    assert [name for name in PLACES if heading(language, name) == heading("en", name)] == []


def test_nothing_sticks_out(walk):
    _language, seen = walk
    assert {name: page.sticking_out for name, page in seen.pages.items() if page.sticking_out} == {}


def test_no_request_leaves(walk, portal):
    _language, seen = walk
    assert [url for url in seen.requests if not url.startswith((f"{portal.url}/", "data:"))] == []


def test_console_stays_silent(walk):
    """Errors of scripts, missing files and breaches of the content security policy all speak here."""
    _language, seen = walk
    assert seen.words == []


def test_no_cookie(walk):
    _language, seen = walk
    assert seen.cookies == []


def test_language_is_said(walk):
    language, seen = walk
    assert {name: page.lang for name, page in seen.pages.items() if page.lang != language} == {}


def test_headings_are_in_order(walk):
    """One first heading, and none that skips a level."""
    _language, seen = walk

    def in_order(levels):
        return levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))

    assert {name: page.headings for name, page in seen.pages.items() if not in_order(page.headings)} == {}


def test_pictures_are_there_and_say_what_they_show(walk):
    _language, seen = walk
    assert {name: page.pictures for name, page in seen.pages.items() if page.pictures} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_skip_link_comes_first_and_leads_to_the_content(visit, portal, language):
    page = visit()
    page.goto(portal.at(language, "announcements/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    box = page.locator(".skip-link").bounding_box()
    assert box["y"] >= 0, "the skip link has the focus and can't be seen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["home", "listing", "observers-641"])
def test_tab_stops_everywhere_in_order_and_shows_where_it_is(visit, portal, name, width):
    page = visit(width=width)
    page.goto(portal.at("kk", PLACES[name].path))
    stops = page.evaluate(STOPS)
    assert len(stops) > 10
    reached, unmarked = [], []
    for _stop in stops:
        page.keyboard.press("Tab")
        place, is_marked = page.evaluate(STOP)
        reached.append(place)
        if not is_marked:
            unmarked.append(stops[place])
    assert reached == list(range(len(stops)))
    assert unmarked == []


# --- Without scripts ---
