"""What a visitor gets for each address of a listing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.factories import announcements, elections

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
ADDRESS = "/en/announcements/"


def at(instant):
    return time_machine.travel(instant, tick=False)


def published(instant, title, language="en", **fields):
    with at(instant):
        return announcements.announcement(language, title=title, **fields)


@pytest.fixture
def read(visitor):
    """The listing at an address, parsed. Fails for any answer but 200."""

    def reading(query="", address=ADDRESS):
        with at(NOW):
            response = visitor.get(address + query)
        assert response.status_code == 200, (query, response.status_code)
        return BeautifulSoup(response.content, "html.parser")

    return reading


def titles(soup):
    return [heading.get_text() for heading in soup.select("main .news h3")]


def canonical(soup):
    return soup.find("link", rel="canonical")["href"].removeprefix("https://testserver" + ADDRESS)


def feed_link(soup):
    return soup.find("link", type="application/rss+xml")["href"].removeprefix(ADDRESS)


@pytest.mark.parametrize(
    ("instant", "year"),
    [
        # Almaty was at +06:00 until March 2024 and has been at +05:00 since.
        (datetime(2022, 12, 31, 17, 59, 59, tzinfo=UTC), 2022),
        (datetime(2022, 12, 31, 18, 0, 0, tzinfo=UTC), 2023),
        (datetime(2022, 12, 31, 19, 30, 0, tzinfo=UTC), 2023),
        (datetime(2024, 12, 31, 18, 59, 59, tzinfo=UTC), 2024),
        (datetime(2024, 12, 31, 19, 0, 0, tzinfo=UTC), 2025),
        # At +05:00 this is still the last evening of 2024, at +06:00 it would have been the new year.
        (datetime(2024, 12, 31, 18, 30, 0, tzinfo=UTC), 2024),
    ],
)
def test_a_year_is_the_civil_year_of_the_commission(read, instant, year):
    published(instant, "At the turn")
    assert titles(read(f"?year={year}")) == ["At the turn"]
    for other in (year - 1, year + 1):
        assert titles(read(f"?year={other}")) == []
    offered = [option["value"] for option in read().select("#filter-year option") if option["value"]]
    assert offered == [str(year)]


@pytest.fixture
def four(db):
    """Two kinds, two years, one election; by title."""
    with at(datetime(2022, 1, 1, tzinfo=UTC)):
        president = elections.election(slug="president", days=[date(2022, 11, 20)])
    first, second = datetime(2022, 11, 1, 6, tzinfo=UTC), datetime(2023, 5, 1, 6, tzinfo=UTC)
    published(first, "Voters then", kind="voters", election=president)
    published(first + timedelta(days=30), "Press then", kind="press", election=president)
    published(second, "Voters later", kind="voters")
    published(second + timedelta(days=1), "Press later", kind="press")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Press later", "Voters later", "Press then", "Voters then"]),
        ("?type=press", ["Press later", "Press then"]),
        ("?type=observers", []),
        ("?year=2022", ["Press then", "Voters then"]),
        ("?election=president", ["Press then", "Voters then"]),
        ("?q=later", ["Press later", "Voters later"]),
        ("?q=LATER", ["Press later", "Voters later"]),
        ("?q=press+later", ["Press later"]),
        ("?type=press&year=2022&election=president&q=then", ["Press then"]),
        ("?type=voters&year=2022&q=later", []),
        ("?type=&year=&election=&q=&page=", ["Press later", "Voters later", "Press then", "Voters then"]),
        ("?utm_source=a&fbclid=b&kind=press", ["Press later", "Voters later", "Press then", "Voters then"]),
        ("?page=1", ["Press later", "Voters later", "Press then", "Voters then"]),
    ],
)
def test_filters(read, four, query, expected):
    soup = read(query)
    assert titles(soup) == expected
    counted = soup.select_one(".applied strong").get_text().split()[0]
    assert counted == str(len(expected))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?type=", ""),
        ("?utm_source=letter", ""),
        ("?year=2022&utm_source=letter", "?year=2022"),
        ("?election=president&year=2022&type=press", "?type=press&year=2022&election=president"),
        ("?year=%2B2022", "?year=2022"),
        ("?q=%20then%20%20press", "?q=then+press"),
        ("?q=a%26b%22%3E", "?q=a+b"),
    ],
)
def test_each_selection_has_one_canonical_address(read, four, query, expected):
    assert canonical(read(query)) == expected


def test_an_empty_selection_and_an_empty_section_say_so(read, four):
    assert "Nothing fits these filters" in read("?type=observers").get_text()
    empty = read(address="/ru/announcements/")
    assert not titles(empty)
    assert len(empty.select("main .sheet p")) == 1


def test_a_language_lists_its_own_pages(read):
    for language in ("kk", "ru", "en"):
        published(NOW - timedelta(days=1), f"Only {language}", language)
    for language in ("kk", "ru", "en"):
        assert titles(read(address=f"/{language}/announcements/")) == [f"Only {language}"]


@pytest.fixture
def twenty_five(db):
    for number in range(25):
        published(NOW - timedelta(days=25 - number), f"Item {number:02}", kind="press" if number % 2 else "voters")


def test_pages_of_ten_with_the_filters_in_every_link(read, twenty_five):
    first, second, third = (read(f"?q=item&page={number}") for number in (1, 2, 3))
    assert [len(titles(soup)) for soup in (first, second, third)] == [10, 10, 5]
    assert titles(first)[0] == "Item 24"
    assert titles(third)[-1] == "Item 00"
    assert (canonical(first), canonical(second)) == ("?q=item", "?q=item&page=2")
    links = [a["href"].removeprefix(ADDRESS) for a in second.select(".pagination a")]
    assert links == ["?q=item", "?q=item&page=3", "?q=item&page=3"]
    assert second.select_one(".pagination [aria-current=page]").get_text(strip=True).endswith("2")
    assert third.select_one(".pagination [rel=next]") is None
    assert {feed_link(soup) for soup in (first, second, third)} == {"feed/?q=item"}
    assert "page 2 of 3" in second.title.get_text().replace("\xa0", " ")


def test_a_page_too_many_is_missing_but_the_first_is_always_there(visitor, twenty_five):
    with at(NOW):
        statuses = {page: visitor.get(f"{ADDRESS}?type=press&page={page}").status_code for page in (1, 2, 3)}
        assert statuses == {1: 200, 2: 200, 3: 404}
        assert visitor.get(f"{ADDRESS}?type=observers&page=1").status_code == 200
        for page in (999, 10**20):
            assert visitor.get(f"{ADDRESS}?page={page}").status_code == 404


BAD = {
    "year in words": "year=abc",
    "year zero": "year=0",
    "year of a far future": "year=99999999999",
    "year below the first": "year=1989",
    "negative year": "year=-1",
    "fraction": "year=2022.5",
    "year with a NUL": "year=2022%00",
    "year, lone surrogate": "year=%ED%A0%80",
    "unknown type": "type=x",
    "type with a NUL": "type=press%00",
    "type, lone surrogate": "type=%ED%A0%80",
    "type with a quote": "type=press'",
    "unknown election": "election=x",
    "election with a NUL": "election=x%00",
    "election, lone surrogate": "election=%ED%A0%80",
    "election of 10 kB": "election=" + "x" * 10_000,
    "page zero": "page=0",
    "page in words": "page=abc",
    "page with a NUL": "page=1%00",
    "words with a NUL": "q=a%00b",
    "negative page": "page=-1",
    "many digits": "page=" + "1" * 5_000,
    "year of many digits": "year=" + "1" * 5_000,
}
POLITE = {
    "words of 10 kB": "q=" + "word+" * 2_000,
    "lone surrogate": "q=%ED%A0%80",
    "quotes": 'q="%22%27',
    "operators": "q=AND+OR+NOT+NEAR",
    "one operator": "q=NOT",
    "wildcards": "q=%25*_",
    "brackets": "q=((a",
    "colon": "q=title:a",
    "hyphens": "q=-+--+-a",
    "emoji": "q=" + quote("🗳️"),
    "right to left marks": "q=" + quote("\u202e\u200fитем"),
    "combining marks": "q=" + quote("\u0301" * 300),
    "unknown": "offset=9&limit=x&page[]=3&year[]=abc",
    "twice": "type=press&type=",
}


@pytest.mark.parametrize("door", ["", "feed/"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_a_missing_page(visitor, four, door, name):
    with at(NOW):
        response = visitor.get(f"{ADDRESS}{door}?{BAD[name]}")
    assert response.status_code == 404


@pytest.mark.parametrize("door", ["", "feed/"])
@pytest.mark.parametrize("name", POLITE)
def test_words_and_unknown_values_are_taken_politely(visitor, four, door, name):
    with at(NOW):
        response = visitor.get(f"{ADDRESS}{door}?{POLITE[name]}")
    assert response.status_code == 200
    assert b"\x00" not in response.content


def test_what_was_typed_stands_in_the_page_as_text(read, four):
    soup = read("?q=" + quote("<script>alert(1)</script>"))
    assert not soup.select("main script")
    assert soup.select_one("#filter-q")["value"] == "script alert 1 /script"


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("door", ["", "feed/"])
def test_no_verb_breaks_a_listing(visitor, four, verb, door):
    assert getattr(visitor, verb)(ADDRESS + door).status_code < 500
