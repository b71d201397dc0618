"""The calendar as a page: what lies ahead, or one month, without JavaScript."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404
from django.utils import formats

from content.calendars.entries import Entry, entries
from content.calendars.months import Month
from portal import clock
from portal.elections.models import Election
from portal.publication.elections import public_elections


class Cell(NamedTuple):
    """One day of the month's table."""

    day: date | None
    has_entries: bool
    is_today: bool
    is_voting: bool


class Day(NamedTuple):
    day: date
    entries: list[Entry]
    is_today: bool


class CalendarView:
    """What an address of the calendar shows. Raises Http404 for a month or election that doesn't exist."""

    def __init__(self, language: str, asked: Any) -> None:
        self.language = language
        self.today = clock.today()
        self.month = self._month(asked.get("month", ""))
        self.is_whole_month = bool(asked.get("month"))
        self.election = self._election(asked.get("election", ""))

    def _month(self, text: str) -> Month:
        if not text:
            return Month.of(self.today)
        try:
            return Month.parse(text)
        except ValueError:
            raise Http404 from None

    @cached_property
    def elections(self) -> list[Election]:
        return list(public_elections().with_dates())

    def _election(self, slug: str) -> Election | None:
        if not slug:
            return None
        found = next((election for election in self.elections if election.slug == slug), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def entries(self) -> list[Entry]:
        return entries(self.language, self.election, self.elections)

    @property
    def days(self) -> list[Day]:
        """The days that have something: of the month asked for, else from today on."""
        shown = [
            (day, entry)
            for entry in self.entries
            for day in entry.days
            if (Month.of(day) == self.month if self.is_whole_month else day >= self.today)
        ]
        shown.sort(key=lambda pair: (pair[0], pair[1].sort_key))
        return [
            Day(day, [entry for _day, entry in pairs], day == self.today)
            for day, pairs in groupby(shown, key=lambda pair: pair[0])
        ]

    @property
    def weeks(self) -> list[list[Cell]]:
        """The month's table."""
        busy = {day for entry in self.entries for day in entry.days}
        elections = [self.election] if self.election else self.elections
        voting = {day for election in elections for day in election.voting_days}
        return [[Cell(day, day in busy, day == self.today, day in voting) for day in week] for week in self.month.weeks]

    def query(self, *, month: Month | None = None, election: Election | None = None) -> str:
        """The address of another month or of another election's dates."""
        values = {"month": str(month) if month else "", "election": election.slug if election else ""}
        return "?" + urlencode({name: value for name, value in values.items() if value}) if any(values.values()) else ""

    @property
    def previous_query(self) -> str:
        return self.query(month=self.month.previous, election=self.election) if self.month.previous else ""

    @property
    def next_query(self) -> str:
        return self.query(month=self.month.next, election=self.election) if self.month.next else ""

    @property
    def month_query(self) -> str:
        return self.query(month=self.month, election=self.election)

    @property
    def ahead_query(self) -> str:
        return self.query(election=self.election)

    @property
    def canonical_query(self) -> str:
        return self.month_query if self.is_whole_month else self.ahead_query

    @property
    def without_election_query(self) -> str:
        return self.query(month=self.month) if self.is_whole_month else ""

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The head of the month's table: each weekday, short and in full."""
        monday = date(2024, 1, 1)
        days = [monday + timedelta(days=number) for number in range(7)]
        return [(formats.date_format(day, "D"), formats.date_format(day, "l")) for day in days]
