"""The demonstration's posters: to print (A3, A4) and to send (a square, a story), one composition for all.

A sheet is 1000 units wide. Counted things are counted honestly: 181 gold cells for 181 stations, 13 for the hours from
7:00 to 20:00. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from PIL import Image

from content.lettering import Lettering, lacking
from content.share_pictures import (
    FELT,
    GOLD,
    NIGHT,
    ON_NIGHT_SOFT,
    SKY,
    STEPPE,
    Canvas,
    Line,
    PictureCanvas,
    Point,
    band,
    box,
    mark,
    rhombus,
    stroke,
)
from home.demo.pdf import PdfCanvas

PAPERS = {"a3": (841.89, 1190.55), "a4": (595.28, 841.89)}

FELT_DEEP = "#f2eee5"
NIGHT_LINE = "#2b5675"
STEPPE_LINE = "#2f7199"
STEPPE_TINT = "#dfeaf1"
THREAD = "#dcd6c9"

_WIDTH, _MARGIN = 1000, 80
_ROOM = _WIDTH - 2 * _MARGIN
_TILES = 12
# Phones lay their buttons over the ends of a story; nothing to read stands there.
_STORY_FROM, _STORY_ENDS = 1.6, 150
_SQUAT = 1.2
_GAP = 56
# The first number of a headline is what the poster is about.
_NUMBER_FIRST = re.compile(r"(\d+)\s+(.+)")
_HOURS = re.compile(r"\d:\d\d")
_FOOT, _FOOT_LEADING = Lettering(27, 500), 36
# In ems.
_NUMERAL_HEIGHT = 0.72
_SHARES = (1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4, 0.34)


class _Area(NamedTuple):
    """Where the drawing goes, from margin to margin."""

    top: float
    height: float
    bottom_of_sheet: float


class _Design(NamedTuple):
    paper: str
    ink: str
    soft: str
    foot: str
    # The band's lines, and what is gold on them; the same of the mark in the foot.
    line: str
    gold: str
    mark: str
    tick: str
    # The largest numeral, and the least height of the drawing as a share of the sheet's.
    numeral: float
    least: float
    draw: Callable[[Canvas, _Area], None]
    # The numeral if the headline doesn't begin with one.
    ornament: str = ""


class _Block(NamedTuple):
    """Lines that are read as one."""

    tag: str
    lines: list[Line]


def poster_pdf(key: str, language: str, headline: str, lines: Sequence[str], foot: str, paper: str) -> bytes:  # noqa: PLR0917
    """A poster to print, one page of "a3" or "a4". ValueError if the words don't fit or the fonts lack a letter."""
    width, height = PAPERS[paper]
    canvas = PdfCanvas((width, height), width / _WIDTH)
    _compose(canvas, _DESIGNS[key], (headline, lines, foot), height / width * _WIDTH)
    return canvas.written(headline, language)


def poster_picture(key: str, headline: str, lines: Sequence[str], foot: str, size: tuple[int, int]) -> Image.Image:
    """A poster to send, of that size in pixels, width first. ValueError if the words don't fit."""
    width, height = size
    canvas = PictureCanvas(size, _DESIGNS[key].paper, width / _WIDTH)
    _compose(canvas, _DESIGNS[key], (headline, lines, foot), height / width * _WIDTH)
    return canvas.finished()


def _compose(canvas: Canvas, design: _Design, words: tuple[str, Sequence[str], str], height: float) -> None:
    headline, lines, foot = words
    if missing := lacking("".join([headline, *lines, foot])):
        raise ValueError(f"the fonts have no letters {missing!r}")
    ends = _STORY_ENDS if height > _STORY_FROM * _WIDTH else 0
    if height < _SQUAT * _WIDTH:
        design = design._replace(numeral=design.numeral * 0.55, least=design.least * 0.8)
    foot_lines = _FOOT.even_lines(foot, _ROOM - 90)
    foot_high = _FOOT_LEADING * len(foot_lines)
    foot_top = height - ends - 70 - foot_high
    floor = foot_top - _GAP
    blocks, bottom = _fitted(design, headline, lines, ends + 100, floor - _GAP - design.least * height)
    canvas.area(box(0, 0, _WIDTH, height), design.paper)
    design.draw(canvas, _Area(bottom + _GAP, floor - bottom - _GAP, height))
    band(canvas, ends + 34, _WIDTH, _TILES, line=design.line, gold=design.gold)
    mark(canvas, (_MARGIN + 34, foot_top + foot_high / 2), 34, line=design.mark, tick=design.tick)
    for block in blocks:
        canvas.text(block.lines, design.soft if block.tag == "P" else design.ink, block.tag)
    rows = enumerate(foot_lines)
    canvas.text(
        [Line(_MARGIN + 90, foot_top + 27 + _FOOT_LEADING * row, text, _FOOT) for row, text in rows], design.foot, "P"
    )


