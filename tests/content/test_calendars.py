"""What subscribers get: the same bytes for the same content, and every instant as it was meant."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from content.calendars import entries as registry
from content.calendars.entries import entries
from content.calendars.ical import render, respond
from portal.elections.models import KeyDate
from tests.content import golden
from tests.factories import elections
from tests.factories.calendars import NOW, entry
from tests.factories.sites import LANGUAGES

ALMATY = ZoneInfo("Asia/Almaty")
ZONES = ["Asia/Almaty", "Asia/Aqtau", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe"]
HOSTILE = (
    "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\rX:1\nY;Z,\\ \\n \\N C:\\New \\; \\, \"q\" 'a' :;=^n \x00\x01\x08\x0b\x0c\x1b\x7f"
    "\x85\x9f\u2028\u2029\ud800\ufffe\uffff <b>&amp;</b> %0D%0A Қ\U0001f5f3\ufe0f\u202e"
)


def rendered(*written, language="en", **fields):
    return render(written, **{"name": "Calendar", "language": language, "path": "/en/calendar.ics", **fields})


def parsed(*written, **fields):
    return icalendar.Calendar.from_ical(rendered(*written, **fields))


def only(*written, **fields):
    (event,) = parsed(*written, **fields).events
    return event


def lines(data):
    """Content lines, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


# --- The files ---


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendars_are_the_golden_files(monkeypatch, language):
    """The UIDs are promises: a change of these files is a change in every subscriber's calendar."""
    with time_machine.travel(NOW, tick=False):
        made = elections.election(
            key_dates=[date(2022, 11, 20), datetime(2022, 11, 14, 12, 0, tzinfo=UTC)], zone="Asia/Almaty"
        )
        for number, key_date in enumerate(made.key_dates.order_by("sort_order", "pk"), 1):
            basis = {code: f"Article {number}, {code}" for code in LANGUAGES}
            KeyDate.objects.filter(pk=key_date.pk).update(key=uuid.UUID(int=100 + number), legal_basis=basis)
        words = {"kk": "Комиссияның отырысы", "ru": "Заседание комиссии", "en": "Meeting of the commission"}[language]
        known = [
            entry(
                1,
                sequence=2,
                title=f"{words}: {words.lower()}, {words.lower()}; {words.lower()}",
                ends=datetime(2022, 11, 14, 12, 30, tzinfo=ALMATY),
                moved_from=datetime(2022, 11, 13, 10, 0, tzinfo=ALMATY),
                place="Астана, Бейбітшілік 4",
                text="Бірінші жол.\n\nЕкінші: http://example.com/?a=1&b=2.",
                url=f"/{language}/events/1/",
            ),
            entry(2, sequence=1, title=words, is_cancelled=True, starts=date(2022, 11, 15), ends=date(2022, 11, 18)),
            entry(
                3,
                title="Night",
                starts=datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY),
                ends=datetime(2024, 3, 1, 0, 30, tzinfo=ALMATY),
            ),
            entry(4, title="Aqtau", starts=datetime(2022, 11, 14, 6, 0, tzinfo=UTC), zone="Asia/Aqtau"),
            entry(5, title=HOSTILE, text=HOSTILE, place=HOSTILE, url="/x/?a=1,2;3&б=\r\nX:1"),
            entry(6, title="Only in Russian", language="ru", starts=date(2022, 11, 20)),
        ]
        monkeypatch.setattr(registry, "_sources", [lambda asked: known])
        got = render(entries(language), name="Сайлау, күнтізбе", language=language, path=f"/{language}/calendar.ics")
    golden.check(f"calendar.{language}.ics", got)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_calendar_is_a_calendar(language):
    found = parsed(language=language)
    assert (found.events, [zone.tz_name for zone in found.timezones]) == ([], ["Asia/Almaty"])


