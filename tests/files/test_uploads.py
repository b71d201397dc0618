"""What the upload forms of the admin refuse, and with which sentence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from portal.files.models import Download, Picture
from tests.factories import files
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def collection():
    from wagtail.models import Collection

    return Collection.get_first_root_node().pk


def form_errors(response, index):
    if response.status_code == 200:
        return response.context["form"].errors
    assert response["Location"] == reverse(index)
    return {}


def upload_document(client, name, content, content_type="application/pdf"):
    data = {
        "title": "A document",
        "file": SimpleUploadedFile(name, content, content_type),
        "language": "",
        "collection": collection(),
        "tags": "",
    }
    return form_errors(client.post(reverse("wagtaildocs:add"), data), "wagtaildocs:index")


def upload_picture(client, name, content, content_type="image/png"):
    data = {
        "title": "A picture",
        "file": SimpleUploadedFile(name, content, content_type),
        "collection": collection(),
        "description": "",
        "tags": "",
        "licence": "",
        "focal_point_x": "",
        "focal_point_y": "",
        "focal_point_width": "",
        "focal_point_height": "",
        **{f"credit_{language}": "" for language in LANGUAGES},
    }
    return form_errors(client.post(reverse("wagtailimages:add"), data), "wagtailimages:index")


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("real.pdf", files.PDF, True),
        ("real.docx", b"PK\x03\x04rest", True),
        ("table.csv", b"a;b\n", True),
        ("fake.pdf", HTML, False),
        ("fake.pdf", b"PK\x03\x04", False),
        ("late.pdf", b"\n\n\n\n\n\n\n\n\n%PDF-1.4", False),
        ("fake.docx", files.PDF, False),
        ("fake.xlsx", HTML, False),
        ("fake.odt", HTML, False),
        ("fake.zip", HTML, False),
        ("fake.rtf", HTML, False),
        ("page.html", HTML, False),
        ("picture.svg", SVG, False),
        ("script.pdf.html", files.PDF, False),
        ("noextension", files.PDF, False),
        ("empty.pdf", b"", False),
    ],
)
def test_documents(name, content, accepted, press_officer):
    errors = upload_document(press_officer, name, content)
    assert ("file" not in errors) == accepted
    assert Download.objects.exists() == accepted


def test_a_document_that_only_pretends_is_refused_with_a_sentence(press_officer):
    with translation.override("en"):
        errors = upload_document(press_officer, "FAKE.PDF", HTML)
    assert "PDF" in str(errors["file"])
    assert "%(" not in str(errors["file"])


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("real.png", files.picture_bytes(), True),
        ("real.jpg", files.picture_bytes(kind="JPEG"), True),
        ("real.webp", files.picture_bytes(kind="WEBP"), True),
        ("drawing.svg", SVG, False),
        ("drawing.png", SVG, False),
        ("page.png", HTML, False),
        ("real.png.html", files.picture_bytes(), False),
        ("other.png", files.picture_bytes(kind="JPEG"), False),
        ("large.png", files.picture_bytes(size=(5001, 4200)), False),
        ("largest.png", files.picture_bytes(size=(5000, 4000)), True),
    ],
)
def test_pictures(name, content, accepted, press_officer):
    errors = upload_picture(press_officer, name, content)
    assert ("file" not in errors) == accepted, errors
    assert Picture.objects.exists() == accepted


def test_a_new_upload_is_not_public(press_officer, visitor):
    upload_document(press_officer, "real.pdf", files.PDF)
    document = Download.objects.get()
    assert not document.public
    assert visitor.get(document.url).status_code == 404
    assert document.file_size == len(files.PDF)
