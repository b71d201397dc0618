"""May the public see this, at instant t? The one answer (design 2).

Readable at its address: published, within its own go-live and expiry dates, its key not closed. Going dark is
arithmetic: nothing waits for a job. Everything public asks here; a second check of visibility is a mistake.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from portal import clock
from portal.publication.restrictions import closed_keys, unlisted_keys

if TYPE_CHECKING:
    _QuerySet = QuerySet[Any]
else:
    _QuerySet = object

QS = TypeVar("QS", bound="QuerySet[Any]")


class Publishable(Protocol):
    """What has the fields of Wagtail's DraftStateMixin and a key."""

    live: bool
    go_live_at: datetime | None
    expire_at: datetime | None


def key_field(model: type[Model]) -> str:
    """The field that holds a model's key: a page's is its translation key."""
    return getattr(model, "key_field", "key")


def stands_alone(model: type[Model]) -> bool:
    """Whether a published record of this model is public by itself, or only through a visible page that shows it."""
    return getattr(model, "stands_alone", True)


def key_of(item: Any) -> UUID:
    """The key under which a page, record or file is restricted."""
    return getattr(item, key_field(type(item)))


def published_q(now: datetime) -> Q:
    """Published and within its own dates, `[go_live_at, expire_at)`."""
    return Q(live=True) & (Q(go_live_at=None) | Q(go_live_at__lte=now)) & (Q(expire_at=None) | Q(expire_at__gt=now))


def open_q(model: type[Model], now: datetime) -> Q:
    """What of a model no rule closes at an instant."""
    return ~Q(**{f"{key_field(model)}__in": closed_keys(now)})


def visible_q(model: type[Model], now: datetime | None = None) -> Q:
    """What of a model the public may read at an instant. Build it anew for each use: the clock is read here."""
    now = now or clock.now()
    return published_q(now) & open_q(model, now)


def listed_q(model: type[Model], now: datetime | None = None) -> Q:
    """What of a model listings, feeds, search, sitemap and teasers may mention at an instant."""
    now = now or clock.now()
    return published_q(now) & ~Q(**{f"{key_field(model)}__in": unlisted_keys(now)})


def visible(queryset: QS) -> QS:
    """A queryset narrowed to what the public may read now."""
    return queryset.filter(visible_q(queryset.model))


def is_published(item: Publishable, now: datetime | None = None) -> bool:
    """Whether one loaded page or record is published and within its own dates: `published_q` without a query."""
    now = now or clock.now()
    return (
        item.live
        and (item.go_live_at is None or item.go_live_at <= now)
        and (item.expire_at is None or item.expire_at > now)
    )


def is_visible(item: Publishable, now: datetime | None = None) -> bool:
    """Whether the public may read one loaded page or record: `visible_q` without a query."""
    now = now or clock.now()
    return is_published(item, now) and key_of(item) not in closed_keys(now)


def is_listed(item: Publishable, now: datetime | None = None) -> bool:
    """Whether listings and menus may mention one loaded page or record: `listed_q` without a query."""
    now = now or clock.now()
    return is_visible(item, now) and key_of(item) not in unlisted_keys(now)


class VisibilityQuerySetMixin(_QuerySet):
    """`visible()` and `listed()` with their `_q()` twins, for the querysets of pages and records."""

    def visible_q(self) -> Q:
        return visible_q(self.model)

    def visible(self) -> Self:
        """What the public may read at its address now."""
        return self.filter(self.visible_q())

    def listed_q(self) -> Q:
        return listed_q(self.model)

    def listed(self) -> Self:
        """What listings, feeds, search and teasers may mention now."""
        return self.filter(self.listed_q())
