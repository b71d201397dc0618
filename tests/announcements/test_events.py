"""An event as the public reads it, and the three calendars in which it can be subscribed to."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from announcements.models import Event
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.announcements.reading import calendar, facts, json_ld, script, soup, words
from tests.content import golden
from tests.content.rss import Feed
from tests.factories import elections, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
ALMATY = ZoneInfo("Asia/Almaty")
SECOND = timedelta(seconds=1)
PAGE, FEED, OWN = "/en/events/zqpage/", "/en/events/feed/", "/en/events/zqpage/calendar.ics"
ALL = "/en/events/calendar.ics"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


def almaty(text):
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def test_feeds_and_descriptions_are_the_golden_files(visitor):
    titles = {language: f"President {language}" for language in LANGUAGES}
    president = elections.election(slug="president-2026", days=[date(2026, 4, 26)], short_title=titles)
    visit = records.event(
        name="Working name",
        kind="visit",
        zone="Asia/Aqtau",
        ends_at=records.NOON + timedelta(hours=1),
        place=records.texts("The hall"),
        note=records.texts("A note"),
        accreditation_until=NOW + timedelta(days=1),
        contact=records.texts("Press office; press@example.org"),
        stream_url="https://stream.example/?a=1&b=2",
        election=president,
    )
    cancelled = records.event(state="cancelled", kind="training")
    moved = records.event(state="moved", moved_from=records.NOON - timedelta(days=1), kind="briefing")
    for number, (record, slug) in enumerate(((visit, "full"), (cancelled, "cancelled"), (moved, "moved")), 1):
        with at(NOW - timedelta(minutes=number)):
            for language in LANGUAGES:
                key, title = uuid.UUID(int=number), f"Event: {slug} <{language}>"
                records.page(record, language, key=key, slug=slug, title=title, lead=f"Сайлау; “{slug}”.")
    for language in LANGUAGES:
        golden.check(f"events.{language}.xml", visitor.get(f"/{language}/events/feed/").content)
        golden.check(f"event.{language}.json", script(soup(visitor, f"/{language}/events/full/")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_stands_on_the_page(visitor, language):
    made = records.event(
        zone="Asia/Aqtau",
        starts_at=datetime(2023, 3, 1, 7, 0, tzinfo=UTC),
        ends_at=datetime(2023, 3, 1, 8, 30, tzinfo=UTC),
        place=records.texts("The hall"),
        note=records.texts("A note"),
        contact=records.texts("The office"),
        accreditation_until=datetime(2023, 2, 28, 19, 0, tzinfo=UTC),
    )
    records.pages(made, slug="zqpage")
    page = soup(visitor, f"/{language}/events/zqpage/")
    text = words(page.select_one("main dl.facts"))
    for expected in ("12:00", "13:30", "UTC+5", "00:00", "The hall", "A note", "The office"):
        assert expected in text, expected
    expected = ["2023-03-01T12:00:00+05:00", "2023-03-01T13:30:00+05:00", "2023-03-01T00:00:00+05:00"]
    times = [datetime.fromisoformat(element["datetime"]) for element in page.select("main dl.facts time")]
    assert times[:3] == [datetime.fromisoformat(instant) for instant in expected]
    description = json_ld(page)
    assert (description["@type"], description["startDate"], description["endDate"]) == ("Event", *expected[:2])
    assert description["location"]["name"] == f"The hall {language}"
    assert made.name not in page.get_text(), "a working name is for those who write"


UNTIL = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(("now", "said"), [(UNTIL - 20 * SECOND, "open"), (UNTIL - SECOND, "open"), (UNTIL, "closed")])
def test_accreditation_closes_at_its_instant_in_every_copy(visitor, now, said):
    records.page(records.event(accreditation_until=UNTIL), slug="zqpage")
    with at(now):
        response = visitor.get(PAGE)
        told = facts(soup(visitor, PAGE))["Accreditation"]
    assert told.startswith(said)
    assert "5 March 2026, 13:00" in told
    if said == "open":
        assert parsedate_to_datetime(response.headers["Expires"]) < UNTIL


STATES = {
    "announced": ("EventScheduled", "CONFIRMED"),
    "held": ("EventScheduled", "CONFIRMED"),
    "moved": ("EventRescheduled", "CONFIRMED"),
    "cancelled": ("EventCancelled", "CANCELLED"),
}


@pytest.mark.parametrize("kind", ["event", "meeting"])
@pytest.mark.parametrize("state", STATES)
def test_each_state_is_said_everywhere(visitor, kind, state):
    before = records.NOON - timedelta(days=1)
    record = getattr(records, kind)(state=state, moved_from=before if state == "moved" else None)
    records.pages(record, slug="zqpage", title="Zqtitle", lead="The lead.")
    described, status = STATES[state]
    for language in LANGUAGES:
        section = f"/{language}/{kind}s/"
        page = soup(visitor, f"{section}zqpage/")
        description = json_ld(page)
        assert (description.get("about") or description)["eventStatus"] == f"https://schema.org/{described}"
        (own,) = calendar(visitor, f"{section}zqpage/calendar.ics").values()
        assert str(own["STATUS"]) == status
        assert (str(own["SUMMARY"]) == "Zqtitle") == (state != "cancelled"), "many readers don't show STATUS"
        assert ("09" in str(own.get("DESCRIPTION", "")) or "9 " in str(own.get("DESCRIPTION", ""))) == (
            state == "moved"
        )
        assert calendar(visitor, f"/{language}/events/calendar.ics")[str(own["UID"])] == own
        notice = page.select_one("main [role=note]")
        assert (notice is not None) == (state in {"moved", "cancelled"})


@pytest.mark.parametrize("kind", ["event", "meeting"])
def test_a_subscriber_has_one_event_in_every_language_and_calendar(visitor, kind):
    election = elections.election(slug="e")
    record = getattr(records, kind)(election=election)
    records.pages(record, slug="zqpage")
    uid = f"{record.key}@saylau.example"
    for language in LANGUAGES:
        for address in (f"{kind}s/zqpage/calendar.ics", "events/calendar.ics", "elections/e/calendar.ics"):
            assert set(calendar(visitor, f"/{language}/{address}")) == {uid}


def test_an_election_s_calendar_has_what_is_its_own(visitor):
    mine, other = (elections.election(slug=slug, key_dates=[date(2026, 4, 1)]) for slug in ("mine", "other"))
    made = {name: records.event(election=owner) for name, owner in (("mine", mine), ("other", other), ("none", None))}
    for event in made.values():
        records.page(event)
    keys = {name: f"{event.key}@saylau.example" for name, event in made.items()}
    key_date = f"{mine.key_dates.get().key}@saylau.example"
    assert set(calendar(visitor, "/en/elections/mine/calendar.ics")) == {keys["mine"], key_date}
    assert set(calendar(visitor, ALL)) > {*keys.values(), key_date}


@pytest.mark.parametrize("how", ["draft", "not yet called", "closed"])
def test_a_calendar_does_not_tell_of_an_election_that_is_not_public(visitor, restricted, how):
    election = elections.election(
        live=how != "draft",
        called_on=date(2027, 1, 1) if how == "not yet called" else date(2022, 1, 1),
        slug="zqsecret",
        short_title=elections.texts("Zqsecret"),
        key_dates=[date(2026, 4, 1)],
    )
    if how == "closed":
        restricted.closed.add(election.key)
    record = records.event(election=election)
    records.page(record, slug="zqpage")
    assert visitor.get("/en/elections/zqsecret/calendar.ics").status_code == 404
    assert visitor.get("/en/events/?election=zqsecret").status_code == 404
    assert set(calendar(visitor, ALL)) == {f"{record.key}@saylau.example"}
    for address in (PAGE, FEED, ALL, OWN, "/en/events/?month=2026-03"):
        assert "zqsecret" not in visitor.get(address).content.decode().lower(), address


HIDDEN = ("draft page", "closed page", "closed facts", "unlisted page")


@pytest.mark.parametrize("kind", ["event", "meeting"])
@pytest.mark.parametrize("how", HIDDEN)
def test_what_may_not_be_mentioned_is_in_no_calendar(visitor, restricted, kind, how):
    record = getattr(records, kind)()
    page = records.page(record, slug="zqpage", live=how != "draft page")
    if how == "unlisted page":
        restricted.unlisted.add(page.translation_key)
    elif how.startswith("closed"):
        restricted.closed.add(record.key if how == "closed facts" else page.translation_key)
    assert calendar(visitor, ALL) == {}
    assert "zqpage" not in visitor.get("/en/events/?month=2026-03").content.decode()
    status = visitor.get(f"/en/{kind}s/zqpage/calendar.ics").status_code
    assert status == {"unlisted page": 200, "draft page": 404}.get(how, 451)


def test_a_page_for_later_is_in_the_calendars_from_its_instant_on(visitor, login):
    officer, later = login(Role.PRESS_OFFICER), NOW + timedelta(hours=1)
    record = admin.add(officer, Event, admin.event_data(name="Zqname"))
    admin.add_page(officer, record, action="publish", slug="zqpage", go_live_at=later)
    for instant, expected in ((later - SECOND, set()), (later, {f"{record.key}@saylau.example"})):
        with at(instant):
            assert set(calendar(visitor, ALL)) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2024-02-29T22:30", "2024-03-01T00:30", timedelta(hours=3)),
        ("2024-02-29T12:00", "2024-02-29T13:00", timedelta(hours=1)),
        ("2024-03-01T12:00", "2024-03-01T13:00", timedelta(hours=1)),
    ],
)
def test_an_event_across_the_change_of_the_zone_lasts_as_long_in_a_calendar(visitor, starts, ends, expected):
    record = records.event(starts_at=almaty(starts), ends_at=almaty(ends))
    records.page(record, slug="zqpage")
    (event,) = calendar(visitor, OWN).values()
    assert event["DTSTART"].dt.astimezone(UTC) == record.starts_at.astimezone(UTC)
    lasted = event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC)
    assert lasted == expected
    description = json_ld(soup(visitor, PAGE))
    assert datetime.fromisoformat(description["endDate"]) - datetime.fromisoformat(description["startDate"]) == expected


@pytest.mark.parametrize("kind", ["event", "meeting"])
def test_an_unchanged_calendar_is_not_sent_again_and_a_changed_one_is(visitor, kind):
    record = getattr(records, kind)()
    records.page(record, slug="zqpage")
    for address in (f"/en/{kind}s/zqpage/calendar.ics", ALL):
        etag = visitor.get(address).headers["ETag"]
        with at(NOW + timedelta(days=2)):
            assert visitor.get(address, headers={"if-none-match": etag}).status_code == 304
    with at(NOW + timedelta(hours=1)):
        record.state = "cancelled"
        record.save_revision().publish()
        assert visitor.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("verb", ["post", "put", "delete"])
@pytest.mark.parametrize("address", [OWN, ALL, PAGE, "/en/events/", "/en/elections/e/calendar.ics"])
def test_no_verb_breaks_a_calendar(visitor, verb, address):
    elections.election(slug="e")
    records.page(records.event(), slug="zqpage")
    assert getattr(visitor, verb)(address).status_code < 500


@pytest.mark.parametrize("name", ["calendar.icsx", "calendar.ics/x/", "files.zip", "nothing.ics", "calendar.ics%00"])
def test_a_file_that_is_not_there_is_missing(visitor, name):
    records.page(records.event(), slug="zqpage")
    for section in ("/en/events/", PAGE, "/en/", "/en/announcements/"):
        assert visitor.get(section + name).status_code == 404


def test_an_event_s_feed_item_keeps_its_guid_whatever_happens_to_it(visitor):
    record = records.event()
    page = records.page(record, slug="zqpage", title="Zqtitle")
    before = Feed(visitor.get(FEED))
    for state in ("moved", "cancelled"):
        record.state, record.moved_from = state, record.moved_from or NOW
        record.save_revision().publish()
        after = Feed(visitor.get(FEED))
        assert (after.guids, after.texts("pubDate")) == (before.guids, before.texts("pubDate"))
        assert after.body != before.body, "whoever reads the feed learns it"
    assert before.guids == [f"tag:saylau.example,2026:{page.translation_key}/en"]
