from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    name = "announcements"

    def ready(self) -> None:
        from announcements.models import AnnouncementPage
        from content import sources

        sources.register(sources.Kind(AnnouncementPage, "announcements", _("Announcements")))
