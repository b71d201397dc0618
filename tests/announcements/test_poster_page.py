"""The page of a poster as a reader sees it: what stands on it, its files' measures, until when it is valid."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from announcements.enums import PosterFormat
from announcements.models import Poster
from portal.files.models import Download
from tests.announcements.instants import NOW
from tests.announcements.posters import document, words
from tests.content import bodies
from tests.factories import announcements, elections, files, records
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def definitions(soup):
    return {words(term): words(term.find_next_sibling("dd")) for term in soup.select("dl.definitions dt")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_learns_everything_that_stands_on_it_and_what_may_be_done_with_it(read, language):
    president = elections.election(days=[date(2026, 6, 7)])
    poster = records.poster(
        topic=records.topic("Voter list", slug="voter-list"),
        campaign=records.texts("Campaign"),
        channels=records.texts("Television"),
        terms=records.texts("Not the text"),
        licence="CC BY 4.0",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 6, 7),
        election=president,
        files=[(language, "square", document("square.png"))],
    )
    page = records.page(
        poster, language, title="A title", alt="A hand with a ballot", body=[bodies.rich("<p>Every word.</p>")]
    )
    soup = read(page)
    assert words(soup.h1) == "A title"
    assert "Every word." in words(soup.select_one("main .prose"))
    said = list(definitions(soup).values())
    assert said[:4] == [
        f"Campaign {language}",
        f"Voter list {language}",
        president.short_title[language],
        f"Television {language}",
    ]
    assert "2026" in said[4]
    assert said[5].replace(" .", ".") == f"CC BY 4.0. Not the text {language}"
    link = soup.select_one("dl.definitions a")
    assert link["href"] == f"/{language}/posters/?type=voter-list"
    assert page.title in words(read(link["href"]))
    image = soup.select_one("img.poster-picture")
    assert image["alt"] == "A hand with a ballot"
    assert soup.find("meta", attrs={"name": "description"})["content"] == page.lead


def test_files_stand_in_a_table_of_formats_and_languages(read):
    made = {
        ("kk", "a3"): document("a.pdf", files.pdf(297, 420)),
        ("ru", "a3"): document("b.pdf", files.pdf(420, 297)),
        ("kk", "print"): document("c.pdf", files.pdf(100, 200)),
        ("en", "square"): document("d.png", files.picture_bytes((1080, 1080))),
        ("kk", "story"): document("e.jpg", files.picture_bytes((1080, 1920), kind="JPEG")),
        ("kk", "radio_script"): document("f.txt", b"words"),
    }
    both = document("g.png", files.picture_bytes((1200, 1200)))
    rows = [(language, kind, file) for (language, kind), file in made.items()] + [("en", "square", both)]
    soup = read(records.page(records.poster(files=rows)))
    table = soup.select_one("table.file-table")
    assert [th["lang"] for th in table.select("thead th[lang]")] == ["kk", "ru", "en"]
    assert table.caption.get_text().strip()
    lines = {words(tr.th): tr.select("td") for tr in table.select("tbody tr")}
    labels = ["For print, A3", "For print", "Square", "Story", "Text for radio"]
    assert list(lines) == labels, "in the order of formats, without those that nothing has"
    cells = {label: [words(td) for td in tds] for label, tds in lines.items()}
    measured = {
        ("For print, A3", 0): "A3, 297 × 420 mm",
        ("For print, A3", 1): "A3, 420 × 297 mm",
        ("For print", 0): "100 × 200 mm",
        ("Square", 2): "1080 × 1080",
        ("Story", 0): "1080 × 1920",
    }
    for (label, column), measure in measured.items():
        assert measure in cells[label][column], (label, column)
    assert cells["Text for radio"][0].startswith("TXT")
    assert "5 bytes" in cells["Text for radio"][0]
    assert "×" not in cells["Text for radio"][0]
    assert "KB" in cells["Square"][2]
    assert cells["Square"][0] == cells["Square"][1] == "not available"
    # Two files of one format and language stand together.
    assert [a["href"] for a in lines["Square"][2].select("a")] == [made["en", "square"].url, both.url]
    for a in table.select("a"):
        assert a["hreflang"] in LANGUAGES
        assert len(words(a)) > 5, "its name alone says what it is"


def test_a_poster_whose_files_are_closed_has_no_table_and_a_page_without_facts_no_error(read, restricted, visitor):
    page = records.page(records.poster(), body=[bodies.rich("<p>Every word.</p>")])
    restricted.closed |= set(Download.objects.values_list("key", flat=True))
    assert not read(page).select("table")
    restricted.closed.clear()
    Poster.objects.update(live=False)
    soup = read(page)
    assert "Every word." in words(soup)
    assert not soup.select("dl.definitions, table, img.poster-picture")
    for address in ("/en/posters/", "/en/posters/feed/", "/en/feed/", "/en/"):
        assert page.title in visitor.get(address).content.decode()


@pytest.mark.parametrize(
    ("instant", "over"),
    [
        (datetime(2026, 3, 6, 18, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 6, 19, 0, tzinfo=UTC), True),
    ],
)
def test_it_is_out_of_date_from_almaty_s_midnight_after_its_last_day(visitor, instant, over):
    """UTC+5: the day after 6 March begins at 19:00 UTC. No copy of the page outlives the day."""
    page = records.page(records.poster(valid_until=date(2026, 3, 6)))
    with time_machine.travel(instant, tick=False):
        for address in ("/en/posters/", "/en/", page.url):
            response = visitor.get(address)
            sign = "was valid until" if address == page.url else "out of date"
            assert (sign in response.content.decode().replace("\xa0", " ")) == over, address
    with time_machine.travel(datetime(2026, 3, 6, 18, 59, 30, tzinfo=UTC), tick=False):
        assert visitor.get(page.url)["Expires"] == "Fri, 06 Mar 2026 18:59:59 GMT"


def test_without_a_last_day_it_is_never_out_of_date(visitor):
    page = records.page(records.poster(valid_from=date(2020, 1, 1)))
    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC), tick=False):
        assert "was valid until" not in visitor.get(page.url).content.decode().replace("\xa0", " ")


def expire(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=NOW)


ANNOUNCED = {
    "in the reader's language": (lambda pages, keys: None, "en"),
    "unlisted": (lambda pages, keys: keys.unlisted.add(pages["en"].translation_key), "en"),
    "closed": (lambda pages, keys: keys.closed.add(pages["en"].translation_key), None),
    "the translation unpublished": (lambda pages, keys: pages["en"].unpublish(), None),
    "the chosen one unpublished": (lambda pages, keys: pages["kk"].unpublish(), "en"),
    "the translation expired": (lambda pages, keys: expire(pages["en"]), None),
}


@pytest.mark.parametrize("how", ANNOUNCED)
def test_the_announcement_is_named_in_the_reader_s_language_while_it_can_be_read(read, restricted, how):
    act, language = ANNOUNCED[how]
    targets = announcements.translations(slug="zqtarget")
    page = records.page(records.poster(), announcement=targets["kk"])
    act(targets, restricted)
    links = [a["href"] for a in read(page).select("dl.definitions a") if "announcements" in a["href"]]
    assert links == ([f"/{language}/announcements/zqtarget/"] if language else [])
    assert ("zqtarget" in str(read(page))) == bool(language)


def test_a_hidden_announcement_is_named_in_no_feed_of_the_poster(visitor, restricted):
    target = announcements.announcement(slug="zqtarget", title="Zqtarget")
    records.page(records.poster(), announcement=target)
    restricted.closed.add(target.translation_key)
    for address in ("/en/posters/feed/", "/en/feed/", "/en/posters/", "/en/"):
        assert "zqtarget" not in visitor.get(address).content.decode().lower()


def test_an_election_that_the_public_does_not_know_is_not_named(visitor):
    secret = elections.election(slug="zqsecret", live=False, short_title=elections.texts("Zqsecret"))
    page = records.page(records.poster(election=secret))
    for address in (page.url, "/en/posters/", "/en/posters/feed/", "/en/feed/", "/en/"):
        assert "zqsecret" not in visitor.get(address).content.decode().lower(), address
    assert visitor.get("/en/posters/?election=zqsecret").status_code == 404


def test_every_format_has_its_words_in_every_language():
    from django.utils import translation

    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = [str(label) for label in PosterFormat.labels]
    assert all(len(set(labels)) == len(PosterFormat) for labels in said.values())
    assert not set(said["en"]) & (set(said["kk"]) | set(said["ru"]))
