from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from content import sitemaps
        from content.calendars import entries
        from home.models import AlertBanner
        from home.when import election_entries, window_entries
        from portal.basepage.reserved import reserve
        from portal.publication import blocked, boundaries

        boundaries.register(AlertBanner.next_change)
        reserve("blackout", "elections", "elections.ics", "view")
        blocked.register_open("blackout", _("What may be published when"))
        entries.register(window_entries)
        sitemaps.register_view("feeds")
        sitemaps.register_view("blackout")
        sitemaps.register(election_entries)
