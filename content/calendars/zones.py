"""VTIMEZONE (RFC 5545, 3.6.5): what the clocks of a zone did over some years.

Not icalendar's own `Timezone.from_tzid`: it says that Berlin's summer begins an hour late, and it steps over Morocco's
Ramadan, whose two changes lie less than 64 days apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# No list of changes is longer, however an event's year was mistyped.
FIRST_YEAR, LAST_YEAR = 1970, 2100
DAY = 24 * 60 * 60


class Observance(NamedTuple):
    """An offset from the instant at which it begins; `onset` is that instant on the clock of the offset before."""

    onset: datetime
    offset_before: timedelta
    offset: timedelta
    name: str
    is_daylight: bool


def timezone_component(name: str, first: int, last: int) -> Timezone:
    """The zone's VTIMEZONE, from the year before the first to the end of the year after the last."""
    component = Timezone()
    component.add("TZID", name)
    years = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in (first - 1, last + 1))
    for observance in _observances(name, *years):
        part = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
        part.add("DTSTART", observance.onset)
        part.add("TZOFFSETFROM", observance.offset_before)
        part.add("TZOFFSETTO", observance.offset)
        part.add("TZNAME", observance.name)
        component.add_component(part)
    return component


@lru_cache(maxsize=256)
def _observances(name: str, first: int, last: int) -> tuple[Observance, ...]:
    zone = ZoneInfo(name)
    start = int(datetime(first, 1, 1, tzinfo=zone).timestamp())
    end = int(datetime(last + 1, 1, 1, tzinfo=zone).timestamp())
    found = [_observance(start, _offset(start, zone), zone)]
    for change in _changes(start, end, zone):
        found.append(_observance(change, found[-1].offset, zone))
    return tuple(found)


def _observance(instant: int, offset_before: timedelta, zone: ZoneInfo) -> Observance:
    local = datetime.fromtimestamp(instant, zone)
    onset = datetime.fromtimestamp(instant, UTC).replace(tzinfo=None) + offset_before
    return Observance(onset, offset_before, _offset(instant, zone), local.tzname() or "", bool(local.dst()))


def _changes(start: int, end: int, zone: ZoneInfo) -> Iterator[int]:
    """The instants, in seconds since 1970, at which the offset becomes another. No zone changes it twice a day."""
    for today in range(start, end, DAY):
        before, tomorrow = _offset(today, zone), min(today + DAY, end)
        if _offset(tomorrow, zone) != before:
            seconds = range(today, tomorrow)
            yield today + bisect_left(seconds, True, key=lambda instant: _offset(instant, zone) != before)


def _offset(instant: int, zone: ZoneInfo) -> timedelta:
    return datetime.fromtimestamp(instant, zone).utcoffset() or timedelta()
