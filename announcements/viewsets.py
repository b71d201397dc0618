from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from announcements.models import AnnouncementPage
from content.admin_columns import news_columns


class AnnouncementFilterSet(PageFilterSet):
    class Meta:
        model = AnnouncementPage
        fields = ["kind", "election"]


class ChooseLanguageView(ChooseParentView):
    """Asks for the section, and with it the language; Wagtail's would take the first language in silence."""

    locale = None


class AnnouncementListingViewSet(PageListingViewSet):
    """All announcements in one list, whatever their language."""

    model = AnnouncementPage
    name = "announcements"
    icon = "doc-full-inverse"
    menu_label = _("Announcements")
    menu_order = 110
    add_to_admin_menu = True
    columns = news_columns(
        Column("kind", label=_("Addressed"), accessor="get_kind_display", sort_key="kind", width="12%"),
    )
    filterset_class = AnnouncementFilterSet
    choose_parent_view_class = ChooseLanguageView
