from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "portal.publication"

    def ready(self) -> None:
        from portal.elections.signals import dates_changed
        from portal.publication import blackout, boundaries, due, evidence, restrictions

        boundaries.register(boundaries.publishing_boundary)
        boundaries.register(boundaries.elections_boundary)
        boundaries.register(boundaries.midnight_boundary)
        boundaries.register(blackout.window_boundary)
        restrictions.register(closed=blackout.closed_by_law, unlisted=blackout.unlisted_by_law)
        blackout.register(blackout.marked)
        blackout.connect()
        due.connect()
        restrictions.connect()
        dates_changed.connect(evidence.on_dates_changed, dispatch_uid="publication.evidence")
