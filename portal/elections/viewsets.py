from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.accounts.views import FourEyesCreateView, FourEyesEditView
from portal.elections.forms import ElectionForm
from portal.elections.models import Election


class ElectionViewSet(SnippetViewSet):
    """The calendar of elections. Every change waits for a second election officer."""

    model = Election
    add_view_class = FourEyesCreateView
    edit_view_class = FourEyesEditView
    icon = "calendar-alt"
    menu_label = _("Elections")
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["__str__", "kind", DateColumn("called_on", label=_("Called on")), LiveStatusTagColumn()]
    list_filter = ["kind"]
    list_export = ["slug", "kind", "called_on", "zone"]
    copy_view_enabled = False
    inspect_view_enabled = True
    admin_url_namespace = "elections"
    base_url_path = "elections"

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("short_title"),
                    FieldPanel("slug"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("is_early"), FieldPanel("is_cancelled")]),
                    FieldRowPanel([FieldPanel("called_on"), FieldPanel("zone")]),
                    FieldPanel("note"),
                ],
                heading=_("Election"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "rounds",
                        panels=[
                            FieldRowPanel([FieldPanel("number"), FieldPanel("first_day"), FieldPanel("last_day")]),
                        ],
                        heading=_("Rounds and voting days"),
                        label=_("round"),
                        min_num=1,
                    ),
                    InlinePanel(
                        "areas",
                        panels=[
                            FieldPanel("title"),
                            FieldRowPanel([FieldPanel("zone"), FieldPanel("is_abroad")]),
                            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                        ],
                        heading=_("Areas and polling hours"),
                        label=_("area"),
                    ),
                    FieldPanel("fill_calendar"),
                    InlinePanel(
                        "key_dates",
                        panels=[
                            FieldPanel("event"),
                            MultiFieldPanel([FieldRowPanel([FieldPanel("date"), FieldPanel("instant")])]),
                            FieldPanel("legal_basis"),
                            FieldPanel("rule", widget=forms.HiddenInput),
                        ],
                        heading=_("Key dates"),
                        label=_("key date"),
                    ),
                    InlinePanel(
                        "widenings",
                        panels=[
                            FieldRowPanel([FieldPanel("round_number"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
                            FieldPanel("reason"),
                        ],
                        heading=_("Polls closed longer than the law says"),
                        label=_("longer closing"),
                        help_text=_("The law’s own days stay closed, whatever stands here."),
                    ),
                ],
                heading=_("Dates"),
            ),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ],
        base_form_class=ElectionForm,
    )
