"""How long until people vote: computed at every answer, in the election's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal import clock
from portal.elections.models import Area, Election, KeyDate
from portal.publication.elections import public_elections


@dataclass(frozen=True)
class Countdown:
    """An election and where the reader stands before it."""

    election: Election
    now: datetime

    @classmethod
    def of_the_day(cls) -> Countdown | None:
        """The election that lies nearest ahead; once all are over, the one that was last. None where there is none."""
        now = clock.now()
        planned = [election for election in public_elections().with_dates() if election.voting_days]
        elections = [election for election in planned if not election.is_cancelled]
        if not elections:
            return None
        ahead = [election for election in elections if election.days_left(now) is not None]
        if ahead:
            return cls(min(ahead, key=lambda election: election.days_left(now) or 0), now)
        return cls(max(elections, key=lambda election: election.voting_days[-1]), now)

    @property
    def days(self) -> int | None:
        """Whole civil days to voting; 0 on the day; None when it is over."""
        return self.election.days_left(self.now)

    @property
    def hours(self) -> int | None:
        """Begun hours until the first polls open, in the last day before: a day's count would say too little then."""
        opens = self.opens_at
        if opens is None or not timedelta(0) < opens - self.now <= timedelta(days=1):
            return None
        return -((self.now - opens) // timedelta(hours=1))

    @property
    def opens_at(self) -> datetime | None:
        """The instant at which the first polls open on the next voting day."""
        return self.election.opens_at(self.now)

    @property
    def voting_day(self) -> date | None:
        """The next voting day, or the last when all are over."""
        return self.election.next_voting_day(self.now) or self.election.voting_days[-1]

    @property
    def areas(self) -> list[Area]:
        return list(self.election.areas.all())

    @property
    def key_dates(self) -> list[KeyDate]:
        """The calendar in order of time; whole days before instants of the same day."""
        return sorted(self.election.key_dates.all(), key=lambda key_date: key_date.starts_at)

    @property
    def timeline(self) -> list[tuple[KeyDate, str]]:
        """Each key date with where it lies: "past", "today" or "ahead"."""
        return [
            (
                key_date,
                "past" if key_date.is_past(self.now) else "today" if key_date.is_today(self.now) else "ahead",
            )
            for key_date in self.key_dates
        ]
