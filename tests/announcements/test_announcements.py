"""An announcement as a voter reads it, and as an editor may write it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from announcements.enums import AnnouncementKind
from announcements.models import AnnouncementIndexPage, AnnouncementPage
from home.models import HomePage, InformationPage
from tests.factories import announcements, elections
from tests.factories.sites import LANGUAGES, sections

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 12, 5, tzinfo=UTC)


def read(visitor, page):
    response = visitor.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").replace("\xa0", " ").split())


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("kind", AnnouncementKind.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_learns_when_for_whom_and_about_what(visitor, language, kind):
    election = elections.election(days=[date(2022, 11, 20)])
    page = announcements.announcement(language, title="Title", lead="Lead.", kind=kind, election=election)
    soup = read(visitor, page)
    facts = soup.select_one(".facts")
    assert datetime.fromisoformat(facts.time["datetime"]) == NOW
    # The commission's clock, at +06:00 that year.
    assert "18:05" in words(facts.time)
    others = [announcements.announcement(language, kind=other) for other in AnnouncementKind.values]
    labels = {read(visitor, other).select_one(".facts dd:nth-of-type(2)").get_text() for other in others}
    assert len(labels) == 3
    assert election.short_title[language] in words(facts)
    assert soup.h1.get_text() == "Title"
    assert soup.select_one(".lead").get_text() == "Lead."
    assert soup.find("meta", attrs={"name": "description"})["content"] == "Lead."


@pytest.mark.parametrize("how", ["draft", "not yet called", "closed"])
def test_an_election_that_the_public_does_not_know_is_not_named(visitor, restricted, how):
    election = elections.election(
        live=how != "draft",
        called_on=date(2022, 11, 15) if how == "not yet called" else date(2022, 1, 1),
        slug="zqsecret",
    )
    if how == "closed":
        restricted.closed.add(election.key)
    page = announcements.announcement(election=election)
    name = election.short_title["en"]
    for address in (page.url, "/en/announcements/", "/en/announcements/feed/", "/en/feed/", "/en/"):
        text = visitor.get(address).content.decode()
        assert name not in text, address
        assert "zqsecret" not in text, address
    assert visitor.get("/en/announcements/?election=zqsecret").status_code == 404


def test_the_permanent_address_is_the_page_s_own(visitor):
    soup = read(visitor, announcements.announcement(slug="here"))
    assert soup.select_one(".share a")["href"] in {
        "/en/announcements/here/",
        "https://testserver/en/announcements/here/",
    }
    assert "https://testserver/en/announcements/here/" in words(soup.select_one(".share"))
    assert soup.find("link", rel="canonical")["href"] == "https://testserver/en/announcements/here/"


def test_the_way_up(visitor):
    soup = read(visitor, announcements.announcement())
    assert [link["href"] for link in soup.select(".breadcrumbs a")] == ["/en/", "/en/announcements/"]
    current = [link["href"] for link in soup.select(".menu [aria-current=page]")]
    assert current == ["/en/announcements/"]


@pytest.mark.parametrize(
    ("parent", "child", "allowed"),
    [
        (AnnouncementIndexPage, AnnouncementPage, True),
        (AnnouncementIndexPage, InformationPage, False),
        (AnnouncementPage, AnnouncementPage, False),
        (AnnouncementPage, InformationPage, False),
        (HomePage, AnnouncementPage, False),
        (HomePage, InformationPage, True),
        (HomePage, HomePage, False),
        (InformationPage, InformationPage, True),
        (InformationPage, AnnouncementPage, False),
    ],
)
def test_what_stands_where(parent, child, allowed):
    assert (child in parent.allowed_subpage_models()) is allowed


def test_a_home_has_one_section_of_announcements(homes):
    assert not AnnouncementIndexPage.can_create_at(homes["en"])


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({"title": ""}, "title"), ({"lead": ""}, "lead"), ({"kind": "x"}, "kind")],
)
def test_an_announcement_is_checked(changed, wrong):
    section = sections()["en"]
    page = AnnouncementPage(
        **{"title": "Title", "slug": "title", "lead": "Lead.", "locale": section.locale, "kind": "voters", **changed}
    )
    with pytest.raises(ValidationError) as error:
        section.add_child(instance=page)
        page.full_clean()
    assert wrong in error.value.message_dict


def test_a_lead_is_short():
    form = AnnouncementPage.get_edit_handler().get_form_class()
    assert form.base_fields["lead"].max_length == 600
