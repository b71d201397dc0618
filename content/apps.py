from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content.records import standing_on
        from portal.basepage.reserved import reserve
        from portal.publication import restrictions

        restrictions.register(follows=standing_on)
        reserve("feed", "feeds", "share")
