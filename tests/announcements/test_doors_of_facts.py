"""Facts and the pages that stand on them: hidden facts hide their pages, and are told by nothing beside them."""

from __future__ import annotations

import pytest

from announcements.enums import AppointmentState
from tests.announcements.doors import IN_CALENDARS, ONE, fetched, mentioned, seen, text_of
from tests.announcements.planting import MAKE, SECTIONS, plant, word
from tests.factories import records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize("kind", MAKE)
def test_facts_without_a_page_are_in_no_place(kind, visitor, president):
    planted = plant(kind, "draft", president, record_live=True)
    assert planted.record.live
    assert (seen(visitor, planted, languages=ONE), fetched(visitor, planted)) == (set(), set())


# Questions whose answer tells a fact: each planted item passes each of them.
TELLING = {
    "meeting": ["type=announced", "year=2026", "convocation=7", "election=president"],
    "event": ["type=visit", "election=president"],
    "poster": ["type=planted", "election=president"],
}


@pytest.mark.parametrize("kind", MAKE)
def test_closed_facts_close_their_pages_and_no_filter_tells_them(kind, visitor, president, restricted):
    planted = plant(kind, election=president)
    section = SECTIONS[kind]
    restricted.closed.add(planted.record.key)
    assert (seen(visitor, planted), fetched(visitor, planted)) == (set(), set())
    told = []
    for question in TELLING[kind]:
        for address in (f"/en/{section}/?{question}", f"/en/{section}/feed/?{question}"):
            if address.startswith("/en/events/?"):
                continue
            if mentioned(text_of(visitor.get(address)), planted.page_words):
                told.append(address)
    assert told == []


@pytest.mark.parametrize("kind", MAKE)
def test_unlisted_facts_unlist_their_pages_and_unpublished_ones_leave_them_their_own_words(
    kind, visitor, president, restricted
):
    planted = plant(kind, election=president)
    restricted.unlisted.add(planted.record.key)
    assert seen(visitor, planted, languages=ONE) == set(planted.own("en"))
    assert fetched(visitor, planted) == set(planted.files)
    restricted.unlisted.clear()
    type(planted.record).objects.filter(pk=planted.record.pk).update(live=False)
    assert seen(visitor, planted, planted.fact_words, ONE) == set()
    assert fetched(visitor, planted) == set()
    own = seen(visitor, planted, planted.page_words, ONE)
    assert "page" in own
    assert not own & IN_CALENDARS


def test_search_finds_no_page_by_facts_that_are_hidden(visitor, president, restricted):
    planted = plant("meeting", election=president)
    asked = [word(what, "meeting", "en") for what in ("item", "about", "decided")]
    addresses = [f"/en/{place}?q={one}" for place in ("search/", "meetings/", "meetings/feed/") for one in asked]

    def found():
        return {path for path in addresses if word("slug", "meeting", "en").lower() in text_of(visitor.get(path))}

    assert found() == set(addresses)
    restricted.closed.add(planted.record.key)
    assert found() == set()


def test_the_first_page_shows_no_meeting_whose_facts_are_hidden(visitor, president, restricted):
    """There a meeting is its time: without it a link would have no words."""
    for state in (AppointmentState.ANNOUNCED, AppointmentState.HELD):
        record = records.meeting(state=state)
        records.page(record, title=f"Zqfirst{state}")
        assert f"Zqfirst{state}" in visitor.get("/en/").content.decode()
        restricted.closed.add(record.key)
    assert "Zqfirst" not in visitor.get("/en/").content.decode()
