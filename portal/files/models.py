"""Uploads: pictures, their renditions and documents. Each original has a key and may be marked as public."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from portal.i18n.fields import TextsField
from portal.i18n.texts import language_choices


class PublicFileMixin(models.Model):
    """What makes an upload answerable: the key by which it is restricted, and the mark that it is public by itself."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public = models.BooleanField(
        _("public by itself"),
        default=False,
        help_text=_("Otherwise the public sees the file only while a page that it can see uses the file."),
    )

    class Meta:
        abstract = True


class PictureQuerySet(ImageQuerySet):
    def for_texts(self) -> Self:
        """With every size that exists, so that showing many pictures is one query."""
        return self.prefetch_related("renditions")


class Picture(PublicFileMixin, AbstractImage):
    """A picture, with who made it and under which terms it may be used."""

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


# The first bytes by which a reader recognises a format; a file that only pretends is refused.
SIGNATURES = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "rtf": (b"{\\rtf",),
}


class Download(PublicFileMixin, AbstractDocument):
    """A file to download, in one language."""

    language = models.CharField(_("language"), max_length=10, blank=True, choices=language_choices)

    admin_form_fields = ("title", "file", "language", "public", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the size and hash right for files saved by code too: Wagtail's forms alone set them."""
        if self.file and not self.file._committed:
            self.file_size = self.file.size
            self._set_file_hash()
        super().save(*args, **kwargs)

    @property
    def type_name(self) -> str:
        """The file's type as readers know it: "PDF"."""
        return self.file_extension.upper()

    def clean(self) -> None:
        """Raises ValidationError where the bytes are not those of the format that the name promises."""
        super().clean()
        signatures = SIGNATURES.get(self.file_extension.lower())
        if not signatures or not self.file:
            return
        with self.open_file() as stream:
            start = stream.read(8)
            stream.seek(0)
        if not start.startswith(signatures):
            raise ValidationError(
                {"file": _("This is not a %(type)s file, although its name says so.") % {"type": self.type_name}}
            )
