"""What is kept of an accepted upload, whichever way it came: its bytes without personal data, and its measures."""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import UploadedFile

from portal.files.models import Download, Picture
from tests.factories import files, pictures
from tests.factories.pictures import ARTIST, CANARY
from tests.files.test_uploads import collection, upload_document, upload_picture

pytestmark = pytest.mark.django_db

TELLING = {"a.jpg": pictures.telling_jpeg, "a.png": pictures.telling_png, "a.webp": pictures.telling_webp}
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(20)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def stored(row):
    with row.file.storage.open(row.file.name) as stream:
        return stream.read()


def assert_clean(row):
    """What the row says is said of the bytes that are stored, and these tell nothing."""
    row = type(row).objects.get(pk=row.pk)
    data = stored(row)
    assert CANARY not in data
    assert ARTIST.encode() in data
    assert row.file_size == len(data)
    assert row.file_hash == hashlib.sha1(data).hexdigest()
    assert (row.width, row.height) == ((48, 64) if isinstance(row, Download) else (64, 48))
    if isinstance(row, Download):
        assert row.checksum == hashlib.sha256(data).hexdigest()


def by_code(model, name, content):
    return model.objects.create(title="A", file=ContentFile(content, name))


def by_the_field(model, name, content):
    row = model(title="A")
    row.file.save(name, ContentFile(content))
    return row


def by_the_form(client, model, name, content):
    upload = upload_document if model is Download else upload_picture
    assert upload(client, name, content) == {}
    return model.objects.get()


VIEWS = {Download: ("wagtaildocs", "uploaded-document"), Picture: ("wagtailimages", "uploaded-image")}


def among_several(client, model, name, content, title="A"):
    data = {"files[]": SimpleUploadedFile(name, content), "title": title, "collection": collection()}
    response = client.post(reverse(f"{VIEWS[model][0]}:add_multiple"), data)
    assert response.status_code == 200
    answer = json.loads(response.content)
    assert answer["success"]
    return answer


@pytest.mark.parametrize("name", TELLING)
@pytest.mark.parametrize("model", [Download, Picture])
class TestEveryWay:
    def test_by_code(self, model, name):
        row = by_code(model, name, TELLING[name]())
        assert_clean(row)
        assert row.file.name.endswith(name)

    def test_by_the_field(self, model, name):
        assert_clean(by_the_field(model, name, TELLING[name]()))

    def test_by_the_form(self, press_officer, model, name):
        assert_clean(by_the_form(press_officer, model, name, TELLING[name]()))

    def test_as_a_file_on_the_disk(self, model, name):
        """So Django hands over what is larger than 2.5 MB."""
        content = TELLING[name]()
        with TemporaryUploadedFile(name, "", len(content), None) as upload:
            upload.write(content)
            assert_clean(model.objects.create(title="A", file=upload))

    def test_among_several(self, press_officer, model, name):
        among_several(press_officer, model, name, TELLING[name]())
        assert_clean(model.objects.get())

    def test_among_several_after_something_else_was_mended(self, press_officer, model, name):
        """Wagtail keeps the file aside until the title fits, and stores it by the field."""
        answer = among_several(press_officer, model, name, TELLING[name](), title="A" * 256)
        assert not model.objects.exists()
        app, prefix = VIEWS[model]
        pk = answer["uploaded_file_id"]
        view = f"{app}:create_multiple_from_uploaded_{prefix.removeprefix('uploaded-')}"
        fields = {"title": "A", "collection": collection(), "tags": "", "language": "", "description": ""}
        fields |= {"licence": "", **{f"credit_{number}": "" for number in range(3)}}
        fields |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
        response = press_officer.post(reverse(view, args=[pk]), {f"{prefix}-{pk}-{k}": v for k, v in fields.items()})
        assert json.loads(response.content)["success"], response.content
        assert not UploadedFile.objects.exists()
        assert_clean(model.objects.get())


@pytest.mark.parametrize("model", [Download, Picture])
def test_a_picture_that_tells_nothing_is_stored_as_it_came(model):
    content = files.picture_bytes((20, 10))
    assert stored(by_code(model, "a.png", content)) == content


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("model", [Download, Picture])
def test_broken_exif_is_no_reason_to_refuse(press_officer, model):
    content = pictures.jpeg(block=b"II*\0\x08\0\0\0\x02\0" + CANARY)
    assert CANARY not in stored(by_the_form(press_officer, model, "a.jpg", content))


