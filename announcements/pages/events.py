from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from announcements import structured_data
from announcements.calendar import CalendarView
from announcements.enums import EventKind
from announcements.pages.appointments import AppointmentPage
from announcements.records.events import Event
from content.calendars import ical
from content.calendars.entries import entries
from content.listings import ListingMixin, Lookups
from content.pages import ListedPage, SectionMixin, TextPage
from portal.basepage.models import BasePage


class EventPage(AppointmentPage):
    """What is said in one language about an event."""

    record_name = "event"

    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("event"),
        help_text=_("Its time, place, accreditation and state stand there, once for all languages."),
    )

    content_panels = [*TextPage.content_panels[:1], FieldPanel("event"), *TextPage.content_panels[1:]]
    search_fields = [*ListedPage.search_fields, index.FilterField("event")]
    read_with = ("event__election",)
    full_text_template = "announcements/event_full_text.html"

    template = "announcements/event_page.html"
    parent_page_types = ["announcements.EventIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Something that press, observers or voters can come to.")

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def calendar_kind(self) -> Any:
        return self.record.get_kind_display()

    def categories(self) -> list[object]:
        return [*([self.record.get_kind_display()] if self.record else []), *super().categories()]

    def structured_data(self) -> dict[str, Any]:
        return structured_data.event(self)


class EventIndexPage(SectionMixin, ListingMixin, BasePage):
    """The calendar of one language: `/{lang}/events/`, with its months, `feed/` and `calendar.ics`."""

    section_slug = "events"
    lookups = Lookups(date="event__starts_at", type="event__kind", election="event__election")
    promote_panels = [FieldPanel("search_description"), FieldPanel("show_in_menus")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["announcements.EventPage"]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        return EventPage

    def listed_types(self) -> list[tuple[str, Any]]:
        return list(EventKind.choices)

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        calendar = CalendarView(self.locale.language_code, request.GET)
        context = {**self.get_context(request), "calendar": calendar}
        return TemplateResponse(request, "announcements/event_index_page.html", context)

    @path("calendar.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Everything, to subscribe to: key dates of all elections, meetings, events."""
        language = self.locale.language_code
        return ical.respond(request, entries(language), name=self.title, language=language, file_name="calendar.ics")
