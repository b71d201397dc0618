"""Previews of posters draw themselves, and they and the files are public through a visible page only."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from announcements.models import Poster, PosterFile
from portal.accounts.roles import Role
from portal.files.models import Picture
from tests.announcements.posters import (
    MP4,
    PNG,
    add_poster,
    addresses,
    document,
    edit_poster,
    image,
    poster_data,
    published,
    rows_of,
)
from tests.factories import files, records
from tests.factories.people import user
from tests.files.test_uploads import HTML

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


DRAWN = {
    "a PNG": ("a.png", PNG, (300, 200)),
    "a JPEG": ("a.jpg", files.picture_bytes((300, 200), kind="JPEG"), (300, 200)),
    "a WebP": ("a.webp", files.picture_bytes((300, 200), kind="WEBP"), (300, 200)),
    "a large PNG": ("a.png", files.picture_bytes((2000, 1000)), (1000, 500)),
    "a PDF": ("a.pdf", files.pdf(297, 420), (1000, 1415)),
    "a capital PDF": ("A.PDF", files.pdf(210, 210), (1000, 1000)),
    "a film": ("a.mp4", MP4, None),
    "a text": ("a.txt", b"words", None),
    "a letter": ("a.docx", b"PK\x03\x04", None),
    "a PDF that is none": ("a.pdf", b"%PDF-1.4\n" + HTML, None),
}


@pytest.mark.parametrize("what", DRAWN)
def test_a_preview_is_drawn_of_a_picture_and_of_a_first_page(what):
    name, content, size = DRAWN[what]
    poster = records.poster(files=[("en", "print", document(name, content))])
    (row,) = rows_of(poster)
    assert (row.preview is None) == (size is None)
    if size:
        assert image(row.preview).size == pytest.approx(size, abs=1)
        assert row.preview.file.name.endswith("-preview.webp")
        assert not row.preview.public
    assert Picture.objects.count() == bool(size)


def test_the_first_that_can_be_drawn_of_each_language_is_drawn_once():
    made = [
        ("kk", "video", document("film.mp4", MP4)),
        ("kk", "story", document("story.png")),
        ("kk", "a3", document("a3.pdf", files.pdf(297, 420))),
        ("ru", "radio_script", document("words.txt", b"words")),
        ("en", "square", document("square.png")),
    ]
    poster = records.poster(files=made)
    drawn = {(row.language, row.format) for row in rows_of(poster) if row.preview}
    assert drawn == {("kk", "a3"), ("en", "square")}, "a3 stands before story, whatever the order of the rows"
    known = {row.pk: row.preview_id for row in rows_of(poster)}
    for _again in range(3):
        poster = published(Poster.objects.get(pk=poster.pk))
    assert {row.pk: row.preview_id for row in rows_of(poster)} == known
    assert Picture.objects.count() == 2


def test_a_preview_that_somebody_chose_stays():
    own = files.picture("own.png")
    poster = records.poster(
        live=False, files=[("en", "video", document("film.mp4", MP4)), ("en", "a3", document("a.png"))]
    )
    poster = poster.get_latest_revision_as_object()
    film, _print = poster.files.all()
    film.preview = own
    poster.files = [film, PosterFile(language="en", format="a3", document=document("b.png"))]
    poster = published(poster)
    assert {row.preview_id for row in rows_of(poster)} == {own.pk, None}
    assert poster.preview_in("en") == own


def test_a_preview_that_failed_is_drawn_at_the_next_saving():
    file = document("a.pdf", b"%PDF-1.4\n" + HTML)
    poster = records.poster(files=[("en", "a4", file)])
    assert [row.preview for row in rows_of(poster)] == [None]
    file.file.save("b.pdf", ContentFile(files.PDF), save=True)
    poster = published(Poster.objects.get(pk=poster.pk))
    (row,) = rows_of(poster)
    assert image(row.preview).width == 1000


def test_a_preview_follows_the_file_that_is_chosen_instead():
    """Else the gallery goes on showing what was taken away: perhaps a mistake in a date, or somebody's face."""
    poster = records.poster(files=[("en", "square", document("before.png", files.picture_bytes((300, 200), "red")))])
    (row,) = poster.files.all()
    row.document = document("after.png", files.picture_bytes((200, 300), "green"))
    poster.files = [row]
    poster = published(poster)
    shown = image(poster.preview_in("en"))
    assert shown.size == (200, 300)


def test_a_preview_follows_the_bytes_of_its_file():
    file = document("a.png", files.picture_bytes((300, 200), "red"))
    poster = records.poster(files=[("en", "square", file)])
    file.file.save("b.png", ContentFile(files.picture_bytes((200, 300), "green")), save=True)
    poster = published(Poster.objects.get(pk=poster.pk))
    assert image(poster.preview_in("en")).size == (200, 300)


def test_writing_leaves_no_pictures_behind(login):
    """Wagtail saves while an editor types, each time with the form as it was opened: without the preview's row."""
    editor = login(Role.PRESS_EDITOR)
    topic, file = records.topic(), document("a.png")
    data = poster_data({"language": "en", "format": "square", "document": str(file.pk)}, topic=str(topic.pk))
    assert add_poster(editor, data).status_code == 302
    poster = Poster.objects.get()
    assert Picture.objects.count() == 1
    (row,) = poster.files.all()
    for number in range(3):
        same = {"id": str(row.pk), "language": "en", "format": "square", "document": str(file.pk)}
        typed = poster_data(same, initial=1, topic=str(topic.pk), campaign_en="x" * number)
        assert edit_poster(editor, poster, typed).status_code == 302
    assert Picture.objects.count() == 1


USERS = {
    "no page": (lambda poster, keys: None, False),
    "a draft": (lambda poster, keys: records.page(poster, live=False), False),
    "a visible page": (lambda poster, keys: records.page(poster), True),
    "an unpublished page": (lambda poster, keys: records.page(poster).unpublish(), False),
    "a draft and a visible page": (
        lambda poster, keys: (records.page(poster, "kk", live=False), records.page(poster)),
        True,
    ),
    "an unlisted page": (lambda poster, keys: keys.unlisted.add(records.page(poster).translation_key), True),
    "a closed page": (lambda poster, keys: keys.closed.add(records.page(poster).translation_key), False),
    "a visible page on closed facts": (lambda poster, keys: (records.page(poster), keys.closed.add(poster.key)), False),
}


@pytest.mark.parametrize("how", USERS)
@pytest.mark.parametrize("live", [True, False], ids=["published", "draft"])
def test_files_and_previews_are_public_through_a_visible_page_only(visitor, restricted, how, live):
    poster = records.poster(
        live=live, files=[("en", "a4", document("a.pdf", files.PDF)), ("ru", "square", document("b.png"))]
    )
    paths = addresses(poster)
    assert len(paths) == 6
    act, public = USERS[how]
    act(poster, restricted)
    # A page that is published brings its facts along.
    assert {visitor.get(path).status_code for path in paths} == {200 if public else 404}
    assert {visitor.head(path).status_code for path in paths} == {200 if public else 404}


def test_an_editor_sees_previews_of_a_draft(login):
    poster = records.poster(live=False, files=[("en", "square", document("b.png"))])
    editor = login(Role.PRESS_EDITOR)
    answers = [editor.get(path) for path in addresses(poster)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_what_a_draft_adds_to_a_published_poster_is_not_public(visitor):
    poster = records.poster(files=[("en", "square", document("a.png"))])
    records.page(poster)
    before = addresses(poster)
    poster = Poster.objects.get(pk=poster.pk)
    other = document("zqlater.png", files.picture_bytes((200, 300)))
    poster.files = [*poster.files.all(), PosterFile(language="ru", format="square", document=other)]
    poster.save_revision(user=user())
    new = [path for path in addresses(poster) if path not in before]
    assert len(new) == 3
    assert {visitor.get(path).status_code for path in new} == {404}
    assert {visitor.get(path).status_code for path in before} == {200}


def test_what_an_edit_takes_away_is_no_longer_public(visitor):
    poster = records.poster(files=[("en", "square", document("a.png")), ("en", "story", document("b.png"))])
    page = records.page(poster)
    gone = [row.document.url for row in rows_of(poster) if row.format == "story"]
    poster.files = [row for row in poster.files.all() if row.format == "square"]
    published(poster)
    assert [visitor.get(path).status_code for path in gone] == [404]
    assert visitor.get(page.url).status_code == 200
