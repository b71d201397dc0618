from __future__ import annotations

from typing import Any, NamedTuple

from portal.elections.law.windows import EmptyWindowError, Window, windows
from portal.elections.models import Election


class PublishedWindows(NamedTuple):
    """What closes by one election: the windows of the law, and by whose word they are wider than the law's."""

    windows: list[Window]
    widenings: list[dict[str, Any]]


def published_windows(election: Election) -> PublishedWindows:
    """What follows from the row that the public is answered from; nothing while the election isn't public."""
    row = Election.objects.with_dates().filter(pk=election.pk, live=True).first()
    if row is None:
        return PublishedWindows([], [])
    try:
        found = [] if row.is_cancelled else windows(row)
    except EmptyWindowError:
        found = []
    return PublishedWindows(found, [widening.as_data() for widening in row.widenings.all()])
