"""A one-page PDF of areas and real text: it can be searched, copied and read aloud, and is sharp at any size.

Pillow reads our web fonts but gives no outlines, so each letter is drawn large and its edge is followed: the outlines
make a font of the document's own (PDF "Type 3"). The same input gives the same bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from content.lettering import advance, font_with
from content.share_pictures import Line, Point
from portal.i18n.typography import NO_BREAK_SPACE

# Pixels per em of the letters whose edges are followed, and units of the outlines per pixel.
_PIXELS, _UNITS = 512, 16
_EM = _PIXELS * _UNITS
# How far, in pixels, an outline may pass from the edge.
_TOLERANCE = 0.04
_HALF = 127.5
# The corners of a square of four pixels as they follow each other, and the sides between them: where the upper or left
# end of a side is and where its other end lies from there.
_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))
_SIDES = (((0, 0), (1, 0)), ((1, 0), (0, 1)), ((0, 1), (1, 0)), ((0, 0), (0, 1)))


def _crossings(full: int) -> list[tuple[int, int]]:
    """For a square with these corners full (a bit each) the sides at which an edge enters it and leaves it."""
    full |= (full & 1) << 4
    enters = [side for side in range(4) if full >> side & 3 == 1]
    leaves = [side for side in range(4) if full >> side & 3 == 2]
    return [(side, min(leaves, key=lambda other: (other - side) % 4)) for side in enters]


_CROSSINGS = [_crossings(full) for full in range(16)]


@dataclass(frozen=True)
class _Outline:
    """A letter: how far the next one stands and the box round it, in units of the em, and PDF's operators."""

    width: int
    box: tuple[int, int, int, int]
    path: str


@lru_cache(maxsize=1024)
def _outline(character: str, weight: int) -> _Outline:
    width = round(advance(character, "", weight) * _EM)
    font = font_with(character, _PIXELS, weight)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(character, anchor="ls"))
    if right <= left or bottom <= top:
        return _Outline(width, (0, 0, 0, 0), "")
    # An empty rim, so that no edge is cut off.
    left, top, right, bottom = left - 3, top - 3, right + 3, bottom + 3
    picture = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(picture).text((-left, -top), character, fill=255, font=font, anchor="ls")
    # Soft edges tell more exactly where they pass.
    picture = picture.filter(ImageFilter.BoxBlur(1))
    path = []
    for ring in _rings(picture):
        points = [(round((x + left + 0.5) * _UNITS), round(-(y + top + 0.5) * _UNITS)) for x, y in _simplified(ring)]
        path.append(" ".join(f"{x} {y} {'l' if at else 'm'}" for at, (x, y) in enumerate(points)) + " h")
    box = (left * _UNITS, -bottom * _UNITS, right * _UNITS, -top * _UNITS)
    return _Outline(width, box, "\n".join([*path, "f*"]))


def _rings(picture: Image.Image) -> Iterator[list[Point]]:
    """The edges of what is painted, in pixels, each a closed line. The picture's rim must be empty."""
    following = _edges(picture)
    while following:
        place = next(iter(following))
        ring = []
        while place in following:
            ring.append(place)
            place = following.pop(place)
        yield ring


def _edges(picture: Image.Image) -> dict[Point, Point]:
    """The places at which an edge crosses from square to square, each with the next one ("marching squares")."""
    values, across = picture.tobytes(), picture.width

    def crossing(square: int, side: int) -> Point:
        (x, y), (right, down) = _SIDES[side]
        place = square + y * across + x
        start, end = values[place], values[place + down * across + right]
        share = (_HALF - start) / (end - start)
        y, x = divmod(place, across)
        return x + right * share, y + down * share

    return {
        crossing(match.start(), enters): crossing(match.start(), leaves)
        for match in re.finditer(rb"[\x01-\x0e]", _squares(picture))
        for enters, leaves in _CROSSINGS[match[0][0]]
    }


