"""Whoever adds a page type or a public address must say here how the visibility rule holds for it."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import get_page_models

# Page types, and the tests that hide one of them at every door.
PAGE_TYPES = {
    "basepage.BasePage": "the base: tests/publication/test_visibility.py",
    "announcements.AnnouncementPage": "tests/publication/surfaces.py, at every door",
    "announcements.AnnouncementIndexPage": "tests/basepage/test_doors.py",
    "announcements.EventIndexPage": "tests/basepage/test_doors.py",
    "announcements.EventPage": "tests/announcements/test_doors_hidden.py, at every door",
    "announcements.MeetingIndexPage": "tests/basepage/test_doors.py",
    "announcements.MeetingPage": "tests/announcements/test_doors_hidden.py, at every door",
    "announcements.PosterIndexPage": "tests/basepage/test_doors.py",
    "announcements.PosterPage": "tests/announcements/test_doors_hidden.py, at every door",
    "observers.PollIndexPage": "tests/observers/test_polls.py, open and closed",
    "observers.PollPage": "tests/observers/test_polls.py; the sweep: tests/observers/test_sweep.py",
    "home.HomePage": "tests/publication/surfaces.py, as a place that lists",
    "home.InformationPage": "tests/basepage/test_doors.py",
}
# Public addresses by name: the place in a list of places (tests/publication/surfaces.py, tests/announcements/doors.py
# and planting.py), or why nothing can be hidden there.
ADDRESSES = {
    "blackout": "tests/home/test_when.py; names elections only",
    "election": "tests/home/test_when.py; names sections only",
    "election_blackout": "tests/home/test_when.py",
    "election_calendar": "doors: subscription to its election",
    "elections_calendar": "tests/home/test_when.py; names elections only",
    "file_of_a_page": "doors: subscription; planting: calendar of the page, archive",
    "polling_organisation": "tests/observers/test_organisations.py",
    "polling_organisations": "tests/observers/test_organisations.py",
    "polling_organisations_csv": "tests/observers/test_organisations.py",
    "polling_organisations_json": "tests/observers/test_organisations.py",
    "resolution": "planting: page of a resolution",
    "resolution_text": "planting: act as text",
    "resolutions": "doors: listing of resolutions",
    "resolutions_feed": "doors: section feed of resolutions",
    "station": "the directory alone; of elections, those that are public (search/stations/station.py)",
    "station_calendar": "as station",
    "station_problem": "the directory alone",
    "stations": "as station; the sweep: finder",
    "stations_abroad": "the directory alone",
    "stations_call_centres": "the directory alone",
    "stations_institutions": "the directory alone",
    "stations_place": "the directory alone",
    "stations_places": "the directory alone",
    "stations_streets": "the directory alone",
    "stations_suggest": "the directory alone",
    "stations_without_residence": "the directory alone",
    "share_picture": "planting: picture for link previews",
    "file": "surfaces: original, rendition, document",
    "feed_of_everything": "surfaces: feed",
    "search": "surfaces: search",
    "sitemap": "surfaces: sitemap",
    "sitemap_index": "names files only",
    "sitemap_section": "as station",
    "wagtail_serve": "surfaces: page, listing, section feed, home",
    "feeds": "names sections only, through listed()",
    "low_vision": "shows no content",
    "root": "a redirect to a language",
    "robots": "shows no content",
    "livez": "shows no content",
    "readyz": "shows no content",
    "wagtailcore_login": "Wagtail's own; asks for a login",
    "wagtailcore_authenticate_with_password": "Wagtail's own; no page is private here (BasePage.get_view_restrictions)",
}


def public_names(patterns, prefix=""):
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if address.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_names(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or address


def test_every_page_type_is_known():
    assert {model._meta.label for model in get_page_models()} == set(PAGE_TYPES)


def test_every_public_address_is_known():
    assert set(public_names(get_resolver().url_patterns)) == set(ADDRESSES)


def test_no_door_of_wagtail_is_open_beside_ours():
    assert settings.WAGTAILDOCS_SERVE_METHOD == "direct"
    assert not {"wagtail.api.v2", "wagtail.contrib.search_promotions"} & set(settings.INSTALLED_APPS)
