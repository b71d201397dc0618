"""What a picture tells beside itself: where it was taken, with which camera, by whose account. None is published."""

from __future__ import annotations

import struct
from functools import partial
from io import BytesIO

from PIL.IptcImagePlugin import getiptcinfo
from PIL.JpegImagePlugin import JpegImageFile

from portal.files import containers, exif, refusals
from portal.files.signatures import Stream

_REWRITE = {"GIF": containers.gif, "JPEG": containers.jpeg, "PNG": containers.png, "WEBP": containers.webp}


class Jpeg(JpegImageFile):
    """A JPEG whose EXIF Pillow doesn't read: it would look there for the resolution, and warn of what it finds."""

    def _read_dpi_from_exif(self) -> None:
        pass


# IPTC IIM 4.2, record 2: By-line and Credit name the maker, Copyright Notice the owner.
_BY_LINE, _CREDIT, _COPYRIGHT = (2, 80), (2, 110), (2, 116)


def without_personal_data(stream: Stream, format: str) -> bytes | None:
    """A picture's bytes without places, devices, owners, thumbnails, texts; None where it holds none of these.

    `format` is Pillow's name: GIF, JPEG, PNG or WEBP; of any other nothing is known, and the answer is None. Pixels,
    animation, colour profile, resolution and orientation stay as they are: nothing is encoded anew. So does the credit,
    as EXIF Artist and Copyright, taken from a JPEG's IPTC where its EXIF has none.

    Raises ValidationError where the bytes make no sense: nobody could say what they tell.
    """
    rewrite = _REWRITE.get({"JPG": "JPEG"}.get(format.upper(), format.upper()))
    if rewrite is None:
        return None
    stream.seek(0)
    data = stream.read()
    credit = _iptc_credit(data) if rewrite is containers.jpeg else {}
    try:
        clean = rewrite(data, partial(exif.reduced, credit=credit))
    except (IndexError, ValueError, struct.error) as error:
        raise refusals.damaged_picture() from error
    return None if clean == data else clean


def _iptc_credit(data: bytes) -> dict[int, bytes]:
    """The credit in the bytes in which it stands: IPTC and EXIF both leave the encoding open."""
    if b"Photoshop 3.0\0" not in data:
        return {}
    try:
        told = getiptcinfo(Jpeg(BytesIO(data))) or {}
    except Exception:  # noqa: BLE001 - Pillow keeps no list of what it raises; without IPTC the picture is still one
        return {}
    makers = [text for field in (_BY_LINE, _CREDIT) for text in _texts(told.get(field))]
    # EXIF's own sign between several makers.
    found = {exif.ARTIST: b"; ".join(dict.fromkeys(makers)), exif.COPYRIGHT: b"; ".join(_texts(told.get(_COPYRIGHT)))}
    return {tag: text for tag, text in found.items() if text}


def _texts(value: bytes | list[bytes] | None) -> list[bytes]:
    values = value if isinstance(value, list) else [value or b""]
    return [text for text in (part.replace(b"\0", b" ").strip() for part in values) if text]
