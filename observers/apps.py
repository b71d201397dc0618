from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObserversConfig(AppConfig):
    name = "observers"

    def ready(self) -> None:
        from content import sitemaps
        from content.sources import Kind, register
        from observers import models
        from observers.organisation import sitemap_entries
        from observers.records.polls import polls_of
        from portal.basepage import guarded
        from portal.basepage.reserved import reserve
        from portal.publication import blackout, blocked

        blackout.register(polls_of)
        guarded.guard(models.PollIndexPage.section_slug)
        blocked.register_open("polling_organisations", _("Register of polling organisations"))
        register(Kind(models.PollPage, "polls", _("Polls")))
        register(
            Kind(
                models.PollingOrganisation,
                "polling-organisations",
                _("Polling organisations"),
                view="polling_organisations",
                is_news=False,
            )
        )
        sitemaps.register_view("polling_organisations")
        sitemaps.register(sitemap_entries)
        reserve("polling-organisations")
