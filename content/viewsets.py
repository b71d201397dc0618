from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.models import Office, Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    inspect_view_enabled = True


class OfficeViewSet(SnippetViewSet):
    model = Office
    icon = "tag"
    menu_label = _("Offices")
    inspect_view_enabled = True


class PeopleViewSetGroup(SnippetViewSetGroup):
    items = [PersonViewSet, OfficeViewSet]
    menu_icon = "group"
    menu_label = _("People and offices")
    menu_order = 160
