"""The picture that a messenger shows beside a link to a page, and the shapes that our drawn pictures share.

A canvas knows areas and text only, so the same composition is drawn by Pillow here and into a PDF elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple, Protocol

from PIL import Image, ImageDraw

from content.lettering import Lettering

FELT = "#fcfaf6"
STEPPE = "#0b5580"
NIGHT = "#0b2e45"
ON_NIGHT_SOFT = "#c2d7e4"
SKY = "#7fb4d3"
GOLD = "#f0c56b"

SIZE = (1200, 630)
_MARGIN = 72
_BAND_TILES = 10
_TITLE_SIZES = (116, 100, 88, 78, 70, 62, 56, 50, 46)
_MOST_LINES = 5
_TITLE_TOP, _TITLE_BOTTOM = 136, 492
# Longer ones can't fit, and reading them would take time.
_MOST_CHARACTERS = 600

# Drawn larger and then reduced: that is what smooths the edges.
_OVERSAMPLING = 3

Point = tuple[float, float]


class Line(NamedTuple):
    """A line of text: the beginning and the baseline, in the units of the canvas."""

    left: float
    baseline: float
    text: str
    lettering: Lettering


class Canvas(Protocol):
    """A surface with the origin at the top left. Areas are drawn before texts."""

    def area(self, points: Sequence[Point], fill: str) -> None: ...

    def text(self, lines: Sequence[Line], fill: str, tag: str) -> None:
        """Lines that are one heading ("H1") or paragraph ("P"); without a tag an ornament, not to be read."""


class PictureCanvas:
    """Pixels, `scale` of them to a unit."""

    def __init__(self, size: tuple[int, int], background: str, scale: float = 1) -> None:
        self._size, self._scale = size, scale
        width, height = size
        self._areas = Image.new("RGB", (width * _OVERSAMPLING, height * _OVERSAMPLING), background)
        self._draw = ImageDraw.Draw(self._areas)
        self._texts: list[tuple[Line, str]] = []

    def area(self, points: Sequence[Point], fill: str) -> None:
        scale = self._scale * _OVERSAMPLING
        self._draw.polygon([(x * scale, y * scale) for x, y in points], fill=fill)

    def text(self, lines: Sequence[Line], fill: str, tag: str) -> None:
        self._texts += [(line, fill) for line in lines]

    def finished(self) -> Image.Image:
        picture = self._areas.reduce(_OVERSAMPLING)
        draw = ImageDraw.Draw(picture)
        for (left, baseline, text, lettering), fill in self._texts:
            scaled = Lettering(lettering.size * self._scale, lettering.weight, lettering.tracking)
            scaled.draw(draw, left * self._scale, baseline * self._scale, text, fill)
        return picture


def box(left: float, top: float, width: float, height: float) -> list[Point]:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def rhombus(centre: Point, half_width: float, half_height: float | None = None) -> list[Point]:
    (x, y), half_height = centre, half_width if half_height is None else half_height
    return [(x, y - half_height), (x + half_width, y), (x, y + half_height), (x - half_width, y)]


def stroke(points: Sequence[Point], width: float, *, closed: bool = False) -> list[Point]:
    """The area of a line with mitred joints and flat ends; closed, the line returns to its first point."""
    if closed:
        sides = [_side([points[-1], *points, *points[:2]], half)[1:-1] for half in (width / 2, -width / 2)]
    else:
        sides = [_side(points, half) for half in (width / 2, -width / 2)]
    return [*sides[0], *reversed(sides[1])]


def _side(points: Sequence[Point], distance: float) -> list[Point]:
    """The line beside a line, at the distance."""
    normals = [_normal(start, end) for start, end in pairwise(points)]
    side = []
    for (x, y), (ax, ay), (bx, by) in zip(points, [normals[0], *normals], [*normals, normals[-1]], strict=True):
        stretch = distance / (1 + ax * bx + ay * by)
        side.append((x + (ax + bx) * stretch, y + (ay + by) * stretch))
    return side


def _normal(start: Point, end: Point) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across**2 + down**2) ** 0.5
    return -down / length, across / length


def band(canvas: Canvas, top: float, width: float, tiles: int, *, line: str, gold: str) -> None:
    """Baskur, the woven band of the site's masthead, from the left edge; it is a third of a tile high."""
    high = width / tiles / 3
    for first in (0, 1):
        zigzag = [(column * high, top + (column + first) % 2 * high) for column in range(-1, 3 * tiles + 2)]
        canvas.area(stroke(zigzag, high * 0.09), line)
    for tile in range(tiles):
        canvas.area(rhombus(((3 * tile + 1.5) * high, top + high / 2), high * 0.18), gold)


