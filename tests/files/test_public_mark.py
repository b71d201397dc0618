"""To mark a file as public by itself is to publish it: whoever may only add files is not asked."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from portal.accounts.roles import Role
from portal.files.models import Download, Picture
from tests.factories import files

pytestmark = pytest.mark.django_db

UPLOADS = {
    "document": ("wagtaildocs:add", Download, lambda: SimpleUploadedFile("memo.txt", b"words", "text/plain")),
    "picture": ("wagtailimages:add", Picture, lambda: SimpleUploadedFile("a.png", files.picture_bytes(), "image/png")),
}


@pytest.mark.parametrize(("name", "model", "upload"), UPLOADS.values(), ids=UPLOADS)
@pytest.mark.parametrize(
    ("role", "marked"), [(Role.PRESS_EDITOR, False), (Role.REGISTRAR, False), (Role.PRESS_OFFICER, True)]
)
def test_only_an_officer_marks(login, visitor, settings, tmp_path, name, model, upload, role, marked):
    settings.MEDIA_ROOT = str(tmp_path)
    collection = Collection.get_first_root_node()
    data = {"title": "A file", "file": upload(), "public": "on", "collection": collection.pk}
    data |= {"credit_0": "", "credit_1": "", "credit_2": "", "licence": "", "tags": "", "description": ""}
    assert login(role).post(reverse(name), data).status_code == 302
    file = model.objects.get()
    assert file.public is marked
    assert visitor.get(file.file.url).status_code == (200 if marked else 404)
