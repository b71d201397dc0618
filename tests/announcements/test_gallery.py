"""The gallery of posters: what it shows of each, how it is asked, and what the first page takes from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tests.announcements.instants import HOUR, NOW
from tests.announcements.posters import MP4, document, words
from tests.content import bodies
from tests.content.rss import Feed
from tests.factories import elections, files, records
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def gallery(read):
    """The titles that an address of the gallery shows, in order."""

    def titles(query="", language="en"):
        return [h2.get_text() for h2 in read(f"/{language}/posters/{query}").select("ul.posters h2")]

    return titles


def test_the_gallery_is_asked_by_topic_election_year_and_words(gallery, visitor):
    president, mazhilis = (elections.election(slug=slug) for slug in ("president", "mazhilis"))
    lists, abroad = records.topic("Voter list", "voter-list"), records.topic("Abroad", "abroad")
    records.topic("Nothing yet", "nothing-yet")
    made = [
        ("One", lists, president, "first words"),
        ("Two", abroad, president, "second words"),
        ("Three", lists, mazhilis, "third words"),
        ("Four", abroad, None, "fourth words"),
    ]
    for number, (title, topic, election, text) in enumerate(made):
        with time_machine.travel(NOW - timedelta(days=365 * (number > 2), minutes=-number), tick=False):
            poster = records.poster(topic=topic, election=election)
            records.page(poster, title=title, body=[bodies.rich(f"<p>{text}</p>")], alt=f"zqalt{title}")
    asked = {
        "": ["Three", "Two", "One", "Four"],
        "?type=voter-list": ["Three", "One"],
        "?type=abroad": ["Two", "Four"],
        "?type=nothing-yet": [],
        "?election=president": ["Two", "One"],
        "?election=mazhilis&type=voter-list": ["Three"],
        "?election=mazhilis&type=abroad": [],
        "?year=2025": ["Four"],
        "?q=second": ["Two"],
        "?q=words&type=abroad": ["Two", "Four"],
        "?q=zqaltOne": ["One"],
        "?q=zqnowhere": [],
    }
    assert {query: gallery(query) for query in asked} == asked
    feeds = {query: Feed(visitor.get(f"/en/posters/feed/{query}")).titles for query in asked}
    assert feeds == asked
    for query in ("?type=absent", "?election=absent", "?type=%00", "?page=2", "?page=0", "?year=1"):
        assert visitor.get(f"/en/posters/{query}").status_code == 404, query
    assert gallery(language="kk") == []


def test_the_filter_names_topics_in_the_reader_s_language(read):
    records.topic("Voter list", "voter-list")
    for language in LANGUAGES:
        options = {
            option["value"]: words(option)
            for option in read(f"/{language}/posters/").select("select[name=type] option")
        }
        assert options["voter-list"] == f"Voter list {language}"


def test_twelve_to_a_page_and_the_four_newest_on_the_first_page(gallery, read, visitor):
    topic = records.topic(slug="many")
    for number in range(13):
        with time_machine.travel(NOW + timedelta(minutes=number), tick=False):
            records.page(records.poster(topic=topic), title=f"Poster {number}")
    with time_machine.travel(NOW + HOUR, tick=False):
        pages = [gallery(query) for query in ("?type=many", "?type=many&page=2")]
        assert [title for page in pages for title in page] == [f"Poster {number}" for number in range(12, -1, -1)]
        assert [len(page) for page in pages] == [12, 1]
        assert visitor.get("/en/posters/?page=3").status_code == 404
        soup = read("/en/posters/?type=many&page=2")
        assert soup.find("link", rel="canonical")["href"] == "https://testserver/en/posters/?type=many&page=2"
        shown = [words(h3) for h3 in read("/en/").select("ul.posters h3")]
        assert shown == ["Poster 12", "Poster 11", "Poster 10", "Poster 9"]


def test_each_card_shows_the_preview_its_alt_and_how_many_formats_and_languages(read):
    poster = records.poster(
        files=[
            ("kk", "square", document("a.png")),
            ("ru", "square", document("b.png")),
            ("kk", "story", document("c.png")),
        ]
    )
    page = records.page(poster, alt="A hand with a ballot")
    bare = records.page(
        records.poster(files=[("en", "radio_script", document("d.txt", b"words"))]), alt="Nothing to see"
    )
    for address, heading in (("/en/posters/", "h2"), ("/en/", "h3")):
        cards = {words(li.find(heading)): li for li in read(address).select("ul.posters li")}
        shown, without = cards[page.title], cards[bare.title]
        assert shown.a["href"] == page.url
        assert shown.img["alt"] == "A hand with a ballot"
        assert "2 formats, 2 languages" in words(shown)
        assert not without.img
        assert "1 format, 1 language" in words(without)


def test_the_gallery_takes_the_reader_s_language_and_else_the_next():
    poster = records.poster(
        files=[
            ("ru", "a4", document("ru.png", files.picture_bytes((200, 300)))),
            ("en", "video", document("en.mp4", MP4)),
            ("kk", "a4", document("kk.png")),
        ]
    )
    names = {code: poster.preview_in(code).file.name.rpartition("/")[2] for code in LANGUAGES}
    assert [names[code].partition("-")[0].partition(".")[0][:2] for code in LANGUAGES] == ["kk", "ru", "kk"]
    assert records.poster().preview_in("en") is None