def mark(canvas: Canvas, centre: Point, half: float, *, line: str = "", tick: str, fill: str = "") -> None:
    """The portal's mark, one cell of the lattice with a tick; `half` is half of its diagonal."""
    x, y = centre
    if fill:
        canvas.area(rhombus(centre, half), fill)
    else:
        canvas.area(stroke(rhombus(centre, half * 0.93), half * 0.13, closed=True), line)
    turns = [(-0.47, 0.02), (-0.12, 0.37), (0.52, -0.27)]
    canvas.area(stroke([(x + across * half, y + down * half) for across, down in turns], half * 0.18), tick)


def shortened(lettering: Lettering, lines: Sequence[str], most: int, room: float) -> list[str]:
    """At most so many lines; if some are left out, the last one ends with an ellipsis."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1].rstrip("-")
    while last and lettering.width(f"{last}…") > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" \u00a0,.:;–—-") + "…"]


def share_picture(title: str, kicker: str, owner: str) -> bytes:
    """A PNG of 1200 by 630 pixels: the kind of the page, its title, whose it is. The same words give the same bytes."""
    width, height = SIZE
    canvas = PictureCanvas(SIZE, NIGHT)
    room = width - 2 * _MARGIN
    small = Lettering(30, 600)
    band_height = width / _BAND_TILES / 3
    band(canvas, height - band_height, width, _BAND_TILES, line=SKY, gold=GOLD)
    canvas.text(_one_line(kicker, _MARGIN, 104, small, room), GOLD, "P")
    canvas.text(_title(title, room), FELT, "H1")
    foot = height - band_height - 34
    mark(canvas, (_MARGIN + 22, foot - 10), 26, line=SKY, tick=GOLD)
    canvas.text(_one_line(owner, _MARGIN + 66, foot, Lettering(28, 500), room - 66), ON_NIGHT_SOFT, "P")
    return _png(canvas.finished())


def _one_line(text: str, left: float, baseline: float, lettering: Lettering, room: float) -> list[Line]:
    lines = shortened(lettering, lettering.lines(text[:_MOST_CHARACTERS], room), 1, room)
    return [Line(left, baseline, line, lettering) for line in lines]


def _title(title: str, room: float) -> list[Line]:
    """The title as large as it fits, in the middle of its part of the picture."""
    title = title[:_MOST_CHARACTERS]
    for size in _TITLE_SIZES:
        lettering, leading = Lettering(size, 600, -0.02), size * 1.14
        most = min(_MOST_LINES, int((_TITLE_BOTTOM - _TITLE_TOP) / leading))
        if lettering.holds_words(title, room) and len(lettering.lines(title, room)) <= most:
            lines = lettering.even_lines(title, room)
            break
    else:
        lines = shortened(lettering, lettering.lines(title, room), most, room)
    high = leading * len(lines)
    first = (_TITLE_TOP + _TITLE_BOTTOM - high) / 2 + size * 0.9
    return [
        Line(_MARGIN - lettering.bearing(line), first + number * leading, line, lettering)
        for number, line in enumerate(lines)
    ]


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
