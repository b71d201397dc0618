"""What may be published when: the windows of elections as people and newsrooms read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from content.calendars import entries as calendar
from content.sitemaps import Entry
from portal import clock
from portal.elections.law.enums import RESEARCH, ZonePolicy
from portal.elections.law.rules import BlackoutRule
from portal.elections.law.windows import EmptyWindowError, Window, windows
from portal.elections.models import Election
from portal.elections.widenings import Widening
from portal.i18n.texts import languages
from portal.publication.blackout import published_elections
from portal.publication.elections import is_public, public_elections

VERSION = 1
ONE_DAY = timedelta(days=1)
# More days than a table of days can show on a phone's screen.
MOST_DAYS = 16


class Allowed(StrEnum):
    """How much of a civil date a rule leaves free."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


class Row(NamedTuple):
    """One window of a rule, on the clocks that count for it, and what of each day of the table it leaves."""

    window: Window
    starts: datetime
    ends: datetime
    # Whether each area's own clocks count: then it is told on those of the first.
    is_local: bool
    days: list[Allowed]


@dataclass(frozen=True)
class When:
    """One election: what the law forbids, from when to when."""

    election: Election
    now: datetime

    @classmethod
    def of_public_elections(cls) -> list[When]:
        """Those with a window that is open or ahead, the nearest first; else the one that was last."""
        now = clock.now()
        found = [cls(election, now) for election in public_elections().with_dates()]
        found = sorted((one for one in found if one.windows), key=lambda one: one.windows[0])
        return [one for one in found if now < one.windows[-1].end] or found[-1:]

    @cached_property
    def windows(self) -> list[Window]:
        """Every window that closes something; none of an election that is cancelled."""
        return [] if self.election.is_cancelled else self.announced

    @property
    def announced(self) -> list[Window]:
        """Every window of the law; none where the election's dates contradict it (then nobody could say when)."""
        try:
            return windows(self.election)
        except EmptyWindowError:
            return []

    @cached_property
    def widenings(self) -> list[Widening]:
        """The decisions by which polls are closed longer than the law says."""
        return [] if self.election.is_cancelled else list(self.election.widenings.all())

    @property
    def for_polls(self) -> list[Window]:
        return [window for window in self.windows if window.rule.scope & RESEARCH]

    @property
    def is_forbidden(self) -> bool:
        """Whether polls may not be published at this moment."""
        return any(window.covers(self.now) for window in self.for_polls)

    @property
    def changes_at(self) -> datetime | None:
        """When that changes next, on the election's clocks; None if it doesn't any more."""
        edges = (at for window in self.for_polls for at in (window.start, window.end))
        change = min((at for at in edges if self.now < at), default=None)
        return self._local(change) if change else None

    @property
    def days_and_hours(self) -> tuple[int, int]:
        """How long until then: whole days, and begun hours of the last."""
        left = self.changes_at - self.now if self.changes_at else timedelta(0)
        hours = -(-left // timedelta(hours=1))
        return divmod(hours, 24)

    @cached_property
    def days(self) -> list[date]:
        """The days of the table: from the day before the first window to the day after the last; none if too many."""
        if not self.windows:
            return []
        first = self._local(min(window.start for window in self._as_told)).date() - ONE_DAY
        last = self._local(max(window.end for window in self._as_told) - timedelta.resolution).date() + ONE_DAY
        count = (last - first).days + 1
        return [first + n * ONE_DAY for n in range(count)] if count <= MOST_DAYS else []

    @property
    def today(self) -> date:
        return self._local(self.now).date()

    @property
    def rows(self) -> list[Row]:
        return [self._row(window) for window in self._as_told]

    @property
    def _as_told(self) -> list[Window]:
        """Where each area's own clocks count, the window is told as the first area's: everybody reads it on theirs."""
        area = next(iter(self.election.areas.all()), None)
        if area is None:
            return self.windows
        local = {(one.rule.code, one.round_number): one for one in windows(self.election, area)}
        return [local[one.rule.code, one.round_number] if _is_local(one) else one for one in self.windows]

    def _row(self, window: Window) -> Row:
        area = next(iter(self.election.areas.all()), None)
        is_local = area is not None and _is_local(window)
        zone = ZoneInfo(area.zone) if area is not None and is_local else self.election.zone_info
        starts, ends = window.start.astimezone(zone), window.end.astimezone(zone)
        return Row(window, starts, ends, is_local, [_left(starts, ends, day) for day in self.days])

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.election.zone_info)

    def as_data(self) -> dict[str, Any]:
        """The windows as newsrooms' programs read them: `blackout.json`, version 1. Instants are ISO 8601."""
        published = self.election.last_published_at
        return {
            "version": VERSION,
            "election": self.election.slug,
            "title": self.election.title,
            "zone": self.election.zone,
            "cancelled": self.election.is_cancelled,
            "changed_at": published.astimezone(UTC).isoformat() if published else None,
            "windows": [self._window(window) for window in self.windows],
            # Decisions by which the windows above are wider than the law's.
            "widenings": [widening.as_data() for widening in self.widenings],
        }

    def _window(self, window: Window) -> dict[str, Any]:
        rule: BlackoutRule = window.rule
        return {
            "rule": rule.code,
            "title": rule.title,
            "act": rule.legal_basis.act,
            "article": rule.legal_basis.article,
            "about": sorted(rule.scope),
            "forbidden": sorted(rule.acts),
            "existing_content": rule.existing_content,
            "round": window.round_number,
            # "area": on each area's own clocks; start and end are then the first and the last of them.
            "clocks": rule.zone_policy,
            "start": self._local(window.start).isoformat(),
            "end": self._local(window.end).isoformat(),
            "start_utc": window.start.astimezone(UTC).isoformat(),
            "end_utc": window.end.astimezone(UTC).isoformat(),
        }


