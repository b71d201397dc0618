"""How times are written, in Python and in templates."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format


def moment(at: datetime) -> str:
    """An aware time on its own clocks: "10 March 2026, 12:00"."""
    return f"{date_format(at.date(), 'DATE_FORMAT')}, {at:%H:%M}"


def until(end: datetime, start: datetime) -> str:
    """The end of what has a beginning, on its own clocks: the hour alone where both are on one day."""
    return f"{end:%H:%M}" if end.date() == start.date() else moment(end)


def utc_offset(instant: datetime) -> str:
    """How far an aware time's clocks are from UTC: "UTC+6", "UTC+5:30"."""
    offset = instant.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
