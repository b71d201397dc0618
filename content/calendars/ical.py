"""The calendar to subscribe to: iCalendar (RFC 5545) with the names of RFC 7986.

An event's UID is `{key}@{domain of FEED_AUTHORITY}`: the same in every language and at every address, so that a reader
who subscribes to two calendars has each event once. There is no METHOD: with PUBLISH each file would be a message of
scheduling (RFC 5546, 3.2.1), which needs an organiser and which some readers import once instead of subscribing.
Without one it is a snapshot (RFC 5545, 3.7.2), and DTSTAMP says when the content changed (3.8.7.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, vText

from content.answers import by_content
from content.calendars.entries import ONE_DAY, Entry
from content.calendars.zones import timezone_component
from content.feeds import absolute

MEDIA_TYPE = "text/calendar; charset=utf-8"
# How often a subscriber is asked to come (RFC 7986, 5.7).
REFRESH = timedelta(hours=1)

LINE_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# What TEXT can't carry (RFC 5545, 3.3.11), and what is no character at all.
UNSAYABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile("[ \t\n]+")


class ExactText(vText):
    r"""TEXT, escaped as RFC 5545, 3.3.11 says. The library's own reads the `\N` of `C:\New` as a line break."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        text = self.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")
        return text.encode()


def respond(
    request: HttpRequest, entries: Iterable[Entry], *, name: str, language: str, file_name: str, path: str = ""
) -> HttpResponse:
    """The calendar, or 304 where the subscriber has exactly these bytes. `path`: its address if it has a query."""
    body = render(entries, name=name, language=language, path=path or request.path)
    disposition = content_disposition_header(as_attachment=False, filename=file_name) or "inline"
    return by_content(request, body, MEDIA_TYPE, **{"Content-Disposition": disposition})


def render(entries: Iterable[Entry], *, name: str, language: str, path: str) -> bytes:
    """The calendar's bytes: the same for the same entries, whoever asks and whenever."""
    calendar = Calendar()
    calendar.add("PRODID", ExactText(f"-//{_domain()}//Saylau//{language.upper()}"))
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", ExactText(_one_line(name)), parameters={"LANGUAGE": language})
    calendar.add("X-WR-CALNAME", ExactText(_one_line(name)))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    # The same for readers that are older than RFC 7986.
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    calendar.add("SOURCE", iri_to_uri(absolute(path)), parameters={"VALUE": "URI"})
    entries = list(entries)
    with override(language):
        for entry in entries:
            calendar.add_component(_event(entry, language))
    _add_zones(calendar, entries)
    return calendar.to_ical()


def _add_zones(calendar: Calendar, entries: list[Entry]) -> None:
    """One VTIMEZONE for each zone in use, before the events, over the years of the events."""
    years = [at.year for entry in entries for at in (entry.starts_at, entry.ends_at) if at is not None]
    # A calendar has at least one component (RFC 5545, 3.6); while it has no event that is the commission's zone.
    names = sorted(calendar.get_used_tzids()) if entries else [settings.TIME_ZONE]
    first, last = min(years, default=2000), max(years, default=2000)
    calendar.subcomponents[:0] = [timezone_component(name, first, last) for name in names]


def _event(entry: Entry, language: str) -> Event:
    event = Event()
    event.add("UID", f"{entry.key}@{_domain()}")
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.changed_at)
    event.add("LAST-MODIFIED", entry.changed_at)
    event.add("SUMMARY", ExactText(_summary(entry)), parameters={"LANGUAGE": entry.language or language})
    event.add("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    _add_times(event, entry)
    texts = {"LOCATION": _one_line(entry.place), "DESCRIPTION": _description(entry)}
    for property_name, text in texts.items():
        if text:
            event.add(property_name, ExactText(text))
    if entry.url:
        event.add("URL", iri_to_uri(absolute(entry.url)))
    if entry.is_whole_day:
        # Nobody is busy all day because of a deadline.
        event.add("TRANSP", "TRANSPARENT")
    return event


def _add_times(event: Event, entry: Entry) -> None:
    """Days as days; instants in their zone, as people there read the clock."""
    starts: datetime | date = entry.starts_at
    ends: datetime | date | None = entry.ends_at
    if entry.is_whole_day:
        starts, ends = entry.day, entry.last_day + ONE_DAY
    elif entry.starts_at.fold or (entry.ends_at is not None and entry.ends_at.fold):
        # An hour that the clocks show twice is always its first (RFC 5545, 3.3.5); only UTC can name the second.
        starts, ends = entry.starts_at.astimezone(UTC), entry.ends_at and entry.ends_at.astimezone(UTC)
    event.add("DTSTART", starts)
    if ends is not None and ends > starts:
        event.add("DTEND", ends)


def _summary(entry: Entry) -> str:
    """Many readers don't show STATUS: that something doesn't take place must stand in words."""
    title = _one_line(entry.title)
    return gettext("Cancelled: %(title)s") % {"title": title} if entry.is_cancelled else title


def _description(entry: Entry) -> str:
    return "\n\n".join(part for part in (moved_from(entry), _plain(entry.text).strip()) if part)


def moved_from(entry: Entry) -> str:
    """The sentence that says from when it was moved, in the active language and its zone; empty if it wasn't."""
    if entry.moved_from is None:
        return ""
    before = entry.moved_from.astimezone(entry.zone_info)
    if entry.is_whole_day:
        return gettext("Moved from %(day)s.") % {"day": date_format(before, "DATE_FORMAT")}
    # The name alone doesn't say what a wall clock showed on either side of 1 March 2024.
    offset = before.isoformat(timespec="minutes")[-6:]
    when = {"time": date_format(before, "DATETIME_FORMAT"), "zone": f"{entry.zone}, UTC{offset}"}
    return gettext("Moved from %(time)s (%(zone)s).") % when


def _plain(text: str) -> str:
    return UNSAYABLE.sub("", LINE_BREAKS.sub("\n", text))


def _one_line(text: str) -> str:
    return SPACES.sub(" ", _plain(text)).strip()


def _domain() -> str:
    return settings.FEED_AUTHORITY.partition(",")[0]
