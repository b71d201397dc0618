"""What stands in the public calendar: key dates of elections, and what other apps register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.elections.models import Election, KeyDate
from portal.publication.elections import public_elections

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# In a class a property of the same name would stand for the type.
WallTime = time

ONE_DAY = timedelta(days=1)
# A calendar shows an entry on each of its days: a year that was mistyped must not fill centuries.
LONGEST = 366


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in the calendar, in one language. Times are aware instants, meant in `zone`.

    Raises ValueError for a naive instant, and for a day that ends at an instant or the reverse.
    """

    key: UUID
    sequence: int
    title: str
    # An instant, or a whole day.
    starts: datetime | date
    # The first instant after it, or the first day after it.
    ends: datetime | date | None = None
    # IANA name.
    zone: str
    place: str = ""
    # Plain, without HTML.
    text: str = ""
    # Absolute path without the host, or empty.
    url: str = ""
    is_cancelled: bool = False
    # When it was to start before it was moved.
    moved_from: datetime | None = None
    # When its content changed last, never when it was asked for: an unchanged calendar has the same bytes.
    changed_at: datetime
    election_id: int | None = None
    kind: str | _StrPromise = ""
    # Of the title, where the reader's language has none.
    language: str = ""

    def __post_init__(self) -> None:
        instants = [self.starts, self.ends, self.moved_from, self.changed_at]
        if any(isinstance(value, datetime) and value.tzinfo is None for value in instants):
            raise ValueError("An instant needs a time zone.")
        if self.ends is not None and isinstance(self.ends, datetime) == self.is_whole_day:
            raise ValueError("An entry begins and ends with days, or begins and ends with instants.")

    @property
    def is_whole_day(self) -> bool:
        return not isinstance(self.starts, datetime)

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def starts_at(self) -> datetime:
        """The instant in the entry's zone, for a whole day its midnight."""
        return self._local(self.starts)

    @property
    def ends_at(self) -> datetime | None:
        """The first instant after it, in the entry's zone; None where no end was given."""
        return None if self.ends is None else self._local(self.ends)

    def _local(self, value: datetime | date) -> datetime:
        if isinstance(value, datetime):
            return value.astimezone(self.zone_info)
        return datetime(value.year, value.month, value.day, tzinfo=self.zone_info)

    @property
    def day(self) -> date:
        """The civil date on which it begins, in the entry's zone."""
        return self.starts_at.date()

    @property
    def last_day(self) -> date:
        """The last civil date that it covers, in the entry's zone: of what ends at midnight, the day before."""
        if self.ends is None:
            return self.day
        # Through UTC: a step of the wall clock would be wrong on the night when the clocks are put back.
        last = self._local(self.ends).astimezone(UTC) - timedelta.resolution
        return max(self.day, last.astimezone(self.zone_info).date())

    @property
    def days(self) -> list[date]:
        """Every civil date that it covers, in the entry's zone; at most a year's."""
        count = (self.last_day - self.day).days + 1
        return [self.day + number * ONE_DAY for number in range(min(count, LONGEST))]

    @property
    def time(self) -> WallTime | None:
        """The wall-clock time of its beginning in the entry's zone; None for a whole day."""
        return None if self.is_whole_day else self.starts_at.time()

    @property
    def end_time(self) -> WallTime | None:
        """The wall-clock time of its end in the entry's zone; None for a whole day and where no end was given."""
        return None if self.is_whole_day or self.ends is None else self._local(self.ends).time()

    def is_past(self, now: datetime) -> bool:
        """Whether it has ended. Without an end it lasts as long as its day, as key dates do."""
        if self.ends_at is not None:
            return self.ends_at.astimezone(UTC) <= now
        return self.day < now.astimezone(self.zone_info).date()

    def is_today(self, now: datetime) -> bool:
        """Whether the civil date of an instant, in the entry's zone, is one of its days."""
        return self.day <= now.astimezone(self.zone_info).date() <= self.last_day

    @property
    def sort_key(self) -> tuple[date, bool, datetime, str]:
        """Whole days stand before the instants of the same day; the key makes the order the same every time."""
        # In one zone Python compares wall clocks, and in the hour that they show twice they tell no order.
        return self.day, not self.is_whole_day, self.starts_at.astimezone(UTC), str(self.key)


# What the public may see now, in a language.
Source = Callable[[str], Iterable[Entry]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Called from the `AppConfig.ready` of the app that owns the entries. The source is asked in its language."""
    if source not in _sources:
        _sources.append(source)


def entries(
    language: str, election: Election | None = None, elections: Iterable[Election] | None = None
) -> list[Entry]:
    """Everything in the calendar that the public may see now, or what of it belongs to one election, in order.

    `elections` are the public ones with their dates, where the caller has read them already.
    """
    with override(language):
        found = [*key_dates(election, elections), *(entry for source in _sources for entry in source(language))]
    if election is not None:
        found = [entry for entry in found if entry.election_id == election.pk]
    return sorted(found, key=lambda entry: entry.sort_key)


def key_dates(election: Election | None = None, elections: Iterable[Election] | None = None) -> Iterator[Entry]:
    """The dates of the public elections' calendars, or of one's, in the active language."""
    if elections is None:
        public = public_elections().with_dates()
        elections = public if election is None else public.filter(pk=election.pk)
    for known in elections:
        for key_date in known.key_dates.all():
            yield key_date_entry(known, key_date)


def key_date_entry(election: Election, key_date: KeyDate, url: str = "") -> Entry:
    """One date of an election's calendar in the active language, else in the first that has the event."""
    event = key_date.event.spoken
    return Entry(
        key=key_date.key,
        # A calendar only believes in a cancellation that comes with a higher sequence (RFC 5546, 3.2.5).
        sequence=key_date.sequence + election.is_cancelled,
        title=event.text,
        language=event.language,
        # The instant, or the day.
        starts=key_date.instant or key_date.day,
        zone=election.zone,
        text=str(key_date.legal_basis),
        url=url,
        is_cancelled=election.is_cancelled,
        changed_at=changed_at(election),
        election_id=election.pk,
        kind=_("Key date"),
    )


def changed_at(election: Election) -> datetime:
    """Key dates change when the election is published. One that no revision made public has the day of its call."""
    called = datetime.combine(election.called_on, time(), tzinfo=UTC)
    return election.last_published_at or election.first_published_at or called
