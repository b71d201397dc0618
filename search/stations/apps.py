from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "search.stations"
    label = "stations"
    verbose_name = _("Polling stations")

    def ready(self) -> None:
        from content import sitemaps
        from portal.basepage.reserved import reserve
        from portal.publication import boundaries
        from search.stations.sitemaps import StationSitemap
        from search.stations.states import notices_boundary

        boundaries.register(notices_boundary)
        for view in (
            "stations",
            "stations_places",
            "stations_abroad",
            "stations_call_centres",
            "stations_without_residence",
            "stations_institutions",
        ):
            sitemaps.register_view(view)
        sitemaps.register_section("stations", StationSitemap)
        reserve("stations")
