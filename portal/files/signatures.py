"""The first bytes by which a reader recognises a format; a file that only pretends is refused."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Protocol

from portal.files import refusals


class Stream(Protocol):
    """Bytes to read from the start: an open file, a new upload, a stored one."""

    def read(self, size: int = ..., /) -> bytes: ...

    def seek(self, offset: int, /) -> object: ...


_ZIPPED = rb"PK\x03\x04"
_JPEG = rb"\xff\xd8\xff"
# ISO base media (ISO/IEC 14496-12): one frame for films, for HEIC and AVIF pictures, and for QuickTime.
_FILM = rb".{4}ftyp(?!avif|avis|heic|heix|mif1|msf1|qt  )"

_SIGNATURES = {
    extension: re.compile(pattern, re.DOTALL)
    for extension, pattern in {
        "docx": _ZIPPED,
        "gif": rb"GIF8[79]a",
        "jpeg": _JPEG,
        "jpg": _JPEG,
        "mp4": _FILM,
        "odt": _ZIPPED,
        "pdf": rb"%PDF-",
        "png": rb"\x89PNG\r\n\x1a\n",
        "rtf": rb"\{\\rtf",
        "webp": rb"RIFF.{4}WEBP",
        "xlsx": _ZIPPED,
        "zip": rb"PK(\x03\x04|\x05\x06)",
    }.items()
}

# Pillow's name of the format, by the extension of a file that is a picture.
PICTURES = {"gif": "GIF", "jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def extension_of(name: str) -> str:
    """The extension of a file's name, small, without its dot; "" for none."""
    return PurePath(name).suffix[1:].lower()


def check_signature(stream: Stream, extension: str) -> None:
    """Raises ValidationError where the bytes are not those of the format that the extension promises."""
    pattern = _SIGNATURES.get(extension)
    if pattern and not pattern.match(_start(stream)):
        raise refusals.pretends(extension.upper())


def picture_format(stream: Stream) -> str | None:
    """Pillow's name of the format that the bytes themselves show, whatever the file is called; None for no picture."""
    start = _start(stream)
    return next((name for extension, name in PICTURES.items() if _SIGNATURES[extension].match(start)), None)


def _start(stream: Stream) -> bytes:
    stream.seek(0)
    start = stream.read(16)
    stream.seek(0)
    return start
