"""The registers of facts: filters, sorting, export; every change drafted, approved and kept in the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from announcements.models import (
    Event,
    EventPage,
    Meeting,
    MeetingPage,
    Poster,
    PosterPage,
    Topic,
)
from content.admin_columns import PagesColumn
from content.viewsets import ELECTION, RecordViewSet
from portal.publication.marking import MARK_PANEL

WHEN: list[Panel] = [
    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("zone", required_on_save=True)]),
    FieldPanel("place", help_text=_("Town, building and room, as somebody would look for it.")),
    FieldRowPanel(
        [
            FieldPanel("state", help_text=_("A public time that changes is “moved” by itself.")),
            FieldPanel("moved_from"),
        ]
    ),
    FieldPanel("note"),
]


class MeetingViewSet(RecordViewSet):
    model = Meeting
    icon = "group"
    menu_label = _("Meetings")
    list_display = [
        "__str__",
        DateColumn("starts_at", label=_("Starts"), sort_key="starts_at"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        PagesColumn(MeetingPage, "meeting"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["state", "convocation", "election"]
    list_export = ["number", "convocation", "starts_at", "zone", "place", "state", "chair", "election"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("number"), FieldPanel("convocation"), ELECTION]),
                    *WHEN,
                    FieldPanel("chair", help_text=_("Shown with the office held on the day of the meeting.")),
                    FieldPanel("stream_url"),
                    FieldPanel("briefing", help_text=_("The event for the press after it; the page links to it.")),
                ],
                heading=_("Meeting"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "items",
                        panels=[
                            FieldPanel("title"),
                            FieldPanel("rapporteur"),
                            FieldPanel("text"),
                            FieldPanel("decision"),
                            InlinePanel(
                                "acts",
                                panels=[FieldPanel("resolution")],
                                heading=_("Resolutions"),
                                label=_("resolution"),
                            ),
                            InlinePanel(
                                "instructions",
                                panels=[
                                    FieldPanel("addressee"),
                                    FieldPanel("task"),
                                    FieldRowPanel([FieldPanel("due_on"), FieldPanel("state")]),
                                ],
                                heading=_("Instructions"),
                                label=_("instruction"),
                            ),
                        ],
                        heading=_("Agenda"),
                        label=_("agenda item"),
                    )
                ],
                heading=_("Agenda"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "documents",
                        panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("document")])],
                        heading=_("Documents"),
                        label=_("document"),
                    )
                ],
                heading=_("Documents"),
            ),
            ObjectList([MARK_PANEL], heading=_("Opinion polls")),
        ]
    )


class EventViewSet(RecordViewSet):
    model = Event
    icon = "date"
    menu_label = _("Events")
    list_display = [
        "name",
        DateColumn("starts_at", label=_("Starts"), sort_key="starts_at"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        PagesColumn(EventPage, "event"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["kind", "state", "election"]
    list_export = ["name", "kind", "starts_at", "ends_at", "zone", "place", "state", "accreditation_until", "election"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), ELECTION]),
            *WHEN,
            FieldPanel("accreditation_until"),
            FieldPanel("contact"),
            FieldPanel("stream_url"),
            MARK_PANEL,
        ]
    )


class PosterViewSet(RecordViewSet):
    model = Poster
    icon = "image"
    menu_label = _("Posters")
    list_display = [
        "name",
        Column("topic", label=_("Topic"), sort_key="topic__slug"),
        DateColumn("valid_until", label=_("Valid until"), sort_key="valid_until"),
        PagesColumn(PosterPage, "poster"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["topic", "election"]
    list_export = ["name", "topic", "campaign", "licence", "valid_from", "valid_until", "election"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("topic", help_text=_("The gallery is sorted by it.")), ELECTION]),
                    FieldPanel("campaign", help_text=_("As it is called in public.")),
                    FieldPanel("channels"),
                    FieldPanel("licence"),
                    FieldPanel("terms", help_text=_("What others may change in it, and what not.")),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                ],
                heading=_("Poster"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "files",
                        panels=[
                            FieldRowPanel([FieldPanel("language"), FieldPanel("format")]),
                            FieldPanel("document", help_text=_("A PDF, picture, film or text.")),
                            FieldPanel("preview"),
                        ],
                        heading=_("Files"),
                        label=_("file"),
                        min_num=1,
                    )
                ],
                heading=_("Files"),
            ),
            ObjectList([MARK_PANEL], heading=_("Opinion polls")),
        ]
    )


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics of posters")
    list_display = ["__str__", "slug"]
