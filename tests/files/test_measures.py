"""How large a picture or a page is, in pixels, in millimetres, and in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.files.measures import PAPERS, measure, measure_text, paper
from tests.factories import files, pictures


@pytest.mark.parametrize(("name", "size"), PAPERS.items())
def test_every_paper_has_its_name(name, size):
    width, height = size
    assert paper(width, height) == paper(height, width) == name
    assert paper(width + 2, height - 2) == name
    assert paper(width + 3, height) == paper(width, height - 3) == ""


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (files.pdf(297, 420), (297, 420)),
        (files.pdf(420, 297), (420, 297)),
        (files.pdf(297, 420, page="/Rotate 90"), (420, 297)),
        (files.pdf(303, 426, page="/CropBox[8.5 8.5 850.4 1199.1]"), (297, 420)),
        (files.pdf(100_000, 100_000), (100_000, 100_000)),
        (files.pdf(10_000_000, 100), None),
    ],
)
def test_a_page_is_measured_as_it_is_shown(content, size):
    assert measure(BytesIO(content), "pdf") == size


def test_a_page_may_leave_its_size_to_the_tree_above():
    content = files.pdf().replace(b"/MediaBox[0 0 595.276 841.890]", b"/MediaBox[0 0 841.890 595.276]")
    assert measure(BytesIO(content), "PDF") == (297, 210)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_measured_as_it_is_shown(orientation):
    content = pictures.jpeg(block=pictures.exif_block(orientation=orientation))
    assert measure(BytesIO(content), "jpg") == ((64, 48) if orientation < 5 else (48, 64))


@pytest.mark.parametrize("extension", ["mp4", "txt", "docx", "svg", ""])
def test_other_files_have_no_measure(extension):
    assert measure(BytesIO(b"%PDF-"), extension) is None


@pytest.mark.parametrize("extension", ["pdf", "png", "jpg", "webp", "gif"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X", b"\xff\xd8\xff"])
def test_what_nobody_can_open_is_refused(extension, content):
    with pytest.raises(ValidationError):
        measure(BytesIO(content), extension)


@pytest.mark.parametrize(
    ("size", "printed", "text"),
    [
        ((1080, 1920), False, "1080 × 1920"),
        ((297, 420), True, "A3, 297 × 420 mm"),
        ((420, 297), True, "A3, 420 × 297 mm"),
        ((297, 420), False, "297 × 420"),
        ((200, 300), True, "200 × 300 mm"),
    ],
)
def test_the_words(size, printed, text):
    with translation.override("en"):
        assert measure_text(*size, printed=printed) == text
