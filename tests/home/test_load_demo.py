"""The demonstration: loaded once, left as people made it, and readable by anybody in three languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from announcements.models import AnnouncementPage
from home.models import HomePage
from observers.models import Poll, PollingOrganisation
from portal.accounts.models import User
from portal.elections.models import Election
from tests.factories.sites import LANGUAGES

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


def at(instant):
    return time_machine.travel(instant, tick=False)


def load():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded on 5 March 2026 and taken away with the last test of this file."""
    with django_db_blocker.unblock(), override_settings(DEMONSTRATION=True), transaction.atomic():
        with at(NOW):
            load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    with at(NOW):
        yield


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


@pytest.mark.django_db
def test_a_portal_that_is_no_demonstration_is_left_alone():
    before = rows()
    with pytest.raises(CommandError, match="no demonstration"):
        load()
    assert rows() == before


def test_twice_is_once(demo):
    before = rows()
    assert "0 pages added" in load()
    assert rows() == before


def test_it_keeps_what_an_editor_changed(demo):
    page = AnnouncementPage.objects.filter(locale__language_code="en").first()
    page.title = "Another title"
    page.slug = "another-address"
    page.save_revision().publish()
    hidden = AnnouncementPage.objects.filter(locale__language_code="ru").first()
    hidden.unpublish()
    home = HomePage.objects.get(locale__language_code="kk")
    home.hero_title = "Басқа"
    home.save_revision().publish()
    User.objects.get(username="auditor").delete()
    person = User.objects.get(username="press-editor")
    person.set_password("another-password-of-mine")
    person.save()
    load()
    page.refresh_from_db()
    hidden.refresh_from_db()
    assert (page.title, page.slug, hidden.live) == ("Another title", "another-address", False)
    assert HomePage.objects.get(locale__language_code="kk").hero_title == "Басқа"
    assert User.objects.filter(username="auditor").exists()
    assert User.objects.get(username="press-editor").check_password("another-password-of-mine")


def test_a_page_that_was_deleted_comes_back(demo):
    AnnouncementPage.objects.filter(locale__language_code="en").first().delete()
    assert "1 pages added" in load()


def test_once_the_coming_election_has_passed_the_next_is_added(demo):
    (coming,) = Election.objects.exclude(slug="president-2022")
    (voting_day,) = coming.voting_days
    assert voting_day.weekday() == 6
    assert date(2026, 3, 5) + timedelta(days=45) <= voting_day <= date(2026, 3, 5) + timedelta(days=51)
    assert coming.called_on <= date(2026, 3, 5)
    midnight = datetime(voting_day.year, voting_day.month, voting_day.day, tzinfo=coming.zone_info)
    with at(midnight + timedelta(hours=23, minutes=59)):
        load()
        assert Election.objects.count() == 2
    with at(midnight + timedelta(days=1)):
        load()
        load()
        assert Election.objects.count() == 3
        days = Election.objects.exclude(pk=coming.pk).exclude(slug="president-2022").get().voting_days
        assert days[0] >= voting_day + timedelta(days=45)


def test_people_who_publish_dates_are_two(demo):
    from wagtail.models import ModelLogEntry

    entries = ModelLogEntry.objects.filter(content_type__model="election", action="wagtail.publish")
    assert entries.count() == 2
    assert {entry.user.username for entry in entries} == {"election-officer-2"}


def addresses():
    sitemap = Client().get("/sitemap.xml")
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [url.findtext(f"{namespace}loc") for url in ElementTree.fromstring(sitemap.content)]
    more = ["search/", "search/?q=1414", "view/", "feed/", "announcements/feed/", "announcements/?year=2022"]
    return [address.removeprefix("https://testserver") for address in found] + [
        f"/{language}/{path}" for language in LANGUAGES for path in more
    ]


def test_every_page_is_there_for_everybody_in_three_languages(demo):
    found = addresses()
    pages = {"announcements": 8, "information": 4, "meetings": 3, "posters": 4, "events": 6, "polls": 2}
    sections, views, acts, organisations, elections, stations, more = 5, 4, 14, 8, 2, 6, 6
    assert len(found) == len(LANGUAGES) * (
        1 + sum(pages.values()) + sections + views + acts + organisations + elections + stations + more
    )
    for address in found:
        response = Client().get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address
        assert response.headers["Cache-Control"] == "public", address
        assert "Expires" in response.headers, address


def test_every_link_and_file_of_every_page_is_there(demo):
    wanted = {}
    for address in addresses():
        if "feed" in address.split("/"):
            continue
        soup = BeautifulSoup(Client().get(address).content, "html.parser")
        assert soup.find("h1"), address
        assert len(soup.find_all("h1")) == 1, address
        for element in soup.find_all(["a", "img", "source"]):
            for attribute in ("href", "src", "srcset"):
                for part in element.get(attribute, "").split(", "):
                    path = part.split(" ")[0].partition("#")[0]
                    if path.startswith("/") and not path.startswith("/static/"):
                        wanted.setdefault(path, address)
    assert len(wanted) > 100
    assert any(path.startswith("/files/documents/") for path in wanted)
    assert any(path.startswith("/files/images/") for path in wanted)
    broken = {path: address for path, address in wanted.items() if Client().get(path).status_code != 200}
    assert broken == {}


@pytest.mark.parametrize(
    ("instant", "later"),
    [
        (datetime(2022, 11, 13, 18, tzinfo=UTC), False),
        (datetime(2022, 11, 14, 17, 59, 50, tzinfo=UTC), True),
    ],
)
def test_as_on_an_earlier_instant_what_came_later_is_not_there(demo, instant, later):
    """The demonstration's pages carry the instants at which they were published."""
    with at(instant):
        links = BeautifulSoup(Client().get("/en/announcements/").content, "html.parser").select("main .news a")
    published = AnnouncementPage.objects.filter(locale__language_code="en", first_published_at__lte=instant).count()
    assert len(links) == min(published, 10)
    assert (published > 0) == (later or published > 0)


def test_the_ribbon_says_what_it_is(demo):
    for language in LANGUAGES:
        soup = BeautifulSoup(Client().get(f"/{language}/").content, "html.parser")
        assert soup.select_one(".ribbon").get_text(strip=True)
    with override_settings(DEMONSTRATION=False):
        assert not BeautifulSoup(Client().get("/en/").content, "html.parser").select(".ribbon")


def test_seven_organisations_are_real_and_the_polls_are_by_none_of_them(demo):
    real = PollingOrganisation.objects.filter(note={})
    assert real.count() == 7
    for poll in Poll.objects.all():
        assert poll.organisation not in real
        assert set(poll.note) == set(LANGUAGES)
