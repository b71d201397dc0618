"""PDFs: what they look like, by PDFium, and what they tell beside it, by qpdf."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import inf
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw  # type: ignore[import-untyped]

from portal.files import refusals
from portal.files.signatures import Stream

# PDFium keeps global state: two threads inside it bring the process down.
_PDFIUM = Lock()

# ISO 32000-1, annex H, note 18: readers accept the end mark within the last 1024 bytes.
_END, _END_WITHIN = b"%%EOF", 1024


@contextmanager
def first_page(stream: Stream) -> Iterator[Any]:
    """The first page of a PDF as pypdfium2 knows it; until it is closed no other thread gets one.

    Raises ValidationError where the PDF is damaged, empty or asks for a password.
    """
    stream.seek(0)
    data = stream.read()
    with _PDFIUM, _document(data) as document:
        try:
            page = document[0]
        except pypdfium2.PdfiumError as error:
            raise refusals.damaged_pdf() from error
        try:
            yield page
        finally:
            page.close()


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise refusals.protected_pdf() from error
        raise refusals.damaged_pdf() from error
    try:
        yield document
    finally:
        document.close()


def page_size(page: Any) -> tuple[float, float]:
    """Width and height of a page as it is shown, in points of 1/72 inch. Raises ValidationError for an absurd size."""
    width, height = page.get_size()
    if not (0 < width < inf and 0 < height < inf):
        raise refusals.damaged_pdf()
    return width, height


def without_personal_data(data: bytes) -> bytes | None:
    """A PDF without the names and programs of those who made it, but its title; None where nothing has to change.

    A signed PDF stays as it is: the signature is of these bytes. So does one that can't be read: forms refuse those.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if _is_signed(pdf) or (not (told := pdf.docinfo.keys() - {"/Title"}) and "/Metadata" not in pdf.Root):
                return None
            for name in told:
                del pdf.docinfo[name]
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            clean = BytesIO()
            pdf.save(clean, deterministic_id=True)
    except pikepdf.PdfError:
        return None
    return clean.getvalue()


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """ISO 32000-1, 12.7.2: SigFlags, bit 1."""
    form = pdf.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & 1)


def check_pdf(stream: Stream) -> None:
    """Raises ValidationError where a PDF is damaged, cut short, or asks for a password."""
    with first_page(stream) as page:
        page_size(page)
    # PDFium mends a file whose end is missing, and shows only the pages that came before.
    stream.seek(0)
    is_whole = _END in stream.read()[-_END_WITHIN:]
    stream.seek(0)
    if not is_whole:
        raise refusals.damaged_pdf()
