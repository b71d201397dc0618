"""What `prepare_site` made, by language."""

from __future__ import annotations

LANGUAGES = ("kk", "ru", "en")


def homes():
    from home.models import HomePage

    return {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}


def sections():
    from announcements.models import AnnouncementIndexPage

    return {page.locale.language_code: page for page in AnnouncementIndexPage.objects.select_related("locale")}
