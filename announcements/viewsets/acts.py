"""The register of acts: every change waits for a second person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from announcements.models import IssuingBody, Resolution
from content.admin_columns import TextsColumn
from content.viewsets import ELECTION, RecordViewSet
from portal.accounts.views import FourEyesCreateView, FourEyesEditView
from portal.publication.marking import MARK_PANEL


class ResolutionViewSet(RecordViewSet):
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
                            FieldPanel("date", required_on_save=True, help_text=_("Of adoption, not of publication.")),
                            FieldPanel("kind"),
                        ]
                    ),
                    FieldPanel("title", help_text=_("The full legal title, without quotation marks.")),
                    FieldRowPanel([FieldPanel("body", required_on_save=True), ELECTION]),
                    FieldPanel(
                        "co_issuers",
                        widget=forms.CheckboxSelectMultiple,
                        help_text=_("Who else signed a joint act."),
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("is_draft"),
                            FieldPanel("in_force_from", help_text=_("Until that day it is adopted, but not in force.")),
                            FieldPanel("in_force_until"),
                        ]
                    ),
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
            ObjectList([MARK_PANEL, PublishingPanel()], heading=_("Publishing")),
        ]
    )


class IssuingBodyViewSet(SnippetViewSet):
    model = IssuingBody
    icon = "home"
    menu_label = _("Issuing bodies")
    list_display = ["__str__", "code"]
