"""Facts, kept once for all languages: drafted, approved and published like pages; and the pages that stand on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    get_page_models,
)
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from content.pages import ListedPage
from portal.basepage import preload
from portal.elections.models import Election
from portal.publication.scope import answering_the_public
from portal.publication.visibility import VisibilityQuerySetMixin, is_visible

if TYPE_CHECKING:
    _QuerySet = QuerySet[Any]
else:
    _QuerySet = QuerySet


Row = TypeVar("Row", bound=Orderable)


class RecordQuerySet(VisibilityQuerySetMixin, SearchableQuerySetMixin, _QuerySet):
    def for_texts(self) -> Self:
        """With what a text shows of a record; a record that shows more of itself says so."""
        return self


class Record(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """A fact with a key by which it is restricted. Nothing of it is public before it is published."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    live = models.BooleanField(_("live"), default=False, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class PageRecord(Record):
    """A record without an address of its own: public only through a visible page that stands on it."""

    stands_alone = False

    class Meta:
        abstract = True

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        super().publish(revision, user=user, **kwargs)
        # Search finds pages by the words of their facts, too.
        for page in type(self)._base_manager.get(pk=self.pk).pages.all():
            index.insert_or_update_object(page)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied where a published fact would be unpublished: its pages are what is unpublished."""
        if self.pk and not self.live and type(self)._base_manager.filter(pk=self.pk, live=True).exists():
            raise PermissionDenied(_("Unpublish the pages that show it instead."))
        super().save(*args, **kwargs)


class RecordPage(RoutablePageMixin, ListedPage):
    """One language's text on a record. All its translations stand on the same one, so facts can't drift apart."""

    # The name of the foreign key to the record.
    record_name: ClassVar[str]

    class Meta:
        abstract = True

    @cached_property
    def record(self) -> Any:
        """The facts: as published for the public (None before), as last written for whoever previews the page."""
        record = getattr(self, self.record_name)
        if answering_the_public():
            return record if is_visible(record) else None
        return record.get_latest_revision_as_object()

    def get_election(self) -> Election | None:
        return self.record.election if self.record is not None else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with its facts and what its text refers to read beforehand: the queries don't grow with them."""
        prefetch_related_objects([self], *self.read_for_texts)
        with preload.preloaded([self]):
            response = super().serve(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish or schedule the page. Facts that were never public are approved with it: they are what it shows."""
        publish_facts(revision.as_object(), user)
        super().publish(revision, user=user, **kwargs)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Parts of a record as the editor ordered them; without an order of hers, as they were written."""
    return sorted(rows, key=lambda row: (row.sort_order or 0, row.pk or 0))


def publish_facts(page: RecordPage, user: Any) -> None:
    """Publish what a page stands on, unless it is public already. Raises PermissionDenied where the user may not."""
    record = getattr(page, page.record_name)
    if not record.live:
        (record.get_latest_revision() or record.save_revision(user=user)).publish(user=user)


def standing_on(keys: frozenset[UUID]) -> Iterator[UUID]:
    """The keys of the pages that stand on records with these keys: a page can't be read without its facts."""
    for model in get_page_models():
        if issubclass(model, RecordPage):
            pages = model._base_manager.filter(**{f"{model.record_name}__key__in": keys})
            yield from pages.values_list("translation_key", flat=True)
