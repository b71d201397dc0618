"""A poster in the hands of editors and officers: written, approved, scheduled, and kept while it is in use."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Workflow

from announcements.models import Poster, PosterPage
from portal.accounts.roles import Role
from tests.announcements.instants import HOUR, NOW, SECOND
from tests.announcements.posters import add_page, add_poster, document, edit_poster, page_data, poster_data
from tests.factories import forms, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_an_editor_writes_and_an_officer_publishes(editor, press_officer, visitor):
    topic, file = records.topic(slug="voter-list"), document("a.png")
    data = poster_data({"language": "en", "format": "square", "document": str(file.pk)}, topic=str(topic.pk))
    for action in ("action-publish", None):
        assert add_poster(editor, {**data, "name": f"By {action}"}, action).status_code in {200, 302}
    assert set(Poster.objects.values_list("live", flat=True)) == {False}
    poster, other = Poster.objects.get(name="By None"), Poster.objects.get(name="By action-publish")
    for slug, action, record in (("first", "publish", other), ("second", None, poster)):
        add_page(editor, page_data(record, slug=slug), action)
    assert {page.live for page in PosterPage.objects.all()} == {False}
    assert visitor.get("/en/posters/second/").status_code == 404
    assert visitor.get(file.url).status_code == 404
    page = PosterPage.objects.get(slug="second")
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert editor.post(edit, {**page_data(poster, slug="second"), "action-publish": "yes"}).status_code in {200, 302}
    page.refresh_from_db()
    assert not page.live
    # The facts become public with the page that shows them.
    response = press_officer.post(edit, {**page_data(poster, slug="second"), "action-publish": "yes"})
    assert response.status_code == 302
    poster.refresh_from_db()
    assert poster.live
    assert visitor.get("/en/posters/second/").status_code == 200
    assert visitor.get(file.url).status_code == 200
    row = poster.files.get()
    assert visitor.get(row.preview.file.url).status_code == 200


def test_the_workflow_leads_to_the_officer(editor, press_officer, visitor):
    poster = records.poster(live=False)
    assert add_page(editor, page_data(poster), "submit").status_code == 302
    page = PosterPage.objects.get()
    state = page.current_workflow_state
    assert state is not None
    assert state.workflow in Workflow.objects.all()
    task = state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task.pk))
    editor.post(address, {"comment": ""})
    assert visitor.get("/en/posters/a-page/").status_code == 404
    press_officer.post(address, {"comment": ""})
    assert visitor.get("/en/posters/a-page/").status_code == 200


def test_an_edit_of_facts_waits_for_an_officer(editor, press_officer, visitor):
    topic, file, later = records.topic(), document("a.png"), document("zqlater.png")
    poster = records.poster(topic=topic, files=[("en", "square", file)])
    page = records.page(poster)
    row = poster.files.get()
    first = {
        "id": str(row.pk),
        "language": "en",
        "format": "square",
        "document": str(file.pk),
        "preview": str(row.preview_id),
    }
    second = {"language": "en", "format": "story", "document": str(later.pk)}
    data = poster_data(first, second, initial=1, topic=str(topic.pk), licence="Zqlater", campaign_en="Zqlater")
    for action in (None, "action-publish"):
        assert edit_poster(editor, poster, data, action).status_code in {200, 302}
        for address in (page.url, "/en/posters/", "/en/posters/feed/", "/en/feed/", "/en/"):
            assert "zqlater" not in visitor.get(address).content.decode().lower(), (action, address)
        assert visitor.get(later.url).status_code == 404
    assert edit_poster(press_officer, poster, data, "action-publish").status_code == 302
    assert "Zqlater" in visitor.get(page.url).content.decode()
    assert visitor.get(later.url).status_code == 200


def test_a_page_is_scheduled_by_its_own_form(press_officer, visitor):
    file = document("zqsoon.png")
    poster = records.poster(live=False, files=[("en", "square", file)])
    data = page_data(
        poster, title="Zqsoon", slug="soon", go_live_at=forms.local(NOW + HOUR), expire_at=forms.local(NOW + 2 * HOUR)
    )
    assert add_page(press_officer, data, "publish").status_code == 302
    addresses = ["/en/posters/soon/", "/en/posters/soon/files.zip", file.url]
    lists = [
        "/en/posters/",
        "/en/posters/feed/",
        "/en/",
        "/en/feed/",
        "/sitemap.xml",
        "/en/search/?q=Zqsoon&type=posters",
    ]
    for instant, shown in [(HOUR - SECOND, False), (HOUR, True), (2 * HOUR - SECOND, True), (2 * HOUR, False)]:
        with time_machine.travel(NOW + instant, tick=False):
            assert {visitor.get(path).status_code for path in addresses} == {200 if shown else 404}, instant
            found = {path for path in lists if "/posters/soon/" in visitor.get(path).content.decode()}
            assert found == (set(lists) if shown else set()), instant


def test_the_lists_and_forms_of_the_admin_open(press_officer, editor, login):
    poster = records.poster(files=[("en", "square", document("a.png"))])
    page = records.page(poster)
    names = ["list", "add", "edit", "inspect", "history", "usage"]
    views = {name: [poster.pk] if name not in {"list", "add"} else [] for name in names}
    addresses = [reverse(Poster.snippet_viewset.get_url_name(name), args=args) for name, args in views.items()]
    addresses += [
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        reverse("wagtailadmin_pages:view_draft", args=(page.pk,)),
    ]
    for client in (press_officer, editor):
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    auditor = login(Role.AUDITOR)
    assert auditor.get(addresses[0]).status_code == 200
    assert add_poster(auditor, poster_data(topic=str(poster.topic_id))).status_code in {302, 403}
    assert Poster.objects.count() == 1


def test_what_is_in_use_is_not_deleted(press_officer, visitor):
    file = document("a.png")
    poster = records.poster(files=[("en", "square", file)])
    page = records.page(poster)
    addresses = [
        reverse(type(poster.topic).snippet_viewset.get_url_name("delete"), args=(poster.topic_id,)),
        reverse("wagtaildocs:delete", args=(file.pk,)),
        reverse(Poster.snippet_viewset.get_url_name("delete"), args=(poster.pk,)),
    ]
    for address in addresses:
        assert press_officer.post(address).status_code in {200, 302, 403}, address
        assert visitor.get(page.url).status_code == 200, address
        assert visitor.get(file.url).status_code == 200, address


def test_facts_are_not_unpublished_under_their_pages(press_officer, visitor):
    poster = records.poster()
    page = records.page(poster)
    press_officer.post(reverse(Poster.snippet_viewset.get_url_name("unpublish"), args=(poster.pk,)))
    poster.refresh_from_db()
    assert poster.live
    assert visitor.get(page.url).status_code == 200