def _fitted(
    design: _Design, headline: str, lines: Sequence[str], top: float, floor: float
) -> tuple[list[_Block], float]:
    """The headline and the lines as large as they fit above the floor, and where they end."""
    for share in _SHARES:
        titles, bottom = _headline(design, headline, top, share)
        # What is small already shrinks less.
        paragraphs, bottom = _paragraphs(lines, bottom, share**0.6)
        if bottom <= floor and _headline_lettering(share).holds_words(headline, _ROOM):
            return titles + paragraphs, bottom
    raise ValueError(f"the poster «{headline}» has too many words")


def _headline_lettering(share: float) -> Lettering:
    return Lettering(112 * share, 600, -0.025)


def _headline(design: _Design, headline: str, top: float, share: float) -> tuple[list[_Block], float]:
    found = _NUMBER_FIRST.fullmatch(headline)
    number, rest = found.groups() if found else (design.ornament, headline)
    lines, y = [], top
    if number:
        width = Lettering(1, 600, -0.04).width(number)
        numeral = Lettering(min(design.numeral * share, _ROOM / width), 600, -0.04)
        y += numeral.size * _NUMERAL_HEIGHT
        lines.append(Line(_MARGIN - numeral.bearing(number), y, number, numeral))
        y += 46 * share
    blocks = [] if found else [_Block("", lines)]
    lines = lines if found else []
    lettering = _headline_lettering(share)
    for text in lettering.even_lines(rest, _ROOM):
        y += lettering.size * 1.06
        lines.append(Line(_MARGIN - lettering.bearing(text), y - lettering.size * 0.2, text, lettering))
    return [*blocks, _Block("H1", lines)], y + 14 * share


def _paragraphs(lines: Sequence[str], top: float, share: float) -> tuple[list[_Block], float]:
    blocks, y = [], top
    for line in lines:
        size, weight, leading = (70, 600, 1.15) if _HOURS.search(line) else (43, 500, 1.28)
        lettering = Lettering(size * share, weight, -0.005)
        y += 16 * share
        rows = []
        for text in lettering.even_lines(line, _ROOM):
            y += lettering.size * leading
            rows.append(Line(_MARGIN - lettering.bearing(text), y - lettering.size * 0.25, text, lettering))
        blocks.append(_Block("P", rows))
    return blocks, y


def _list(canvas: Canvas, area: _Area) -> None:
    """Rows of a list, one ticked in a rhombus."""
    count = max(4, round(area.height / 68))
    step = area.height / count
    ticked = count // 2
    for row in range(count + 1):
        canvas.area(box(_MARGIN, area.top + row * step - 1.5, _ROOM, 3), NIGHT_LINE)
    for row in range(count):
        y, here = area.top + (row + 0.5) * step, row == ticked
        thick = 18 if here else 12
        name, address = 170 + row * 89 % 130, 110 + row * 67 % 80
        canvas.area(box(_MARGIN, y - thick / 2, name, thick), GOLD if here else NIGHT_LINE)
        canvas.area(box(430, y - thick / 2, address, thick), GOLD if here else NIGHT_LINE)
    half = min(2 * step, 130)
    centre = (_WIDTH - _MARGIN - half, area.top + (ticked + 0.5) * step)
    canvas.area(rhombus(centre, half + 16), NIGHT)
    mark(canvas, centre, half, tick=NIGHT, fill=GOLD)


def _rounded(left: float, top: float, width: float, height: float, radius: float) -> list[Point]:
    centres = [(width - radius, radius), (width - radius, height - radius), (radius, height - radius), (radius, radius)]
    turns = [(corner, (corner - 1 + step / 12) * pi / 2) for corner in range(4) for step in range(13)]
    return [
        (left + centres[corner][0] + radius * cos(turn), top + centres[corner][1] + radius * sin(turn))
        for corner, turn in turns
    ]


def _card(canvas: Canvas, left: float, top: float, width: float) -> None:
    """An identity card without a face or a name."""
    unit = width / 100
    canvas.area(_rounded(left, top, width, 64 * unit, 4 * unit), STEPPE)
    canvas.area(_rounded(left + 1.4 * unit, top + 1.4 * unit, 97.2 * unit, 61.2 * unit, 2.6 * unit), FELT)
    canvas.area(box(left + 8 * unit, top + 9 * unit, 46 * unit, 4.5 * unit), STEPPE)
    canvas.area(box(left + 8 * unit, top + 21 * unit, 27 * unit, 34 * unit), STEPPE_TINT)
    canvas.area(rhombus((left + 21.5 * unit, top + 38 * unit), 9 * unit), STEPPE)
    for row, length in enumerate((48, 40, 45, 30)):
        canvas.area(box(left + 43 * unit, top + (22 + 9 * row) * unit, length * unit, 3.6 * unit), THREAD)
    canvas.area(rhombus((left + 88 * unit, top + 11.5 * unit), 5.5 * unit), GOLD)


