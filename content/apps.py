from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from portal.basepage.reserved import reserve

        reserve("feed", "feeds")
