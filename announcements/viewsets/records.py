"""The registers of facts: filters, sorting, export; every change drafted, approved and kept in the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from announcements.models import (
    Event,
    EventPage,
    IssuingBody,
    Meeting,
    MeetingPage,
    Poster,
    PosterPage,
    Resolution,
    Topic,
)
from content.admin_columns import PagesColumn, TextsColumn
from portal.accounts.views import FourEyesCreateView, FourEyesEditView, RecordApprovalView

WHEN: list[Panel] = [
    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("zone", required_on_save=True)]),
    FieldPanel("place"),
    FieldRowPanel([FieldPanel("state"), FieldPanel("moved_from")]),
    FieldPanel("note"),
]


class RecordIndexView(IndexView):
    """A time is exported with its offset; Wagtail's XLSX would drop it."""

    custom_value_preprocess = {
        **IndexView.custom_value_preprocess,
        datetime: {kind: lambda value: value.isoformat(sep=" ") for kind in IndexView.FORMATS},
    }


class RecordViewSet(SnippetViewSet):
    """What the registers have in common."""

    index_view_class = RecordIndexView
    workflow_action_view_class = RecordApprovalView
    copy_view_enabled = False
    inspect_view_enabled = True


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
                    FieldRowPanel([FieldPanel("number"), FieldPanel("convocation"), FieldPanel("election")]),
                    *WHEN,
                    FieldPanel("chair"),
                    FieldPanel("stream_url"),
                    FieldPanel("briefing"),
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
            FieldRowPanel([FieldPanel("kind"), FieldPanel("election")]),
            *WHEN,
            FieldPanel("accreditation_until"),
            FieldPanel("contact"),
            FieldPanel("stream_url"),
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
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("election")]),
                    FieldPanel("campaign"),
                    FieldPanel("channels"),
                    FieldPanel("licence"),
                    FieldPanel("terms"),
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
                            FieldPanel("document"),
                            FieldPanel("preview"),
                        ],
                        heading=_("Files"),
                        label=_("file"),
                        min_num=1,
                    )
                ],
                heading=_("Files"),
            ),
        ]
    )


class ResolutionViewSet(RecordViewSet):
    """Acts of the commission. Every change waits for a second person."""

    model = Resolution
    add_view_class = FourEyesCreateView
    edit_view_class = FourEyesEditView
    icon = "doc-full"
    menu_label = _("Resolutions")
    list_display = [
        Column("number", label=_("Number"), sort_key="number"),
        DateColumn("date", label=_("Date"), sort_key="date"),
        Column("title", label=_("Title")),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        TextsColumn("title"),
        LiveStatusTagColumn(),
    ]
    list_filter = {"kind": ["exact"], "is_draft": ["exact"], "body": ["exact"], "date": ["gte", "lte"]}
    list_export = ["number", "date", "title", "kind", "body", "is_draft", "in_force_from", "in_force_until", "election"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("number", required_on_save=True),
                            FieldPanel("date", required_on_save=True),
                            FieldPanel("kind"),
                        ]
                    ),
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("body", required_on_save=True), FieldPanel("election")]),
                    FieldPanel("co_issuers", widget=forms.CheckboxSelectMultiple),
                    FieldRowPanel([FieldPanel("is_draft"), FieldPanel("in_force_from"), FieldPanel("in_force_until")]),
                    FieldPanel("note"),
                ],
                heading=_("Resolution"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "changes",
                        panels=[
                            FieldRowPanel([FieldPanel("kind"), FieldPanel("target"), FieldPanel("effective_on")]),
                            FieldPanel("points"),
                        ],
                        heading=_("What it changes in other acts"),
                        label=_("change"),
                    )
                ],
                heading=_("Changes of other acts"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "wordings",
                        panels=[
                            FieldRowPanel([FieldPanel("language"), FieldPanel("effective_on"), FieldPanel("by")]),
                            FieldPanel("text"),
                        ],
                        heading=_("Text, by language and day"),
                        label=_("wording"),
                    ),
                    InlinePanel("files", panels=[FieldPanel("document")], heading=_("Files"), label=_("file")),
                ],
                heading=_("Text and files"),
            ),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ]
    )


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics of posters")
    list_display = ["__str__", "slug"]


class IssuingBodyViewSet(SnippetViewSet):
    model = IssuingBody
    icon = "home"
    menu_label = _("Issuing bodies")
    list_display = ["__str__", "code"]


class RegistersViewSetGroup(SnippetViewSetGroup):
    items: Any = [MeetingViewSet, ResolutionViewSet, EventViewSet, PosterViewSet, TopicViewSet, IssuingBodyViewSet]
    menu_icon = "list-ul"
    menu_label = _("Registers")
    menu_order = 140
