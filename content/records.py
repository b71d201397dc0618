"""Facts, kept once for all languages: drafted, approved and published like pages; and the pages that stand on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
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

from content.drafts import LastingDraftMixin, check_complete
from content.pages import ListedPage
from portal.basepage import preload
from portal.basepage.forms import BasePageForm, CopyForm
from portal.elections.models import Election
from portal.publication.marking import LockedByLawMixin, MarkedFormMixin
from portal.publication.scope import answering_the_public, staff_scope
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


class RecordForm(MarkedFormMixin, WagtailAdminModelForm):
    pass


class Record(
    LockedByLawMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, LastingDraftMixin
):
    """A fact with a key by which it is restricted. Nothing of it is public before it is published."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    live = models.BooleanField(_("live"), default=False, editable=False)

    base_form_class: ClassVar[type[WagtailAdminModelForm]] = RecordForm
    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean_parts(self) -> None:
        """Raises ValidationError for what its parts tell together; asked before it is published."""

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish or schedule a revision. Raises PermissionDenied, saying why, for one that lacks something."""
        try:
            check_complete(revision.as_object())
        except ValidationError as error:
            raise PermissionDenied(" ".join(error.messages)) from error
        super().publish(revision, user=user, **kwargs)


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


class RecordPageForm(BasePageForm):
    def clean(self) -> Any:
        """A draft may stand on facts that lack something; what is submitted or published may not."""
        cleaned = super().clean()
        record = cleaned.get(self.instance.record_name)
        if record is not None and not record.live and not self.is_deferred_validation:
            try:
                check_complete(record.get_latest_revision_as_object())
            except ValidationError as error:
                self.add_error(self.instance.record_name, error.messages)
        return cleaned


class RecordCopyForm(CopyForm):
    """A copy becomes a page on another record: it is never public as it is."""

    not_offered: ClassVar[set[str]] = {*CopyForm.not_offered, "publish_copies"}


class RecordPage(LastingDraftMixin, RoutablePageMixin, ListedPage):
    """One language's text on a record. All its translations stand on the same one, so facts can't drift apart."""

    # The name of the foreign key to the record.
    record_name: ClassVar[str]
    base_form_class = RecordPageForm
    copy_form_class = RecordCopyForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError where another page says the same in this language, or a translation something else."""
        super().clean()
        if refusal := self._misplaced():
            raise ValidationError({self.record_name: refusal})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied where two pages of one language would be public on one record."""
        if self.live and "live" in (kwargs.get("update_fields") or {"live"}) and (refusal := self._misplaced()):
            raise PermissionDenied(refusal)
        return super().save(*args, **kwargs)

    def _misplaced(self) -> str:
        """Why this page can't be public on its record, as things are; empty where it can."""
        record = getattr(self, f"{self.record_name}_id")
        if record is None or self.locale_id is None:
            return ""
        others = type(self)._base_manager.filter(live=True).exclude(pk=self.pk)
        if others.filter(**{self.record_name: record}, locale=self.locale_id).exists():
            return gettext("It has a page in this language already.")
        translations = others.filter(translation_key=self.translation_key)
        if translations.exclude(**{self.record_name: record}).exists():
            return gettext("The page in another language stands on something else: all translations share one record.")
        return ""

    @cached_property
    def record(self) -> Any:
        """The facts: as published for the public (None before), as last written for whoever previews the page."""
        if getattr(self, f"{self.record_name}_id") is None:
            return None
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

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page with its facts as last written: a preview is answered as the public's requests are."""
        with staff_scope():
            self.record  # noqa: B018 - read here, and kept
        return super().serve_preview(request, mode_name)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish or schedule the page. Facts that were never public are approved with it: they are what it shows."""
        publish_facts(revision.as_object(), user)
        super().publish(revision, user=user, **kwargs)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Parts of a record as the editor ordered them; without an order of hers, as they were written."""
    return sorted(rows, key=lambda row: (row.sort_order or 0, row.pk or 0))


def publish_facts(page: RecordPage, user: Any) -> None:
    """Publish what a page stands on, unless it is public already. Raises PermissionDenied where the user may not."""
    if getattr(page, f"{page.record_name}_id") is None:
        raise PermissionDenied(_("What this page stands on was deleted. Choose it anew."))
    record = getattr(page, page.record_name)
    if not record.live:
        (record.get_latest_revision() or record.save_revision(user=user)).publish(user=user)


def standing_on(keys: frozenset[UUID]) -> Iterator[UUID]:
    """The keys of the pages that stand on records with these keys: a page can't be read without its facts."""
    for model in get_page_models():
        if issubclass(model, RecordPage):
            pages = model._base_manager.filter(**{f"{model.record_name}__key__in": keys})
            yield from pages.values_list("translation_key", flat=True)
