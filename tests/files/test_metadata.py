"""Published pictures say who made them, and nothing of places, devices, owners and accounts."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageSequence
from PIL.JpegImagePlugin import JpegImageFile

from portal.files.metadata import without_personal_data
from tests.factories import pictures
from tests.factories.pictures import ARTIST, CANARY, OWNER

TELLING = {
    "JPEG": pictures.telling_jpeg,
    "progressive JPEG": lambda: pictures.telling_jpeg(progressive=True),
    "PNG": pictures.telling_png,
    "WEBP": pictures.telling_webp,
    "animated WEBP": lambda: pictures.telling_webp(animated=True),
    "GIF": pictures.telling_gif,
}
WITH_EXIF = [name for name in TELLING if name != "GIF"]


def cleaned(name):
    return without_personal_data(BytesIO(TELLING[name]()), name.split()[-1])


def opened(data):
    # Image.open would follow a JPEG's list of further pictures.
    return (JpegImageFile if data.startswith(b"\xff\xd8") else Image.open)(BytesIO(data))


def all_pixels(data):
    return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(opened(data))]


def block_of(data):
    return opened(data).info["exif"].removeprefix(b"Exif\0\0")


@pytest.mark.parametrize("name", TELLING)
def test_nothing_is_told(name):
    before, after = TELLING[name](), cleaned(name)
    assert CANARY in before
    assert CANARY not in after
    assert not {"xmp", "comment", "photoshop", "mp"} & opened(after).info.keys()


@pytest.mark.parametrize("name", WITH_EXIF)
def test_of_the_directories_only_the_first_stays(name):
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + block_of(cleaned(name)))
    told = {ExifTags.TAGS[tag] for tag in exif}
    assert told == {"Orientation", "XResolution", "YResolution", "ResolutionUnit", "Artist", "Copyright"}
    for ifd in (ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif, ExifTags.IFD.IFD1):
        assert not exif.get_ifd(ifd)


@pytest.mark.parametrize("name", TELLING)
def test_the_picture_looks_the_same(name):
    before, after = TELLING[name](), cleaned(name)
    assert all_pixels(after) == all_pixels(before)
    for kept in ("icc_profile", "dpi", "duration", "loop", "jfif_density"):
        assert opened(after).info.get(kept) == opened(before).info.get(kept)


@pytest.mark.parametrize("name", WITH_EXIF)
def test_credit_and_orientation_stay(name):
    after = cleaned(name)
    assert opened(after).getexif()[ExifTags.Base.Orientation] == 6
    assert ARTIST.encode() in after
    assert OWNER.encode() in after


@pytest.mark.parametrize("name", TELLING)
def test_what_tells_nothing_is_left_as_it_is(name):
    assert without_personal_data(BytesIO(cleaned(name)), name.split()[-1]) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_plain_picture_is_left_as_it_is(kind):
    stream = BytesIO()
    pictures.gradient().save(stream, kind)
    assert without_personal_data(stream, kind) is None


@pytest.mark.parametrize("order", ["II", "MM"])
def test_both_byte_orders_are_read(order):
    exif = Image.Exif()
    exif.endian = {"II": "<", "MM": ">"}[order]
    exif[ExifTags.Base.Orientation] = 3
    exif[ExifTags.Base.Artist] = "A. Artist"
    exif[ExifTags.Base.Model] = CANARY.decode()
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    assert block.startswith(order.encode())
    after = without_personal_data(BytesIO(pictures.jpeg(block=block)), "JPEG")
    assert CANARY not in after
    assert dict(opened(after).getexif()) == {0x0112: 3, 0x013B: "A. Artist"}


def iptc_credit(*rows, block=None):
    data = pictures.jpeg(pictures.iptc(*rows), block=block)
    exif = opened(without_personal_data(BytesIO(data), "JPEG")).getexif()
    # Pillow reads every text as Latin-1.
    return [exif.get(tag, "").encode("latin-1").decode() for tag in (0x013B, 0x8298)]


@pytest.mark.parametrize(
    ("rows", "credit"),
    [
        ([(80, "Айгүл".encode()), (116, b"(c) ECA")], ["Айгүл", "(c) ECA"]),
        ([(110, b"Agency")], ["Agency", ""]),
        ([(80, b"A"), (80, b"B"), (110, b"Agency"), (110, b"A")], ["A; B; Agency", ""]),
        ([(90, b"Astana"), (80, b" \0 ")], ["", ""]),
        ([], ["", ""]),
    ],
)
def test_the_credit_is_taken_from_iptc(rows, credit):
    assert iptc_credit(*rows) == credit


def test_exif_knows_the_credit_better():
    block = pictures.exif_block(owner=None)
    assert iptc_credit((80, b"Other"), (116, b"Owner"), block=block) == [ARTIST, "Owner"]


def test_broken_iptc_and_exif_are_no_error():
    data = pictures.jpeg(
        pictures.segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x50\xff\xff"),
        block=b"II*\0\xff\xff\xff\xff" + CANARY,
    )
    after = without_personal_data(BytesIO(data), "JPEG")
    assert CANARY not in after
    assert "exif" not in opened(after).info


def test_an_apng_keeps_its_frames():
    stream = BytesIO()
    first, *others = pictures.frames()
    first.save(stream, "PNG", save_all=True, append_images=others, duration=100, exif=pictures.exif_block())
    after = without_personal_data(stream, "PNG")
    assert opened(after).n_frames == 3
    assert all_pixels(after) == all_pixels(stream.getvalue())
    assert CANARY not in after


def test_a_thumbnail_in_the_jfif_head_goes():
    plain = pictures.jpeg()
    head = pictures.segment(0xE0, plain[6:18] + b"\x01\x03" + CANARY + b"!")
    after = without_personal_data(BytesIO(plain[:2] + head + plain[20:]), "JPEG")
    assert after == plain


def test_a_cmyk_picture_keeps_its_inks():
    stream = BytesIO()
    pictures.gradient(mode="CMYK").save(stream, "JPEG", comment=CANARY)
    after = without_personal_data(stream, "JPEG")
    assert opened(after).mode == "CMYK"
    assert opened(after).tobytes() == opened(stream.getvalue()).tobytes()


def test_a_second_picture_behind_the_first_goes():
    stream = BytesIO()
    first, second, _third = pictures.frames()
    first.save(stream, "MPO", save_all=True, append_images=[second], exif=b"Exif\0\0" + pictures.exif_block())
    assert Image.open(stream).n_frames == 2
    after = without_personal_data(stream, "JPEG")
    assert Image.open(BytesIO(after)).format == "JPEG"
    assert after.count(b"\xff\xd8\xff") == 1
    assert CANARY not in after


def test_other_formats_are_not_touched():
    assert without_personal_data(BytesIO(b"%PDF-1.4"), "PDF") is None
    assert without_personal_data(BytesIO(pictures.telling_jpeg()), "jpg") is not None


@pytest.mark.parametrize("name", TELLING)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_broken_bytes_are_refused_or_cleaned_and_never_an_error(name, data):
    """However a file is cut and bent, the answer comes, and says nothing that stood in a place of its own."""
    before = bytearray(TELLING[name]())
    for _ in range(data.draw(st.integers(0, 3))):
        before[data.draw(st.integers(12, len(before) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(before[: data.draw(st.integers(12, len(before)))])
    try:
        after = without_personal_data(BytesIO(cut), name.split()[-1])
    except ValidationError as error:
        assert error.code == "damaged"
        return
    if after is not None:
        assert without_personal_data(BytesIO(after), name.split()[-1]) in {None, after}
