"""How large a picture or a printed page is."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext

from portal.files.exif import orientation
from portal.files.pdfs import first_page, page_size
from portal.files.pictures import opened
from portal.files.signatures import PICTURES, Stream

# ISO 216, upright, in millimetres.
PAPERS = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
}
# Programs round inches and points in their own ways.
_TOLERANCE = 2
_MM_PER_POINT = 25.4 / 72
# Larger pages are a mistake in the file, and no column could hold them.
_LONGEST_PAGE = 1_000_000


def measure(stream: Stream, extension: str) -> tuple[int, int] | None:
    """Width and height as they are shown: a picture's in pixels, those of a PDF's first page in millimetres.

    None for other formats. Raises ValidationError where a file can't be measured: it is damaged, asks for a password,
    or is a picture of more pixels than are allowed.
    """
    extension = extension.lower()
    if extension == "pdf":
        return _page_size(stream)
    if format := PICTURES.get(extension):
        return _picture_size(stream, format)
    return None


def _page_size(stream: Stream) -> tuple[int, int] | None:
    with first_page(stream) as page:
        width, height = page_size(page)
    size = round(width * _MM_PER_POINT), round(height * _MM_PER_POINT)
    return size if all(0 < side <= _LONGEST_PAGE for side in size) else None


def _picture_size(stream: Stream, format: str) -> tuple[int, int]:
    picture = opened(stream, format)
    lies = orientation(picture.info.get("exif", b"")) in {5, 6, 7, 8}
    return (picture.height, picture.width) if lies else (picture.width, picture.height)


def paper(width: int, height: int) -> str:
    """The name of the paper that has this size in millimetres, upright or lying: "A3"; "" for no standard one."""
    short, long = sorted((width, height))
    for name, (paper_width, paper_height) in PAPERS.items():
        if abs(short - paper_width) <= _TOLERANCE and abs(long - paper_height) <= _TOLERANCE:
            return name
    return ""


def measure_text(width: int, height: int, *, printed: bool) -> str:
    """A measure as people read it, in the active language: "1080 × 1080", "A3, 297 × 420 mm"."""
    if not printed:
        return f"{width} × {height}"
    sides = {"width": width, "height": height}
    if name := paper(width, height):
        return gettext("%(paper)s, %(width)s × %(height)s mm") % {"paper": name, **sides}
    return gettext("%(width)s × %(height)s mm") % sides


def sha256(stream: Stream) -> str:
    """The SHA-256 of all bytes, in hexadecimal (FIPS 180-4)."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
