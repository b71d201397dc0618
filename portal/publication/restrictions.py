"""Keys that are closed to the public at an instant, whatever else would let them be seen.

Every public page, record and file has a `key` (a page: its translation key, so that a restriction holds for all its
languages). An app registers a source that works its keys out from dates; nothing is stored as "closed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

Source = Callable[[datetime], Iterable[UUID]]
_closing: list[Source] = []
_unlisting: list[Source] = []


def register(*, closed: Source | None = None, unlisted: Source | None = None) -> None:
    """Add a source, `(now) -> keys`: of keys that nobody may read, or of keys that nothing may promote."""
    if closed is not None and closed not in _closing:
        _closing.append(closed)
    if unlisted is not None and unlisted not in _unlisting:
        _unlisting.append(unlisted)


def unregister(source: Source) -> None:
    """Take a source out again: a test's own."""
    for sources in (_closing, _unlisting):
        if source in sources:
            sources.remove(source)


def closed_keys(now: datetime) -> frozenset[UUID]:
    """The keys of everything that the public may not read at an instant."""
    return frozenset(key for source in _closing for key in source(now))


def unlisted_keys(now: datetime) -> frozenset[UUID]:
    """The keys of everything that listings, feeds and search may not mention: the closed ones and the unpromoted."""
    return closed_keys(now) | {key for source in _unlisting for key in source(now)}
