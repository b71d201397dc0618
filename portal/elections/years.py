from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS = range(1900, 2201)


def check_years(**days: date | None) -> None:
    """Raises ValidationError for a date of which a calculation could leave the calendar."""
    if mistyped := [name for name, day in days.items() if day is not None and day.year not in YEARS]:
        raise ValidationError(dict.fromkeys(mistyped, _("This year is surely mistyped.")))
