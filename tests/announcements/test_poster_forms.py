"""What the forms of posters and their pages refuse, and how: with a sentence, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from announcements.models import Poster, PosterPage
from portal.accounts.roles import Role
from portal.files.models import Picture
from tests.announcements.posters import add_page, add_poster, document, errors, page_data, poster_data
from tests.factories import forms, records
from tests.factories.people import user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


NO_TEXT = {
    "nothing": lambda: streamfield([]),
    "an empty paragraph": lambda: forms.body(""),
    "spaces": lambda: forms.body("\u00a0 "),
    "a file alone": lambda: streamfield(
        [("documents", {"documents": streamfield([("item", str(document("a.txt", b"w").pk))])})]
    ),
}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("how", NO_TEXT)
def test_a_poster_without_its_text_is_refused_with_a_sentence_and_nothing_is_lost(press_officer, editor, how, visitor):
    poster = records.poster()
    for client, action in ((press_officer, "publish"), (editor, "submit")):
        data = page_data(poster, title="Zqtyped", alt="Zqalt", text=NO_TEXT[how]())
        response = add_page(client, data, action)
        assert "body" in errors(response), action
        assert "Zqtyped" in response.content.decode(), action
        assert "Zqalt" in response.content.decode(), action
        assert not PosterPage.objects.filter(live=True).exists(), action
        assert visitor.get("/en/posters/a-page/").status_code == 404, action


def draft_without_text(editor):
    """A draft may be incomplete: what was typed is kept."""
    poster = records.poster(live=False)
    assert add_page(editor, page_data(poster, text=streamfield([]))).status_code == 302
    return PosterPage.objects.get()


def publish_in_bulk(client, page):
    address = reverse("wagtail_bulk_action", args=("basepage", "basepage", "publish"))
    return client.post(f"{address}?id={page.pk}", {"include_descendants": ""})


def publish_section_in_bulk(client, page):
    address = reverse("wagtail_bulk_action", args=("basepage", "basepage", "publish"))
    return client.post(f"{address}?id={page.get_parent().pk}", {"include_descendants": "on"})


def publish_by_form(client, page):
    data = {**page_data(page.poster, text=streamfield([])), "action-publish": "yes"}
    return client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data)


WAYS = {"form": publish_by_form, "bulk": publish_in_bulk, "section in bulk": publish_section_in_bulk}


def test_a_draft_without_its_text_is_published_in_no_way(editor, press_officer, visitor):
    page = draft_without_text(editor)
    public = {}
    for way, publish in WAYS.items():
        publish(press_officer, page)
        page.refresh_from_db()
        public[way] = (page.live, visitor.get("/en/posters/a-page/").status_code)
    assert public == dict.fromkeys(WAYS, (False, 404))
    with pytest.raises((PermissionDenied, ValidationError)):
        page.get_latest_revision().publish(user=user(Role.PRESS_OFFICER))
    page.refresh_from_db()
    assert not page.live


def test_what_a_page_must_say(press_officer):
    poster = records.poster()
    for missing in ("alt", "lead", "title", "poster"):
        assert missing in errors(add_page(press_officer, page_data(poster, **{missing: ""}), "publish"))
        assert not PosterPage.objects.exists(), missing


REFUSED = {
    "without a topic": ({"topic": ""}, "topic"),
    "without a licence": ({"licence": ""}, "licence"),
    "without a name": ({"name": ""}, "name"),
    "over before it begins": ({"valid_from": "2026-03-02", "valid_until": "2026-03-01"}, "valid_until"),
    "no date": ({"valid_until": "tomorrow"}, "valid_until"),
    "an unknown election": ({"election": "999999"}, "election"),
    "a long campaign": ({"campaign_en": "x" * 121}, "campaign"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_poster_is_refused_with_a_sentence_and_nothing_is_lost(press_officer, how):
    changed, named = REFUSED[how]
    file = document("a.png")
    row = {"language": "en", "format": "square", "document": str(file.pk)}
    data = poster_data(row, **{"topic": str(records.topic().pk), "terms_en": "Zqtyped", **changed})
    response = add_poster(press_officer, data, "action-publish")
    assert named in errors(response)
    assert "Zqtyped" in response.content.decode()
    assert not Poster.objects.exists()
    assert type(file).objects.filter(pk=file.pk).exists()


ROWS = {
    "no file": [],
    "no language": [{"format": "square"}],
    "no format": [{"language": "en"}],
    "an unknown language": [{"language": "xx", "format": "square"}],
    "an unknown format": [{"language": "en", "format": "banner"}],
    "no document": [{"language": "en", "format": "square", "document": ""}],
    "a document that is gone": [{"language": "en", "format": "square", "document": "999999"}],
}


@pytest.mark.parametrize("how", ROWS)
def test_a_poster_with_half_a_file_is_not_published_and_its_draft_is_no_error(press_officer, how):
    file = document("a.png")
    rows = [{"document": str(file.pk), **row} for row in ROWS[how]]
    data = poster_data(*rows, topic=str(records.topic().pk), terms_en="Zqtyped")
    response = add_poster(press_officer, data, "action-publish")
    assert response.status_code == 200
    assert "Zqtyped" in response.content.decode()
    assert not Poster.objects.filter(live=True).exists()
    response = add_poster(press_officer, {**data, "terms_en": ""})
    assert response.status_code in {200, 302}
    for poster in Poster.objects.all():
        address = reverse(Poster.snippet_viewset.get_url_name("edit"), args=(poster.pk,))
        assert press_officer.get(address).status_code == 200
        page = records.page(poster, live=False)
        assert press_officer.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,))).status_code == 200


def test_the_form_keeps_the_files_when_something_else_is_refused(press_officer):
    file = document("kept.png")
    row = {"language": "en", "format": "square", "document": str(file.pk)}
    response = add_poster(press_officer, poster_data(row, topic=""), "action-publish")
    assert "topic" in errors(response)
    assert f'value="{file.pk}"' in response.content.decode()
    assert Picture.objects.count() == 0, "nothing is drawn for what isn't saved"
