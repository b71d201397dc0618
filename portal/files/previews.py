"""Small pictures of posters. Nothing is stored here."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from portal.files import pdfs
from portal.files.exif import orientation
from portal.files.models import Download
from portal.files.pictures import loaded
from portal.files.signatures import PICTURES, Stream, extension_of

# What `preview_of` gives: WebP, this many pixels wide at most, at most this many bytes where any quality allows it.
WIDTH = 1000
CONTENT_TYPE = "image/webp"
MAX_BYTES = 150_000

_QUALITIES = (80, 60, 40, 20)
# No side is longer than this times the width asked for, and no width is larger: 48 MB in memory at worst.
_MAX_ASPECT = 4
_MAX_WIDTH = 2000

# What undoes each orientation (CIPA DC-008 4.6.4).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def first_page(stream: Stream, width: int) -> Image.Image:
    """The first page of a PDF, `width` pixels wide (2000 at most), on white.

    A page more than four times as high as wide comes narrower, so that it is no higher than four widths.
    Raises ValidationError where the PDF is damaged or asks for a password.
    """
    width = min(width, _MAX_WIDTH)
    with pdfs.first_page(stream) as page:
        page_width, page_height = pdfs.page_size(page)
        scale = min(width / page_width, width * _MAX_ASPECT / page_height)
        bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
        try:
            # A copy: the bitmap's own memory goes when it is closed.
            image: Image.Image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    # PDFium's sizes are of single precision: a thousand pixels may come out as a thousand and one.
    return image.crop((0, 0, min(image.width, width), image.height))


def preview_of(download: Download) -> bytes | None:
    """A WebP picture of a poster; None for a film, a text, and what is damaged, missing or can't be shown."""
    extension = extension_of(download.file.name)
    if extension != "pdf" and extension not in PICTURES:
        return None
    try:
        with download.open_file() as stream:
            image = first_page(stream, WIDTH) if extension == "pdf" else _picture(stream, PICTURES[extension])
    except (OSError, ValidationError):
        return None
    return _encoded(image)


def _picture(stream: Stream, format: str) -> Image.Image:
    picture: Image.Image = loaded(stream, format)
    profile, turn = picture.info.get("icc_profile"), _TURNS.get(orientation(picture.info.get("exif", b"")))
    if picture.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        # A palette would be thinned out instead of averaged; a profile, if any, is that of the colours it holds.
        picture = picture.convert("RGBA")
    picture = picture.transpose(turn) if turn is not None else picture
    picture.thumbnail((WIDTH, WIDTH * _MAX_ASPECT), Image.Resampling.LANCZOS)
    return _on_white(_in_srgb(picture, profile))


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours of screens: print shops send other ones, and the preview carries no profile."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if not profile:
        return picture.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        shown = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (OSError, ImageCms.PyCMSError):
        return picture.convert(mode)
    return shown or picture.convert(mode)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def _encoded(image: Image.Image) -> bytes:
    data = b""
    for quality in _QUALITIES:
        stream = BytesIO()
        image.save(stream, "WEBP", quality=quality)
        data = stream.getvalue()
        if len(data) <= MAX_BYTES:
            break
    return data
