from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from content.models import Office, Person
from portal.accounts.views import RecordApprovalView, RecordUnpublishView

ELECTION = FieldPanel("election", help_text=_("Lists, filters and the calendar of this election show it."))


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
    unpublish_view_class = RecordUnpublishView
    copy_view_enabled = False
    inspect_view_enabled = True


class ChooseLanguageView(ChooseParentView):
    """Asks for the section, and with it the language; Wagtail's would take the first language in silence."""

    locale = None


class NewsListingViewSet(PageListingViewSet):
    add_to_admin_menu = True
    choose_parent_view_class = ChooseLanguageView


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
