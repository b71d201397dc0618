"""Admin forms that pages and records share."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.elections.zones import commission_zone, validate_zone
from portal.publication.marking import MarkedFormMixin

SKIPPED_OR_TWICE = _(
    "On this day the clocks of this zone show this hour twice, or not at all. Write another hour, or the time of "
    "another zone, such as UTC, with that zone beside it."
)


class ZonedForm(MarkedFormMixin, WagtailAdminModelForm):
    """A form whose times are meant, shown and typed on the clocks of the zone in its field `zone`.

    Django reads every time of every form in the current zone. A time that those clocks skip or show twice is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = _zone(self.instance.zone)
        for name, field in self.fields.items():
            at = self.initial.get(name)
            if isinstance(field, forms.DateTimeField) and at is not None:
                self.initial[name] = at.astimezone(zone).replace(tzinfo=None)

    def _clean_fields(self) -> None:
        typed = self.data.get(self.add_prefix("zone")) if "zone" in self.fields else None
        with timezone.override(_zone(typed or self.instance.zone)):
            super()._clean_fields()
        self._say_what_to_do_in_a_skipped_hour()

    def _say_what_to_do_in_a_skipped_hour(self) -> None:
        for name, errors in (self._errors or {}).items():
            if errors.as_data()[0].code == "ambiguous_timezone":
                self._errors[name] = self.error_class([str(SKIPPED_OR_TWICE)], renderer=self.renderer)


def _zone(name: str) -> ZoneInfo:
    """A zone by its name; the commission's where the name is none: the field itself says so to the editor."""
    try:
        validate_zone(name.strip())
    except ValidationError:
        return ZoneInfo(commission_zone())
    return ZoneInfo(name.strip())
