"""Time zones by their IANA names. A fixed offset is never stored: laws move it (Kazakhstan, 1 March 2024)."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What stands beside the zones in the database's folder.
OF_THIS_MACHINE = {"localtime", "posixrules", "Factory"}


def commission_zone() -> str:
    """The name of the commission's own zone, in which its dates are meant unless they say otherwise."""
    return settings.TIME_ZONE


def validate_zone(name: str) -> None:
    """Raises ValidationError unless the tz database knows the name, as a place's and not as this machine's own."""
    try:
        if name in OF_THIS_MACHINE:
            raise ValueError(name)
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("There is no time zone “%(name)s”. Write its IANA name, such as Asia/Almaty."),
            params={"name": name},
        ) from error
