from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "search.stations"
    label = "stations"
    verbose_name = _("Polling stations")

    def ready(self) -> None:
        from portal.basepage.reserved import reserve
        from portal.publication import boundaries
        from search.stations.states import notices_boundary

        boundaries.register(notices_boundary)
        reserve("stations")
