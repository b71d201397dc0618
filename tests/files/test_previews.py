"""Small pictures of posters, drawn without trusting them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps

from portal.files.models import Download
from portal.files.previews import MAX_BYTES, first_page, preview_of
from tests.factories import files, pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def shown(document):
    data = preview_of(document)
    assert len(data) <= MAX_BYTES
    image = Image.open(BytesIO(data))
    assert image.format == "WEBP"
    assert not {"exif", "xmp", "icc_profile"} & image.info.keys()
    return image


def near(colour, other):
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def test_a_page_is_drawn_on_white():
    page = first_page(BytesIO(files.pdf(297, 420)), 1000)
    assert (page.mode, page.size) == ("RGB", (1000, 1415))
    # The square stands near the lower left corner.
    assert page.getpixel((60, 1350)) == (0, 0, 255)
    assert page.getpixel((990, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("page", "width", "size"),
    [
        ((100_000, 100_000), 1000, (1000, 1000)),
        ((100, 100_000), 1000, (4, 4000)),
        ((100_000, 1), 1000, (1000, 1)),
        ((0.4, 0.4), 300, (300, 300)),
        ((210, 297), 1_000_000, (2000, 2829)),
    ],
)
def test_no_page_is_drawn_larger_than_asked_for(page, width, size):
    image = first_page(BytesIO(files.pdf(*page)), width)
    assert image.size == pytest.approx(size, abs=1)
    assert image.width <= min(width, 2000)


@pytest.mark.parametrize("side", [0, 10**30, 10**300], ids=["none", "long", "endless"])
def test_a_page_of_an_absurd_size_is_no_error(side):
    content = files.pdf().replace(b"595.276", b"%d" % side)
    data = preview_of(files.document("a.pdf", content=content))
    assert data is None or Image.open(BytesIO(data)).width <= 1000


def test_what_is_no_pdf_is_refused():
    with pytest.raises(ValidationError):
        first_page(BytesIO(files.STUB), 1000)


def test_many_threads_draw_at_once():
    contents = [files.pdf(100 + number, 100) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        sizes = list(pool.map(lambda content: first_page(BytesIO(content), 200).size, contents))
    assert [height for _width, height in sizes] == pytest.approx([200 * 100 / (100 + n) for n in range(24)], abs=1)


def test_a_pdf_has_a_preview():
    assert shown(files.document("a3.pdf", content=files.pdf(297, 420))).size == (1000, 1415)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_has_a_preview(kind):
    document = files.document(f"a.{kind.lower()}", content=files.picture_bytes((1500, 3000), "navy", kind))
    image = shown(document)
    assert image.size == (1000, 2000)
    assert near(image.getpixel((500, 500)), (0, 0, 128))


def test_a_small_picture_stays_small_and_stands_upright():
    assert shown(files.document("a.jpg", content=pictures.telling_jpeg())).size == (48, 64)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone_as_browsers_do(orientation):
    content = pictures.jpeg(block=pictures.exif_block(orientation=orientation))
    upright = ImageOps.exif_transpose(Image.open(BytesIO(content)))
    image = shown(files.document("a.jpg", content=content))
    assert image.size == upright.size
    assert all(near(image.getpixel(at), upright.getpixel(at)) for at in ((3, 3), (40, 3), (3, 40), (40, 40)))


def test_what_is_clear_is_white():
    stream = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(stream, "PNG")
    assert near(shown(files.document("a.png", content=stream.getvalue())).getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_shown(mode):
    stream = BytesIO()
    Image.new("RGB", (20, 20), "white").convert("L" if mode == "I;16" else mode).convert(mode).save(stream, "PNG")
    assert shown(files.document("a.png", content=stream.getvalue())).mode == "RGB"


def test_colours_are_those_of_screens():
    """A profile under which what is stored as green is to be seen as another colour."""
    stream = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    Image.new("RGB", (20, 20), (0, 128, 0)).save(stream, "PNG", icc_profile=profile)
    assert shown(files.document("a.png", content=stream.getvalue()))
    stream = BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(stream, "JPEG", quality=95)
    assert near(shown(files.document("a.jpg", content=stream.getvalue())).getpixel((5, 5)), (255, 0, 0))


def test_a_profile_that_makes_no_sense_is_passed_over():
    content = files.picture_bytes((20, 20), kind="PNG", icc_profile=b"nonsense")
    assert near(shown(files.document("a.png", content=content)).getpixel((5, 5)), (0, 0, 128))


def test_a_busy_poster_stays_light():
    stream = BytesIO()
    Image.effect_noise((1000, 1414), 8).convert("RGB").save(stream, "JPEG", quality=80)
    assert len(stream.getvalue()) > MAX_BYTES
    assert shown(files.document("a.jpg", content=stream.getvalue())).size == (1000, 1414)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(40)),
        ("script.txt", b"words"),
        ("script.docx", b"PK\x03\x04"),
        ("stub.pdf", files.STUB),
        ("noextension", files.PDF),
    ],
)
def test_what_cannot_be_shown_has_no_preview(name, content):
    assert preview_of(files.document(name, content=content)) is None


def test_a_missing_or_too_large_file_has_no_preview(settings):
    document = files.document("a.png", content=files.picture_bytes((40, 40)))
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    assert preview_of(document) is None
    document.file.storage.delete(document.file.name)
    assert preview_of(Download.objects.get()) is None


def test_a_preview_writes_nothing(django_assert_num_queries):
    document = files.document("a4.pdf", content=files.PDF)
    with django_assert_num_queries(0):
        assert preview_of(document)
