"""Uploads, made through the models as an import would."""

from __future__ import annotations

from io import BytesIO
from itertools import count

_number = count(1)
PDF = b"%PDF-1.4\n%%EOF\n"


def picture_bytes(size=(8, 6), colour="navy", kind="PNG"):
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def picture(name="picture.png", title="A picture", **fields):
    from django.core.files.base import ContentFile

    from portal.files.models import Picture

    content = picture_bytes(colour=(next(_number) % 255, 20, 60))
    return Picture.objects.create(title=title, file=ContentFile(content, name), **fields)


def rendition(picture, spec="width-4"):
    return picture.get_rendition(spec)


def document(name="document.pdf", title="A document", content=PDF, **fields):
    from django.core.files.base import ContentFile

    from portal.files.models import Download

    return Download.objects.create(title=title, file=ContentFile(content, name), **fields)
