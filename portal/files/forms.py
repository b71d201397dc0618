"""The admin's upload forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.accounts.roles import Role
from portal.files.checks import check
from portal.files.signatures import extension_of
from portal.publication.marking import MarkedFormMixin

if TYPE_CHECKING:
    from django.forms import ModelForm

    from portal.accounts.models import User

    _Form = ModelForm[Any]
else:
    _Form = object


class MarkedPublicByOfficers(_Form):
    """Whoever may only add files doesn't decide that one is public by itself: that is publishing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if user is not None and not _is_officer(user):
            self.fields.pop("public", None)


def _is_officer(user: User) -> bool:
    return user.is_superuser or user.groups.filter(name=Role.PRESS_OFFICER).exists()


class PictureForm(MarkedPublicByOfficers, MarkedFormMixin, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file: Any = self.fields.get("file")
        if file:
            # Wagtail decodes the whole picture to learn its size, and lets what the decoder raises become an error 500.
            file.check_image_pixel_size = _check_pixels


def _check_pixels(file: File[Any]) -> None:
    """Raises ValidationError where a picture is damaged or too large; Wagtail has compared name and bytes before."""
    check(file, extension_of(file.name or ""))


class DownloadForm(MarkedPublicByOfficers, MarkedFormMixin, BaseDocumentForm):
    pass
