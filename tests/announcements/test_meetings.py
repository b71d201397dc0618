"""A meeting as the public reads it: one address, before and after; nothing of what is not public yet."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from announcements.models import Instruction
from content.models import Office, Person, Term
from tests.announcements.meetings import full
from tests.announcements.reading import facts, json_ld, script, soup, words
from tests.content import golden
from tests.content.rss import Feed
from tests.factories import elections, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
PAGE, FEED = "/en/meetings/zqpage/", "/en/meetings/feed/"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


def held_by(*terms):
    """Somebody who held an office from each day on: (title, since, until)."""
    made = Person(name=records.texts("Zqname"))
    made.terms = [
        Term(office=Office.objects.create(title=records.texts(title)), since=since, until=until)
        for title, since, until in terms
    ]
    made.save()
    return made


def test_feeds_and_descriptions_are_the_golden_files(visitor):
    titles = {language: f"President {language}" for language in LANGUAGES}
    president = elections.election(slug="president-2026", days=[date(2026, 4, 26)], short_title=titles)
    briefing = records.event(name="Briefing", starts_at=records.NOON + timedelta(hours=2))
    for language in LANGUAGES:
        records.page(briefing, language, key=uuid.UUID(int=1), slug="briefing", title="Briefing")
    meeting = full(election=president, briefing=briefing, ends_at=records.NOON + timedelta(hours=1))
    old = records.NOON - timedelta(days=1)
    cancelled = records.meeting(state="cancelled", starts_at=old, zone="Asia/Aqtau", items=[records.item("Old")])
    moved = records.meeting(state="moved", starts_at=records.NOON, moved_from=old)
    for number, (record, slug) in enumerate(((meeting, "full"), (cancelled, "cancelled"), (moved, "moved")), 2):
        with at(NOW - timedelta(minutes=number)):
            for language in LANGUAGES:
                records.page(
                    record,
                    language,
                    key=uuid.UUID(int=number),
                    slug=slug,
                    title=f"Meeting: {slug} <{language}>",
                    lead=f"Сайлау; “{slug}”.",
                )
    for language in LANGUAGES:
        golden.check(f"meetings.{language}.xml", visitor.get(f"/{language}/meetings/feed/").content)
        golden.check(f"meeting.{language}.json", script(soup(visitor, f"/{language}/meetings/full/")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_stands_on_the_page(visitor, language):
    briefing = records.event()
    records.pages(briefing, slug="briefing")
    records.pages(full(briefing=briefing), slug="zqpage")
    page = soup(visitor, f"/{language}/meetings/zqpage/")
    text = words(page.main)
    for expected in ("The hall", "Chair", "Chairman", "Speaker", "Member", "What it is about.", "Taken.", "Addressee 1",
                     "Task 1", "Addressee 2", "Miscellaneous", "On the election & its <date>"):  # fmt: skip
        assert f"{expected} {language}" in text, expected
    links = [link["href"] for link in page.select("main a[href]")]
    assert f"/{language}/resolutions/2026/12-34/" in links
    assert f"/{language}/events/briefing/" in links
    assert f"/{language}/meetings/zqpage/calendar.ics" in links
    assert "https://stream.example/?a=1&b=2" in links
    assert sum(link.startswith("/files/") for link in links) == 4
    assert all(visitor.get(link).status_code == 200 for link in links if link.startswith("/"))
    first = next(link for link in page.select("main a[href^='/files/']"))
    assert (first.get("hreflang") or language) == (language if language != "ru" else "kk"), "its own language first"
    assert [heading["id"] for heading in page.select(".agenda > li")] == ["item-1", "item-2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_announced_before_and_news_after_at_one_address(visitor, language):
    meeting = records.meeting(starts_at=NOW + timedelta(days=1))
    page = records.pages(meeting)[language]
    before = Feed(visitor.get(f"/{language}/meetings/feed/"))
    told = {}
    for state in ("announced", "moved", "cancelled", "held"):
        meeting.state = state
        meeting.moved_from = NOW if state == "moved" else meeting.moved_from
        meeting.save_revision().publish()
        found = soup(visitor, page.url)
        told[state] = (words(found.select_one("main .tag")), words(found.select_one("main .notice")))
        after = Feed(visitor.get(f"/{language}/meetings/feed/"))
        assert (after.guids, after.texts("link"), after.texts("pubDate")) == (
            before.guids,
            before.texts("link"),
            before.texts("pubDate"),
        )
        assert told[state][0] in after.text().get_text().lower()
    assert len({tag for tag, _notice in told.values()}) == 4
    assert [bool(told[state][1]) for state in ("announced", "moved", "cancelled", "held")] == [False, True, True, False]


def test_a_moved_meeting_says_from_when_to_when(visitor):
    # Almaty stood at +06:00 until March 2024.
    meeting = records.meeting(
        state="moved",
        moved_from=datetime(2024, 2, 29, 6, 0, tzinfo=UTC),
        starts_at=datetime(2024, 3, 1, 6, 0, tzinfo=UTC),
    )
    records.page(meeting, slug="zqpage")
    page = soup(visitor, PAGE)
    text = words(page.main)
    assert "29 February 2024, 12:00" in text
    assert "1 March 2024, 11:00" in text
    about = json_ld(page)["about"]
    assert about["eventStatus"] == "https://schema.org/EventRescheduled"
    assert about["startDate"] == "2024-03-01T11:00:00+05:00"
    assert about["previousStartDate"] == "2024-02-29T12:00:00+06:00"


def test_who_reads_the_feed_alone_learns_from_when_a_meeting_was_moved(visitor):
    old = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
    records.page(records.meeting(state="moved", moved_from=old), slug="zqpage")
    assert "9 March 2026, 11:00" in words(Feed(visitor.get(FEED)).text())


@pytest.mark.parametrize(
    ("day", "office"),
    [
        (date(2022, 5, 31), "Zqclerk"),
        (date(2022, 6, 1), "Zqmember"),
        (date(2024, 1, 1), ""),
    ],
)
def test_people_are_named_with_the_office_of_that_day(visitor, day, office):
    """The civil day at the place: half an hour after midnight, when it is still the day before in UTC."""
    person = held_by(("Zqclerk", date(2020, 1, 1), date(2022, 6, 1)), ("Zqmember", date(2022, 6, 1), date(2024, 1, 1)))
    starts = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=5, minutes=30)
    meeting = records.meeting(starts_at=starts, chair=person, items=[records.item(rapporteur=person)])
    assert meeting.day == day
    records.page(meeting, slug="zqpage")
    for text in (words(soup(visitor, PAGE).main), words(Feed(visitor.get(FEED)).text())):
        assert "Zqname en" in text
        for other in ("Zqclerk", "Zqmember"):
            assert (f"{other} en" in text) == (other == office)


def test_a_text_in_one_language_alone_says_in_which(visitor):
    meeting = records.meeting(items=[records.item()], place={"kk": "Бейбітшілік"})
    item = meeting.items.get()
    item.title, item.decision = {"ru": "О повестке"}, {}
    meeting.items = [item]
    meeting.save_revision().publish()
    records.page(meeting, slug="zqpage")
    page = soup(visitor, PAGE)
    assert words(page.select_one(".agenda h3 [lang=ru]")) == "О повестке"
    assert page.select_one("main dl.facts [lang=kk]").get_text() == "Бейбітшілік"
    assert "О повестке" in words(Feed(visitor.get(FEED)).text())


HOSTILE = "</script><script>alert(1)</script> & \"quoted\" 'x' \u2028 \u202e \U0001f5f3\ufe0f"


def test_no_words_break_a_page(visitor):
    texts = records.texts(HOSTILE)
    item = records.item(HOSTILE, text=texts, decision=texts, instructions=[Instruction(addressee=texts, task=texts)])
    meeting = records.meeting(items=[item], place=texts, number="<b>7</b>", note=texts)
    records.page(meeting, slug="zqpage", title=HOSTILE, lead=HOSTILE)
    page = soup(visitor, PAGE)
    assert not [tag for tag in page.find_all("script") if "alert" in (tag.string or "") and not tag.get("type")]
    assert json_ld(page)["about"]["location"]["name"] == f"{HOSTILE} en"
    assert "alert(1)" in words(page.select_one(".agenda h3"))
    Feed(visitor.get(FEED))
    assert facts(page)["Number"] == "<b>7</b>"
