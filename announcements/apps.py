from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    name = "announcements"

    def ready(self) -> None:
        from announcements import models
        from announcements.acts import sitemap_entries
        from announcements.pages import appointments
        from announcements.records.events import accreditation_boundary
        from announcements.records.posters import drawings_of
        from content import sitemaps
        from content.calendars import entries
        from content.sources import Kind, register
        from portal.basepage.reserved import reserve
        from portal.publication import boundaries, restrictions

        register(Kind(models.AnnouncementPage, "announcements", _("Announcements")))
        register(Kind(models.MeetingPage, "meetings", _("Meetings")))
        register(Kind(models.PosterPage, "posters", _("Posters")))
        register(Kind(models.EventPage, "events", _("Calendar")))
        register(Kind(models.Resolution, "resolutions", _("Resolutions"), view="resolutions"))
        for model in (models.MeetingPage, models.EventPage):
            entries.register(appointments.source(model))
        boundaries.register(accreditation_boundary)
        restrictions.register(follows=drawings_of)
        sitemaps.register_view("resolutions")
        sitemaps.register(sitemap_entries)
        reserve("resolutions")
