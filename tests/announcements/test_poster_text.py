"""What machines read of posters: golden files, feeds, and words that break nothing."""

from __future__ import annotations

import json
import uuid
from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.announcements.posters import PNG, document, words
from tests.content import bodies, golden
from tests.content.rss import Feed
from tests.factories import elections, files, records
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def promised():
    """A poster whose keys, names and instants are always the same, in every language."""
    president = elections.election(
        slug="president-2026", days=[date(2026, 6, 7)], short_title=records.texts("President")
    )
    rows = [
        (language, kind, document(f"{kind}-{language}.{end}", content, language=language))
        for language in LANGUAGES
        for kind, end, content in (("a3", "pdf", files.pdf(297, 420)), ("radio_script", "txt", b"words\n"))
    ]
    poster = records.poster(
        name="Promised",
        topic=records.topic("Voter list", "voter-list"),
        election=president,
        campaign=records.texts("Campaign & more"),
        licence="CC BY 4.0",
        valid_until=date(2026, 6, 7),
        files=rows,
    )
    return {
        language: records.page(
            poster,
            language,
            key=uuid.UUID(int=7),
            title=f"Check yourself & yours <{language}>",
            slug="check-yourself",
            lead="Сайлау, сайлаушы; “quoted”.",
            alt="A hand with a ballot",
            body=[bodies.rich("<h2>Every word</h2><p>of it.</p>"), bodies.table()],
        )
        for language in LANGUAGES
    }


def test_the_feed_and_the_description_are_the_golden_files(visitor):
    """The guids are promises: a change of these files is a change for every newsroom."""
    for language, page in promised().items():
        golden.check(f"posters.{language}.xml", visitor.get(f"/{language}/posters/feed/").content)
        soup = BeautifulSoup(visitor.get(page.url).content, "html.parser")
        described = json.loads(soup.find("script", type="application/ld+json").string)
        text = json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        golden.check(f"poster.{language}.json", text.encode())


def test_a_feed_gives_every_file_of_its_language(visitor):
    """RSS readers take one enclosure; the other files are linked from the text (content/feeds.py, Item)."""
    pages = promised()
    feed = Feed(visitor.get("/en/posters/feed/"))
    (enclosure,) = feed.items[0].findall("enclosure")
    assert enclosure.get("url").endswith("/a3-en.pdf")
    assert enclosure.get("type") == "application/pdf"
    linked = {a["href"].rpartition("/")[2] for a in feed.text().find_all("a")}
    assert {"radio_script-en.txt"} <= linked
    assert pages["en"].lead in words(feed.text())


HOSTILE = [
    "</script><script>alert(1)</script>",
    "a\x0bb",
    '"><img src=x onerror=alert(1)>',
    "&amp;",
    "Қ" * 200,
    "\u202eoб",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_word_breaks_a_page_or_a_feed(visitor, read, text):
    texts = dict.fromkeys(LANGUAGES, text[:80])
    topic = records.topic()
    type(topic).objects.filter(pk=topic.pk).update(title=texts)
    file = files.document("a.png", text, content=PNG)
    poster = records.poster(
        topic=topic, campaign=texts, channels=texts, terms=texts, licence=text[:80], files=[("en", "square", file)]
    )
    page = records.page(poster, title=text, lead=text, alt=text, body=[bodies.rich("<p>Every word.</p>")])
    for address in (page.url, "/en/posters/", "/en/"):
        soup = read(address)
        assert "alert(1)" not in "".join(s.string or "" for s in soup.find_all("script") if s.get("type") is None)
        assert not soup.find_all("img", src="x")
    described = json.loads(read(page).find("script", type="application/ld+json").string)
    assert described["name"] == text
    assert described["license"]["name"] == text[:80]
    for address in ("/en/posters/feed/", "/en/feed/"):
        assert len(Feed(visitor.get(address)).items) == 1
