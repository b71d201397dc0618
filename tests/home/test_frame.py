"""What stands round every page: languages, missing pages, the low-vision view."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import announcements
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db


def soup_of(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def switch(soup):
    """The language switch: address by language; the current one leads nowhere."""
    return {(item.a or item.span)["lang"]: item.a["href"] if item.a else None for item in soup.select(".languages li")}


def alternates(soup):
    return {link["hreflang"]: link["href"].removeprefix("https://testserver") for link in soup.select("link[hreflang]")}


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("", "/kk/"),
        ("en", "/en/"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("kk-KZ", "/kk/"),
        ("de,en;q=0.5", "/en/"),
        ("de", "/kk/"),
        ("EN-gb", "/en/"),
        ("ru;q=0.2,en;q=0.8", "/en/"),
        ("*", "/kk/"),
        (";;;,,,q=", "/kk/"),
        ("x" * 10_000, "/kk/"),
        ("en\x0b", "/kk/"),
    ],
)
def test_the_root_leads_to_the_reader_s_language(visitor, asked, address):
    response = visitor.get("/", headers={"accept-language": asked} if asked else {})
    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


def test_a_cookie_chooses_no_language(visitor):
    visitor.cookies["django_language"] = "en"
    assert visitor.get("/", headers={"accept-language": "ru"}).headers["Location"] in {"/ru/", "/en/"}
    assert soup_of(visitor.get("/kk/")).html["lang"] == "kk"


def test_the_switch_leads_to_visible_translations_and_else_to_the_same_path(visitor):
    pages = announcements.translations(slug="three")
    announcements.unpublish(pages["kk"])
    soup = soup_of(visitor.get(pages["en"].url))
    assert switch(soup) == {"kk": "/kk/announcements/three/", "ru": pages["ru"].url, "en": None}
    assert alternates(soup) == {"ru": pages["ru"].url, "en": pages["en"].url}
    assert "Қазақша" in soup.select_one("[role=note]").get_text()


def test_the_switch_leads_to_a_translation_with_another_address(visitor):
    import uuid

    key = uuid.uuid4()
    announcements.announcement("ru", key=key, slug="gde")
    page = announcements.announcement("en", key=key, slug="where")
    assert switch(soup_of(visitor.get(page.url)))["ru"] == "/ru/announcements/gde/"


@pytest.mark.parametrize("path", ["", "announcements/", "search/", "feeds/", "view/", "missing/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_twins(visitor, language, path):
    soup = soup_of(visitor.get(f"/{language}/{path}"), 404 if path == "missing/" else 200)
    assert soup.html["lang"] == language
    assert switch(soup) == {code: None if code == language else f"/{code}/{path}" for code in LANGUAGES}
    expected = {} if path == "missing/" else {code: f"/{code}/{path}" for code in LANGUAGES}
    assert alternates(soup) == expected


def test_a_missing_page_names_the_languages_that_have_it(visitor):
    pages = announcements.translations(slug="here")
    announcements.unpublish(pages["kk"])
    soup = soup_of(visitor.get("/kk/announcements/here/"), 404)
    links = {link["hreflang"]: (link["href"], link["lang"]) for link in soup.select("main a[hreflang]")}
    assert links == {"ru": (pages["ru"].url, "ru"), "en": (pages["en"].url, "en")}
    assert soup.html["lang"] == "kk"
    announcements.unpublish(pages["ru"])
    soup = soup_of(visitor.get("/kk/announcements/here/"), 404)
    assert [link["hreflang"] for link in soup.select("main a[hreflang]")] == ["en"]


def test_a_missing_page_says_its_language_by_its_own_name(visitor):
    announcements.announcement("ru", slug="only", title="Заголовок")
    (link,) = soup_of(visitor.get("/en/announcements/only/"), 404).select("main a[hreflang]")
    assert "Заголовок" in link.get_text()
    assert "Русский" in link.get_text()


HOSTILE = {
    "plain": "/en/nothing/",
    "no language": "/nothing/",
    "no language, no slash": "/nothing",
    "unknown language": "/de/announcements/",
    "script": "/en/" + quote("<script>alert(1)</script>") + "/",
    "NUL": "/en/a%00b/",
    "only NUL": "/en/%00/",
    "lone surrogate": "/en/%ED%A0%80/",
    "broken UTF-8": "/en/%ff%fe/",
    "dots": "/en/../../etc/passwd",
    "encoded dots": "/en/%2e%2e/%2e%2e/etc/passwd",
    "two slashes after the language": "/en//evil.example/",
    "backslash": "/en/%5C%5Cevil.example/",
    "long": "/en/" + "x" * 5_000 + "/",
    "deep": "/en/" + "x/" * 2_000,
    "emoji": "/en/" + quote("🗳️") + "/",
    "right to left": "/en/" + quote("\u202e") + "/",
    "percent": "/en/%25/",
    "template": "/en/{{7*7}}/",
    "like wildcards": "/en/%25_/",
    "file": "/files/%00",
    "file up": "/files/../../manage.py",
    "file of a long name": "/files/" + "x" * 5_000,
    "routable": "/en/announcements/feed/more/",
    "admin of nothing": "/en/admin/",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_path_breaks_the_missing_page(visitor, name):
    response = visitor.get(HOSTILE[name])
    assert response.status_code in {301, 404}
    if response.status_code == 301:
        assert response.headers["Location"].startswith("/")
        assert not response.headers["Location"].startswith("//")
        return
    soup = BeautifulSoup(response.content, "html.parser")
    assert not soup.find_all("script")
    assert not [a for a in soup.find_all("a", href=True) if a["href"].startswith(("//", "http"))]
    assert not response.cookies


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("/en/announcements/", "/en/announcements/"),
        ("/ru/search/?q=a", "/ru/search/?q=a"),
        ("", "/en/"),
        ("//evil.example", "/en/"),
        ("https://evil.example", "/en/"),
        ("https://evil.example/en/", "/en/"),
        ("http:///evil.example", "/en/"),
        ("///evil.example", "/en/"),
        ("/\\evil.example", "/en/"),
        ("\\\\evil.example", "/en/"),
        ("/\t/evil.example", "/en/"),
        (" //evil.example", "/en/"),
        ("javascript:alert(1)", "/en/"),
        ("data:text/html,x", "/en/"),
        ("/en/\r\nSet-Cookie: a=b", "/en/%0D%0ASet-Cookie:%20a=b"),
        ("evil.example", None),
    ],
)
@pytest.mark.parametrize("button", ["ordinary", "size"])
def test_the_low_vision_form_leads_back_here_and_nowhere_else(visitor, came_from, leads_to, button):
    chosen = {"ordinary": "1"} if button == "ordinary" else {"size": "200", "colours": "dark"}
    response = visitor.post("/en/view/", {"next": came_from, **chosen})
    assert response.status_code == 302
    location = response.headers["Location"]
    assert "\n" not in location
    # A relative address stays on this host; which page it is nobody can say.
    assert location == leads_to if leads_to else not location.startswith(("/", "http", "\\"))


@pytest.mark.parametrize(
    ("size", "colours", "classes"),
    [
        ("150", "light", ["low-vision"]),
        ("200", "light", ["low-vision", "is-larger"]),
        ("150", "dark", ["low-vision", "is-dark"]),
        ("200", "dark", ["low-vision", "is-larger", "is-dark"]),
    ],
)
def test_the_view_is_kept_in_one_cookie_and_given_up_again(visitor, size, colours, classes):
    response = visitor.post("/en/view/", {"next": "/en/", "size": size, "colours": colours})
    (cookie,) = response.cookies.values()
    assert (cookie.key, cookie.value) == ("view", f"{size}.{colours}")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page = visitor.get("/ru/")
    assert soup_of(page).html["class"] == classes
    assert page.headers["Cache-Control"] == "private, no-store"
    form = soup_of(visitor.get("/ru/view/"))
    assert {radio["value"] for radio in form.select("input[checked]")} == {size, colours}
    visitor.post("/en/view/", {"next": "/en/", "ordinary": "1"})
    assert "class" not in soup_of(visitor.get("/ru/")).html.attrs


@pytest.mark.parametrize("cookie", ["", "x", "150", "150.x", "999.dark", "150.light.more", "<script>", "a" * 4_000])
def test_an_unknown_cookie_is_the_ordinary_view(visitor, cookie):
    visitor.cookies["view"] = cookie
    assert "class" not in soup_of(visitor.get("/en/")).html.attrs


@pytest.mark.parametrize(
    "data", [{}, {"size": "150"}, {"size": "999", "colours": "light"}, {"size": "\0", "colours": ""}]
)
def test_an_incomplete_choice_is_asked_for_again(visitor, data):
    response = visitor.post("/en/view/", {"next": "/en/announcements/", **data})
    soup = soup_of(response)
    assert soup.select(".field-error")
    assert soup.find("input", attrs={"name": "next"})["value"] == "/en/announcements/"
    assert not response.cookies


def test_the_form_works_from_a_cached_page_with_csrf_checks_on():
    client = Client(enforce_csrf_checks=True)
    assert not client.get("/en/view/").cookies
    assert client.post("/en/view/", {"size": "150", "colours": "light"}).status_code == 302


def test_low_vision_links_remember_the_page(visitor):
    soup = soup_of(visitor.get("/en/announcements/?type=press"))
    assert soup.select_one(".low-vision-link")["href"] == "/en/view/?next=/en/announcements/"
