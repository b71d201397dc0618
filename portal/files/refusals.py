"""Why an upload is refused, one sentence each."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def pretends(type_name: str) -> ValidationError:
    """The bytes are not those of the format that the name promises."""
    return ValidationError(
        _("This is not a %(type)s file, although its name says so."), code="pretends", params={"type": type_name}
    )


def damaged_picture() -> ValidationError:
    return ValidationError(
        _("This picture is damaged: it can't be opened. Save it anew and try again."), code="damaged"
    )


def too_large_picture() -> ValidationError:
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / 1_000_000
    return ValidationError(
        _("This picture is too large: at most %(limit)s megapixels are allowed."),
        code="too_large",
        params={"limit": f"{limit:g}"},
    )


def damaged_pdf() -> ValidationError:
    return ValidationError(_("This PDF is damaged: it can't be opened. Save it anew and try again."), code="damaged")


def protected_pdf() -> ValidationError:
    return ValidationError(
        _("This PDF is protected by a password. Save it without one and try again."), code="protected"
    )
