"""EXIF reduced to what a published picture may tell: who made it, whose it is, and how it is shown.

Not Pillow's writer: EXIF names no encoding, and Pillow turns Cyrillic names into question marks.
"""

from __future__ import annotations

import struct

ARTIST = 0x013B
COPYRIGHT = 0x8298

_ORIENTATION = 0x0112
_SHORT, _RATIONAL, _TEXTS = 3, 5, (2, 129)
# Tags of the first directory that stay (CIPA DC-008 4.6.4), with the types in which each may be written.
_KEPT = {
    _ORIENTATION: (_SHORT,),
    0x011A: (_RATIONAL,),  # XResolution
    0x011B: (_RATIONAL,),  # YResolution
    0x0128: (_SHORT,),  # ResolutionUnit
    ARTIST: _TEXTS,
    COPYRIGHT: _TEXTS,
}
_SIZES = {_SHORT: 2, _RATIONAL: 8, **dict.fromkeys(_TEXTS, 1)}
_MAX_TEXT = 2000
_ORDERS = {b"II": "<", b"MM": ">"}

_Entry = tuple[int, bytes]


def reduced(block: bytes, credit: dict[int, bytes]) -> bytes:
    """An EXIF block (TIFF, without "Exif") of what may stay of another one; empty where nothing does.

    `credit` fills `ARTIST` and `COPYRIGHT` where the block has none. A block that makes no sense counts as empty.
    """
    order = _ORDERS.get(block[:2], "<")
    try:
        entries = _entries(block, order)
    except struct.error:
        entries = {}
    for tag, text in credit.items():
        entries.setdefault(tag, (_TEXTS[0], text[: _MAX_TEXT - 1] + b"\0"))
    return _written(entries, order) if entries else b""


def orientation(block: bytes) -> int:
    """How a picture is turned before it is shown, 1 (not at all) to 8. From 5 on, its width is shown as its height."""
    block = block.removeprefix(b"Exif\0\0")
    order = _ORDERS.get(block[:2], "<")
    try:
        _kind, value = _entries(block, order).get(_ORIENTATION, (_SHORT, b""))
    except struct.error:
        return 1
    return int(struct.unpack(order + "H", value)[0]) if value else 1


def _entries(block: bytes, order: str) -> dict[int, _Entry]:
    if not block:
        return {}
    (start,) = struct.unpack_from(order + "I", block, 4)
    (count,) = struct.unpack_from(order + "H", block, start)
    found = {}
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, number = struct.unpack_from(order + "HHI", block, at)
        if kind in _KEPT.get(tag, ()) and (value := _value(block, order, at + 8, kind, number)):
            found[tag] = (kind, value)
    return found


def _value(block: bytes, order: str, at: int, kind: int, number: int) -> bytes:
    """The bytes of a value in the block's own order; empty where it isn't whole, or is longer than any honest one."""
    length = _SIZES[kind] * number
    if length > _MAX_TEXT or (kind not in _TEXTS and number != 1):
        return b""
    (where,) = (at,) if length <= 4 else struct.unpack_from(order + "I", block, at)
    value = block[where : where + length]
    if len(value) < length:
        return b""
    if kind in _TEXTS:
        value = value.strip(b"\0 ")
        return value and value + b"\0"
    return value


def _written(entries: dict[int, _Entry], order: str) -> bytes:
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IH", 8, len(entries))
    rows, values = [], b""
    first = len(head) + 12 * len(entries) + 4
    for tag, (kind, value) in sorted(entries.items()):
        rows.append(struct.pack(order + "HHI", tag, kind, len(value) // _SIZES[kind]))
        if len(value) <= 4:
            rows.append(value.ljust(4, b"\0"))
        else:
            rows.append(struct.pack(order + "I", first + len(values)))
            values += value + b"\0" * (len(value) % 2)
    return head + b"".join(rows) + bytes(4) + values
