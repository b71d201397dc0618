"""The commission's evidence: what was closed and opened by law, when, and who moved the dates.

Nothing runs at the edge of a window, so an entry has the instant at which it took effect and the one at which it was
recorded: the first request or tick after it. Missed ones are appended in their order. Each entry carries the hash of
the one before it, so that whoever changes or removes one breaks the chain from there on; who keeps a printed or
published hash can prove the whole log up to it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Max

from portal import clock
from portal.elections.law.enums import RESEARCH
from portal.elections.law.windows import Window
from portal.elections.models import Election
from portal.elections.published import PublishedWindows
from portal.publication.blackout import ElectionWindow, all_windows
from portal.publication.enums import DATES, EvidenceKind
from portal.publication.models import EvidenceEntry

logger = logging.getLogger(__name__)

# What the first entry has in the place of an earlier hash.
BEGINNING = "0" * 64


class Edge(NamedTuple):
    """A window begins or ends."""

    at: datetime
    kind: EvidenceKind
    one: ElectionWindow

    @property
    def identity(self) -> tuple[str, UUID, str, int, datetime]:
        window = self.one.window
        assert window is not None  # noqa: S101 (only windows that have both have edges)
        return self.kind, self.one.election.key, window.rule.code, window.round_number, self.at


class Fault(NamedTuple):
    """Where the log is not what it says: the number of the entry, and why."""

    number: int
    why: str


class _Passed:
    """Until when this process knows every edge to be recorded."""

    until: datetime | None = None


_passed = _Passed()


def forget() -> None:
    _passed.until = None


def record_passed(now: datetime) -> int:
    """Append an entry for every edge that has passed and isn't in the log. Returns how many were appended.

    Costs no query while no edge has passed since this process asked last.
    """
    since = _passed.until
    if since is not None and since <= now and not _has_edge(since, now):
        _passed.until = now
        return 0
    try:
        recorded = _record([edge for edge in edges() if edge.at <= now], now)
    except DatabaseError:
        # The public is answered all the same; what is missing is appended next time.
        logger.exception("The log of the blackout could not be written.")
        return 0
    _passed.until = now
    return recorded


def _has_edge(after: datetime, until: datetime) -> bool:
    known = (one.window for one in all_windows(until) if one.window is not None)
    return any(after < at <= until for window in known for at in (window.start, window.end))


def _record(passed: list[Edge], now: datetime) -> int:
    if not passed:
        return 0
    with transaction.atomic():
        last = _last_locked()
        known = _known()
        new = [edge for edge in sorted(passed, key=lambda edge: edge.at) if edge.identity not in known]
        for edge in new:
            last = _append(last, now, edge.kind, edge.one.election, effective_at=edge.at, window=edge.one.window)
        return len(new)


def _known() -> set[tuple[Any, ...]]:
    """The identities of the edges in the log."""
    return set(EvidenceEntry.objects.exclude(rule="").values_list(*IDENTITY))


IDENTITY = ("kind", "election_key", "rule", "round_number", "effective_at")


def edges(ones: Iterable[ElectionWindow] | None = None) -> Iterator[Edge]:
    """The edges of windows since their dates hold: before, the portal closed nothing by them."""
    since = _dates_hold_since()
    for one in all_windows() if ones is None else ones:
        known = since.get(one.election.key, one.election.first_published_at)
        if one.window is None or known is None:
            continue
        for at, kind in ((one.window.start, EvidenceKind.CLOSED), (one.window.end, EvidenceKind.OPENED)):
            if known < at:
                yield Edge(at, kind, one)


def _dates_hold_since() -> dict[UUID, datetime]:
    """When the dates of each election were published last, by its key."""
    moved = EvidenceEntry.objects.filter(kind__in=DATES).order_by()
    return dict(moved.values_list("election_key").annotate(Max("effective_at")))


def on_dates_changed(
    election: Election, before: PublishedWindows, after: PublishedWindows, user: Any, **_signal: Any
) -> None:
    """Append what had passed by the dates before, then that they changed, then what closed or opened with it."""
    now = clock.now()
    with transaction.atomic():
        _record([edge for edge in edges(_ones(election, before)) if edge.at <= now], now)
        last = _append(
            _last_locked(),
            now,
            _kind(before, after),
            election,
            effective_at=now,
            details=_change(before, after, user),
        )
        if before.windows is None or after.windows is None:
            return  # Nobody can say what opened or closed: on one side everything that is marked is closed.
        was, is_ = _open(before, now), _open(after, now)
        for kind, changed in (
            (EvidenceKind.OPENED, {key: was[key] for key in was.keys() - is_.keys()}),
            (EvidenceKind.CLOSED, {key: is_[key] for key in is_.keys() - was.keys()}),
        ):
            for key in sorted(changed):
                last = _append(last, now, kind, election, effective_at=now, window=changed[key])


def _kind(before: PublishedWindows, after: PublishedWindows) -> EvidenceKind:
    """The gravest of what changed; the details have all of it."""
    if not before.is_public:
        return EvidenceKind.SET
    if before.is_cancelled != after.is_cancelled:
        return EvidenceKind.CANCELLED if after.is_cancelled else EvidenceKind.REINSTATED
    if before.by_law != after.by_law:
        return EvidenceKind.MOVED
    wider = all(_contains(after, window) for window in before.windows or [])
    return EvidenceKind.WIDENED if wider else EvidenceKind.NARROWED


def _contains(published: PublishedWindows, window: Window) -> bool:
    return any(
        (one.rule.code, one.round_number) == (window.rule.code, window.round_number)
        and one.start <= window.start
        and window.end <= one.end
        for one in published.windows or []
    )


def _ones(election: Election, published: PublishedWindows) -> list[ElectionWindow]:
    return [ElectionWindow(election, window) for window in _about_polls(published)]


def _about_polls(published: PublishedWindows) -> list[Window]:
    return [window for window in published.windows or [] if window.rule.scope & RESEARCH]


def _open(published: PublishedWindows, now: datetime) -> dict[tuple[str, int], Window]:
    """The windows for polls that cover an instant, by rule and round."""
    return {(one.rule.code, one.round_number): one for one in _about_polls(published) if one.covers(now)}


def _change(before: PublishedWindows, after: PublishedWindows, user: Any) -> dict[str, Any]:
    """The windows on both sides, the decisions that widen them with their reasons, and who approved."""
    return {
        "before": _told(before),
        "after": _told(after),
        "widenings_before": before.widenings,
        "widenings_after": after.widenings,
        "approved_by": user.get_username() if user is not None else None,
        # Of the account: a name can be given to another.
        "approved_by_id": user.pk if user is not None else None,
    }


def _told(published: PublishedWindows) -> list[dict[str, Any]] | None:
    """None: the dates contradicted the law, and everything that is marked was closed."""
    return None if published.windows is None else [_as_data(window) for window in published.windows]


def _as_data(window: Window) -> dict[str, Any]:
    return {
        "rule": window.rule.code,
        "round": window.round_number,
        "start": _iso(window.start),
        "end": _iso(window.end),
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _last_locked() -> EvidenceEntry | None:
    """The last entry; nobody else appends one until the end of the transaction."""
    ContentType.objects.select_for_update().get(app_label="publication", model="evidenceentry")
    return EvidenceEntry.objects.order_by("-number").first()


def _append(
    last: EvidenceEntry | None,
    now: datetime,
    kind: EvidenceKind,
    election: Election,
    *,
    effective_at: datetime,
    window: Window | None = None,
    details: dict[str, Any] | None = None,
) -> EvidenceEntry:
    entry = EvidenceEntry(
        number=last.number + 1 if last else 1,
        kind=kind,
        election_key=election.key,
        election_slug=election.slug,
        rule=window.rule.code if window else "",
        round_number=window.round_number if window else 0,
        effective_at=effective_at,
        recorded_at=now,
        details=details if details is not None else {"window": _as_data(window) if window else None},
        previous_hash=last.hash if last else BEGINNING,
    )
    entry.hash = hash_of(entry)
    entry.save()
    return entry


def as_data(entry: EvidenceEntry) -> dict[str, Any]:
    """An entry as it is hashed and exported; instants in UTC."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "election_key": str(entry.election_key),
        "election": entry.election_slug,
        "rule": entry.rule,
        "round": entry.round_number,
        "effective_at": _iso(entry.effective_at),
        "recorded_at": _iso(entry.recorded_at),
        "details": entry.details,
        "previous_hash": entry.previous_hash,
    }


def hash_of(entry: EvidenceEntry) -> str:
    """SHA-256 of the entry as JSON with sorted keys, in UTF-8 and without spaces, in hexadecimal digits."""
    text = json.dumps(as_data(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(entries: Iterable[EvidenceEntry]) -> Iterator[Fault]:
    """Where the chain of entries, in order of their numbers, is broken."""
    before, expected = BEGINNING, 1
    for entry in entries:
        if entry.number != expected:
            yield Fault(expected, f"missing: the next entry is number {entry.number}")
        if entry.previous_hash != before:
            yield Fault(entry.number, "it does not follow the entry before it")
        if entry.hash != hash_of(entry):
            yield Fault(entry.number, "its content was changed")
        before, expected = entry.hash, entry.number + 1


def missing(now: datetime) -> list[Edge]:
    """The edges that have passed and that nobody recorded."""
    known = _known()
    return [edge for edge in edges() if edge.at <= now and edge.identity not in known]
