"""Pictures that tell more than they show: built byte by byte where Pillow writes no such thing."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

# Each stands somewhere in a picture made here, and nowhere in one that is published.
CANARY = b"zqcanary"
ARTIST, OWNER = "Айгүл Әбдіқадыр", "Сайлау комиссиясы"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>%s</dc:creator></x:xmpmeta>' % CANARY


def exif_block(*, artist=ARTIST, owner=OWNER, orientation=6):
    """EXIF, without "Exif", with a place, a serial number, an owner, a maker note and a thumbnail."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = CANARY.decode() + "-make"
    exif[ExifTags.Base.XPAuthor] = (CANARY.decode() + "-xp").encode()
    exif[ExifTags.Base.XResolution] = 300.0
    exif[ExifTags.Base.YResolution] = 300.0
    exif[ExifTags.Base.ResolutionUnit] = 2
    # Pillow writes ASCII only: letters of other scripts are put in afterwards, as cameras do.
    places = {tag: (text, b"@" * len(text.encode())) for tag, text in ((0x013B, artist), (0x8298, owner)) if text}
    for number, (tag, (_text, place)) in enumerate(places.items()):
        exif[tag] = place.replace(b"@", b"~" if number else b"@").decode()
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.BodySerialNumber: CANARY.decode() + "-serial",
            ExifTags.Base.CameraOwnerName: CANARY.decode() + "-owner",
            ExifTags.Base.MakerNote: CANARY + b"-note",
            ExifTags.Base.UserComment: CANARY + b"-comment",
        }
    )
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (51.0, 7.0, 41.25),
            ExifTags.GPS.GPSAreaInformation: CANARY + b"-gps",
        }
    )
    exif._ifds[ExifTags.IFD.IFD1] = {ExifTags.Base.ImageDescription: CANARY.decode() + "-thumbnail"}
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    for number, (text, place) in enumerate(places.values()):
        block = block.replace(place.replace(b"@", b"~" if number else b"@"), text.encode(), 1)
    return block


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def iptc(*rows):
    """A Photoshop segment with IPTC rows of record 2: (number, bytes)."""
    data = b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in rows)
    data += b"\0" * (len(data) % 2)
    return segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data)


def gradient(size=(64, 48), mode="RGB"):
    picture = Image.radial_gradient("L").resize(size)
    return Image.merge("RGB", (picture, picture.rotate(90), picture.rotate(180))).convert(mode)


@cache
def icc():
    # It tells when it was made: once for all tests, so that a picture's bytes are always the same.
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def jpeg(*segments, block=None, tail=b"", **options):
    stream = BytesIO()
    gradient().save(stream, "JPEG", quality=90, **options)
    data = stream.getvalue()
    start = 4 + struct.unpack_from(">H", data, 4)[0]
    head = segment(0xE1, b"Exif\0\0" + block) if block else b""
    return data[:start] + head + b"".join(segments) + data[start:] + tail


def telling_jpeg(**options):
    """With everything that a telephone and a picture editor write."""
    return jpeg(
        segment(0xE0, b"JFXX\0\x13" + CANARY),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        iptc((80, CANARY + b"-byline"), (116, CANARY + b"-copyright"), (90, CANARY + b"-city")),
        segment(0xE2, b"MPF\0" + CANARY),
        segment(0xEB, CANARY),
        segment(0xFE, CANARY),
        block=exif_block(),
        tail=b"\xff\xd8" + CANARY,
        icc_profile=icc(),
        **options,
    )


def declared(kind, size):
    """A small picture whose head declares another size, as a decompression bomb's does."""
    stream = BytesIO()
    gradient().save(stream, kind, icc_profile=icc() if kind == "WEBP" else None)
    data = stream.getvalue()
    if kind == "PNG":
        return data[:8] + chunk(b"IHDR", struct.pack(">II", *size) + data[24:29]) + data[33:]
    if kind == "JPEG":
        at = data.index(b"\xff\xc0") + 5
        return data[:at] + struct.pack(">HH", size[1], size[0]) + data[at + 4 :]
    if kind == "GIF":
        return data[:6] + struct.pack("<HH", *size) + data[10:]
    assert data[12:16] == b"VP8X"
    return data[:24] + b"".join(struct.pack("<I", side - 1)[:3] for side in size) + data[30:]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def telling_png(block=None):
    texts = PngInfo()
    texts.add_text("Author", CANARY.decode())
    texts.add_text("Comment", CANARY.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add_itxt("Comment", CANARY.decode(), zip=True)
    stream = BytesIO()
    gradient(mode="RGBA").save(
        stream, "PNG", pnginfo=texts, exif=block or exif_block(), icc_profile=icc(), dpi=(300, 300)
    )
    data = stream.getvalue()
    end = len(data) - 12
    return data[:end] + chunk(b"tIME", bytes(7)) + chunk(b"zqXt", CANARY) + data[end:] + b"<script>" + CANARY


def frames():
    return [gradient().rotate(turn) for turn in (0, 90, 180)]


def telling_webp(*, animated=False, block=None):
    stream = BytesIO()
    first, *others = frames() if animated else frames()[:1]
    options = {"save_all": True, "append_images": others, "duration": 100} if animated else {}
    first.save(stream, "WEBP", exif=block or exif_block(), xmp=XMP, icc_profile=icc(), **options)
    data = stream.getvalue() + struct.pack("<4sI", b"zqXt", 9) + CANARY + b"!\0"
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def telling_gif():
    stream = BytesIO()
    first, *others = [frame.quantize(16) for frame in frames()]
    first.save(stream, "GIF", save_all=True, append_images=others, duration=[100, 200, 300], loop=0, comment=CANARY)
    data = stream.getvalue()
    xmp = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return data[:-1] + xmp + b";" + CANARY
