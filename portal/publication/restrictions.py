"""Keys that are closed to the public at an instant, whatever else would let them be seen.

Every public page, record and file has a `key` (a page: its translation key, so that a restriction holds for all its
languages). An app registers a source that works its keys out from dates; nothing is stored as "closed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.signals import post_delete, post_save

from portal import clock

READ_AGAIN_AFTER = timedelta(seconds=1)

Source = Callable[[datetime], Iterable[UUID]]
# From keys to the keys of what stands on them: a page on a fact.
Following = Callable[[frozenset[UUID]], Iterable[UUID]]
_closing: list[Source] = []
_unlisting: list[Source] = []
_following: list[Following] = []


def register(*, closed: Source | None = None, unlisted: Source | None = None, follows: Following | None = None) -> None:
    """Add a source, `(now) -> keys`: of keys that nobody may read, or of keys that nothing may promote.

    `follows` adds `(keys) -> keys`: what is closed or unpromoted together with these, asked only if there are any.
    """
    for source, sources in ((closed, _closing), (unlisted, _unlisting), (follows, _following)):
        if source is not None and source not in sources:
            sources.append(source)  # type: ignore[arg-type]


def unregister(source: Source) -> None:
    """Take a source out again: a test's own."""
    for sources in (_closing, _unlisting):
        if source in sources:
            sources.remove(source)


class _Answer(NamedTuple):
    """One public answer being made: the keys worked out for it hold from its instant until the next change."""

    since: datetime
    until: datetime | None
    known: dict[bool, frozenset[UUID]]

    def covers(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


_answer: ContextVar[_Answer | None] = ContextVar("answer", default=None)


@contextmanager
def worked_out_once(since: datetime, until: datetime | None) -> Iterator[None]:
    """Inside the `with`, the keys of `[since, until)` are worked out once, however often they are asked for."""
    token = _answer.set(_Answer(since, until, {}))
    try:
        yield
    finally:
        _answer.reset(token)


def closed_keys(now: datetime) -> frozenset[UUID]:
    """The keys of everything that the public may not read at an instant."""
    return _keys(now, unlisted=False)


def unlisted_keys(now: datetime) -> frozenset[UUID]:
    """The keys of everything that listings, feeds and search may not mention: the closed ones and the unpromoted."""
    return closed_keys(now) | _keys(now, unlisted=True)


def _keys(now: datetime, *, unlisted: bool) -> frozenset[UUID]:
    answer = _answer.get()
    if answer is None or not answer.covers(now):
        return _worked_out(now, unlisted=unlisted)
    if unlisted not in answer.known:
        answer.known[unlisted] = _worked_out(now, unlisted=unlisted)
    return answer.known[unlisted]


def _worked_out(now: datetime, *, unlisted: bool) -> frozenset[UUID]:
    return with_followers(frozenset(key for source in (_unlisting if unlisted else _closing) for key in source(now)))


class _Followed(NamedTuple):
    """What follows some keys, and when that was read. One value, so that no thread sees half of another's."""

    keys: frozenset[UUID]
    at: datetime
    answer: frozenset[UUID]

    def holds_for(self, keys: frozenset[UUID], now: datetime) -> bool:
        return self.keys == keys and self.at <= now < self.at + READ_AGAIN_AFTER


class _Memory:
    followed: _Followed | None = None


_memory = _Memory()


def forget(**_signal: Any) -> None:
    _memory.followed = None


def with_followers(keys: frozenset[UUID]) -> frozenset[UUID]:
    """These keys and those of what is closed together with them, read again at most once a second."""
    if not keys:
        return keys
    now, known = clock.now(), _memory.followed
    if known is None or not known.holds_for(keys, now):
        known = _Followed(keys, now, _with_all_that_follow(keys))
        _memory.followed = known
    return known.answer


def _with_all_that_follow(keys: frozenset[UUID]) -> frozenset[UUID]:
    """What follows, and what follows that: a poll's page, a file on it, the picture drawn from the file."""
    found, new = keys, keys
    while new:
        new = frozenset(key for follow in _following for key in follow(new)) - found
        found |= new
    return found


def connect() -> None:
    """Forget as soon as this process itself writes anything: what refers to what may differ then."""
    for signal in (post_save, post_delete):
        signal.connect(forget, dispatch_uid="publication.restrictions")
