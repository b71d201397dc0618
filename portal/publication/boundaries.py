"""When may the answer differ next? What changes with time registers here; every cache lifetime is cut to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

from portal.elections.models import Election
from portal.publication.visibility import visible

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


def next_value(queryset: QuerySet[Any], field: str, now: datetime) -> datetime | None:
    """The smallest value of a date-time column after an instant."""
    return queryset.filter(**{f"{field}__gt": now}).order_by(field).values_list(field, flat=True).first()


def drafted_models() -> list[type[Model]]:
    """Every model whose rows are published and expire, each table once (a page's dates are in its base table)."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and "expire_at" in {field.name for field in model._meta.local_fields}
    ]


def publishing_boundary(now: datetime) -> datetime | None:
    """The next go-live, of rows and of approved revisions, or expiry."""
    rows = [
        next_value(model._base_manager.filter(live=True), field, now)
        for model in drafted_models()
        for field in ("go_live_at", "expire_at")
    ]
    return earliest([*rows, next_value(Revision.objects.all(), "approved_go_live_at", now)])


def elections_boundary(now: datetime) -> datetime | None:
    """The next day an election is called on, and the next midnight or key date of a called one."""
    today = timezone.localtime(now).date()
    coming = (
        Election.objects.filter(called_on__gt=today).order_by("called_on").values_list("called_on", flat=True).first()
    )
    called = timezone.make_aware(datetime.combine(coming, time.min)) if coming else None
    elections = visible(Election.objects.filter(called_on__lte=today).with_dates())
    return earliest([called, *(election.next_change(now) for election in elections)])