@pytest.mark.parametrize("model", [Download, Picture])
def test_a_picture_that_nobody_can_read_is_not_stored_by_code_either(model, tmp_path):
    with pytest.raises(ValidationError):
        by_code(model, "a.png", pictures.telling_png()[:100])
    assert not list(tmp_path.rglob("*.png"))


def test_an_edit_without_a_new_file_leaves_the_file_alone(press_officer, tmp_path):
    document = files.document("memo.pdf", content=files.PDF)
    document.file.storage.delete(document.file.name)
    data = {"title": "New", "collection": collection(), "tags": "", "language": ""}
    response = press_officer.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert response.status_code == 302
    document.refresh_from_db()
    assert document.title == "New"
    assert document.checksum == hashlib.sha256(files.PDF).hexdigest()


def test_a_new_file_is_measured_anew():
    document = files.document("memo.pdf", content=files.PDF)
    document.file = ContentFile(files.picture_bytes((20, 10)), "memo.png")
    document.save()
    document.refresh_from_db()
    assert (document.width, document.height) == (20, 10)
    document.file = ContentFile(b"words", "memo.txt")
    document.save()
    document.refresh_from_db()
    assert (document.width, document.height, document.measure) == (None, None, "")


@pytest.mark.parametrize(
    ("name", "content", "measure"),
    [
        ("square.png", files.picture_bytes((1080, 1080)), "1080 × 1080"),
        ("story.webp", files.picture_bytes((1080, 1920), kind="WEBP"), "1080 × 1920"),
        ("turned.jpg", pictures.telling_jpeg(), "48 × 64"),
        ("a4.pdf", files.pdf(), "A4, 210 × 297 mm"),
        ("a3.pdf", files.pdf(297, 420), "A3, 297 × 420 mm"),
        ("other.pdf", files.pdf(200, 300), "200 × 300 mm"),
        ("film.mp4", MP4, ""),
        ("script.txt", "Сайлау".encode(), ""),
        ("script.docx", b"PK\x03\x04", ""),
    ],
)
def test_posters_are_accepted_and_measured(press_officer, name, content, measure):
    assert upload_document(press_officer, name, content) == {}
    with translation.override("en"):
        assert Download.objects.get().measure == measure


@pytest.mark.parametrize("name", ["script.png", "script.pdf"])
def test_what_a_command_stores_may_be_without_a_measure(name):
    if name.endswith("png"):
        row = files.document("script.txt", content=files.picture_bytes())
    else:
        row = files.document(name, content=b"%PDF-1.7 protected, say")
    assert row.measure == ""
    assert row.checksum


def test_a_poster_on_a3_paper_at_300_dots_per_inch_is_accepted(press_officer):
    stream = BytesIO()
    Image.new("1", (3508, 4961)).save(stream, "PNG", dpi=(300, 300))
    assert upload_document(press_officer, "a3.png", stream.getvalue()) == {}
    assert Download.objects.get().measure == "3508 × 4961"


class TestMigration:
    def fill(self):
        module = import_module("portal.files.migrations.0002_download_measures")
        with connection.schema_editor(atomic=False) if connection.vendor != "sqlite" else _Editor() as editor:
            module.describe(apps, editor)

    def test_files_that_came_before_are_measured_and_not_rewritten(self):
        rows = {
            "a4.pdf": files.document("a4.pdf", content=files.PDF),
            "a.png": files.document("a.png", content=files.picture_bytes((20, 10))),
            "stub.pdf": files.document("stub.pdf"),
            "gone.pdf": files.document("gone.pdf", content=files.PDF),
        }
        before = {name: (row.checksum, row.width, row.height) for name, row in rows.items()}
        Download.objects.update(checksum="", width=None, height=None)
        rows["gone.pdf"].file.storage.delete(rows["gone.pdf"].file.name)
        self.fill()
        after = {name: Download.objects.get(pk=row.pk) for name, row in rows.items()}
        assert {name: (row.checksum, row.width, row.height) for name, row in after.items()} == before | {
            "gone.pdf": ("", None, None)
        }


class _Editor:
    """SQLite's own refuses to be opened inside a test's transaction."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass
