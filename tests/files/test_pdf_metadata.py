"""What a PDF tells beside what it shows: the account of whoever wrote it, their program, the day. None is published."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from portal.files.pdfs import without_personal_data
from tests.factories import files

pytestmark = pytest.mark.django_db


def written(**told):
    """A PDF as an office program saves it."""
    with pikepdf.open(BytesIO(files.PDF)) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Zqjane"]
        for name, value in told.items():
            pdf.docinfo[f"/{name}"] = value
        stream = BytesIO()
        pdf.save(stream)
    return stream.getvalue()


TOLD = written(Author="Zqjane", Creator="Zqword of Zqjane", Producer="Zqoffice", Title="An act")


def test_an_upload_is_stored_without_names_and_with_its_title():
    document = files.document("act.pdf", content=TOLD)
    with document.file.open("rb") as stream:
        data = stream.read()
    assert b"Zq" not in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "An act"}
        assert "/Metadata" not in pdf.Root
        assert len(pdf.pages) == 1
    assert document.measure


def test_the_same_bytes_give_the_same_bytes_and_clean_ones_stay():
    clean = without_personal_data(TOLD)
    assert clean == without_personal_data(TOLD)
    assert without_personal_data(clean) is None
    assert without_personal_data(files.PDF) is None


def test_a_signed_document_stays_as_it_was_signed():
    with pikepdf.open(BytesIO(TOLD)) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        stream = BytesIO()
        pdf.save(stream)
    assert without_personal_data(stream.getvalue()) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF\n", b"no PDF", files.PDF[:200], b"\0" * 1000])
def test_what_is_no_pdf_is_the_forms_business(content):
    assert without_personal_data(content) is None
