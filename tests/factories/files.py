"""Uploads, made through the models as an import would."""

from __future__ import annotations

from io import BytesIO
from itertools import count

_number = count(1)


def pdf(width=210, height=297, page="", content=b"0 0 1 rg 20 20 100 100 re f", trailer="", objects=()):
    """A PDF of one page with a blue square; its size in millimetres, further objects from number 5 on."""
    points = f"{width / 25.4 * 72:.3f} {height / 25.4 * 72:.3f}"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {points}]/Contents 4 0 R {page}>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *objects,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    end = f"trailer<</Size {size}/Root 1 0 R {trailer}>>\nstartxref\n{len(data)}\n%%EOF\n".encode()
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + rows + end


PDF = pdf()
# What no program opens: for tests that care for the row and its address alone.
STUB = b"%PDF-1.4\n%%EOF\n"


def picture_bytes(size=(8, 6), colour="navy", kind="PNG", **options):
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, kind, **options)
    return stream.getvalue()


def picture(name="picture.png", title="A picture", **fields):
    from django.core.files.base import ContentFile

    from portal.files.models import Picture

    content = picture_bytes(colour=(next(_number) % 255, 20, 60))
    return Picture.objects.create(title=title, file=ContentFile(content, name), **fields)


def rendition(picture, spec="width-4"):
    return picture.get_rendition(spec)


def document(name="document.pdf", title="A document", content=STUB, **fields):
    from django.core.files.base import ContentFile

    from portal.files.models import Download

    return Download.objects.create(title=title, file=ContentFile(content, name), **fields)
