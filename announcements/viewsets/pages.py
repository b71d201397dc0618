"""Each kind of news in one list, whatever its language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import PageFilterSet

from announcements.models import AnnouncementPage, EventPage, MeetingPage, PosterPage
from content.admin_columns import news_columns
from content.viewsets import NewsListingViewSet


class AnnouncementFilterSet(PageFilterSet):
    class Meta:
        model = AnnouncementPage
        fields = ["kind", "election"]


class AnnouncementListingViewSet(NewsListingViewSet):
    model = AnnouncementPage
    name = "announcements"
    icon = "doc-full-inverse"
    menu_label = _("Announcements")
    menu_order = 110
    columns = news_columns(
        Column("kind", label=_("Addressed"), accessor="get_kind_display", sort_key="kind", width="12%"),
    )
    filterset_class = AnnouncementFilterSet


class MeetingPageListingViewSet(NewsListingViewSet):
    model = MeetingPage
    name = "meeting_pages"
    icon = "group"
    menu_label = _("Meeting news")
    menu_order = 111
    columns = news_columns(
        DateColumn(
            "meeting", label=_("Meeting"), accessor="meeting.starts_at", sort_key="meeting__starts_at", width="12%"
        ),
    )


class PosterPageListingViewSet(NewsListingViewSet):
    model = PosterPage
    name = "poster_pages"
    icon = "image"
    menu_label = _("Poster pages")
    menu_order = 112
    columns = news_columns(
        Column("topic", label=_("Topic"), accessor="poster.topic", sort_key="poster__topic__slug", width="12%"),
    )


class EventPageListingViewSet(NewsListingViewSet):
    model = EventPage
    name = "event_pages"
    icon = "date"
    menu_label = _("Event pages")
    menu_order = 113
    columns = news_columns(
        DateColumn("event", label=_("Event"), accessor="event.starts_at", sort_key="event__starts_at", width="12%"),
    )
