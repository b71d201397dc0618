"""What pages of text share: a lead and a body; and, where they are listed, an election, a date, a place in feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search import index

from content.blocks import BodyBlock
from content.feeds import Item
from portal.basepage import preload
from portal.basepage.forms import BasePageForm
from portal.basepage.models import BasePage
from portal.elections.models import Election
from portal.files.models import Picture
from portal.files.visibility import is_offered
from portal.publication.elections import named
from portal.publication.marking import MARK_PANEL


class TextPage(BasePage):
    """A page that is read from top to bottom."""

    lead = models.TextField(
        _("lead"),
        max_length=600,
        help_text=_("One or two sentences that say the thing first. Shown in lists and feeds."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    share_picture = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for link previews"),
        help_text=_("Shown where the page is shared. Without one, its title is drawn."),
    )

    # Here and not in BasePage: Wagtail gives the page model that it was told of its own form when it starts.
    base_form_class = BasePageForm
    content_panels = [
        TitleFieldPanel("title", help_text=_("What happened or what to do, in the reader's words.")),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    promote_panels = [*BasePage.promote_panels, FieldPanel("share_picture"), MARK_PANEL]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("quoted"),
    ]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with everything its text refers to read beforehand: the queries don't grow with the text."""
        with preload.preloaded([self]):
            response = super().serve(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    @property
    def quotable(self) -> str:
        """What a search result may quote: the lead, then the text."""
        return " · ".join(filter(None, [self.lead, *self.body.stream_block.get_searchable_content(self.body)]))

    @property
    def quoted(self) -> str:
        """Who is quoted, by name in the page's language, for search."""
        speakers = [block.value["speaker"] for block in self.body if block.block_type == "quote"]
        return " ".join(speaker.name.text(self.locale.language_code) for speaker in speakers if speaker)

    @property
    def offered_share_picture(self) -> Picture | None:
        """The picture for link previews, unless a restriction of its own closes it."""
        picture: Any = self.share_picture
        return picture if picture is not None and is_offered(picture) else None

    def published_at(self) -> datetime | None:
        """When it first became public, in the commission's zone. An edit doesn't change it."""
        return timezone.localtime(self.first_published_at) if self.first_published_at else None

    @property
    def missing_language_names(self) -> list[str]:
        """The languages in which this can't be read, each by its own name."""
        read = {self.locale.language_code, *(page.locale.language_code for page in self.translations_to_read)}
        return [name for code, name in settings.LANGUAGES if code not in read]


class ListedPage(TextPage):
    """A text page that stands in a listing, its feed and search."""

    # What a list shows of related rows.
    read_with: ClassVar[tuple[str, ...]] = ()
    full_text_template = "content/full_text.html"

    class Meta:
        abstract = True

    @classmethod
    def listed_in(cls, language: str) -> QuerySet[Self]:
        """What may be mentioned now in a language."""
        locale = Locale.objects.filter(language_code=language)
        return cls.objects.listed().filter(locale__in=locale).select_related("locale", *cls.read_with)

    def get_election(self) -> Election | None:
        """The election it is about, public or not."""
        return None

    @property
    def public_election(self) -> Election | None:
        """The election, once the public may know of it."""
        return named(self.get_election())

    def listed_at(self) -> datetime | None:
        """The instant by which lists order it, in the commission's zone."""
        return self.published_at()

    def categories(self) -> list[object]:
        """What a feed files the page under."""
        return [self.public_election] if self.public_election else []

    def enclosures(self) -> list[tuple[str, int, str]]:
        """Files that a feed offers with the page, its own language first: path, size in bytes, media type."""
        blocks = (block for block in self.body if block.block_type == "documents")
        found = [document for block in blocks for document in block.value.offered]
        own = self.locale.language_code
        found.sort(key=lambda document: (document.language != own, document.language != ""))
        return [document.enclosure for document in found]

    def feed_item(self, language: str) -> Item:
        """The page as newsrooms read it: whole."""
        return Item(
            key=self.translation_key,
            language=self.locale.language_code,
            title=self.title,
            path=self.url or "",
            lead=self.lead,
            full_text=render_to_string(self.full_text_template, {"page": self}),
            published_at=self.published_at(),
            categories=[str(category) for category in self.categories()],
            enclosures=self.enclosures(),
        )


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
