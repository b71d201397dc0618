"""Whether a file is what its name says, whole, and small enough to be shown."""

from __future__ import annotations

from portal.files.pdfs import check_pdf
from portal.files.pictures import check_picture
from portal.files.signatures import PICTURES, Stream, check_signature


def check(stream: Stream, extension: str) -> None:
    """Raises ValidationError, of one sentence, for a file that nobody should publish under this (small) extension."""
    check_signature(stream, extension)
    if extension == "pdf":
        check_pdf(stream)
    elif format := PICTURES.get(extension):
        check_picture(stream, format)
