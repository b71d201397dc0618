"""While the public is answered `live()` means "may be mentioned now"; for staff and commands it keeps its meaning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from announcements.models import AnnouncementPage
from home import views
from portal.basepage.models import BasePage
from portal.publication.scope import answering_the_public, public_scope, staff_scope
from tests.factories import announcements, forms

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def expired():
    """A page that has expired and that no command has tidied up: published in Wagtail's words."""
    with time_machine.travel(T - timedelta(hours=1), tick=False):
        page = announcements.announcement("en", title="Zqexpired", expire_at=T)
    with time_machine.travel(T, tick=False):
        yield page


def ways_to(page):
    """Wagtail's own ways to a page: live(), children, siblings, descendants; negation included."""
    parent = page.get_parent()
    return {
        "live": AnnouncementPage.objects.live().filter(pk=page.pk).exists(),
        "children": parent.get_children().live().filter(pk=page.pk).exists(),
        "siblings": page.get_siblings().live().filter(pk=page.pk).exists(),
        "descendants": parent.get_descendants().live().filter(pk=page.pk).exists(),
        "base": BasePage.objects.live().filter(pk=page.pk).exists(),
        "not not_live": not AnnouncementPage.objects.not_live().filter(pk=page.pk).exists(),
    }


def test_live_is_narrowed_in_the_public_scope_only(expired, restricted):
    closed = announcements.announcement()
    unlisted = announcements.announcement()
    restricted.closed.add(closed.translation_key)
    restricted.unlisted.add(unlisted.translation_key)
    for page in (expired, closed, unlisted):
        assert set(ways_to(page).values()) == {True}
        with public_scope():
            assert set(ways_to(page).values()) == {False}
            with staff_scope():
                assert set(ways_to(page).values()) == {True}
            assert answering_the_public()
    assert not answering_the_public()


def test_the_explorer_shows_an_editor_what_the_public_does_not_see(expired, press_officer, restricted):
    closed = announcements.announcement("en", title="Zqclosed")
    restricted.closed.add(closed.translation_key)
    announcements.announcement("en", title="Zqdraft", live=False)
    address = reverse("wagtailadmin_explore", args=(closed.get_parent().pk,))
    text = press_officer.get(address).content.decode()
    assert [title for title in ("Zqexpired", "Zqclosed", "Zqdraft") if title not in text] == []


@pytest.mark.parametrize("page", ["unlisted", "expired"])
def test_an_editor_works_on_a_page_that_the_public_does_not_see(page, expired, press_officer, restricted):
    chosen = expired if page == "expired" else announcements.announcement("en")
    if page == "unlisted":
        restricted.unlisted.add(chosen.translation_key)
    for name in ("edit", "history", "move", "copy", "delete", "unpublish"):
        response = press_officer.get(reverse(f"wagtailadmin_pages:{name}", args=(chosen.pk,)))
        assert response.status_code == 200, name
    with time_machine.travel(T + timedelta(seconds=1), tick=False):
        forms.edit_announcement(press_officer, chosen, action=None, title="A new draft")
    assert AnnouncementPage.objects.get(pk=chosen.pk).get_latest_revision_as_object().title == "A new draft"


def test_an_editor_reads_a_page_that_the_law_closes_and_changes_nothing(press_officer, restricted):
    closed = announcements.announcement("en", title="Zqbefore")
    restricted.closed.add(closed.translation_key)
    for name in ("edit", "history", "copy"):
        response = press_officer.get(reverse(f"wagtailadmin_pages:{name}", args=(closed.pk,)))
        assert response.status_code == 200, name
    with pytest.raises(AssertionError, match="The form was refused"):
        forms.edit_announcement(press_officer, closed, action=None, title="Zqafter")
    press_officer.post(reverse("wagtailadmin_pages:unpublish", args=(closed.pk,)))
    closed.refresh_from_db()
    assert (closed.live, closed.get_latest_revision_as_object().title) == (True, "Zqbefore")


@pytest.mark.parametrize("path", ["/robots.txt", "/admin/login/"])
def test_the_scope_is_left_after_an_exception(path, visitor, monkeypatch):
    seen = []

    def fails(*args, **kwargs):
        seen.append(answering_the_public())
        raise RuntimeError("in the view")

    monkeypatch.setattr(views, "reverse", fails)
    monkeypatch.setattr("wagtail.admin.views.account.LoginView.dispatch", fails)
    client = Client(raise_request_exception=False)
    assert client.get(path).status_code == 500
    assert seen == [path == "/robots.txt"]
    assert not answering_the_public()


def preview(client, page, **fields):
    """What the preview panel of the edit view shows: it posts the form, then asks for the picture of it."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    data = forms.announcement_data(title=page.title, slug=page.slug, lead=page.lead, **fields)
    assert client.post(address, data).json()["is_valid"]
    return client.get(address, {"mode": ""})


@pytest.mark.parametrize("state", ["draft", "closed", "expired"])
def test_a_preview_shows_what_the_public_does_not_see_yet(state, expired, press_officer, restricted):
    page = expired if state == "expired" else announcements.announcement("en", live=state != "draft")
    if state == "closed":
        restricted.closed.add(page.translation_key)
    response = preview(press_officer, page, text=forms.body("Zqpreviewed"))
    assert response.status_code == 200
    assert "Zqpreviewed" in response.content.decode()
    assert "no-store" in response["Cache-Control"] or "private" in response["Cache-Control"]
    assert not answering_the_public()
    expected = 451 if state == "closed" else 404
    assert Client().get(f"/en/announcements/{page.slug}/").status_code == expected


def test_a_preview_of_a_new_page_that_has_no_address_yet(press_officer, sections):
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=("announcements", "announcementpage", sections["en"].pk)
    )
    data = forms.announcement_data(title="Zqnew", slug="zqnew", text=forms.body("Zqpreviewed"))
    assert press_officer.post(address, data).json()["is_valid"]
    response = press_officer.get(address, {"mode": ""})
    assert response.status_code == 200
    assert "Zqpreviewed" in response.content.decode()


def test_a_draft_of_a_live_page_can_be_viewed_by_its_editor_only(press_officer, visitor):
    page = announcements.announcement("en")
    forms.edit_announcement(press_officer, page, action=None, title="Zqdraft")
    address = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    assert "Zqdraft" in press_officer.get(address).content.decode()
    assert visitor.get(address).status_code == 302
    assert "Zqdraft" not in visitor.get(page.url).content.decode()


@pytest.mark.parametrize("path", ["home", "section"])
def test_homes_and_sections_can_be_previewed(path, press_officer, homes, sections):
    page = (homes if path == "home" else sections)["en"]
    response = press_officer.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))
    assert response.status_code == 200
