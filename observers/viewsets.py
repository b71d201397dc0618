"""The registers of polling organisations and polls, and the list of the pages on polls."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.admin_columns import PagesColumn, TextsColumn, news_columns
from content.viewsets import NewsListingViewSet, RecordViewSet
from observers.models import Poll, PollingOrganisation, PollPage
from portal.accounts.views import FourEyesCreateView, FourEyesEditView
from portal.publication.marking import MARK_PANEL


class PollingOrganisationViewSet(RecordViewSet):
    model = PollingOrganisation
    add_view_class = FourEyesCreateView
    edit_view_class = FourEyesEditView
    icon = "group"
    menu_label = _("Polling organisations")
    list_display = [Column("__str__", label=_("Name")), TextsColumn("name"), LiveStatusTagColumn()]
    list_export = ["name", "aliases", "registration"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name", help_text=_("The full name, as it notified the commission.")),
                    FieldPanel("slug"),
                    FieldPanel("aliases"),
                    FieldPanel("registration"),
                    FieldPanel("note"),
                ],
                heading=_("Organisation"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "notices",
                        panels=[
                            FieldPanel("election"),
                            FieldRowPanel(
                                [FieldPanel("notified_on"), FieldPanel("as_of"), FieldPanel("years_of_experience")]
                            ),
                            FieldPanel("regions"),
                            FieldPanel("methods"),
                            FieldRowPanel([FieldPanel("ended_on"), FieldPanel("end")]),
                            FieldPanel("reason"),
                        ],
                        heading=_("Notices to the commission, per election"),
                        label=_("notice"),
                    )
                ],
                heading=_("Notices"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "documents", panels=[FieldPanel("document")], heading=_("Documents"), label=_("document")
                    )
                ],
                heading=_("Documents"),
            ),
        ]
    )


class PollViewSet(RecordViewSet):
    model = Poll
    add_view_class = FourEyesCreateView
    edit_view_class = FourEyesEditView
    icon = "table"
    menu_label = _("Polls")
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("organisation", label=_("Conducted by")),
        DateColumn("fieldwork_until", label=_("Until"), sort_key="fieldwork_until"),
        PagesColumn(PollPage, "poll"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["kind", "election", "organisation"]
    list_export = ["name", "kind", "election", "organisation", "fieldwork_from", "fieldwork_until", "respondents"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("election")]),
                    FieldPanel("note"),
                ],
                heading=_("Poll"),
            ),
            ObjectList(
                [
                    FieldPanel(
                        "organisation", help_text=_("It must have notified the commission before the fieldwork.")
                    ),
                    FieldPanel("ordered_by"),
                    FieldPanel("paid_by"),
                    FieldRowPanel([FieldPanel("fieldwork_from"), FieldPanel("fieldwork_until")]),
                    FieldPanel("method"),
                    FieldRowPanel([FieldPanel("respondents"), FieldPanel("error"), FieldPanel("confidence")]),
                    FieldPanel("population"),
                    FieldPanel("is_weighted"),
                ],
                heading=_("Seven disclosures"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "questions",
                        panels=[
                            FieldPanel("wording"),
                            FieldRowPanel([FieldPanel("respondents"), FieldPanel("several_answers")]),
                            InlinePanel(
                                "answers",
                                panels=[
                                    FieldPanel("text"),
                                    FieldRowPanel(
                                        [FieldPanel("percent"), FieldPanel("people"), FieldPanel("is_other")]
                                    ),
                                ],
                                heading=_("Answers"),
                                label=_("answer"),
                            ),
                        ],
                        heading=_("Questions"),
                        label=_("question"),
                    )
                ],
                heading=_("Questions and answers"),
            ),
            ObjectList([MARK_PANEL], heading=_("Opinion polls")),
        ]
    )


class PollsViewSetGroup(SnippetViewSetGroup):
    items: Any = [PollViewSet, PollingOrganisationViewSet]
    menu_icon = "table"
    menu_label = _("Polls")
    menu_order = 145


class PollPageListingViewSet(NewsListingViewSet):
    model = PollPage
    name = "poll_pages"
    icon = "table"
    menu_label = _("Poll pages")
    menu_order = 114
    columns = news_columns(
        DateColumn(
            "poll",
            label=_("Fieldwork until"),
            accessor="poll.fieldwork_until",
            sort_key="poll__fieldwork_until",
            width="12%",
        ),
    )
