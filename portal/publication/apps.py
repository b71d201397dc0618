from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "portal.publication"

    def ready(self) -> None:
        from portal.publication import boundaries, due

        boundaries.register(boundaries.publishing_boundary)
        boundaries.register(boundaries.elections_boundary)
        boundaries.register(boundaries.midnight_boundary)
        due.connect()
