from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from content import sitemaps
        from home.models import AlertBanner
        from portal.basepage.reserved import reserve
        from portal.publication import boundaries

        boundaries.register(AlertBanner.next_change)
        reserve("elections", "view")
        sitemaps.register_view("feeds")
