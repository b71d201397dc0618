from django.apps import AppConfig


class BasePageConfig(AppConfig):
    name = "portal.basepage"

    def ready(self) -> None:
        from portal.basepage import checks

        checks.connect()
