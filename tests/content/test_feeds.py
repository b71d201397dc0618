"""What newsrooms get: the same bytes for the same content, items that never come back as new."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.content import bodies, golden
from tests.content.rss import Feed
from tests.factories import announcements, elections, files, people
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)
SECTION = "/en/announcements/feed/"
EVERYTHING = "/en/feed/"
DOORS = pytest.mark.parametrize("door", [SECTION, EVERYTHING])


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def at_a_fixed_instant(settings, tmp_path):
    """And among files of its own: a name that was taken would be another name."""
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


@pytest.fixture
def feed(visitor):
    return lambda address=SECTION: Feed(visitor.get(address))


def test_the_feeds_are_the_golden_files(visitor):
    """The guids are promises: a change of these files is a change for every newsroom."""
    titles = {language: f"President {language}" for language in LANGUAGES}
    president = elections.election(slug="president-2022", days=[NOW.date() + timedelta(days=6)], short_title=titles)
    speaker, picture = people.person(), files.picture("stations.png")
    document = files.document("memo.pdf", "Memo")
    key, second_key = uuid.UUID(int=1), uuid.UUID(int=2)
    for language in LANGUAGES:
        with at(NOW - timedelta(days=1)):
            target = announcements.announcement(
                language, title=f"First {language}", slug="first", lead=f"Lead {language}.", key=second_key
            )
        body = bodies.full(target, name=language, speaker=speaker, picture=picture, document=document)
        announcements.announcement(
            language,
            title=f"Second & last <{language}>",
            slug="second",
            lead="Сайлау, сайлаушы; “quoted”.",
            key=key,
            body=body,
            election=president,
            kind="press",
        )
    for language in LANGUAGES:
        golden.check(f"announcements.{language}.xml", visitor.get(f"/{language}/announcements/feed/").content)
        golden.check(f"everything.{language}.xml", visitor.get(f"/{language}/feed/").content)


@DOORS
def test_an_item_keeps_its_guid_and_date_whatever_happens_to_its_address_and_words(feed, door):
    page = announcements.announcement(title="Before", slug="before")
    before = feed(door)
    with at(NOW + timedelta(days=3)):
        page.title, page.slug = "After", "after"
        page.save_revision().publish()
        after = feed(door)
    assert after.titles == ["After"]
    assert after.texts("link") == ["https://testserver/en/announcements/after/"]
    assert after.guids == before.guids == [f"tag:saylau.example,2026:{page.translation_key}/en"]
    assert after.texts("pubDate") == before.texts("pubDate")
    assert parsedate_to_datetime(after.texts("pubDate")[0]) == NOW


@DOORS
def test_an_item_that_was_hidden_comes_back_as_the_same(feed, restricted, door):
    for number in range(3):
        page = announcements.announcement(title=f"Item {number}")
    before = feed(door)
    for keys in (restricted.closed, restricted.unlisted):
        keys.add(page.translation_key)
        hidden = feed(door)
        assert sorted(hidden.titles) == ["Item 0", "Item 1"]
        assert page.slug not in hidden.body.decode()
        keys.clear()
        assert feed(door).body == before.body
    announcements.unpublish(page)
    assert feed(door).body == hidden.body
    with at(NOW + timedelta(days=2)):
        page.save_revision().publish()
        assert feed(door).body == before.body


@DOORS
def test_a_reader_is_told_that_nothing_changed_only_when_nothing_did(visitor, feed, restricted, door):
    kept, gone = (announcements.announcement(title=title) for title in ("Kept", "Gone"))

    def ask(etag):
        return visitor.get(door, headers={"if-none-match": etag})

    etag = feed(door).etag
    unchanged = ask(etag)
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", etag)
    assert ask(f'"other", {etag}').status_code == 304
    assert ask(f"W/{etag}").status_code == 304
    with at(NOW + timedelta(days=30)):
        assert ask(etag).status_code == 304
    restricted.closed.add(gone.translation_key)
    assert ask(etag).status_code == 200
    restricted.closed.clear()
    assert ask(etag).status_code == 304
    kept.body = [bodies.rich("<p>One word more.</p>")]
    kept.save_revision().publish()
    assert ask(etag).status_code == 200
    assert "Last-Modified" not in ask(etag).headers


@DOORS
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A\x0bB", "AB"),
        ("A\x01\x08\x1fB", "AB"),
        ("A\ufffe\uffffB", "AB"),
        ("A ]]> B", "A ]]> B"),
        ("A & B < C > D", "A & B < C > D"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("&amp;", "&amp;"),
        ("Ballot 🗳️ 𝕏", "Ballot 🗳️ 𝕏"),
        ("\u202eright to left\u202c \u200f", "\u202eright to left\u202c \u200f"),
        ("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі", "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"),
        ("Қ" * 255, "Қ" * 255),
    ],
)
def test_no_character_breaks_a_feed(feed, door, written, read):
    speaker = people.person(name=written[:60])
    announcements.announcement(
        title=written, lead=written, body=[bodies.quote(speaker, written), bodies.table(written, [(written, "1")] * 2)]
    )
    found = feed(door)
    assert (found.titles, found.texts("description")) == ([read], [read])
    assert not found.text().find("script")
    assert feed(door).body == found.body


@DOORS
def test_every_address_in_a_feed_is_whole(feed, door):
    target = announcements.announcement(slug="target")
    announcements.announcement(body=[*bodies.full(target), bodies.call_to_action(phone="1414")], slug="full")
    found = feed(door)
    assert found.self_link == f"https://testserver{door}"
    assert found.channel.findtext("link").startswith("https://testserver/en/")
    number = found.texts("link").index("https://testserver/en/announcements/full/")
    addresses = {
        element.get(attribute)
        for attribute in ("href", "src")
        for element in found.text(number).find_all(attrs={attribute: True})
    }
    assert "tel:1414" in addresses
    assert "https://testserver/en/announcements/target/" in addresses
    assert all(address.startswith(("https://testserver/", "tel:")) for address in addresses)
    assert not found.text(number).find_all(["script", "style", "form"])


@DOORS
def test_the_full_text_is_there(feed, door):
    announcements.announcement(body=bodies.full(announcements.announcement(slug="target")), lead="The lead.", slug="x")
    text = feed(door).text(0 if feed(door).texts("link")[0].endswith("/x/") else 1)
    words = text.get_text(" ").replace("\xa0", " ")
    for expected in ("The lead.", "Words one", "Come with an identity card.", "Speaker one en", "Spokesperson en"):
        assert expected in words
    assert "195,000" in words
    assert "provisional" in words
    assert text.find("caption").get_text() == "Stations of one"
    assert text.find("img")["alt"] == "What one shows"
    assert {"Germany", "2", "Where?", "There.", "A note."} <= set(text.stripped_strings)


@DOORS
def test_the_first_file_is_the_enclosure(feed, door):
    documents = [files.document(f"{name}.pdf", content=files.PDF + name.encode()) for name in ("one", "three")]
    block = ("documents", {"documents": [None, *documents]})
    announcements.announcement(body=[block])
    (enclosure,) = feed(door).items[0].findall("enclosure")
    assert enclosure.attrib == {
        "url": f"https://testserver{documents[0].url}",
        "length": str(len(files.PDF) + 3),
        "type": "application/pdf",
    }


@DOORS
def test_an_address_of_a_hidden_page_is_in_no_text(feed, restricted, door):
    target = announcements.announcement(slug="hidden", title="Hidden")
    announcements.announcement(
        title="Refers", body=[bodies.rich(f"<p>Read {bodies.link(target)}.</p>"), bodies.call_to_action(page=target)]
    )
    restricted.closed.add(target.translation_key)
    found = feed(door)
    assert found.titles == ["Refers"]
    assert "hidden" not in found.body.decode().lower()
    assert "Read a page." in found.text().get_text()
    assert not found.text().find_all(href=True)


@DOORS
def test_fifty_newest_first(feed, door):
    for number in range(52):
        with at(NOW - timedelta(minutes=60 - number)):
            announcements.announcement(title=f"Item {number}")
    assert feed(door).titles == [f"Item {number}" for number in range(51, 1, -1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_feed_is_a_feed_without_a_date(feed, language):
    for door in (f"/{language}/announcements/feed/", f"/{language}/feed/"):
        found = feed(door)
        names = [element.tag for element in found.channel]
        assert found.items == []
        assert {"title", "link", "description", "language"} <= set(names)
        assert not {"lastBuildDate", "pubDate"} & set(names)
        assert found.channel.findtext("language") == language
        assert all(found.channel.findtext(name) for name in ("title", "link", "description"))
        with at(NOW + timedelta(days=9)):
            assert feed(door).body == found.body


def test_each_selection_has_a_feed_that_says_its_own_address(feed):
    for kind in ("press", "voters"):
        announcements.announcement(title=f"To {kind}", kind=kind)
    found = feed(f"{SECTION}?utm_source=x&year=2022&type=press")
    assert found.titles == ["To press"]
    assert found.self_link == f"https://testserver{SECTION}?type=press&year=2022"
    assert found.channel.findtext("link") == "https://testserver/en/announcements/?type=press&year=2022"
    assert found.etag != feed().etag
    assert found.guids[0] in feed().guids


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_where_their_feeds_are(visitor, language):
    page = announcements.announcement(language)
    section, everything = f"/{language}/announcements/feed/", f"/{language}/feed/"
    expected = {
        f"/{language}/": [everything],
        f"/{language}/announcements/": [section, everything],
        page.url: [section, everything],
        f"/{language}/feeds/": [everything],
    }
    for address, feeds in expected.items():
        soup = BeautifulSoup(visitor.get(address).content, "html.parser")
        links = soup.find_all("link", type="application/rss+xml")
        assert [link["href"] for link in links] == feeds, address
        assert all(link["title"] for link in links)
    listed = {a["href"] for a in soup.select("main a")}
    assert {section, everything} <= listed


@DOORS
def test_a_feed_can_be_asked_for_its_headers_alone(visitor, feed, door):
    announcements.announcement()
    response = visitor.head(door)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == feed(door).etag
    assert "Vary" not in response.headers or "cookie" not in response.headers["Vary"].lower()


def test_golden_files_are_not_rewritten_in_ci(monkeypatch):
    monkeypatch.setenv("REWRITE_GOLDEN", "1")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="refused in CI"):
        golden.check("everything.en.xml", b"")
