"""When may the answer differ next? What changes with time registers here; every cache lifetime is cut to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Min, Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

from portal import clock
from portal.elections.models import Election
from portal.publication.blackout import published_elections
from portal.publication.elections import is_public
from portal.publication.visibility import stands_alone

Source = Callable[[datetime], datetime | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source: `(now) -> the next instant at which something of mine changes`, or None."""
    if source not in _sources:
        _sources.append(source)


def next_change(now: datetime) -> datetime | None:
    """The first instant after `now` at which any public answer may differ, over all registered sources."""
    return earliest(source(now) for source in _sources)


def earliest(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


def next_value(queryset: QuerySet[Any], now: datetime, *fields: str) -> datetime | None:
    """The smallest value after an instant in any of some date-time columns, in one query."""
    ahead = {field: Min(field, filter=Q(**{f"{field}__gt": now})) for field in fields}
    return earliest(queryset.aggregate(**{f"next_{field}": smallest for field, smallest in ahead.items()}).values())


def drafted_models() -> list[type[Model]]:
    """Every model whose rows are published and expire, each table once (a page's dates are in its base table).

    Records that are public only through a page have no dates of their own.
    """
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin)
        and stands_alone(model)
        and "expire_at" in {field.name for field in model._meta.local_fields}
    ]


def publishing_boundary(now: datetime) -> datetime | None:
    """The next go-live, of rows and of approved revisions, or expiry."""
    rows = [
        next_value(model._base_manager.filter(live=True), now, "go_live_at", "expire_at") for model in drafted_models()
    ]
    return earliest([*rows, next_value(Revision.objects.all(), now, "approved_go_live_at")])


def midnight_boundary(now: datetime) -> datetime | None:
    """The commission's next midnight: calendars mark today, acts come into force, posters run out by civil days."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time.min))


def elections_boundary(now: datetime) -> datetime | None:
    """The next day an election is called on, and the next midnight or key date of a called one."""
    coming = Election.objects.filter(called_on__gt=clock.today()).aggregate(day=Min("called_on"))["day"]
    called = timezone.make_aware(datetime.combine(coming, time.min)) if coming else None
    known = (election for election in published_elections(now) if is_public(election))
    return earliest([called, *(election.next_change(now) for election in known)])
