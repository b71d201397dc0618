"""The demonstration's drawings, made with Pillow alone.

The drawings hold no text: their twins in words are in `texts/pictures.toml`. Counted things are counted
honestly: 181 gold cells for 181 stations, one cell for one observer. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900

FELT = "#fcfaf6"
FELT_DEEP = "#f2eee5"
THREAD = "#dcd6c9"
STEPPE = "#0b5580"
STEPPE_TINT = "#dfeaf1"
NIGHT = "#0b2e45"
NIGHT_LINE = "#2b5675"
SKY = "#7fb4d3"
GOLD = "#f0c56b"

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

# Drawn larger and then reduced: that is what smooths the edges.
_OVERSAMPLING = 3


class _Canvas:
    """A drawing surface in the picture's own pixels."""

    def __init__(self, background: str) -> None:
        size = (WIDTH * _OVERSAMPLING, HEIGHT * _OVERSAMPLING)
        self.image = Image.new("RGB", size, background)
        self._draw = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def bar(self, box: Box, fill: str, radius: float = 0) -> None:
        self._draw.rounded_rectangle(self._corners_of(box), radius * _OVERSAMPLING, fill=fill)

    def frame(self, box: Box, outline: str, line: float, radius: float) -> None:
        self._draw.rounded_rectangle(
            self._corners_of(box), radius * _OVERSAMPLING, outline=outline, width=round(line * _OVERSAMPLING)
        )

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A line with square joints and flat ends, like the tick of the mark."""
        self._draw.line(self._scaled(points), fill=fill, width=round(width * _OVERSAMPLING), joint="curve")

    def rhombus(self, centre: Point, halves: Point, fill: str) -> None:
        self._draw.polygon(self._scaled(_corners(centre, halves)), fill=fill)

    def rhombus_outline(self, centre: Point, halves: Point, outline: str, line: float) -> None:
        corners = _corners(centre, halves)
        # Past the first corner again, so that the last joint is joined too.
        self.line([*corners, corners[0], corners[1]], outline, line)

    def mark(self, centre: Point, half: float, outline: str, tick: str) -> None:
        """The portal's mark: one cell of the lattice, its tick along the diagonals."""
        x, y = centre
        self.rhombus_outline(centre, (half, half), outline, half * 0.13)
        self.line(
            [(x - half * 0.45, y), (x - half * 0.06, y + half * 0.39), (x + half * 0.72, y - half * 0.39)],
            tick,
            half * 0.2,
        )

    def _corners_of(self, box: Box) -> list[Point]:
        x, y, width, height = box
        return self._scaled([(x, y), (x + width, y + height)])

    @staticmethod
    def _scaled(points: Iterable[Point]) -> list[Point]:
        return [(round(x * _OVERSAMPLING), round(y * _OVERSAMPLING)) for x, y in points]


def _corners(centre: Point, halves: Point) -> list[Point]:
    (x, y), (half_width, half_height) = centre, halves
    return [(x, y - half_height), (x + half_width, y), (x, y + half_height), (x - half_width, y)]


def _list() -> Image.Image:
    """Rows of a list, one ticked in a rhombus."""
    canvas = _Canvas(FELT)
    ticked, step, top = 3, 128, 66
    lengths = [(300, 470), (380, 410), (260, 520), (340, 450), (410, 380), (290, 500)]
    canvas.line([(330, 0), (330, HEIGHT)], THREAD, 3)
    for row, (name, address) in enumerate(lengths):
        y = top + row * step
        here = row == ticked
        if here:
            canvas.bar((0, y, WIDTH, step), STEPPE_TINT)
            canvas.rhombus((190, y + step / 2), (54, 54), GOLD)
            canvas.mark((190, y + step / 2), 54, STEPPE, NIGHT)
        else:
            canvas.rhombus_outline((190, y + step / 2), (26, 26), THREAD, 4)
        canvas.line([(0, y), (WIDTH, y)], THREAD, 3)
        ink = NIGHT if here else THREAD
        canvas.bar((400, y + step / 2 - 11, name, 22), ink, 4)
        canvas.bar((880, y + step / 2 - 11, address, 22), STEPPE if here else THREAD, 4)
    canvas.line([(0, top + len(lengths) * step), (WIDTH, top + len(lengths) * step)], THREAD, 3)
    return canvas.finished()


