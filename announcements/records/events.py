"""Events that press, observers and voters are invited to."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from announcements.enums import EventKind
from announcements.records.appointments import Appointment
from portal import clock
from portal.i18n.fields import TextsField
from portal.publication.boundaries import next_value


class Event(Appointment):
    """A briefing, a visit, a training. Its title and description in each language are pages."""

    name = models.CharField(
        _("working name"), max_length=120, help_text=_("For the people who write; the public reads the pages' titles.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, default=EventKind.BRIEFING)
    accreditation_until = models.DateTimeField(
        _("accreditation until"),
        null=True,
        blank=True,
        help_text=_("The last moment to apply; empty if nobody has to."),
    )
    contact = TextsField(
        _("contact"),
        max_length=300,
        multiline=True,
        blank=True,
        help_text=_("Whom the press asks: office, phone, mail."),
    )

    search_fields = [
        *Appointment.search_fields,
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"{self.name}, {formats.date_format(self.starts, 'SHORT_DATE_FORMAT')}" if self.starts_at else self.name

    def clean(self) -> None:
        super().clean()
        if not self.accreditation_until:
            return
        if self.ends_at and self.accreditation_until > self.ends_at:
            raise ValidationError({"accreditation_until": _("Accreditation closes after the event is over.")})
        if self.starts_at and not self.ends_at and self.accreditation_until > self.starts_at:
            raise ValidationError({"accreditation_until": _("Accreditation closes after the event has begun.")})

    @property
    def accreditation_closes(self) -> datetime | None:
        """The last moment to apply, on the clocks of the event's zone."""
        return self.accreditation_until.astimezone(self.zone_info) if self.accreditation_until else None

    @property
    def accreditation_is_open(self) -> bool:
        return self.accreditation_until is not None and clock.now() < self.accreditation_until


def accreditation_boundary(now: datetime) -> datetime | None:
    """The next instant at which the accreditation for an event closes."""
    return next_value(Event.objects.filter(live=True), now, "accreditation_until")
