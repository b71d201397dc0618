"""The admin's upload forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.accounts.roles import Role

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


class PictureForm(MarkedPublicByOfficers, BaseImageForm):
    pass


class DownloadForm(MarkedPublicByOfficers, BaseDocumentForm):
    pass
