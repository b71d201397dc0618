"""Pictures that somebody sent: opened without trusting them."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, cast

from django.conf import settings
from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from portal.files import refusals
from portal.files.metadata import Jpeg, without_personal_data
from portal.files.signatures import Stream

# Not Image.open: it tries other formats, and only warns of a size above its own limit.
_OPENERS: dict[str, Callable[[IO[bytes]], ImageFile]] = {
    "GIF": GifImageFile,
    "JPEG": Jpeg,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}


def opened(stream: Stream, format: str) -> ImageFile:
    """The picture, of which only the head has been read.

    Raises ValidationError where it is damaged, or has more than `WAGTAILIMAGES_MAX_IMAGE_PIXELS` pixels.
    """
    stream.seek(0)
    try:
        picture = _OPENERS[format](cast("IO[bytes]", stream))
    except Image.DecompressionBombError:
        raise refusals.too_large_picture() from None
    except Exception as error:
        # Pillow keeps no list of what it raises for bytes that make no sense.
        raise refusals.damaged_picture() from error
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise refusals.too_large_picture()
    return picture


def loaded(stream: Stream, format: str) -> ImageFile:
    """The picture with its pixels (an animation's first frame). Raises as `opened` does, and where it is cut short."""
    picture = opened(stream, format)
    try:
        picture.load()
    except Exception as error:
        raise refusals.damaged_picture() from error
    return picture


def check_picture(stream: Stream, format: str) -> None:
    """Raises ValidationError where a picture is damaged, cut short, too large, or hides what personal data it holds."""
    loaded(stream, format)
    without_personal_data(stream, format)
    stream.seek(0)
