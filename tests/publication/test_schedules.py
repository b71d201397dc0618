"""What an editor schedules is nowhere a second before its instant, everywhere at it; no command is run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from announcements.models import AnnouncementPage
from tests.factories import announcements, files, forms
from tests.factories.sites import LANGUAGES
from tests.publication.surfaces import EVERYWHERE, Canary, fetched, mentioned_by, seen

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MORNING = T - timedelta(hours=2)


def at(instant):
    return time_machine.travel(instant, tick=False)


def canary_with_files(language, mark):
    """A canary with a picture and a document of its own: original, rendition and document."""
    canary = Canary(language, mark)
    picture = files.picture(f"{canary.file_name}.png")
    document = files.document(f"{canary.file_name}.pdf")
    canary.addresses = [picture.file.url, files.rendition(picture).url, document.url]
    return canary, forms.body(canary.words, picture, document)


def scheduled_page(client, language, mark="new", **dates):
    canary, text = canary_with_files(language, mark)
    with at(MORNING):
        page = forms.add_announcement(client, language, title=canary.title, slug=canary.slug, text=text, **dates)
    return canary, page


def test_a_new_page_is_nowhere_before_its_instant_and_everywhere_at_it(press_officer, visitor):
    for language in LANGUAGES:
        canary, _page = scheduled_page(press_officer, language, go_live_at=T)
        with at(T - SECOND):
            assert (seen(visitor, canary), fetched(visitor, canary)) == (set(), set()), language
        with at(T):
            assert seen(visitor, canary) >= EVERYWHERE, language
            assert fetched(visitor, canary) == set(canary.addresses), language
        assert "home in" not in " ".join(seen(visitor, canary))


def test_an_edit_of_a_live_page_is_nowhere_before_its_instant_and_everywhere_at_it(press_officer, visitor):
    for language in LANGUAGES:
        with at(MORNING - timedelta(days=1)):
            page = announcements.announcement(language, title=f"Zqbefore{language}")
        old_path = page.url
        canary, text = canary_with_files(language, "edit")
        with at(MORNING):
            forms.edit_announcement(press_officer, page, title=canary.title, slug=canary.slug, text=text, go_live_at=T)
        with at(T - SECOND):
            assert (seen(visitor, canary), fetched(visitor, canary)) == (set(), set()), language
            assert f"Zqbefore{language}" in visitor.get(old_path).content.decode()
        with at(T):
            assert seen(visitor, canary) >= EVERYWHERE, language
            assert fetched(visitor, canary) == set(canary.addresses), language


def test_an_old_address_leads_to_the_new_one_from_the_instant_on(
    press_officer, visitor, django_capture_on_commit_callbacks
):
    with at(MORNING - timedelta(days=1)):
        page = announcements.announcement("en", slug="zqold")
    with at(MORNING):
        forms.edit_announcement(press_officer, page, slug="zqnew", go_live_at=T)
    old, new = "/en/announcements/zqold/", "/en/announcements/zqnew/"
    with at(T - SECOND):
        assert [visitor.get(path).status_code for path in (old, new)] == [200, 404]
    with at(T), django_capture_on_commit_callbacks(execute=True):
        assert visitor.get(new).status_code == 200
    with at(T):
        assert visitor.get(old)["Location"] == new


@pytest.mark.parametrize("first_asked", ["page", "home", "feed", "search", "file", "sitemap"])
def test_the_first_request_at_the_instant_sees_it_whatever_it_asks_for(press_officer, visitor, first_asked):
    canary, _page = scheduled_page(press_officer, "ru", go_live_at=T)
    address = {
        "page": canary.path,
        "home": "/ru/",
        "feed": "/ru/feed/",
        "search": f"/ru/search/?q={canary.title}",
        "file": canary.addresses[2],
        "sitemap": "/sitemap.xml",
    }[first_asked]
    with at(T - SECOND):
        visitor.get(address)
    with at(T):
        response = visitor.get(address)
    assert response.status_code == 200
    if first_asked != "file":
        assert canary.stands_in(response.content.decode(), but=canary.title if first_asked == "search" else "")


def test_an_expiring_page_is_gone_at_the_second(press_officer, visitor):
    for language in LANGUAGES:
        canary, text = canary_with_files(language, "gone")
        with at(MORNING):
            forms.add_announcement(
                press_officer, language, title=canary.title, slug=canary.slug, text=text, expire_at=T
            )
        with at(T - SECOND):
            assert seen(visitor, canary) >= EVERYWHERE, language
            assert fetched(visitor, canary) == set(canary.addresses), language
        with at(T):
            assert (seen(visitor, canary), fetched(visitor, canary)) == (set(), set()), language
    assert AnnouncementPage.objects.filter(live=True, expire_at=T).count() == 3, "no command was needed"


def test_translations_point_to_each_other_only_while_they_can_be_read(press_officer, visitor):
    with at(MORNING - timedelta(days=1)):
        pages = announcements.translations(slug="zqsame")
    canary = Canary("ru", "switch")
    readable = {pages["kk"].url, pages["en"].url}
    with at(MORNING):
        pages["ru"].unpublish()
        forms.edit_announcement(
            press_officer,
            pages["ru"],
            title=canary.title,
            slug=canary.slug,
            go_live_at=T,
            expire_at=T + SECOND,
        )
    for instant, mentioning in [(T - SECOND, set()), (T, readable), (T + SECOND, set())]:
        with at(instant):
            assert mentioned_by(visitor, canary, readable) == mentioning, instant


def test_words_asked_of_the_listing_find_a_page_from_its_instant_on(press_officer, visitor):
    canary, _page = scheduled_page(press_officer, "en", go_live_at=T, expire_at=T + SECOND)
    for instant, found in [(T - SECOND, False), (T, True), (T + SECOND, False)]:
        for place in ("", "feed/"):
            with at(instant):
                response = visitor.get(f"/en/announcements/{place}?q={canary.title}")
            assert response.status_code == 200
            assert canary.stands_in(response.content.decode(), but=canary.title) == found, (instant, place)


def test_a_page_keeps_the_instant_it_was_meant_for_even_if_nobody_came(press_officer, visitor):
    canary, page = scheduled_page(press_officer, "kk", go_live_at=T)
    with at(T + timedelta(minutes=7, seconds=13)):
        assert visitor.get(canary.path).status_code == 200
    page.refresh_from_db()
    assert page.first_published_at == T


def test_an_edit_keeps_the_first_publication(press_officer, visitor):
    with at(MORNING - timedelta(days=1)):
        page = announcements.announcement("en")
    with at(MORNING):
        forms.edit_announcement(press_officer, page, title="Edited", go_live_at=T)
    with at(T + SECOND):
        visitor.get("/en/")
    page.refresh_from_db()
    assert (page.title, page.first_published_at) == ("Edited", MORNING - timedelta(days=1))


def test_a_schedule_put_off_holds_at_its_new_instant(press_officer, visitor):
    canary, page = scheduled_page(press_officer, "en", go_live_at=T)
    with at(MORNING + SECOND):
        press_officer.post(f"/admin/pages/{page.pk}/revisions/{page.latest_revision_id}/unschedule/")
        forms.edit_announcement(press_officer, page, go_live_at=T + timedelta(minutes=1))
    for instant, status in [(T, 404), (T + timedelta(seconds=59), 404), (T + timedelta(minutes=1), 200)]:
        with at(instant):
            assert visitor.get(canary.path).status_code == status, instant


def test_a_schedule_taken_back_stays_taken_back(press_officer, visitor):
    canary, page = scheduled_page(press_officer, "en", go_live_at=T)
    with at(MORNING + SECOND):
        press_officer.post(f"/admin/pages/{page.pk}/revisions/{page.latest_revision_id}/unschedule/")
    with at(T + SECOND):
        assert seen(visitor, canary) == set()


def test_a_visitor_of_the_admin_publishes_nothing_and_sees_it_scheduled(press_officer):
    _canary, page = scheduled_page(press_officer, "en", go_live_at=T)
    with at(T):
        assert press_officer.get("/admin/").status_code == 200
    page.refresh_from_db()
    assert not page.live
