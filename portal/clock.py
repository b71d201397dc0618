"""The one place that reads the time.

Everything that asks "what time is it?" asks here, so that a preview can be shown as on another
instant and a test can move the whole process. A test moves the process's own clock; it never
patches this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_as_on: ContextVar[datetime | None] = ContextVar("as_on", default=None)


def now() -> datetime:
    """The instant at which the current work is done: aware, in UTC."""
    return _as_on.get() or timezone.now()


def today(zone: ZoneInfo | None = None) -> date:
    """The civil date of `now()` in the given zone, by default the commission's."""
    return now().astimezone(zone or ZoneInfo(settings.TIME_ZONE)).date()


def is_moved() -> bool:
    """Whether this work is done as on another instant: it must then write nothing and be kept by no cache."""
    return _as_on.get() is not None


@contextmanager
def as_on(instant: datetime) -> Iterator[None]:
    """Do one piece of work as on an aware instant: an admin preview, one request of a check.

    Raises ValueError for a naive instant: its zone would be a guess.
    """
    if timezone.is_naive(instant):
        raise ValueError("An instant needs a time zone.")
    token = _as_on.set(instant)
    try:
        yield
    finally:
        _as_on.reset(token)
