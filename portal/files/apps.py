from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "portal.files"

    def ready(self) -> None:
        from portal.files import visibility
        from portal.publication import restrictions

        restrictions.register(follows=visibility.files_closed_with)
        visibility.connect()
