"""A month as a table of weeks, for a calendar that needs no JavaScript."""

from __future__ import annotations

import re
from calendar import MONDAY, Calendar
from dataclasses import dataclass
from datetime import date

# The years that pages can be asked for.
YEARS = range(1990, 2101)
WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A month from 1990 to 2100; raises ValueError for any other."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (self.year in YEARS and 1 <= self.month <= 12):
            raise ValueError(f"There is no page for the month {self}.")

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written as "2022-11". Raises ValueError for anything else, and outside of 1990 to 2100."""
        written = WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError("A month is written as 2022-11.")
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a civil date."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def weeks(self) -> list[list[date | None]]:
        """Weeks from Monday to Sunday, None for the days of other months."""
        weeks = Calendar(firstweekday=MONDAY).monthdatescalendar(self.year, self.month)
        return [[day if day.month == self.month else None for day in week] for week in weeks]

    @property
    def previous(self) -> Month | None:
        """The month before, or None where the calendar begins."""
        return self._moved(-1)

    @property
    def next(self) -> Month | None:
        """The month after, or None where the calendar ends."""
        return self._moved(1)

    def _moved(self, months: int) -> Month | None:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1) if year in YEARS else None
