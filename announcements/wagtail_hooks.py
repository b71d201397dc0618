from wagtail import hooks

from announcements.viewsets import AnnouncementListingViewSet


@hooks.register("register_admin_viewset")
def register_announcements() -> AnnouncementListingViewSet:
    return AnnouncementListingViewSet()
