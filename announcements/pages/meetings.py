from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from announcements.enums import AppointmentState
from announcements.pages.appointments import AppointmentPage
from announcements.pages.events import EventPage
from announcements.records.meetings import Meeting, MeetingDocument, meeting_parts
from announcements.structured_data import appointment
from content import structured_data
from content.listings import FilterForm, ListingMixin, Lookups, Selection
from content.pages import ListedPage, SectionMixin, TextPage
from portal.basepage.models import BasePage


class MeetingPage(AppointmentPage):
    """What is said in one language about a meeting: announced before, reported after, at one address."""

    record_name = "meeting"

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("meeting"),
        help_text=_("Its time, agenda, rapporteurs and resolutions stand there, once for all languages."),
    )

    content_panels = [*TextPage.content_panels[:1], FieldPanel("meeting"), *TextPage.content_panels[1:]]
    search_fields = [*ListedPage.search_fields, index.SearchField("agenda_text"), index.FilterField("meeting")]
    read_with = ("meeting__election",)
    read_for_texts = tuple(meeting_parts("meeting__"))
    full_text_template = "announcements/meeting_full_text.html"

    template = "announcements/meeting_page.html"
    parent_page_types = ["announcements.MeetingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A meeting of the commission: its announcement, then its news.")

    class Meta:
        verbose_name = _("meeting page")
        verbose_name_plural = _("meeting pages")

    def calendar_kind(self) -> Any:
        return _("Meeting")

    @property
    def agenda_text(self) -> str:
        """The agenda and who is named in it, in this language, for search."""
        texts = self.meeting.texts if self.meeting_id else []
        return " ".join(filter(None, (text.text(self.locale.language_code) for text in texts)))

    def documents(self) -> list[MeetingDocument]:
        """The meeting's files, those in this language first."""
        own = self.locale.language_code
        return sorted(self.record.files, key=lambda row: row.document.language != own) if self.record else []

    def briefing_page(self) -> EventPage | None:
        """The page of the briefing in this language, if it can be read."""
        if self.record is None or self.record.briefing_id is None:
            return None
        return EventPage.objects.visible().filter(event=self.record.briefing_id, locale_id=self.locale_id).first()

    def categories(self) -> list[object]:
        return [_("Meeting"), *super().categories()]

    def enclosures(self) -> list[tuple[str, int, str]]:
        return [*super().enclosures(), *(row.document.enclosure for row in self.documents())]

    def structured_data(self) -> dict[str, Any]:
        article = structured_data.news_article(self)
        return {**article, "about": appointment(self)} if self.record else article


class MeetingFilterForm(FilterForm):
    convocation = forms.IntegerField(
        required=False, min_value=1, max_value=999, label=_("Convocation"), widget=forms.Select
    )

    type_label = _("State")
    empty_labels: ClassVar[dict[str, Any]] = {
        **FilterForm.empty_labels,
        "type": _("All states"),
        "convocation": _("All convocations"),
    }
    field_order = ["q", "type", "year", "convocation", "election"]


class MeetingSelection(Selection):
    form_class = MeetingFilterForm

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        found = super().narrowed(found)
        if "convocation" in self.filters:
            found = found.filter(meeting__convocation=self.filters["convocation"])
        return found

    @property
    def matches(self) -> QuerySet[Any]:
        return super().matches.annotate(items_count=Count("meeting__items"))

    @property
    def fields(self) -> list[forms.BoundField]:
        numbers = self.everything.order_by("-meeting__convocation").values_list("meeting__convocation", flat=True)
        known = [number for number in numbers.distinct() if number is not None]
        self.form.offer("convocation", [(number, number) for number in known])
        return super().fields


class MeetingIndexPage(SectionMixin, ListingMixin, BasePage):
    """The archive of meetings in one language: `/{lang}/meetings/`."""

    section_slug = "meetings"
    selection_class = MeetingSelection
    lookups = Lookups(date="meeting__starts_at", type="meeting__state", election="meeting__election")
    listing_template = "announcements/meeting_index_page.html"
    promote_panels = [FieldPanel("search_description"), FieldPanel("show_in_menus")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["announcements.MeetingPage"]

    class Meta:
        verbose_name = _("section of meetings")
        verbose_name_plural = _("sections of meetings")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        return MeetingPage

    def listed_types(self) -> list[tuple[str, Any]]:
        return list(AppointmentState.choices)
