"""The registers as one group of the admin's menu."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from announcements.viewsets.acts import IssuingBodyViewSet, ResolutionViewSet
from announcements.viewsets.records import EventViewSet, MeetingViewSet, PosterViewSet, TopicViewSet


class RegistersViewSetGroup(SnippetViewSetGroup):
    items: Any = [MeetingViewSet, ResolutionViewSet, EventViewSet, PosterViewSet, TopicViewSet, IssuingBodyViewSet]
    menu_icon = "list-ul"
    menu_label = _("Registers")
    menu_order = 140