def _is_local(window: Window) -> bool:
    return window.rule.zone_policy == ZonePolicy.AREA


def _left(starts: datetime, ends: datetime, day: date) -> Allowed:
    """What a window leaves of a civil date on its own clocks."""
    begins, next_begins = (datetime(on.year, on.month, on.day, tzinfo=starts.tzinfo) for on in (day, day + ONE_DAY))
    if starts <= begins and next_begins <= ends:
        return Allowed.NONE
    return Allowed.PART if starts < next_begins and begins < ends else Allowed.WHOLE


def election_entries() -> list[Entry]:
    """The pages of the elections that may be named, in every language, for the sitemap."""
    found = []
    for election in public_elections().order_by("pk"):
        for language in languages():
            with override(language):
                path = reverse("election", args=[election.slug])
            found.append(Entry(path, language, election.key, election.last_published_at))
    return found


def window_entries(language: str) -> Iterator[calendar.Entry]:
    """How the windows stand in calendars, in the active language."""
    for election in published_elections(clock.now()):
        if is_public(election):
            yield from (_entry(election, window) for window in When(election, clock.now()).announced)


def _entry(election: Election, window: Window) -> calendar.Entry:
    title, basis = window.rule.title.spoken, window.rule.legal_basis
    return calendar.Entry(
        key=uuid5(election.key, f"{window.rule.code}:{window.round_number}"),
        sequence=_sequence(election),
        title=title.text,
        language=title.language,
        starts=window.start,
        ends=window.end,
        zone=election.zone,
        text=f"{basis.act}, {basis.article}",
        url=reverse("election", args=[election.slug]),
        is_cancelled=election.is_cancelled,
        changed_at=calendar.changed_at(election),
        election_id=election.pk,
        kind=_("Ban"),
    )


def _sequence(election: Election) -> int:
    """It grows whenever the election is published anew (RFC 5545, 3.8.7.4): the minutes since the first time."""
    if not (election.first_published_at and election.last_published_at):
        return 0
    return (election.last_published_at - election.first_published_at) // timedelta(minutes=1)