def _squares(picture: Image.Image) -> bytes:
    """For each pixel, which of it and its neighbours to the right and below are full, a bit each."""
    sums = Image.new("L", picture.size, 0)
    for bit, (x, y) in enumerate(_CORNERS):
        full = picture.point([0] * 128 + [1 << bit] * 128)
        sums = ImageChops.add(sums, ImageChops.offset(full, -x, -y))
    return sums.tobytes()


def _simplified(ring: list[Point]) -> list[Point]:
    """The ring without the points that its neighbours stand for (Douglas and Peucker's way)."""
    half = len(ring) // 2
    kept = {0, half}
    ring = [*ring, ring[0]]
    parts = [(0, half), (half, len(ring) - 1)]
    while parts:
        first, last = parts.pop()
        (ax, ay), (bx, by) = ring[first], ring[last]
        across, down = bx - ax, by - ay
        length = (across**2 + down**2) ** 0.5 or 1
        far, at = max(
            ((abs(across * (ring[at][1] - ay) - down * (ring[at][0] - ax)), at) for at in range(first + 1, last)),
            default=(0, 0),
        )
        if far / length > _TOLERANCE:
            kept.add(at)
            parts += [(first, at), (at, last)]
    return [ring[at] for at in sorted(kept)]


@dataclass
class _Font:
    """The letters of one weight that the document uses, in the order of their codes, which begin at one."""

    weight: int
    letters: dict[str, int] = field(default_factory=dict)

    def shown(self, line: str) -> str:
        """The operand that shows a line: codes, and between them what kerning takes away."""
        parts = ["<"]
        for index, character in enumerate(line):
            following = line[index + 1 : index + 2]
            code = self.letters.setdefault(character, len(self.letters) + 1)
            if code > 255:
                raise ValueError("a document has more than 255 different letters")
            kerning = advance(character, "", self.weight) - advance(character, following, self.weight)
            parts.append(f"{code:02x}" + (f">{round(kerning * 1000)}<" if abs(kerning) > 0.001 else ""))
        return f"[{''.join(parts)}>]"

    def written(self, objects: _Objects) -> int:
        outlines = {code: _outline(character, self.weight) for character, code in self.letters.items()}
        procedures = " ".join(
            f"/g{code} {objects.add_stream(_procedure(letter))} 0 R" for code, letter in outlines.items()
        )
        widths = " ".join(str(letter.width) for letter in outlines.values())
        return objects.add(
            f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [{1 / _EM:.8f} 0 0 {1 / _EM:.8f} 0 0] "
            f"/CharProcs << {procedures} >> "
            f"/Encoding << /Type /Encoding /Differences [1 {' '.join(f'/g{code}' for code in outlines)}] >> "
            f"/FirstChar 1 /LastChar {len(outlines)} /Widths [{widths}] /Resources << >> "
            f"/ToUnicode {objects.add_stream(self._meaning())} 0 R >>"
        )

    def _meaning(self) -> str:
        """Which character each code means, for who searches or copies."""
        pairs = [f"<{code:02x}> <{character.encode('utf-16-be').hex()}>" for character, code in self.letters.items()]
        groups = "\n".join(
            f"{len(pairs[at : at + 100])} beginbfchar\n" + "\n".join(pairs[at : at + 100]) + "\nendbfchar"
            for at in range(0, len(pairs), 100)
        )
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{groups}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        )


def _procedure(letter: _Outline) -> str:
    return f"{letter.width} 0 {' '.join(map(str, letter.box))} d1\n{letter.path}"


