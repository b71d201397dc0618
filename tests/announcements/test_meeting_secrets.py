"""What of a meeting may not be mentioned is nowhere: acts, briefings, files, and the meeting itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from announcements.models import MeetingDocument
from tests.announcements.meetings import full
from tests.announcements.reading import soup, words
from tests.factories import files, people, records

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
# Where a meeting's facts stand.
PAGE, FEED = "/en/meetings/zqpage/", "/en/meetings/feed/"
SURFACES = (PAGE, FEED, "/en/feed/", f"{PAGE}calendar.ics", "/en/events/calendar.ics", "/en/events/?month=2026-03",
            "/en/meetings/", "/en/")  # fmt: skip


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


HIDDEN = ("draft", "closed", "expired", "not yet")


def hide(act, how, restricted):
    if how == "closed":
        restricted.closed.add(act.key)
    elif how != "draft":
        name, value = {"expired": ("expire_at", NOW), "not yet": ("go_live_at", NOW + timedelta(seconds=1))}[how]
        type(act).objects.filter(pk=act.pk).update(**{name: value})


@pytest.mark.parametrize("how", HIDDEN)
def test_an_act_that_is_not_public_is_not_mentioned(visitor, restricted, how):
    act = records.resolution("zqact/1", title=records.texts("Zqtitle"), live=how != "draft")
    other = records.resolution("55/5")
    records.page(records.meeting(items=[records.item("Zqitem", acts=[act, other])]), slug="zqpage")
    hide(act, how, restricted)
    for address in (*SURFACES, "/en/search/?q=zqitem"):
        text = visitor.get(address).content.decode().lower()
        assert "zqact" not in text, address
        assert "zqtitle" not in text, address
    for word in ("zqact", "zqtitle"):
        assert "zqpage" not in visitor.get(f"/en/search/?q={word}").content.decode()
        assert "zqpage" not in visitor.get(f"/en/meetings/?q={word}").content.decode()
    assert "№ 55/5" in words(soup(visitor, PAGE).main)
    assert "55/5" in visitor.get(FEED).content.decode()


def test_an_act_is_mentioned_from_its_instant_on(visitor):
    act = records.resolution("zqact/1", live=False)
    act.go_live_at = NOW + timedelta(seconds=30)
    act.save_revision(user=people.user()).publish(user=people.user(superuser=True))
    assert not type(act).objects.get(pk=act.pk).live
    records.page(records.meeting(items=[records.item(acts=[act])]), slug="zqpage")
    assert "zqact" not in visitor.get(PAGE).content.decode()
    with at(act.go_live_at):
        assert "zqact/1" in visitor.get(PAGE).content.decode()
        assert "zqact/1" in visitor.get(FEED).content.decode()


@pytest.mark.parametrize("how", ["draft", "closed event", "closed page", "another language", "no page"])
def test_the_briefing_is_linked_only_where_it_can_be_read(visitor, restricted, how):
    briefing = records.event(live=how not in {"draft", "no page"})
    if how != "no page":
        language = "kk" if how == "another language" else "en"
        page = records.page(briefing, language, slug="zqbriefing", title="Zqbriefing", live=how != "draft")
        if how.startswith("closed"):
            restricted.closed.add(page.translation_key if how == "closed page" else briefing.key)
    records.page(records.meeting(briefing=briefing), slug="zqpage")
    assert "zqbriefing" not in visitor.get(PAGE).content.decode().lower()


def test_where_facts_are_closed_there_is_no_page_and_nothing_that_is_asked_for_tells_them(visitor, restricted):
    meeting = full(number="zqnumber", convocation=77, place=records.texts("Zqplace"), starts_at=NOW + timedelta(days=2))
    records.page(meeting, slug="zqpage", title="Zqtitle")
    marks = ("zqnumber", "zqplace", "zqpage", "zqtitle", "on the election", "chairman", "7 march", "20260307t")
    asked = ("/en/meetings/?q=miscellaneous", "/en/search/?q=miscellaneous", "/en/meetings/?convocation=77",
             "/en/meetings/?year=2026", "/en/meetings/?type=announced", "/sitemap.xml")  # fmt: skip
    for is_closed in (False, True):
        if is_closed:
            restricted.closed.add(meeting.key)
        for address in (*SURFACES, *asked):
            response = visitor.get(address)
            assert response.status_code in ({200, 404, 451} if is_closed else {200}), address
            text = response.content.decode().lower().replace("\xa0", " ")
            # A missing page says what was asked for.
            mentioned = [mark for mark in marks if mark in text and (response.status_code == 200 or mark != "zqpage")]
            assert bool(mentioned) != is_closed, (address, mentioned)
    assert visitor.get(PAGE).status_code == 451
    offered = [option["value"] for option in soup(visitor, "/en/meetings/").select("#filter-convocation option")]
    assert "77" not in offered


def test_a_file_of_a_meeting_is_given_out_while_its_page_is_public(visitor):
    document = files.document("minutes.pdf")
    meeting = records.meeting(documents=[MeetingDocument(kind="minutes", document=document)])
    assert visitor.get(document.url).status_code == 404
    page = records.page(meeting, slug="zqpage")
    assert visitor.get(document.url).status_code == 200
    page.unpublish()
    assert visitor.get(document.url).status_code == 404


@pytest.mark.parametrize("where", ["page", "document"])
def test_a_file_that_is_closed_is_not_offered(visitor, restricted, where):
    document = files.document("zqminutes.pdf")
    records.page(records.meeting(documents=[MeetingDocument(kind="minutes", document=document)]), slug="zqpage")
    restricted.closed.add(document.key)
    assert visitor.get(document.url).status_code == 404
    address = PAGE if where == "page" else FEED
    assert "zqminutes" not in visitor.get(address).content.decode()
