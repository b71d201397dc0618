"""Posters: their files, what is given out of them, and their forms as a browser sends them."""

from __future__ import annotations

import io
import zipfile
from io import BytesIO

from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from announcements.models import Poster, PosterIndexPage
from portal.accounts.roles import Role
from tests.factories import files, forms
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

PNG = files.picture_bytes((300, 200))
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(20)


def document(name, content=PNG, **fields):
    return files.document(name, name, content=content, **fields)


def published(poster):
    poster.save_revision(user=user(Role.PRESS_EDITOR)).publish(user=user(Role.PRESS_OFFICER))
    return Poster.objects.get(pk=poster.pk)


def rows_of(poster):
    return list(Poster.objects.get(pk=poster.pk).files.order_by("sort_order", "pk"))


def image(picture):
    with picture.file.storage.open(picture.file.name) as stream:
        opened = Image.open(BytesIO(stream.read()))
        opened.load()
        return opened


def addresses(poster):
    """Of documents, previews and sizes of previews."""
    found = []
    for row in Poster.objects.get(pk=poster.pk).get_latest_revision_as_object().files.all():
        found.append(row.document.url)
        if row.preview:
            found += [row.preview.file.url, row.preview.get_rendition("width-320|format-webp").url]
    return found


def unpacked(response):
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def archive(page):
    return f"{page.url}files.zip"


def words(element):
    return " ".join(element.get_text(" ").replace("\xa0", " ").replace("\xad", "").split())


def poster_data(*rows, initial=0, **fields):
    """The form of a poster; rows are dicts of a file's fields."""
    filled = [
        {"id": "", "language": "", "format": "", "document": "", "preview": "", "ORDER": str(number), **row}
        for number, row in enumerate(rows, 1)
    ]
    texts = {f"{name}_{code}": "" for name in ("campaign", "channels", "terms") for code in LANGUAGES}
    values = {
        "name": "A poster",
        "topic": "",
        "election": "",
        "licence": "CC BY 4.0",
        "valid_from": "",
        "valid_until": "",
        **texts,
        **fields,
        "files": inline_formset(filled, initial=initial, min=1),
    }
    return nested_form_data(values)


def page_data(on, **fields):
    text = fields.pop("text", None) or forms.body()
    data = forms.announcement_data(**{"title": "A page", "slug": "a-page", "text": text})
    kept = {name: value for name, value in data.items() if name not in {"kind", "election"}}
    return {**kept, "poster": str(on.pk), "alt": "What it shows", "announcement": "", "share_picture": "", **fields}


def add_poster(client, data, action=None):
    return client.post(
        reverse(Poster.snippet_viewset.get_url_name("add")), {**data, **({action: "yes"} if action else {})}
    )


def edit_poster(client, poster, data, action=None):
    address = reverse(Poster.snippet_viewset.get_url_name("edit"), args=(poster.pk,))
    return client.post(address, {**data, **({action: "yes"} if action else {})})


def add_page(client, data, action=None, language="en"):
    section = PosterIndexPage.objects.get(locale__language_code=language)
    address = reverse("wagtailadmin_pages:add", args=("announcements", "posterpage", section.pk))
    return client.post(address, {**data, **({f"action-{action}": "yes"} if action else {})})


def errors(response):
    assert response.status_code == 200, response.headers.get("Location")
    return response.context["form"].errors
