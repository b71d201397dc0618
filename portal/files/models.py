"""Uploads: pictures, their renditions and documents. Each original has a key and may be marked as public."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet, get_upload_to
from wagtail.utils.file import hash_filelike

from portal.files.checks import check
from portal.files.fields import DownloadField, PictureField
from portal.files.measures import measure, measure_text, sha256
from portal.files.signatures import extension_of
from portal.i18n.fields import TextsField
from portal.i18n.texts import language_choices


class PublicFileMixin(models.Model):
    """What makes an upload answerable: the key by which it is restricted, and the mark that it is public by itself."""

    file: Any
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public = models.BooleanField(
        _("public by itself"),
        default=False,
        help_text=_("Otherwise the public sees the file only while a page that it can see uses the file."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file first: what `describe` finds out is part of the row.

        Raises ValidationError for a picture that makes no sense.
        """
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def describe(self, name: str, content: File[Any]) -> None:
        """Write down what is known of a new file's bytes. Wagtail does so in its forms alone."""
        self.file_size = content.size
        self.file_hash = hash_filelike(content)


class PictureQuerySet(ImageQuerySet):
    def for_texts(self) -> Self:
        """With every size that exists, so that showing many pictures is one query."""
        return self.prefetch_related("renditions")


class Picture(PublicFileMixin, AbstractImage):
    """A picture, with who made it and under which terms it may be used."""

    file: Any = PictureField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = TextsField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "title", "file", "description", "credit", "licence", "public", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A picture in one size. It is public exactly when its original is."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")
        ]


class Download(PublicFileMixin, AbstractDocument):
    """A file to download, in one language."""

    file: Any = DownloadField(_("file"), upload_to="documents")
    language = models.CharField(_("language"), max_length=10, blank=True, choices=language_choices)

    # SHA-256 of the bytes, in hexadecimal: whoever got the file elsewhere can compare.
    checksum = models.CharField(max_length=64, blank=True, editable=False)
    # A picture's pixels as they are shown; the millimetres of a PDF's first page.
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)

    admin_form_fields = ("title", "file", "language", "public", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def describe(self, name: str, content: File[Any]) -> None:
        super().describe(name, content)
        self.checksum = sha256(content)
        try:
            self.width, self.height = measure(content, extension_of(name)) or (None, None)
        except ValidationError:
            # To refuse is the forms' business; a file that a command brings in may be one that nobody can measure.
            self.width = self.height = None

    @property
    def enclosure(self) -> tuple[str, int, str]:
        """How a feed offers the file: path, size in bytes, media type."""
        return self.url, self.file_size or 0, self.content_type

    @property
    def type_name(self) -> str:
        """The file's type as readers know it: "PDF"."""
        return self.file_extension.upper()

    @property
    def measure(self) -> str:
        """How large it is, in the active language: "1080 × 1080", "A3, 297 × 420 mm"; "" where nobody knows."""
        if self.width is None or self.height is None:
            return ""
        return measure_text(self.width, self.height, printed=extension_of(self.file.name) == "pdf")

    def clean(self) -> None:
        """Raises ValidationError where a new file is of no allowed format, or isn't a whole one of its format."""
        if not self.file or self.file._committed:
            return
        super().clean()
        try:
            check(self.file, extension_of(self.file.name))
        except ValidationError as error:
            raise ValidationError({"file": error}) from error
