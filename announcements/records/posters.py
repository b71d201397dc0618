"""Posters: files per language and format, of one topic, with the terms of their use."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Revision
from wagtail.search import index

from announcements.enums import PosterFormat
from content.records import PageRecord, in_order
from portal import clock
from portal.elections.models import Election
from portal.files.models import Download, Picture
from portal.files.previews import preview_of
from portal.files.visibility import is_offered, offered
from portal.i18n.fields import TextsField
from portal.i18n.texts import language_choices, languages

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Topic(index.Indexed, models.Model):
    """What posters are about; the gallery is sorted by it."""

    title = TextsField(_("title"), max_length=80)
    slug = models.SlugField(_("address"), unique=True, help_text=_("Latin letters, such as voter-list."))

    search_fields = [index.AutocompleteField("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.title)


def poster_parts(to_poster: str = "") -> list[str]:
    """What a poster's page shows besides its own fields, as lookups from a row that leads to it."""
    return [to_poster + part for part in ("files__document", "files__preview__renditions")]


class Poster(PageRecord):
    """One poster in all its languages and formats. Its full text in each language is a page."""

    name = models.CharField(
        _("working name"), max_length=120, help_text=_("For the people who write; the public reads the pages' titles.")
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posters", verbose_name=_("topic"))
    campaign = TextsField(_("campaign"), max_length=120, blank=True)
    channels = TextsField(_("placed in"), max_length=200, blank=True, help_text=_("Such as television, radio, print."))
    licence = models.CharField(_("licence"), max_length=80, help_text=_("Such as CC BY 4.0."))
    terms = TextsField(_("what may be changed"), max_length=300, multiline=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day; from the next one it is marked as out of date."),
    )
    election = models.ForeignKey(
        Election, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("election")
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("topic")]

    if TYPE_CHECKING:
        files: RelatedManager[PosterFile]

    class Meta:
        verbose_name = _("poster")
        verbose_name_plural = _("posters")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("It is out of date before it is valid.")})

    def clean_parts(self) -> None:
        if not self.files.exists():
            raise ValidationError(_("A poster needs at least one file."))

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """With a preview in each language that has none: of its first file that can be drawn."""
        parts: Any = self  # modelcluster takes lists where Django's types know a manager
        rows = in_order(self.files.all())
        for row in rows:
            row.forget_outdated_preview()
        for language in languages():
            own = _in_order(rows, language)
            if not any(row.preview_id for row in own):
                any(row.make_preview() for row in own)
        # What the revision is made of; read again they would be other objects.
        parts.files = rows
        return super().save_revision(*args, **kwargs)

    @property
    def is_out_of_date(self) -> bool:
        return self.valid_until is not None and self.valid_until < clock.today()

    @property
    def offered_files(self) -> list[PosterFile]:
        """Its files in every language, without those that a restriction of their own closes."""
        return offered(in_order(self.files.all()))

    def files_in(self, language: str) -> list[PosterFile]:
        """The files of a language, in the order of their formats."""
        return _in_order(self.offered_files, language)

    def preview_in(self, language: str) -> Picture | None:
        """What a gallery shows: the first file of a language that can be drawn, else of the next language."""
        for code in [language, *languages()]:
            for row in self.files_in(code):
                if row.preview and is_offered(row.preview):
                    return row.preview
        return None

    @property
    def languages_of_files(self) -> list[str]:
        return [code for code in languages() if self.files_in(code)]

    @property
    def language_names(self) -> list[tuple[str, str]]:
        """The languages that have files, each by its own name."""
        return [(code, name) for code, name in settings.LANGUAGES if self.files_in(code)]

    @property
    def has_archive_in_this_language(self) -> bool:
        """Whether there is more than one file to pack in the reader's language."""
        return len(self.files_in(get_language() or "")) > 1

    @property
    def formats(self) -> list[PosterFormat]:
        """The formats there are, in any language."""
        known = {row.format for row in self.offered_files}
        return [PosterFormat(value) for value in PosterFormat.values if value in known]

    @property
    def table(self) -> list[tuple[PosterFormat, list[tuple[str, list[PosterFile]]]]]:
        """The files as a table: for each format, the files of each language."""
        rows, codes = self.offered_files, self.languages_of_files
        return [
            (kind, [(code, [row for row in rows if (row.format, row.language) == (kind, code)]) for code in codes])
            for kind in self.formats
        ]


def _in_order(rows: Iterable[PosterFile], language: str) -> list[PosterFile]:
    own = (row for row in rows if row.language == language)
    order = dict(zip(PosterFormat.values, range(len(PosterFormat.values)), strict=True))
    # A draft may have a file whose format nobody has said yet.
    return sorted(own, key=lambda row: order.get(row.format, len(order)))


class PosterFile(Orderable):
    """One file of a poster: a language, what it is for, and what it looks like."""

    poster = ParentalKey(Poster, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    format = models.CharField(_("format"), max_length=20, choices=PosterFormat)
    document = models.ForeignKey(Download, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    preview = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("preview"),
        help_text=_("Drawn by itself from a picture or the first page of a PDF; choose one for a video."),
    )

    # The checksum of the document whose preview was drawn; empty while none was.
    drawn_from = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.language}"

    def forget_outdated_preview(self) -> None:
        """Drop a drawn preview of another document, or of other bytes; a chosen one stays."""
        if self.preview is None or self.document_id is None or self.drawn_from == self.document.checksum:
            return
        if self.drawn_from and self.preview.key == _drawing(self.drawn_from):
            self.preview, self.drawn_from = None, ""

    def make_preview(self) -> bool:
        """Draw the preview, once for the same bytes; whether there is one."""
        if self.document_id is None:
            return False
        key = _drawing(self.document.checksum)
        self.preview = Picture.objects.filter(key=key).first()
        if self.preview is None and (data := preview_of(self.document)) is not None:
            name = f"{self.document.filename.rpartition('.')[0]}-preview.webp"
            picture = Picture(key=key, title=f"{self.document.title}, {self}"[:255], file=ContentFile(data, name))
            picture.save()
            self.preview = picture
        self.drawn_from = self.document.checksum if self.preview else ""
        return self.preview is not None


def _drawing(checksum: str) -> uuid.UUID:
    """The key of the picture drawn from the bytes with a checksum."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{checksum}")


def drawings_of(keys: frozenset[uuid.UUID]) -> Iterable[uuid.UUID]:
    """The keys of the pictures drawn from the files with some keys: what closes a file closes its picture."""
    drawn = PosterFile.objects.filter(document__key__in=keys).exclude(drawn_from="")
    return drawn.values_list("preview__key", flat=True)
