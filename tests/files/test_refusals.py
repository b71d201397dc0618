"""Posters that nobody should publish are refused with one sentence, in every form, and nothing of them is stored."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from PIL.ImageFile import ImageFile
from wagtail.models import UploadedFile

from portal.files.models import Download, Picture
from tests.factories import files, people, pictures
from tests.files.test_uploads import HTML, SVG, collection, upload_document, upload_picture

pytestmark = pytest.mark.django_db

PRETENDS = "This is not a {} file, although its name says so."
DAMAGED = "This picture is damaged: it can't be opened. Save it anew and try again."
TOO_LARGE = "This picture is too large: at most 20 megapixels are allowed."
DAMAGED_PDF = "This PDF is damaged: it can't be opened. Save it anew and try again."
PROTECTED = "This PDF is protected by a password. Save it without one and try again."
EMPTY = "The submitted file is empty."
NOT_ALLOWED = "File extension “svg” is not allowed. Allowed extensions are: csv, docx, ics, jpeg, jpg, mp4, "
NO_PICTURE = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
NOT_ITS_FORMAT = "Not a valid .png image. The extension does not match the file format (svg)"
NOT_SUPPORTED = "Not a supported image format."

PNG, JPEG, WEBP = (files.picture_bytes((300, 200), kind=kind) for kind in ("PNG", "JPEG", "WEBP"))
# An unknown key: no password opens it, least of all the empty one.
ENCRYPTED = files.pdf(
    trailer=f"/ID[<{'00' * 16}><{'00' * 16}>]/Encrypt 5 0 R",
    objects=[f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>".encode()],
)
WEBP_ABOVE = files.picture_bytes((5_000, 4_001), kind="WEBP", lossless=True, quality=0, method=0)
DOCX = b"PK\x03\x04" + bytes(60)


# Pillow's of large pictures and of broken EXIF are UserWarnings or RuntimeWarnings.
NO_WARNING = pytest.mark.filterwarnings("error::UserWarning", "error::RuntimeWarning", "error::DeprecationWarning")


def one_bit(size):
    stream = BytesIO()
    Image.new("1", size).save(stream, "PNG")
    return stream.getvalue()


# What is sent, and the sentence that answers it as a document, and as a picture (None: no picture's name).
REFUSED = {
    "an SVG": ("poster.svg", SVG, NOT_ALLOWED, NOT_SUPPORTED),
    "an SVG called PNG": ("poster.png", SVG, PRETENDS.format("PNG"), NOT_ITS_FORMAT),
    "HTML called PNG": ("poster.png", HTML, PRETENDS.format("PNG"), NO_PICTURE),
    "HTML called JPEG": ("POSTER.JPG", HTML, PRETENDS.format("JPG"), NO_PICTURE),
    "HTML called PDF": ("poster.pdf", HTML, PRETENDS.format("PDF"), None),
    "HTML called MP4": ("film.mp4", HTML, PRETENDS.format("MP4"), None),
    "HEIC called MP4": ("film.mp4", b"\0\0\0\x18ftypheic" + bytes(40), PRETENDS.format("MP4"), None),
    "DOCX called PDF": ("poster.pdf", DOCX, PRETENDS.format("PDF"), None),
    "PDF called DOCX": ("script.docx", files.PDF, PRETENDS.format("DOCX"), None),
    "PNG called JPEG": ("poster.jpg", PNG, PRETENDS.format("JPG"), "Not a valid .jpeg image."),
    "a PDF by its first bytes only": ("poster.pdf", b"%PDF-1.4\n" + HTML, DAMAGED_PDF, None),
    "a PDF without pages": ("poster.pdf", files.STUB, DAMAGED_PDF, None),
    "a PDF with a password": ("poster.pdf", ENCRYPTED, PROTECTED, None),
    "a PDF without its end": ("poster.pdf", files.PDF[:-8], DAMAGED_PDF, None),
    "half a PDF": ("poster.pdf", files.PDF[: len(files.PDF) // 2], DAMAGED_PDF, None),
    "half a PNG": ("poster.png", PNG[: len(PNG) // 2], DAMAGED, DAMAGED),
    "a PNG without its end": ("poster.png", PNG[:-12], DAMAGED, DAMAGED),
    "a PNG's first bytes": ("poster.png", PNG[:20], DAMAGED, DAMAGED),
    "half a JPEG": ("poster.jpg", JPEG[: len(JPEG) // 2], DAMAGED, DAMAGED),
    "most of a JPEG": ("poster.jpg", JPEG[:-20], DAMAGED, DAMAGED),
    "half a WebP": ("poster.webp", WEBP[: len(WEBP) // 2], DAMAGED, DAMAGED),
    "nothing": ("poster.png", b"", EMPTY, EMPTY),
    "nothing called PDF": ("poster.pdf", b"", EMPTY, None),
    "80 megapixels": ("poster.png", one_bit((10_000, 8_000)), TOO_LARGE, TOO_LARGE),
    "80 megapixels as JPEG": ("poster.jpg", pictures.declared("JPEG", (10_000, 8_000)), TOO_LARGE, TOO_LARGE),
    "100 megapixels": ("poster.png", pictures.declared("PNG", (10_000, 10_000)), TOO_LARGE, TOO_LARGE),
    "a bomb": ("poster.png", pictures.declared("PNG", (2**31 - 1, 2**31 - 1)), TOO_LARGE, TOO_LARGE),
    "a bomb as JPEG": ("poster.jpg", pictures.declared("JPEG", (65_535, 65_535)), TOO_LARGE, TOO_LARGE),
    "a bomb as WebP": ("poster.webp", pictures.declared("WEBP", (16_383, 16_383)), TOO_LARGE, TOO_LARGE),
    "20 megapixels and a row": ("poster.png", one_bit((5_000, 4_001)), TOO_LARGE, TOO_LARGE),
    "20 megapixels and a row as WebP": ("poster.webp", WEBP_ABOVE, TOO_LARGE, TOO_LARGE),
}


@pytest.fixture(autouse=True)
def nothing_stored(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    yield
    assert not (Download.objects.exists() or Picture.objects.exists() or UploadedFile.objects.exists())
    assert not [path for path in Path(tmp_path).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def in_english(press_officer):
    people.speaks_english(press_officer.user)


def several(client, view, name, content):
    """What the upload of several files at once answers for one of them."""
    data = {"files[]": SimpleUploadedFile(name, content), "title": name, "collection": collection()}
    response = client.post(reverse(view), data)
    assert response.status_code == 200
    return json.loads(response.content)


def assert_refused(sentences, sentence):
    # A form's sentences are translated when they are read.
    with translation.override("en"):
        sentences = [str(text) for text in sentences]
    assert len(sentences) == 1, sentences
    assert sentences[0].startswith(sentence), sentences


@NO_WARNING
@pytest.mark.parametrize(("name", "content", "sentence", "_as_picture"), REFUSED.values(), ids=REFUSED)
def test_as_a_document(press_officer, name, content, sentence, _as_picture):
    assert_refused(upload_document(press_officer, name, content, "application/octet-stream")["file"], sentence)
    answer = several(press_officer, "wagtaildocs:add_multiple", name, content)
    assert not answer["success"]
    assert_refused(answer["error_message"].split("\n"), sentence)


PICTURES = {case: (row[0], row[1], row[3]) for case, row in REFUSED.items() if row[3]}


@NO_WARNING
@pytest.mark.parametrize(("name", "content", "sentence"), PICTURES.values(), ids=PICTURES)
def test_as_a_picture(press_officer, name, content, sentence):
    assert_refused(upload_picture(press_officer, name, content)["file"], sentence)
    answer = several(press_officer, "wagtailimages:add_multiple", name, content)
    assert not answer["success"]
    assert_refused(answer["error_message"].split("\n"), sentence)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_too_large_a_picture_is_never_decoded(press_officer, monkeypatch, settings, kind):
    def load(_self):
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile, "load", load)
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    content = files.picture_bytes((64, 48), kind=kind)
    for upload in (upload_document, upload_picture):
        assert_refused(upload(press_officer, f"poster.{kind.lower()}", content)["file"], "This picture is too large")


def test_the_sentence_names_the_limit_that_is_set(press_officer, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_500_000
    errors = upload_document(press_officer, "poster.png", one_bit((1500, 1001)))
    assert_refused(errors["file"], "This picture is too large: at most 1.5 megapixels are allowed.")


def test_a_file_in_place_of_another_is_looked_at_too(press_officer, settings, tmp_path):
    document = files.document("poster.pdf", content=files.PDF)
    data = {"title": "New", "file": SimpleUploadedFile("poster.png", SVG), "collection": collection(), "tags": ""}
    response = press_officer.post(reverse("wagtaildocs:edit", args=[document.pk]), data | {"language": ""})
    assert_refused(response.context["form"].errors["file"], PRETENDS.format("PNG"))
    document.refresh_from_db()
    assert document.filename == "poster.pdf"
    document.file.delete(save=False)
    document.delete()