def _stations() -> Image.Image:
    """A lattice in which 181 cells are gold: ten rows of ten and, between them, nine rows of nine."""
    canvas = _Canvas(NIGHT)
    half_width, half_height = 64, 36
    left, top = WIDTH / 2 - 9 * half_width, HEIGHT / 2 - 9 * half_height
    gold = 0
    for row in range(-8, 28):
        for column in range(-8, 28):
            if (row + column) % 2:
                continue
            x, y = left + column * half_width, top + row * half_height
            canvas.rhombus_outline((x, y), (half_width, half_height), NIGHT_LINE, 2.5)
            if 0 <= row <= 18 and 0 <= column <= 18:
                canvas.rhombus((x, y), (half_width - 14, half_height - 8), GOLD)
                gold += 1
    if gold != 181:
        raise AssertionError(f"{gold} gold cells instead of 181")
    return canvas.finished()


def _card(canvas: _Canvas, x: float, y: float, width: float) -> None:
    """An identity card without a face or a name."""
    height = width * 0.63
    unit = width / 100
    canvas.bar((x, y, width, height), FELT, 4 * unit)
    canvas.frame((x, y, width, height), STEPPE, 1.1 * unit, 4 * unit)
    canvas.bar((x + 7 * unit, y + 9 * unit, 50 * unit, 4 * unit), STEPPE, unit)
    canvas.bar((x + 7 * unit, y + 20 * unit, 27 * unit, 35 * unit), STEPPE_TINT, 1.5 * unit)
    canvas.rhombus((x + 20.5 * unit, y + 37.5 * unit), (9 * unit, 9 * unit), STEPPE)
    for index, length in enumerate((48, 40, 45, 30)):
        canvas.bar((x + 42 * unit, y + (22 + 9 * index) * unit, length * unit, 3.4 * unit), THREAD, unit)
    canvas.rhombus((x + 88 * unit, y + 11 * unit), (5 * unit, 5 * unit), GOLD)


def _document() -> Image.Image:
    """A paper document, an equals sign, the same document on a phone."""
    canvas = _Canvas(FELT_DEEP)
    _card(canvas, 110, 254, 622)
    for y in (400, 464):
        canvas.bar((806, y, 150, 34), STEPPE, 4)
    canvas.bar((1064, 70, 400, 760), NIGHT, 52)
    canvas.bar((1084, 90, 360, 720), FELT, 34)
    canvas.bar((1204, 108, 120, 16), NIGHT, 8)
    _card(canvas, 1108, 178, 312)
    canvas.rhombus((1264, 545), (92, 92), GOLD)
    canvas.mark((1264, 545), 92, STEPPE, NIGHT)
    canvas.bar((1140, 706, 248, 46), STEPPE, 6)
    return canvas.finished()


def _observers() -> Image.Image:
    """Three columns of cells, one cell for one observer: 43, 76 and 641."""
    canvas = _Canvas(NIGHT)
    across, pitch_x, pitch_y = 16, 25, 18
    floor = 818
    canvas.line([(100, floor + 14), (1500, floor + 14)], NIGHT_LINE, 4)
    for column, (count, fill) in enumerate(((43, SKY), (76, SKY), (641, GOLD))):
        left = 140 + column * 460
        for index in range(count):
            row, place = divmod(index, across)
            x, y = left + (place + 0.5) * pitch_x, floor - (row + 0.5) * pitch_y
            canvas.rhombus((x, y), (pitch_x / 2 - 1.5, pitch_y / 2 - 1), fill)
    return canvas.finished()


def _calendar() -> Image.Image:
    """The days of November 2022: the days of the ban in blue, voting day in gold."""
    canvas = _Canvas(FELT)
    width, height, gap = 186, 146, 12
    left, top = (WIDTH - 7 * width - 6 * gap) / 2, (HEIGHT - 5 * height - 4 * gap) / 2
    for day in range(1, 31):
        row, column = divmod(day, 7)  # the first of the month was a Tuesday
        x, y = left + column * (width + gap), top + row * (height + gap)
        if day == 20:
            x, y = left + 6 * (width + gap), top + 2 * (height + gap)
            canvas.bar((x, y, width, height), GOLD, 6)
            canvas.mark((x + width / 2, y + height / 2), 52, NIGHT, NIGHT)
        elif 15 <= day <= 19:
            canvas.bar((x, y, width, height), STEPPE, 6)
            canvas.rhombus((x + width / 2, y + height / 2), (16, 16), STEPPE_TINT)
        elif day < 15:
            canvas.bar((x, y, width, height), FELT_DEEP, 6)
            canvas.rhombus((x + width / 2, y + height / 2), (12, 12), THREAD)
        else:
            canvas.frame((x, y, width, height), THREAD, 3, 6)
    return canvas.finished()


DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "list": _list,
    "stations": _stations,
    "document": _document,
    "observers": _observers,
    "calendar": _calendar,
}


def draw(key: str) -> Image.Image:
    """The drawing of that key, 1600 by 900, without text. KeyError for a key that has none."""
    return DRAWINGS[key]()
