"""The frames around a picture's pixels, rewritten without touching them.

Each function takes a file's bytes and a function from its EXIF block to the one that stays (empty: none). It keeps
what is needed to show the picture, animation and colour profile included, and nothing else: a list of what is dangerous
would never be complete. What follows the picture's end goes too: second pictures, thumbnails, other files. Each raises
IndexError, ValueError or struct.error where the bytes end early or make no sense.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

Reduce = Callable[[bytes], bytes]

_EXIF = b"Exif\0\0"
_JFIF = b"JFIF\0"
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
# ITU-T T.81 table B.1: frames, tables and scans; from 0xE0 on follow applications' own segments and comments.
_CODING = range(0xC0, 0xE0)
_NEXT_MARKER = re.compile(rb"\xff(?=[^\x00\xff\xd0-\xd7])")

# PNG (third edition) chapter 11; texts, time, EXIF and private chunks are not among them.
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"bKGD", b"hIST", b"pHYs", b"sBIT", b"sPLT"),
    *(b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sRGB"),
}  # fmt: skip
_WEBP_KEPT = {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"}
_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04
_GIF_CONTROL, _GIF_APPLICATION = 0xF9, 0xFF
_GIF_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}


def jpeg(data: bytes, reduce: Reduce) -> bytes:
    jfif, exif, rest = b"", b"", [b""]
    for marker, body in _segments(data):
        if marker == _APP0 and body.startswith(_JFIF) and not jfif:
            # Its thumbnail may show what was cut off the picture.
            jfif = _segment(_APP0, body[:12] + b"\0\0")
        elif marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body.removeprefix(_EXIF)
        elif marker == _SOS:
            rest.append(b"\xff\xda" + body)
        elif marker in _CODING or _is_shown(marker, body):
            rest.append(_segment(marker, body))
    kept = reduce(exif)
    head = jfif + (_segment(_APP1, _EXIF + kept) if kept else b"")
    return b"".join([b"\xff\xd8", head, *rest, b"\xff\xd9"])


def _is_shown(marker: int, body: bytes) -> bool:
    """Whether colours depend on an application's segment."""
    return (marker == _APP2 and body.startswith(b"ICC_PROFILE\0")) or (marker == _APP14 and body.startswith(b"Adobe"))


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment. A scan's comes with its length and with the coded pixels."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == _EOI:
            return
        if marker in _STANDALONE:
            continue
        end = at + struct.unpack_from(">H", data, at)[0]
        if end > len(data) or end < at + 2:
            raise ValueError("a segment is cut short")
        if marker == _SOS:
            found = _NEXT_MARKER.search(data, end)
            # Some cameras forget the end marker; whether the pixels are all there, the decoder tells.
            end = found.start() if found else len(data)
            yield marker, data[at:end]
            if not found:
                return
        else:
            yield marker, data[at + 2 : end]
        at = end


def png(data: bytes, reduce: Reduce) -> bytes:
    at, kind, exif, kept = 8, b"", b"", []
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("a chunk is cut short")
        if kind == b"eXIf":
            exif = data[at + 8 : end - 4].removeprefix(_EXIF)
        elif kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
    if block := reduce(exif):
        chunk = b"eXIf" + block
        kept.insert(1, struct.pack(">I", len(block)) + chunk + struct.pack(">I", zlib.crc32(chunk)))
    return data[:8] + b"".join(kept)


def webp(data: bytes, reduce: Reduce) -> bytes:
    exif, kept, extended = b"", [], None
    for kind, body in _chunks(data):
        if kind == b"EXIF":
            exif = body.removeprefix(_EXIF)
        elif kind == b"VP8X":
            extended = body
        elif kind in _WEBP_KEPT:
            kept.append(_chunk(kind, body))
    if extended is not None:
        block = reduce(exif)
        flags = extended[0] & ~_WEBP_HAS_XMP & ~_WEBP_HAS_EXIF | (_WEBP_HAS_EXIF if block else 0)
        kept.insert(0, _chunk(b"VP8X", bytes([flags]) + extended[1:]))
        kept += [_chunk(b"EXIF", block)] if block else []
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, stop = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if stop > len(data):
        raise ValueError("the file is cut short")
    while at < stop:
        kind, length = struct.unpack_from("<4sI", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(body)) + body + b"\0" * (len(body) % 2)


def gif(data: bytes, _reduce: Reduce) -> bytes:
    """A GIF has no EXIF: of its extensions those stay that time, loop and colour it."""
    at = 13 + _palette_size(data[10])
    if at > len(data):
        raise ValueError("the file is cut short")
    kept = [data[:at]]
    # Many programs forget the trailer; the end of the bytes will do.
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            at = _after_blocks(data, at + 2)
            keep = data[start + 1] == _GIF_CONTROL or (
                data[start + 1] == _GIF_APPLICATION and data[start + 3 : start + 14] in _GIF_APPLICATIONS
            )
        elif data[at] == 0x2C:
            at = _after_blocks(data, at + 11 + _palette_size(data[at + 9]))
            keep = True
        else:
            raise ValueError("no block")
        if keep:
            kept.append(data[start:at])
    return b"".join([*kept, b";"])


def _palette_size(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1