def test_the_calendar_says_what_it_is():
    found = lines(rendered(name="A, \r\nB", language="kk", path="/kk/calendar.ics?a=1,2;3"))
    assert found[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//saylau.example//Saylau//KK"]
    assert {
        "CALSCALE:GREGORIAN",
        "NAME;LANGUAGE=kk:A\\, B",
        "X-WR-CALNAME:A\\, B",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://testserver/kk/calendar.ics?a=1,2;3",
    } <= set(found)
    assert not [line for line in found if line.startswith("METHOD")]


def test_the_same_entries_are_the_same_bytes_whenever_they_are_asked_for():
    written = [entry(n, zone=zone) for n, zone in enumerate(ZONES)]
    before = rendered(*written)
    with time_machine.travel(datetime(2031, 5, 5, tzinfo=UTC), tick=False):
        assert rendered(*written) == before


def test_an_event_has_one_name_in_every_language_and_at_every_address():
    names = {only(entry(), language=code, path=f"/{code}/a.ics")["UID"] for code in LANGUAGES}
    assert names == {f"{uuid.UUID(int=1)}@saylau.example"}


# --- Times ---


def test_a_night_over_the_change_of_zone():
    """On 1 March 2024 at midnight Almaty's clocks went back from +06 to +05: the hour before stood twice."""
    starts, ends = datetime(2024, 2, 29, 17, 30, tzinfo=UTC), datetime(2024, 2, 29, 19, 30, tzinfo=UTC)
    event = only(entry(starts=starts, ends=ends))
    assert event["DTSTART"].to_ical() == b"20240229T233000"
    assert event["DTSTART"].params["TZID"] == "Asia/Almaty"
    assert event["DTEND"].to_ical() == b"20240301T003000"
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (starts, ends)
    assert [event.start.utcoffset(), event.end.utcoffset()] == [timedelta(hours=6), timedelta(hours=5)]


def test_the_second_of_an_hour_that_stands_twice_is_told_in_utc():
    starts = datetime(2024, 2, 29, 18, 30, tzinfo=UTC)
    event = only(entry(starts=starts, ends=starts + timedelta(hours=2)))
    assert event["DTSTART"].to_ical() == b"20240229T183000Z"
    assert event["DTEND"].to_ical() == b"20240229T203000Z"
    event = only(entry(starts=starts - timedelta(hours=1), ends=starts))
    assert (event.start, event.end) == (starts - timedelta(hours=1), starts)


def clock(calendar, name, local):
    """The instant that a wall clock means by the calendar's own VTIMEZONE, the first if there are two."""
    (zone,) = [zone for zone in calendar.timezones if zone.tz_name == name]
    parts = sorted((part.DTSTART - part.TZOFFSETFROM, part.TZOFFSETTO) for part in zone.subcomponents)
    ends = [onset for onset, _ in parts[1:]] + [datetime.max]
    meant = [local - offset for (onset, offset), end in zip(parts, ends, strict=True) if onset <= local - offset < end]
    return min(meant).replace(tzinfo=UTC)


def naive(value):
    return datetime.strptime(value.to_ical().decode(), "%Y%m%dT%H%M%S")


seconds = st.integers(int(datetime(1995, 1, 1).timestamp()), int(datetime(2037, 1, 1).timestamp()))
changes = st.sampled_from(
    [
        datetime(2024, 2, 29, 18, tzinfo=UTC),  # Almaty
        datetime(2022, 3, 27, 1, tzinfo=UTC),  # Berlin
        datetime(2022, 10, 30, 1, tzinfo=UTC),
        datetime(2022, 11, 6, 6, tzinfo=UTC),  # New York
        datetime(2023, 3, 19, 2, tzinfo=UTC),  # Casablanca, Ramadan
        datetime(2023, 4, 23, 2, tzinfo=UTC),
        datetime(2023, 4, 1, 15, tzinfo=UTC),  # Lord Howe, half an hour
    ]
)
instants = st.one_of(
    seconds.map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.builds(lambda at, minutes: at + timedelta(minutes=minutes), changes, st.integers(-150, 150)),
)


@given(instants, st.integers(1, 3 * 24 * 60), st.sampled_from(ZONES))
def test_what_was_rendered_means_the_same_instants(starts, minutes, zone):
    ends = starts + timedelta(minutes=minutes)
    calendar = parsed(entry(starts=starts, ends=ends, zone=zone))
    (event,) = calendar.events
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (starts, ends)
    if "TZID" in event["DTSTART"].params:
        assert clock(calendar, zone, naive(event["DTSTART"])) == starts
        assert clock(calendar, zone, naive(event["DTEND"])) == ends


def test_a_zone_is_described_once_and_only_if_it_is_used():
    written = [entry(n, zone=zone) for n, zone in enumerate([*ZONES, *ZONES])]
    assert [zone.tz_name for zone in parsed(*written).timezones] == sorted(ZONES)
    assert parsed(entry(starts=date(2022, 11, 14))).timezones == []
    assert parsed(entry(zone="UTC")).timezones == []


def test_a_zone_is_described_over_the_years_of_the_events():
    zone = parsed(entry(zone="Europe/Berlin")).timezones[0]
    assert sorted(part.DTSTART.year for part in zone.subcomponents) == [2021] * 3 + [2022] * 2 + [2023] * 2
    summer = zone.daylight[1]
    assert (summer.DTSTART, summer["TZNAME"]) == (datetime(2022, 3, 27, 2, 0), "CEST")
    far = [entry(1, starts=datetime(1990, 1, 1, tzinfo=UTC)), entry(2, starts=datetime(2999, 1, 1, tzinfo=UTC))]
    almaty = parsed(*far).timezones[0]
    assert (datetime(2024, 3, 1), timedelta(hours=5)) == (almaty.standard[-1].DTSTART, almaty.standard[-1].TZOFFSETTO)


@pytest.mark.parametrize(
    ("starts", "ends", "first", "after"),
    [
        (date(2022, 11, 20), None, "20221120", "20221121"),
        (date(2022, 11, 20), date(2022, 11, 21), "20221120", "20221121"),
        (date(2022, 11, 20), date(2022, 11, 23), "20221120", "20221123"),
        (date(2022, 11, 20), date(2022, 11, 19), "20221120", "20221121"),
        (date(2024, 2, 29), date(2024, 3, 2), "20240229", "20240302"),
    ],
)
def test_days_are_days(starts, ends, first, after):
    found = lines(rendered(entry(starts=starts, ends=ends)))
    assert {f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}", "TRANSP:TRANSPARENT"} <= set(found)


@pytest.mark.parametrize("ends", [None, NOW, NOW - timedelta(hours=1)])
def test_an_instant_without_a_later_end_has_none(ends):
    event = only(entry(starts=NOW, ends=ends))
    assert "DTEND" not in event
    assert "TRANSP" not in event


# --- Texts ---


def test_no_text_breaks_out_of_its_line():
    written = [entry(n, title=HOSTILE, text=HOSTILE, place=HOSTILE, url=f"/{HOSTILE[:20]}") for n in range(3)]
    data = rendered(*written, name=HOSTILE)
    calendar = icalendar.Calendar.from_ical(data)
    assert len(calendar.events) == 3
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    assert not [event for event in calendar.events if {"X", "Y"} & set(event)]
    event = calendar.events[0]
    assert event["DESCRIPTION"].startswith("A\nEND:VEVENT\nBEGIN:VEVENT\nX:1\nY;Z,\\ \\n \\N C:\\New \\; \\, \"q\" 'a'")
    assert event["SUMMARY"].startswith("A END:VEVENT BEGIN:VEVENT X:1 Y;Z,")
    assert event["URL"].startswith("https://testserver/AEND:VEVENTBEGIN")


@given(st.text(), st.text(alphabet="Қ🗳\\;,n \n", min_size=1, max_size=300))
def test_a_text_comes_back_as_it_was(anything, long):
    data = rendered(entry(text=anything, place=f"a{long}"))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    event = icalendar.Calendar.from_ical(data).events[0]
    assert str(event["LOCATION"]) == " ".join(f"a{long}".replace("\n", " ").split())
    if not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", anything):
        assert str(event.get("DESCRIPTION", "")) == anything.strip()


def test_what_is_cancelled_says_so_twice():
    event = only(entry(is_cancelled=True, title="Meeting"))
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Cancelled: Meeting")
    event = only(entry(title="Meeting"))
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Meeting")


def test_what_was_moved_says_from_when_in_the_zone_of_the_entry():
    before = datetime(2022, 11, 13, 5, 0, tzinfo=UTC)
    assert only(entry(moved_from=before, text="Words."))["DESCRIPTION"] == (
        "Moved from 13 November 2022, 11:00 (Asia/Almaty, UTC+06:00).\n\nWords."
    )
    moved = entry(moved_from=datetime(2024, 3, 1, 6, 0, tzinfo=UTC), zone="Asia/Aqtau")
    assert only(moved)["DESCRIPTION"] == "Moved from 1 March 2024, 11:00 (Asia/Aqtau, UTC+05:00)."
    whole = entry(starts=date(2022, 11, 15), moved_from=datetime(2022, 11, 13, 18, 0, tzinfo=UTC))
    assert only(whole)["DESCRIPTION"] == "Moved from 14 November 2022."


def test_a_title_says_its_language():
    assert only(entry(), language="kk")["SUMMARY"].params["LANGUAGE"] == "kk"
    assert only(entry(language="ru"), language="kk")["SUMMARY"].params["LANGUAGE"] == "ru"


# --- Answers ---


def test_a_subscriber_is_told_that_nothing_changed_only_when_nothing_did():
    def ask(*written, etag="", path=""):
        request = RequestFactory().get("/en/calendar.ics", {"utm_source": "x"}, headers={"if-none-match": etag})
        return respond(request, written, name="C", language="en", file_name="calendar.ics", path=path)

    first = ask(entry())
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert b"SOURCE;VALUE=URI:https://testserver/en/calendar.ics\r\n" in first.content
    unchanged = ask(entry(), etag=first.headers["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == first.headers["ETag"]
    for changed in (entry(sequence=1), entry(is_cancelled=True), entry(changed_at=NOW + timedelta(seconds=1))):
        assert ask(changed, etag=first.headers["ETag"]).status_code == 200
    assert b"SOURCE;VALUE=URI:https://testserver/x?y=1\r\n" in ask(entry(), path="/x?y=1").content
