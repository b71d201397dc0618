"""What search engines are told: the visible, in every language, and nothing that a title could break."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.factories import announcements
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOST = "https://testserver"


@pytest.fixture
def sitemap(visitor):
    """Each address of the sitemap with its alternates by language."""

    def read():
        response = visitor.get("/sitemap.xml")
        assert response.status_code == 200
        urls = ElementTree.fromstring(response.content).findall(f"{SITEMAP}url")
        locations = [url.findtext(f"{SITEMAP}loc") for url in urls]
        assert len(locations) == len(set(locations))
        assert all(location.startswith(f"{HOST}/") for location in locations)
        return {
            location.removeprefix(HOST): {
                link.get("hreflang"): link.get("href").removeprefix(HOST) for link in url.findall(f"{XHTML}link")
            }
            for location, url in zip(locations, urls, strict=True)
        }

    return read


def test_every_language_has_its_own_line_with_all_alternates(sitemap):
    announcements.translations(slug="both")
    sections = [
        "announcements/",
        "meetings/",
        "posters/",
        "events/",
        "polls/",
        "resolutions/",
        "polling-organisations/",
        "stations/",
        "stations/places/",
        "stations/abroad/",
        "stations/call-centres/",
        "stations/without-residence/",
        "stations/institutions/",
    ]
    addresses = ["", *sections, "announcements/both/", "feeds/", "blackout/"]
    expected = {
        f"/{language}/{address}": {other: f"/{other}/{address}" for other in LANGUAGES}
        for language in LANGUAGES
        for address in addresses
    }
    assert sitemap() == expected


def test_a_hidden_translation_is_no_alternate(sitemap, restricted):
    pages = announcements.translations(slug="three")
    announcements.unpublish(pages["kk"])
    found = sitemap()
    assert "/kk/announcements/three/" not in found
    assert found["/ru/announcements/three/"] == {
        "ru": "/ru/announcements/three/",
        "en": "/en/announcements/three/",
    }
    restricted.unlisted.add(pages["ru"].translation_key)
    assert not [address for address in sitemap() if "three" in address]


def test_a_page_in_one_language_has_no_other_alternates(sitemap):
    announcements.announcement("ru", slug="only")
    assert set(sitemap()["/ru/announcements/only/"]) <= {"ru"}


def test_the_sitemap_does_not_tell_that_something_hidden_was_there(visitor, restricted):
    announcements.announcement()
    with time_machine.travel(NOW, tick=False):
        page = announcements.announcement()
    restricted.closed.add(page.translation_key)
    with_it = visitor.get("/sitemap.xml")
    restricted.closed.clear()  # the law keeps what it closes, so nothing but this can be deleted
    page.delete()
    without_it = visitor.get("/sitemap.xml")
    assert with_it.content == without_it.content
    assert with_it.headers.get("Last-Modified") == without_it.headers.get("Last-Modified")


def test_robots(visitor):
    response = visitor.get("/robots.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {f"Disallow: /{language}/search/" for language in LANGUAGES} | {"Disallow: /admin/"} <= set(lines)
    assert f"Sitemap: {HOST}/sitemap-index.xml" in lines


def structured(visitor, page):
    soup = BeautifulSoup(visitor.get(page.url).content, "html.parser")
    return soup, [json.loads(script.string) for script in soup.find_all("script", type="application/ld+json")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data_says_what_the_page_says(visitor, language):
    with time_machine.travel(NOW, tick=False):
        page = announcements.announcement(language, title="Сайлау", lead="Қайда?")
        _soup, (data,) = structured(visitor, page)
    assert data["@type"] == "NewsArticle"
    assert (data["headline"], data["description"], data["inLanguage"]) == ("Сайлау", "Қайда?", language)
    assert data["url"] == f"{HOST}{page.url}"
    assert datetime.fromisoformat(data["datePublished"]) == NOW
    assert data["publisher"]["url"] == f"{HOST}/{language}/"


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "a & b \" ' \\ \u2028\u2029",
        "&lt;/script&gt;",
        "]]>",
        "\\u003C/script>",
    ],
)
def test_no_title_gets_out_of_its_script(visitor, title):
    soup, (data,) = structured(visitor, announcements.announcement(title=title, lead=title))
    assert (data["headline"], data["description"]) == (title, title)
    assert len(soup.find_all("script")) == 1
    assert soup.h1.get_text().strip() == title.strip() or soup.h1.get_text(strip=True)
    assert soup.find("meta", property="og:title")["content"] == title
