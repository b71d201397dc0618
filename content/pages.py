"""What pages of text share: a lead and a body; and, where they are listed, an election and a date."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks import BodyBlock
from portal.basepage import preload
from portal.basepage.models import BasePage
from portal.elections.models import Election
from portal.publication.elections import is_public


class TextPage(BasePage):
    """A page that is read from top to bottom."""

    lead = models.TextField(
        _("lead"),
        max_length=600,
        help_text=_("One or two sentences that say the thing first. Shown in lists and feeds."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        TitleFieldPanel("title", help_text=_("What happened or what to do, in the reader's words.")),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with everything its text refers to read beforehand: the queries don't grow with the text."""
        with preload.preloaded([self]):
            return super().serve(request, *args, **kwargs).render()

    def published_at(self) -> datetime | None:
        """When it first became public, in the commission's zone. An edit doesn't change it."""
        return timezone.localtime(self.first_published_at) if self.first_published_at else None

    @property
    def missing_language_names(self) -> list[str]:
        """The languages in which this can't be read, each by its own name."""
        read = {self.locale.language_code, *(page.locale.language_code for page in self.translations_to_read)}
        return [name for code, name in settings.LANGUAGES if code not in read]

    def full_text(self) -> str:
        """The whole body as HTML, for a feed."""
        return render_to_string("content/full_text.html", {"page": self})


class ListedPage(TextPage):
    """A text page that stands in a listing, its feed and search."""

    election = models.ForeignKey(
        Election,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("election"),
    )

    search_fields = [*TextPage.search_fields, index.FilterField("election")]

    class Meta:
        abstract = True

    def categories(self) -> list[object]:
        """What a feed files the page under."""
        return [self.public_election] if self.public_election else []

    def enclosures(self) -> list[tuple[str, int, str]]:
        """Files that a feed offers with the page, its own language first: path, size in bytes, media type."""
        found = []
        for block in self.body:
            if block.block_type == "documents":
                found += [document for document in block.value["documents"] if document]
        own = self.locale.language_code
        found.sort(key=lambda document: (document.language != own, document.language != ""))
        return [(document.url, document.file_size or 0, document.content_type) for document in found]

    @property
    def public_election(self) -> Election | None:
        """The election, once the public may know of it."""
        if self.election_id is None:
            return None
        at_hand = preload.find(Election, [self.election_id]) or {}
        election: Any = at_hand.get(self.election_id) or self.election
        return election if is_public(election) else None


class SectionMixin(models.Model):
    """The index of a section: one per home, at an address that never changes and that people know."""

    section_slug: str
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError where somebody gives the section another address."""
        super().clean()
        if self.slug != self.section_slug:  # type: ignore[attr-defined]
            raise ValidationError(
                {"slug": _("This section's address is “%(slug)s” in every language.") % {"slug": self.section_slug}}
            )
