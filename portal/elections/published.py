from __future__ import annotations

from typing import Any, NamedTuple

from portal.elections.law.windows import EmptyWindowError, Window, windows
from portal.elections.models import Election


class PublishedWindows(NamedTuple):
    """What closes by one election, and why: the law, decisions that widen it, or that it does not take place."""

    # None: its dates contradict the law, and nobody can say until when everything is closed.
    windows: list[Window] | None
    by_law: list[Window] | None
    widenings: list[dict[str, Any]]
    is_cancelled: bool
    is_public: bool


def published_windows(election: Election) -> PublishedWindows:
    """What follows from the row that the public is answered from; nothing while the election isn't public."""
    row = Election.objects.with_dates().filter(pk=election.pk, live=True).first()
    if row is None:
        return PublishedWindows([], [], [], is_cancelled=False, is_public=False)
    widenings = [widening.as_data() for widening in row.widenings.all()]
    if row.is_cancelled:
        return PublishedWindows([], [], widenings, is_cancelled=True, is_public=True)
    try:
        return PublishedWindows(
            windows(row), windows(row, widened=False), widenings, is_cancelled=False, is_public=True
        )
    except EmptyWindowError:
        return PublishedWindows(None, None, widenings, is_cancelled=False, is_public=True)
