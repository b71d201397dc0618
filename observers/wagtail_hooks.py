from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from observers.viewsets import PollPageListingViewSet, PollsViewSetGroup

register_snippet(PollsViewSetGroup)


@hooks.register("register_admin_viewset")
def register_list_of_poll_pages() -> PageListingViewSet:
    return PollPageListingViewSet()
