from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Revision
from wagtail.search import index

from announcements import poster_archive, structured_data
from announcements.pages.announcements import AnnouncementPage
from announcements.records.posters import Poster, PosterFile, Topic, poster_parts
from content.blocks import BodyBlock
from content.listings import FilterForm, ListingMixin, Lookups, Selection
from content.pages import ListedPage, SectionMixin, TextPage
from content.records import RecordPage, RecordPageForm
from portal.basepage.models import BasePage
from portal.files.models import Picture

NO_TEXT = _("Write every word of the poster as text: who can't see it must be able to read it.")
# The blocks that hold words to read.
SAYING = {"rich_text", "quote", "table", "questions", "notice"}


def _says_something(body: Any) -> bool:
    """Whether there is a word in a body's text; a file or a picture alone says nothing."""
    saying = [block for block in body if block.block_type in SAYING]
    texts = [text for block in saying for text in block.block.get_searchable_content(block.value)]
    return any(strip_tags(text).replace("\xa0", " ").strip() for text in texts)


class PosterPageForm(RecordPageForm):
    def clean(self) -> Any:
        """A draft may still lack its text; what is submitted or published may not."""
        cleaned = super().clean()
        if not self.is_deferred_validation and "body" in cleaned and not _says_something(cleaned["body"]):
            self.add_error("body", NO_TEXT)
        return cleaned


class PosterPage(RecordPage):
    """A poster in one language: its picture, its files, and everything that stands on it as text."""

    record_name = "poster"

    poster = models.ForeignKey(
        Poster,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("poster"),
        help_text=_("Its files in every language, topic, licence and validity stand there, once."),
    )
    alt = models.CharField(
        _("what the picture shows"), max_length=250, help_text=_("For those who can't see it, in one sentence.")
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("full text of the poster"),
        help_text=_("Every word that stands on the poster. Without it the poster can't be published."),
    )
    announcement = models.ForeignKey(
        AnnouncementPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("announcement it belongs to"),
    )

    content_panels = [
        *TextPage.content_panels[:1],
        FieldPanel("poster"),
        FieldPanel("lead"),
        FieldPanel("alt"),
        FieldPanel("body"),
        FieldPanel("announcement"),
    ]
    search_fields = [*ListedPage.search_fields, index.SearchField("alt"), index.FilterField("poster")]
    read_with = ("poster__topic", "poster__election")
    read_for_texts = tuple(poster_parts("poster__"))

    base_form_class = PosterPageForm
    full_text_template = "announcements/poster_full_text.html"
    template = "announcements/poster_page.html"
    parent_page_types = ["announcements.PosterIndexPage"]
    subpage_types: list[str] = []
    page_description = _("An explanatory poster with its files and its full text.")

    class Meta:
        verbose_name = _("poster page")
        verbose_name_plural = _("poster pages")

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Raises PermissionDenied for a poster without its text: who can't see it must be able to read it."""
        if not _says_something(revision.as_object().body):
            raise PermissionDenied(NO_TEXT)
        super().publish(revision, user=user, **kwargs)

    @property
    def files(self) -> list[PosterFile]:
        """Its files in this language."""
        return self.record.files_in(self.locale.language_code) if self.record else []

    @property
    def preview(self) -> Picture | None:
        """The picture that galleries show, this language's first."""
        return self.record.preview_in(self.locale.language_code) if self.record else None

    def announcement_to_read(self) -> BasePage | None:
        """The announcement it belongs to, in this language, if it can be read."""
        if self.announcement_id is None or self.announcement is None:
            return None
        found = BasePage.objects.visible().filter(translation_key=self.announcement.translation_key)
        return found.filter(locale_id=self.locale_id).first()

    def categories(self) -> list[object]:
        return [_("Poster"), *([self.record.topic] if self.record else []), *super().categories()]

    def enclosures(self) -> list[tuple[str, int, str]]:
        return [row.document.enclosure for row in self.files]

    def structured_data(self) -> dict[str, Any]:
        return structured_data.poster(self)

    @path("files.zip/")
    def archive(self, request: HttpRequest) -> HttpResponseBase:
        """All files of this language. Raises Http404 where there is none that the public may have."""
        return poster_archive.respond(request, self.files, name=f"{self.slug}-{self.locale.language_code}")


class PosterFilterForm(FilterForm):
    type_label = _("Topic")
    empty_labels: ClassVar[dict[str, Any]] = {**FilterForm.empty_labels, "type": _("All topics")}


class PosterSelection(Selection):
    form_class = PosterFilterForm
    per_page = 12

    @property
    def matches(self) -> Any:
        found: Any = super().matches
        return found.for_texts()


class PosterIndexPage(SectionMixin, ListingMixin, BasePage):
    """The gallery of posters in one language: `/{lang}/posters/`."""

    section_slug = "posters"
    selection_class = PosterSelection
    lookups = Lookups(type="poster__topic__slug", election="poster__election")
    listing_template = "announcements/poster_index_page.html"
    promote_panels = [FieldPanel("search_description"), FieldPanel("show_in_menus")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["announcements.PosterPage"]

    class Meta:
        verbose_name = _("section of posters")
        verbose_name_plural = _("sections of posters")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        return PosterPage

    def listed_types(self) -> list[tuple[str, Any]]:
        return [(topic.slug, str(topic.title)) for topic in Topic.objects.all()]
