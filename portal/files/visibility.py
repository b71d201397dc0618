"""Which files the public may have (design 2): those marked public, and those that something visible refers to.

A restriction on the file's own key closes it; so does a restriction on any page or record that refers to it,
whoever else uses it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.signals import pre_delete
from wagtail.models import DraftStateMixin, ReferenceIndex

from portal import clock
from portal.files.models import Download, Picture
from portal.publication.boundaries import drafted_models
from portal.publication.marking import why_closed
from portal.publication.restrictions import closed_keys
from portal.publication.visibility import is_visible, key_field, stands_alone

# How far a reference is followed: a picture of a person who is quoted in a record that a page shows.
DEPTH = 4


def is_public(file: Picture | Download, now: datetime | None = None) -> bool:
    """Whether the public may have an original, and with it all its renditions, at an instant."""
    now = now or clock.now()
    return not is_closed(file, now) and (file.public or any(_is_seen(user, now, DEPTH) for user in _referring(file)))


def is_closed(file: Picture | Download, now: datetime | None = None) -> bool:
    """Whether a restriction closes a file at an instant: its own, or that of anything that refers to it."""
    closed = closed_keys(now or clock.now())
    if not closed:
        return False
    return file.key in closed or any(_key(user) in closed for user in _all_referring(_referring(file)))


def files_closed_with(keys: frozenset[UUID]) -> set[UUID]:
    """The keys of the files that what has these keys refers to: they are closed with it, whoever else uses them."""
    items = (
        item
        for model in drafted_models()
        for item in model._base_manager.filter(**{f"{key_field(model)}__in": keys}, first_published_at__isnull=False)
    )
    return {file.key for file in files_of(items)}


def files_of(items: Iterable[Model], depth: int = DEPTH) -> set[Picture | Download]:
    """The files that the published content of some pages and records refers to, directly or by what they show."""
    found: set[Picture | Download] = set()
    for item in items:
        for reference in ReferenceIndex.get_references_for_object(item):
            model = reference.to_content_type.model_class()
            target = model._base_manager.filter(pk=reference.to_object_id).first() if model is not None else None
            if isinstance(target, Picture | Download):
                found.add(target)
            elif target is not None and depth and not _has_an_address(target):
                found |= files_of([target], depth - 1)
    return found


def is_offered(file: Picture | Download) -> bool:
    """Whether no restriction of its own closes a file now: what is closed isn't even named."""
    return file.key not in closed_keys(clock.now())


def offered(rows: Iterable[Any]) -> list[Any]:
    """Those rows whose `document` is offered."""
    return [row for row in rows if is_offered(row.document)]


def _referring(item: Model) -> Iterable[Model]:
    """The saved pages and records whose published content refers to an item. Drafts are in no index."""
    found: dict[int, set[str]] = {}
    rows = ReferenceIndex.get_references_to(item).values_list("base_content_type_id", "object_id").distinct()
    for content_type_id, object_id in rows:
        found.setdefault(content_type_id, set()).add(object_id)
    for content_type_id, ids in found.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            yield from model._base_manager.filter(pk__in=ids)


def _all_referring(items: Iterable[Model], depth: int = DEPTH) -> Iterable[Model]:
    for item in items:
        yield item
        if depth and not _has_an_address(item):
            yield from _all_referring(_referring(item), depth - 1)


def _is_seen(item: Model, now: datetime, depth: int) -> bool:
    """A page or a published record with an address is seen by itself; any other record through what refers to it."""
    if isinstance(item, DraftStateMixin):
        if not is_visible(item, now):
            return False
        if stands_alone(type(item)):
            return True
    return depth > 0 and any(_is_seen(user, now, depth - 1) for user in _referring(item))


def _key(item: Model) -> object:
    return getattr(item, key_field(type(item)), None)


def _has_an_address(item: Model) -> bool:
    return isinstance(item, DraftStateMixin) and stands_alone(type(item))


def keep_what_is_closed(instance: Picture | Download, **_signal: Any) -> None:
    """Raises PermissionDenied, saying why, for a file that the law closes."""
    if instance.key in closed_keys(clock.now()):
        raise PermissionDenied(why_closed())


def connect() -> None:
    for model in (Picture, Download):
        pre_delete.connect(keep_what_is_closed, sender=model, dispatch_uid="files.visibility")
