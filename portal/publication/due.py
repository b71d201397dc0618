"""What each process remembers between requests: the next due instant and the next boundary.

Read again at most once a second, and at once when this process schedules something itself. So a request costs no
query for it, and what is due is published by the first request at or after its instant.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min
from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision

from portal.publication import boundaries, evidence
from portal.publication.catch_up import catch_up, due_revisions

READ_AGAIN_AFTER = timedelta(seconds=1)


class _Memory:
    """One process's copy of two instants, and when they were read."""

    def __init__(self) -> None:
        self.forget()

    def forget(self, **_signal: Any) -> None:
        self.read_at: datetime | None = None
        self.next_due: datetime | None = None
        self.next_change: datetime | None = None

    def refresh(self, now: datetime) -> None:
        # A clock that went back (a test, a corrected server) must not keep an old answer alive.
        if self.read_at is None or not self.read_at <= now < self.read_at + READ_AGAIN_AFTER:
            self.next_due = Revision.objects.aggregate(first=Min("approved_go_live_at"))["first"]
            self.next_change = boundaries.next_change(now)
            self.read_at = now
        elif self.next_change is not None and self.next_change <= now:
            self.next_change = boundaries.next_change(now)


_memory = _Memory()
forget = _memory.forget


def publish_what_is_due(now: datetime) -> None:
    """Called before every public answer: publishes what is due at this instant, if anything is."""
    _memory.refresh(now)
    if _memory.next_due is not None and _memory.next_due <= now and due_revisions(now).exists():
        catch_up(now)
        forget()
    evidence.record_passed(now)


def next_change(now: datetime) -> datetime | None:
    """The next instant at which a public answer may differ, as this process knows it."""
    _memory.refresh(now)
    return _memory.next_change


def connect() -> None:
    """Forget as soon as this process itself writes a revision."""
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Revision, dispatch_uid="publication.due")
