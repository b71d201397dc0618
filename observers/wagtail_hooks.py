from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from observers.lacking import LackingPanel
from observers.viewsets import PollPageListingViewSet, PollsViewSetGroup

register_snippet(PollsViewSetGroup)


@hooks.register("register_admin_viewset")
def register_list_of_poll_pages() -> PageListingViewSet:
    return PollPageListingViewSet()


@hooks.register("construct_homepage_panels")
def add_polls_that_lack_something(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(LackingPanel(request))
