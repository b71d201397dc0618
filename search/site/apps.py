from django.apps import AppConfig


class SiteSearchConfig(AppConfig):
    name = "search.site"
    label = "site_search"

    def ready(self) -> None:
        from portal.basepage.reserved import reserve

        reserve("search")
