"""What has a time and a place: the common ground of meetings and events."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from announcements.enums import AppointmentState
from content.forms import ZonedForm
from content.records import PageRecord
from portal.elections.models import Election
from portal.elections.sequences import SequencedMixin
from portal.elections.zones import commission_zone, validate_zone
from portal.i18n.fields import TextsField

LONGEST = timedelta(days=60)


class Appointment(PageRecord, SequencedMixin):
    """A time `[starts_at, ends_at)` in a zone, a place, and whether it stands, was moved or cancelled.

    Subscribed calendars follow `key` and `sequence` (RFC 5545 3.8.4.7, 3.8.7.4).
    """

    starts_at = models.DateTimeField(_("starts"), help_text=_("In the time zone given below."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=commission_zone,
        validators=[validate_zone],
        help_text=_("An IANA name, such as Asia/Almaty. All times of this form are meant in it."),
    )
    place = TextsField(_("place"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=AppointmentState, default=AppointmentState.ANNOUNCED)
    moved_from = models.DateTimeField(
        _("moved from"),
        null=True,
        blank=True,
        help_text=_("The time announced before. Filled in by itself when the time of something public is moved."),
    )
    stream_url = models.URLField(_("broadcast"), blank=True, help_text=_("Where it can be watched."))
    election = models.ForeignKey(
        Election, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("election")
    )
    note = TextsField(_("note"), max_length=200, blank=True, help_text=_("Shown beside the time wherever it stands."))

    sequenced_fields = ("starts_at", "ends_at", "zone", "place", "state")
    base_form_class = ZonedForm
    search_fields = [index.FilterField("state"), index.FilterField("starts_at")]

    class Meta:
        abstract = True

    @property
    def zone_info(self) -> ZoneInfo:
        # A form that is being cleaned may hold none.
        return ZoneInfo(self.zone or commission_zone())

    @property
    def starts(self) -> datetime:
        """When it starts, on the clocks of its own zone."""
        return self.starts_at.astimezone(self.zone_info)

    @property
    def ends(self) -> datetime | None:
        return self.ends_at.astimezone(self.zone_info) if self.ends_at else None

    @property
    def was_planned(self) -> datetime | None:
        """When it was to start before it was moved, on the clocks of its own zone."""
        return self.moved_from.astimezone(self.zone_info) if self.moved_from else None

    @property
    def day(self) -> date:
        return self.starts.date()

    def clean(self) -> None:
        """Raises ValidationError for times that contradict one another."""
        super().clean()
        self._say_that_it_was_moved()
        problems: dict[str, Any] = {}
        if self.starts_at and self.ends_at:
            if self.ends_at <= self.starts_at:
                problems["ends_at"] = _("This ends before it starts.")
            elif self.ends_at - self.starts_at > LONGEST:
                problems["ends_at"] = _("This lasts more than sixty days: surely a wrong month or year.")
        if self.state == AppointmentState.MOVED and not self.moved_from:
            problems["moved_from"] = _("Say from which time it was moved.")
        if self.moved_from and self.moved_from == self.starts_at:
            problems["moved_from"] = _("This is the time it has now, so it was not moved.")
        if problems:
            raise ValidationError(problems)

    def _say_that_it_was_moved(self) -> None:
        """Whoever knows a public time must learn that it changed, also where the editor forgot to say so."""
        public = type(self)._base_manager.filter(pk=self.pk, live=True)
        before = public.values("starts_at", "moved_from").first()
        if before is None or before["starts_at"] == self.starts_at:
            return
        if self.state == AppointmentState.ANNOUNCED:
            self.state = AppointmentState.MOVED
        # Of a second move, too, unless the editor has written something else than what stood there.
        if self.state == AppointmentState.MOVED and self.moved_from in {None, before["moved_from"]}:
            self.moved_from = before["starts_at"]
