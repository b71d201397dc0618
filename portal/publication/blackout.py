"""What the law closes, and until when: the windows of published elections, laid over what is marked as about polls.

Going dark is arithmetic. Each process works the windows out of the elections' dates at most once a second, and compares
instants at every request: nothing waits for a job. Fail closed: an election whose dates contradict the law, or a law
that can't be read, closes everything that is marked, until somebody mends it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.elections.law.enums import RESEARCH, ExistingContent
from portal.elections.law.rules import law_in_force
from portal.elections.law.windows import Window, windows
from portal.elections.models import Election
from portal.publication.models import Restriction
from portal.publication.restrictions import with_followers

READ_AGAIN_AFTER = timedelta(seconds=1)
logger = logging.getLogger(__name__)

# From the ids of elections to the keys of what is about their polls.
Marks = Callable[[Collection[int]], Iterable[UUID]]
_marks: list[Marks] = []


def register(marks: Marks) -> None:
    """Add what is about polls by its own data, from `AppConfig.ready`."""
    if marks not in _marks:
        _marks.append(marks)


def marked(elections: Collection[int]) -> Iterable[UUID]:
    """The keys that somebody marked for some elections, or for all."""
    return Restriction.objects.filter(Q(elections=None) | Q(elections__in=elections)).values_list("key", flat=True)


class ElectionWindow(NamedTuple):
    """A window and the election that opens it. Without a window it is always open: nobody can say when it ends."""

    election: Election
    window: Window | None

    def covers(self, now: datetime) -> bool:
        return self.window is None or self.window.covers(now)

    def begins_after(self, now: datetime) -> bool:
        return self.window is not None and now < self.window.start

    @property
    def hides(self) -> bool:
        """Whether what was published before is closed, too, and not only kept from being promoted."""
        return self.window is None or self.window.rule.existing_content == ExistingContent.HIDE_UNTIL_END

    @property
    def starts(self) -> datetime | None:
        """Its beginning on the election's clocks."""
        return self.window.start.astimezone(self.election.zone_info) if self.window else None

    @property
    def ends(self) -> datetime | None:
        """The first instant after it, on the election's clocks."""
        return self.window.end.astimezone(self.election.zone_info) if self.window else None

    @property
    def promotes(self) -> bool:
        """Whether what was published before stays as it is."""
        return self.window is not None and self.window.rule.existing_content == ExistingContent.UNTOUCHED


def windows_of(elections: Iterable[Election]) -> list[ElectionWindow]:
    """The windows for polls of some elections; what is cancelled closes nothing."""
    return [one for election in elections if not election.is_cancelled for one in _of(election)]


def _of(election: Election) -> Iterator[ElectionWindow]:
    try:
        rules = [rule for rule in law_in_force().blackouts if rule.scope & RESEARCH]
        found = windows(election, rules=rules)
    except Exception:  # whatever is wrong with its dates or with the law, it closes
        logger.exception("No windows for election %s: what is restricted stays closed.", election.pk)
        yield ElectionWindow(election, None)
    else:
        yield from (ElectionWindow(election, window) for window in found)


class _Memory:
    """One process's copy of the windows, and when they were read."""

    def __init__(self) -> None:
        self.forget()

    def forget(self, **_signal: Any) -> None:
        self.read_at: datetime | None = None
        self.elections: list[Election] = []
        self.windows: list[ElectionWindow] = []

    def at(self, now: datetime) -> _Memory:
        # A clock that went back (a test, a corrected server) must not keep an old answer alive.
        if self.read_at is None or not self.read_at <= now < self.read_at + READ_AGAIN_AFTER:
            self.elections = list(Election.objects.filter(live=True).with_dates())
            self.windows, self.read_at = windows_of(self.elections), now
        return self


_memory = _Memory()
# Of work that is done as on another instant: what it reads is never what the public is answered from.
_moved = _Memory()


def _known(now: datetime) -> _Memory:
    return (_moved if clock.is_moved() else _memory).at(now)


def forget(**_signal: Any) -> None:
    _memory.forget()
    _moved.forget()


def published_elections(now: datetime) -> list[Election]:
    """Every published election with its dates, called or not yet, as this process knows them."""
    return _known(now).elections


def all_windows(now: datetime | None = None) -> list[ElectionWindow]:
    """The windows for polls of every published election, past and coming."""
    return _known(now or clock.now()).windows


def open_windows(now: datetime) -> list[ElectionWindow]:
    """The windows that cover an instant."""
    return [one for one in _known(now).windows if one.covers(now)]


def closed_by_law(now: datetime) -> Iterable[UUID]:
    """The keys that the open windows close."""
    return _keys([one for one in open_windows(now) if one.hides])


def unlisted_by_law(now: datetime) -> Iterable[UUID]:
    """The keys that the open windows keep from being promoted."""
    return _keys([one for one in open_windows(now) if not one.hides and not one.promotes])


def _keys(open_now: list[ElectionWindow]) -> Iterable[UUID]:
    elections = {one.election.pk for one in open_now}
    # What hangs on a cancelled election may be about the one that was called instead.
    elections |= {one.pk for one in _known(clock.now()).elections if open_now and one.is_cancelled}
    return {key for marks in _marks for key in marks(elections)} if elections else ()


def keys_closed_by(one: ElectionWindow) -> frozenset[UUID]:
    """The keys that a window closes while it is open."""
    return with_followers(frozenset(_keys([one])))


def coming_windows(now: datetime) -> list[ElectionWindow]:
    """The windows that are open or ahead, the nearest first."""
    found = [one for one in _known(now).windows if one.covers(now) or one.begins_after(now)]
    return sorted(found, key=_beginning)


def next_window(election_id: int, now: datetime) -> ElectionWindow | None:
    """The first window of an election that is still ahead."""
    ahead = [one for one in _known(now).windows if one.election.pk == election_id and one.begins_after(now)]
    return min(ahead, key=_beginning, default=None)


def _beginning(one: ElectionWindow) -> datetime:
    return one.window.start if one.window is not None else datetime.min.replace(tzinfo=UTC)


def is_needed(election: Election, now: datetime) -> bool:
    """Whether a window of a published election is open or ahead: until then it stays published, whatever its expiry."""
    return any(one.window is None or now < one.window.end for one in windows_of([election]))


def window_boundary(now: datetime) -> datetime | None:
    """The next instant at which a window begins or ends."""
    known = [one.window for one in _known(now).windows if one.window is not None]
    return min((at for window in known for at in (window.start, window.end) if at > now), default=None)


def keep_what_is_marked(instance: Election, **_signal: Any) -> None:
    """Raises PermissionDenied for an election that marks name: without it they would say "of every election"."""
    if Restriction.objects.filter(elections=instance).exists():
        raise PermissionDenied(_("Something is marked as about polls of this election: change the mark first."))


def connect() -> None:
    """Forget as soon as this process itself writes an election."""
    pre_delete.connect(keep_what_is_marked, sender=Election, dispatch_uid="publication.blackout")
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Election, dispatch_uid="publication.blackout")
