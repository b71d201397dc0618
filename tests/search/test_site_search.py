"""Site search: one language, nothing hidden, no words that break it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from bs4 import BeautifulSoup

from search.site.highlights import EXCERPT, excerpt, marked
from tests.content import bodies
from tests.factories import announcements
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def search(visitor):
    """The answer to words in a language, parsed."""

    def asked(words, language="en", **more):
        response = visitor.get(f"/{language}/search/", {"q": words, **more})
        assert response.status_code == 200, (words, response.status_code)
        return BeautifulSoup(response.content, "html.parser")

    return asked


def titles(soup):
    return sorted(heading.get_text() for heading in soup.select("main .news h2"))


def elsewhere(soup):
    """Languages and counts of the note "also found in other languages"."""
    links = soup.select("main .notice li a")
    return {link["hreflang"]: int(link.parent.get_text().rpartition(",")[2]) for link in links}


def counts(soup):
    """The numbers of the navigation by type."""
    return [int(item.get_text().rpartition(",")[2]) for item in soup.select("main nav .note li")]


def total(soup):
    return soup.select_one("main [role=status]").get_text().replace("\xa0", " ")


def test_a_search_finds_its_own_language_and_says_where_else(search):
    announcements.translations(slug="all", title="Zqword")
    announcements.announcement("ru", title="Zqword again")
    for language, own, others in [
        ("en", 1, {"kk": 1, "ru": 2}),
        ("ru", 2, {"kk": 1, "en": 1}),
        ("kk", 1, {"ru": 2, "en": 1}),
    ]:
        soup = search("zqword", language)
        links = [link["href"] for link in soup.select("main .news h2 a")]
        assert len(links) == own
        assert all(link.startswith(f"/{language}/") for link in links)
        assert elsewhere(soup) == others
        assert counts(soup) == [own, own]


def test_words_of_every_part_of_a_page_are_found(search):
    body = [bodies.rich("<p>Zqbody</p>"), bodies.table("Zqcaption", [("Zqcell", "1")] * 2)]
    announcements.announcement(title="Zqtitle", lead="Zqlead.", body=body)
    for words in ("zqtitle", "ZQTITLE", "zqlead", "zqbody", "zqcaption", "zqcell", "zqtitle zqbody"):
        assert titles(search(words)) == ["Zqtitle"], words
    assert titles(search("zqtitle zqmissing")) == []


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("kk", "Сайлауға қатысу", "сайлауға"),
        ("kk", "Сайлауға қатысу", "ҚАТЫСУ"),
        ("ru", "Где голосовать", "ГОЛОСОВАТЬ"),
        ("ru", "Решение 103/594", "103/594"),
        ("ru", "Счётные палаты", "счётные"),
        ("en", "Voters’ list", "voters list"),
    ],
)
def test_cyrillic_and_numbers_are_found(search, language, title, words):
    announcements.announcement(language, title=title)
    assert titles(search(words, language)) == [title]


def hide(page, how, restricted):
    if how == "unpublished":
        announcements.unpublish(page)
    elif how == "expired":
        type(page).objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(seconds=1))
    else:
        getattr(restricted, how).add(page.translation_key)


@pytest.mark.parametrize("how", ["unpublished", "expired", "closed", "unlisted"])
def test_a_hidden_page_is_in_no_result_count_or_hint(search, restricted, how):
    with time_machine.travel(NOW, tick=False):
        announcements.announcement(title="Zqword shown")
        for language in LANGUAGES:
            hide(announcements.announcement(language, title="Zqword hidden"), how, restricted)
        soup = search("zqword")
        assert titles(soup) == ["Zqword shown"]
        assert counts(soup) == [1, 1]
        assert total(soup).startswith("1 ")
        for language in ("kk", "ru"):
            found = search("zqword", language)
            assert (titles(found), elsewhere(found), counts(found)) == ([], {"en": 1}, [])
        assert titles(search("hidden")) == []


def test_a_text_that_links_to_a_hidden_page_does_not_name_its_address(search, restricted):
    target = announcements.announcement(slug="zqsecret")
    announcements.announcement(title="Zqrefers", body=[bodies.rich(f"<p>Read {bodies.link(target)}.</p>")])
    restricted.closed.add(target.translation_key)
    assert "zqsecret" not in str(search("zqrefers"))


ODD = {
    "nothing": "",
    "a space": "+",
    "one letter": "a",
    "one digit": "7",
    "a quote": "%22",
    "quotes": "%22zq word%22",
    "unbalanced quotes": "%22zq+word",
    "apostrophes": "%27%27zq",
    "NUL": "zq%00word",
    "only NUL": "%00",
    "percent": "%25%25",
    "star": "zq*",
    "stars": "**",
    "operators": "AND+OR+NOT+NEAR",
    "one operator": "NOT",
    "an operator before a word": "NOT+zq",
    "near": "NEAR(zq+word,+2)",
    "column": "title:zq",
    "caret": "^zq",
    "plus and minus": "%2Bzq+-word",
    "hyphens": "--",
    "hyphen at the end": "zq-",
    "slashes": "//+//",
    "brackets": "((zq",
    "tsquery": "zq+%26+!word+%7C+(x)+%3C-%3E+y",
    "backslash": "zq%5C",
    "semicolon": "%27;+DROP+TABLE+basepage_basepage;--",
    "10 kB of words": "word+" * 2_000,
    "10 kB of one word": "w" * 10_000,
    "emoji": quote("🗳️ 👩‍💻"),
    "right to left marks": quote("\u202ezq\u202c \u200f"),
    "zero width": quote("z\u200bq\ufeff"),
    "combining marks": quote("\u0301" * 500),
    "lone surrogate": "%ED%A0%80",
    "lone surrogate in a word": "zq%ED%A0%80word",
    "broken UTF-8": "%C3%28zq",
    "full-width": quote("ｚｑ　ｗｏｒｄ"),
    "Kazakh and digits": quote("№ 103/594-қаулы"),
    "Arabic": quote("انتخابات"),
    "Chinese": quote("选举"),
    "superscript": quote("²³"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ODD)
def test_no_words_break_search(visitor, name, language):
    announcements.announcement(language, title="Zq word")
    response = visitor.get(f"/{language}/search/?q={ODD[name]}")
    assert response.status_code == 200
    assert b"\x00" not in response.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("type=unknown", 200),
        ("type=announcements", 200),
        ("type=%00", 200),
        ("type=%ED%A0%80", 200),
        ("type=" + "x" * 10_000, 200),
        ("page=1", 200),
        ("page=2", 200),
        ("page=", 200),
        ("page=abc", 404),
        ("page=0", 404),
        ("page=-1", 404),
        ("page=3", 404),
        ("page=999", 404),
        ("page=" + "9" * 50, 404),
        ("page=%D9%A1", 404),
        ("page=%C2%B2", 404),
        ("page=1%00", 404),
        ("page=%ED%A0%80", 404),
        ("utm_source=x&page[]=9", 200),
    ],
)
def test_other_values(visitor, query, status):
    for number in range(12):
        announcements.announcement(title=f"Zqmany {number}")
    assert visitor.get(f"/en/search/?q=zqmany&{query}").status_code == status


def test_an_unknown_type_is_no_type(search):
    announcements.announcement(title="Zqword")
    assert titles(search("zqword", type="unknown")) == titles(search("zqword", type="announcements")) == ["Zqword"]


@pytest.mark.parametrize("page", ["0", "2", "999", "abc"])
def test_a_page_of_results_without_words_is_missing_or_the_form(visitor, page):
    assert visitor.get(f"/en/search/?page={page}").status_code in {200, 404}


def test_results_come_in_tens(search):
    for number in range(23):
        announcements.announcement(title=f"Zqmany {number}")
    pages = [search("zqmany", page=number) for number in (1, 2, 3)]
    found = [title for soup in pages for title in titles(soup)]
    assert [len(titles(soup)) for soup in pages] == [10, 10, 3]
    assert len(set(found)) == 23
    assert pages[0].select_one("main [rel=next]")["href"] == "?q=zqmany&page=2"
    assert {link["href"] for link in pages[1].select("main .pagination a")} == {"?q=zqmany", "?q=zqmany&page=3"}
    assert pages[2].select_one("main [rel=next]") is None
    in_kind = search("zqmany", page=2, type="announcements")
    assert {link["href"] for link in in_kind.select("main .pagination a")} == {
        "?q=zqmany&type=announcements",
        "?q=zqmany&type=announcements&page=3",
    }


def test_results_are_for_nobody_s_index(search):
    announcements.announcement(title="Zqword")
    for words in ("", "zqword", "zqmissing"):
        assert search(words).find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_too_short_words_are_told_so(search):
    announcements.announcement(title="Zqword a")
    soup = search("a")
    assert titles(soup) == []
    assert soup.select_one("main [role=status]").get_text(strip=True)
    assert not search("").select("main [role=status]")


def test_found_words_are_marked_and_everything_else_is_text(search):
    hostile = 'Zqword <script>alert(1)</script> & "x" <mark>no</mark>'
    announcements.announcement(title=hostile, lead=f"Before zqwords; {hostile}")
    soup = search("zqword")
    assert not soup.select("main script")
    (result,) = soup.select("main .news li")
    assert result.h2.get_text() == hostile
    assert [mark.get_text() for mark in result.h2.find_all("mark")] == ["Zqword"]
    assert {mark.get_text() for mark in result.find_all("mark")} == {"Zqword", "zqword"}
    assert search("<script>").find("input", id="q")["value"] == "script"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Where to vote", ["vote"], "Where to <mark>vote</mark>"),
        ("Devote voters", ["vote"], "Devote <mark>vote</mark>rs"),
        ("ДАУЫС дауыс", ["дауыс"], "<mark>ДАУЫС</mark> <mark>дауыс</mark>"),
        ("vote voters", ["vote", "voters"], "<mark>vote</mark> <mark>voters</mark>"),
        ("a.b a+b", ["a.b"], "<mark>a.b</mark> a+b"),
        ("<b> & b", ["b"], "&lt;<mark>b</mark>&gt; &amp; <mark>b</mark>"),
        ("&amp;", ["amp"], "&amp;<mark>amp</mark>;"),
        ("words", [], "words"),
        ("words", [""], "words"),
        ("", ["a"], ""),
    ],
)
def test_marks(text, words, expected):
    assert marked(text, words) == expected


@pytest.mark.parametrize("place", [0, 500, 990])
def test_an_excerpt_is_about_two_lines_round_the_word(place):
    words = [f"w{number}" for number in range(1000)]
    words[place] = "needle"
    cut = excerpt(" ".join(words), ["needle"])
    assert "<mark>needle</mark>" in cut
    assert len(cut) < EXCERPT + 20
    assert cut.startswith("…") == (place > 0)
    assert cut.endswith("…") == (place < 990)


def test_an_excerpt_of_one_endless_word_ends():
    assert len(excerpt("x" * 5000, ["y"])) < EXCERPT + 10
    assert "<mark>needle</mark>" in excerpt("x" * 500 + " needle" + "y" * 500, ["needle"])
