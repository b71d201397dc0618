"""Time zones by their IANA names. A fixed offset is never stored: laws move it (Kazakhstan, 1 March 2024)."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def commission_zone() -> str:
    """The name of the commission's own zone, in which its dates are meant unless they say otherwise."""
    return settings.TIME_ZONE


def validate_zone(name: str) -> None:
    """Raises ValidationError unless the tz database knows the name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("There is no time zone “%(name)s”. Write its IANA name, such as Asia/Almaty."),
            params={"name": name},
        ) from error
