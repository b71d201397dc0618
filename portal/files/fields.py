"""How an upload is stored: without personal data, and with what is known of its bytes written down beside it.

Here and not in the models' `save`, because Wagtail also stores files by the field itself (multiple uploads of which
something else had to be filled in first).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile, File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from portal.files import pdfs, refusals
from portal.files.metadata import without_personal_data
from portal.files.pictures import opened
from portal.files.signatures import PICTURES, extension_of, picture_format

if TYPE_CHECKING:
    _Base = FieldFile
else:
    _Base = object


class CleanFieldFile(_Base):
    """The model says with `describe(name, content)` what it keeps of the bytes, before they are stored."""

    instance: Any

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Raises ValidationError where a picture makes no sense: nobody could say what it tells."""
        if self.is_picture(name):
            content = _clean(name, content)
        elif extension_of(name) == "pdf":
            content = _clean_pdf(name, content)
        self.instance.describe(name, content)
        content.seek(0)
        super().save(name, content, save=save)

    def is_picture(self, name: str) -> bool:
        return extension_of(name) in PICTURES


def _clean(name: str, content: File[Any]) -> File[Any]:
    format = picture_format(content)
    if format is None:
        raise refusals.damaged_picture()
    data = without_personal_data(content, format)
    return content if data is None else ContentFile(data, name)


def _clean_pdf(name: str, content: File[Any]) -> File[Any]:
    content.seek(0)
    data = pdfs.without_personal_data(content.read())
    return content if data is None else ContentFile(data, name)


class DownloadFieldFile(CleanFieldFile, FieldFile):
    pass


class DownloadField(FileField):
    attr_class = DownloadFieldFile


class PictureFieldFile(CleanFieldFile, WagtailImageFieldFile):
    def is_picture(self, name: str) -> bool:
        return True

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height in pixels, from the head alone: Wagtail's own answer decodes the picture each time.

        Raises ValidationError where this is no picture, is damaged, or has too many pixels.
        """
        was_closed = self.closed
        try:
            self.open()
            format = picture_format(self)
            if format is None:
                raise refusals.damaged_picture()
            return opened(self, format).size
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile
