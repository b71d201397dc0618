"""What nobody should publish is refused beside a poster, draws nothing, and is in nothing that is given out."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.files.models import Download, Picture
from tests.announcements.posters import addresses, archive, document, rows_of, unpacked, words
from tests.factories import pictures, records
from tests.files.test_refusals import DAMAGED_PDF, PRETENDS, TOO_LARGE, one_bit
from tests.files.test_uploads import HTML, SVG, collection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


ATTACKS = {
    "80 megapixels": ("poster.png", one_bit((10_000, 8_000)), TOO_LARGE),
    "a PDF that is none": ("poster.pdf", HTML, PRETENDS.format("PDF")),
    "a PDF by its first bytes": ("poster.pdf", b"%PDF-1.4\n" + HTML, DAMAGED_PDF),
    "an SVG with a script": ("poster.svg", SVG, "File extension “svg” is not allowed."),
    "an SVG called PNG": ("poster.png", SVG, PRETENDS.format("PNG")),
}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("what", ATTACKS)
def test_the_chooser_beside_a_poster_refuses_it_with_a_sentence(press_officer, what):
    """The file is chosen in a window over the poster's form, which keeps what was typed."""
    name, content, sentence = ATTACKS[what]
    poster = records.poster(files=[("en", "square", document("kept.png"))])
    before = (Download.objects.count(), Picture.objects.count(), poster.revisions.count())
    data = {
        "document-chooser-upload-title": "A poster",
        "document-chooser-upload-file": SimpleUploadedFile(name, content),
        "document-chooser-upload-language": "",
        "document-chooser-upload-collection": collection(),
        "document-chooser-upload-tags": "",
    }
    response = press_officer.post(reverse("wagtaildocs_chooser:create"), data)
    assert response.status_code == 200
    said = words(BeautifulSoup(json.loads(response.content)["htmlFragment"], "html.parser"))
    assert sentence in said
    assert (Download.objects.count(), Picture.objects.count(), poster.revisions.count()) == before


@pytest.mark.parametrize("what", ["a PDF by its first bytes", "80 megapixels", "an SVG called PNG"])
def test_what_came_in_by_a_command_is_no_error_and_draws_nothing(visitor, what):
    """Import commands pass no form: what they bring is published at worst as what it is, a file without a preview."""
    name, content, _sentence = ATTACKS[what]
    if what == "an SVG called PNG":
        with pytest.raises(ValidationError):
            document(name, content)
        return
    poster = records.poster(files=[("en", "print", document(name, content))])
    page = records.page(poster)
    assert [row.preview for row in rows_of(poster)] == [None]
    assert visitor.get(page.url).status_code == 200
    assert visitor.get("/en/posters/").status_code == 200
    assert len(unpacked(visitor.get(archive(page))).namelist()) == 1


def test_what_a_camera_tells_is_in_nothing_that_is_given_out_and_the_credit_is(visitor):
    made = [document("a.jpg", pictures.telling_jpeg()), document("b.png", pictures.telling_png())]
    poster = records.poster(files=[("en", "print", made[0]), ("en", "square", made[1])])
    page = records.page(poster)
    given = [b"".join(visitor.get(path).streaming_content) for path in addresses(poster)]
    given += [packed.read(name) for packed in [unpacked(visitor.get(archive(page)))] for name in packed.namelist()]
    assert not [data for data in given if pictures.CANARY in data]
    assert len([data for data in given if pictures.ARTIST.encode() in data]) == 4, "two files, and both in the archive"


@pytest.mark.parametrize("closed", ["the preview", "the file that it was drawn from"])
def test_a_closed_preview_breaks_no_page(visitor, restricted, closed):
    file = document("a.png")
    poster = records.poster(files=[("en", "square", file)])
    page = records.page(poster)
    preview = poster.preview_in("en")
    restricted.closed.add(preview.key if closed == "the preview" else file.key)
    assert visitor.get(preview.file.url).status_code == 404
    assert visitor.get(preview.get_rendition("width-640|format-webp").url).status_code == 404
    for path in (page.url, "/en/posters/", "/en/"):
        assert visitor.get(path).status_code == 200