def _document(canvas: Canvas, area: _Area) -> None:
    """A paper document, an equals sign, the same document on a phone."""
    high = 190 if area.height > _ROOM * 0.4 else 144
    unit = min(area.height / high, _ROOM / 290)
    left, top = (_WIDTH - 290 * unit) / 2, area.top + (area.height - high * unit) / 2
    middle = top + high / 2 * unit
    _card(canvas, left, middle - 42 * unit, 132 * unit)
    for y in (-11, 3):
        canvas.area(box(left + 145 * unit, middle + y * unit, 36 * unit, 8 * unit), STEPPE)
    phone = left + 194 * unit
    canvas.area(_rounded(phone, top, 96 * unit, high * unit, 13 * unit), NIGHT)
    canvas.area(_rounded(phone + 5 * unit, top + 5 * unit, 86 * unit, (high - 10) * unit, 8.5 * unit), FELT)
    canvas.area(box(phone + 34 * unit, top + 10 * unit, 28 * unit, 3.5 * unit), NIGHT)
    _card(canvas, phone + 11 * unit, top + 22 * unit, 74 * unit)
    # Between the card and the lower end of the screen.
    below = (high - 5 - 22 - 47) / 2
    mark(canvas, (phone + 48 * unit, top + (69 + below) * unit), (below * 0.6 + 1) * unit, tick=NIGHT, fill=GOLD)


def _register(canvas: Canvas, area: _Area) -> None:
    """A lattice in which 181 cells are gold: ten rows of ten and, between them, nine rows of nine."""
    half_width, half_height = _ROOM / 20, area.height / 20
    inner = (half_width * 0.78, half_height * 0.78)
    for row in range(19):
        for column in range(-3, 22):
            if (row + column) % 2:
                continue
            centre = (_MARGIN + (column + 1) * half_width, area.top + (row + 1) * half_height)
            canvas.area(stroke(rhombus(centre, half_width, half_height), 2, closed=True), STEPPE_LINE)
            if 0 <= column <= 18:
                canvas.area(rhombus(centre, *inner), GOLD)


def _day(canvas: Canvas, area: _Area) -> None:
    """Night under a lattice's edge; of the day's 24 hours those of voting are gold."""
    cells = next((cells for cells in (2, 3, 4, 5, 6, 8, 10) if _WIDTH / cells + 150 <= area.height), 14)
    half = _WIDTH / cells / 2
    edge = [(half * turn, area.top + half * (1 - turn % 2)) for turn in range(2 * cells + 1)]
    canvas.area([*edge, (_WIDTH, area.bottom_of_sheet), (0, area.bottom_of_sheet)], NIGHT)
    canvas.area(stroke([(x, 2 * (area.top + half) - y) for x, y in edge], 2.5), GOLD)
    step, y = _ROOM / 24, area.top + area.height - 60
    for hour in range(24):
        centre = (_MARGIN + (hour + 0.5) * step, y)
        if 7 <= hour < 20:
            canvas.area(rhombus(centre, step * 0.47, step * 0.9), GOLD)
        else:
            canvas.area(stroke(rhombus(centre, step * 0.43, step * 0.83), 2.5, closed=True), SKY)
    small = Lettering(26, 600)
    for hour in (7, 20):
        label = f"{hour}:00"
        left = _MARGIN + hour * step - small.width(label) / 2
        canvas.text([Line(left, y + 62, label, small)], GOLD, "")


_DESIGNS = {
    "list": _Design(NIGHT, FELT, ON_NIGHT_SOFT, ON_NIGHT_SOFT, SKY, GOLD, SKY, GOLD, 400, 0.26, _list),
    "document": _Design(FELT_DEEP, NIGHT, NIGHT, NIGHT, STEPPE, GOLD, STEPPE, NIGHT, 400, 0.32, _document),
    "register": _Design(STEPPE, FELT, FELT, FELT, SKY, GOLD, SKY, GOLD, 420, 0.28, _register),
    "day": _Design(GOLD, NIGHT, NIGHT, ON_NIGHT_SOFT, NIGHT, NIGHT, SKY, GOLD, 500, 0.28, _day, "20"),
}
