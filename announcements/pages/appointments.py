"""Pages on something with a time: how they stand in calendars."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from announcements.enums import AppointmentState
from content.calendars import ical
from content.calendars.entries import Entry, Source
from content.records import RecordPage


class AppointmentPage(RecordPage):
    """A page on a meeting or an event, with `calendar.ics` below its address."""

    class Meta:
        abstract = True

    def listed_at(self) -> Any:
        """When the thing itself is or was, on the clocks of its zone."""
        return self.record.starts if self.record is not None else self.published_at()

    def calendar_kind(self) -> Any:
        """What a calendar calls it."""
        return self._meta.verbose_name

    def calendar_entry(self) -> Entry | None:
        """How it stands in calendars; None while its facts are not public."""
        record = self.record
        if record is None:
            return None
        return Entry(
            key=record.key,
            sequence=record.sequence,
            title=self.title,
            starts=record.starts_at,
            ends=record.ends_at,
            zone=record.zone,
            place=record.place.spoken.text,
            text=self.lead,
            url=self.url or "",
            is_cancelled=record.state == AppointmentState.CANCELLED,
            moved_from=record.moved_from if record.state == AppointmentState.MOVED else None,
            changed_at=max(filter(None, [record.last_published_at, self.last_published_at])),
            election_id=record.election_id,
            kind=self.calendar_kind(),
        )

    @path("calendar.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        entry = self.calendar_entry()
        return ical.respond(
            request,
            [entry] if entry else [],
            name=self.title,
            language=self.locale.language_code,
            file_name=f"{self.slug}.ics",
        )


def source(model: type[AppointmentPage]) -> Source:
    """The calendar entries of all pages of a type that may be mentioned now, by language."""

    def entries(language: str) -> list[Entry]:
        found = (page.calendar_entry() for page in model.listed_in(language))
        return [entry for entry in found if entry is not None]

    return entries