class _Objects:
    """The numbered objects of a document; written once, at the end."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        self._bodies.append(b"")
        return len(self._bodies)

    def set(self, number: int, body: str) -> None:
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        number = self.reserve()
        self.set(number, body)
        return number

    def add_stream(self, content: str) -> int:
        packed = zlib.compress(content.encode("ascii"), 9)
        head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        self._bodies.append(head + packed + b"\nendstream")
        return len(self._bodies)

    def written(self, root: int, info: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(places) + 1, root, info)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


class PdfCanvas:
    """A page of `size` points, `scale` of them to a unit of what is drawn."""

    def __init__(self, size: tuple[float, float], scale: float = 1) -> None:
        self._size, self._scale = size, scale
        self._fonts: dict[int, _Font] = {}
        self._operators: list[str] = []
        # For who reads aloud: the kind of each marked piece of text, in order.
        self._tags: list[str] = []

    def area(self, points: Sequence[Point], fill: str) -> None:
        path = " ".join(f"{self._place(*point)} {'l' if at else 'm'}" for at, point in enumerate(points))
        self._operators.append(f"/Artifact BMC {_colour(fill)} {path} h f EMC")

    def text(self, lines: Sequence[Line], fill: str, tag: str) -> None:
        if not tag:
            for line in lines:
                self._ornament(line, fill)
            return
        self._operators.append(f"/{tag} << /MCID {len(self._tags)} >> BDC {_colour(fill)} BT")
        for left, baseline, text, lettering in lines:
            font = self._fonts.setdefault(lettering.weight, _Font(lettering.weight))
            size = lettering.size * self._scale
            # Found by searching for ordinary spaces, and apart from the words of the next line.
            spaced = text.replace(NO_BREAK_SPACE, " ") + " "
            self._operators.append(
                f"/F{lettering.weight} {size:.2f} Tf {lettering.tracking * size:.3f} Tc "
                f"1 0 0 1 {self._place(left, baseline)} Tm {font.shown(spaced)} TJ"
            )
        self._operators.append("ET EMC")
        self._tags.append(tag)

    def _ornament(self, line: Line, fill: str) -> None:
        """Letters as mere areas: nobody finds them by searching."""
        size = line.lettering.size * self._scale / _EM
        for character, place, _ in line.lettering.places(line.text):
            path = _outline(character, line.lettering.weight).path
            matrix = f"{size:.6f} 0 0 {size:.6f} {self._place(line.left + place, line.baseline)} cm"
            self._operators.append(f"/Artifact BMC q {_colour(fill)} {matrix}\n{path} Q EMC")

    def _place(self, x: float, y: float) -> str:
        return f"{x * self._scale:.2f} {self._size[1] - y * self._scale:.2f}"

    def written(self, title: str, language: str) -> bytes:
        """The document: bytes of a PDF with that title, in the language of that code."""
        objects = _Objects()
        catalog, pages, page, tree, whole = (objects.reserve() for _ in range(5))
        content = objects.add_stream("\n".join(self._operators))
        fonts = " ".join(f"/F{weight} {font.written(objects)} 0 R" for weight, font in self._fonts.items())
        elements = [
            objects.add(f"<< /Type /StructElem /S /{tag} /P {whole} 0 R /Pg {page} 0 R /K {number} >>")
            for number, tag in enumerate(self._tags)
        ]
        kids = " ".join(f"{element} 0 R" for element in elements)
        objects.set(whole, f"<< /Type /StructElem /S /Document /P {tree} 0 R /K [{kids}] >>")
        parents = f"/ParentTree << /Nums [0 [{kids}]] >> /ParentTreeNextKey 1"
        objects.set(tree, f"<< /Type /StructTreeRoot /K {whole} 0 R {parents} >>")
        objects.set(
            page,
            f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {self._size[0]} {self._size[1]}] "
            f"/Contents {content} 0 R /Resources << /Font << {fonts} >> >> /StructParents 0 /Tabs /S >>",
        )
        objects.set(pages, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
        objects.set(
            catalog,
            f"<< /Type /Catalog /Pages {pages} 0 R /StructTreeRoot {tree} 0 R /MarkInfo << /Marked true >> "
            f"/Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>",
        )
        info = objects.add(f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>")
        return objects.written(catalog, info)


def _colour(name: str) -> str:
    """A colour like "#0b2e45" as PDF sets it."""
    return " ".join(f"{int(name[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5)) + " rg"
