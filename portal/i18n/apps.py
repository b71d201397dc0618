from django.apps import AppConfig


class I18nConfig(AppConfig):
    name = "portal.i18n"
    label = "portal_i18n"

    def ready(self) -> None:
        from portal.i18n import comparison

        comparison.connect()
