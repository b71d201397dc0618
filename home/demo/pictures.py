"""The demonstration's drawings and printable memos, made with Pillow alone.

The drawings hold no text: their twins in words are in `texts/pictures.toml`. Counted things are counted
honestly: 181 gold cells for 181 stations, one cell for one observer. The same input gives the same bytes.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1600, 900
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"

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


# A memo is one A4 page of real text: it can be searched, copied and read aloud. Pillow reads our web fonts
# but gives no outlines, so each letter is a small picture in a font of the document's own (PDF "Type 3").

_PAGE = (595, 842)
_MARGIN = 62
_GLYPH_PIXELS = 220
NO_BREAK_SPACE = "\u00a0"
_INK = "0.082 0.133 0.173 rg"


@dataclass
class _Style:
    size: float
    leading: float
    weight: int
    tag: str
    before: float = 0
    indent: float = 0


_TITLE = _Style(26, 32, 600, "H1")
_HEADING = _Style(16, 23, 600, "H2", before=8)
_ITEM = _Style(13, 19, 400, "P", before=4, indent=20)
_PLAIN = _Style(13, 19, 400, "P")


@dataclass
class _Letter:
    code: int
    width: int
    procedure: bytes


@dataclass
class _Face:
    """One weight of the typeface, with the letters used so far. The letters are spread over several files."""

    files: list[ImageFont.FreeTypeFont]
    letters: dict[str, _Letter] = field(default_factory=dict)

    def letter(self, character: str) -> _Letter:
        if character not in self.letters:
            code = len(self.letters) + 1
            if code > 255:
                raise ValueError("a memo has more than 255 different letters")
            self.letters[character] = _drawn(self._file_with(character), character, code)
        return self.letters[character]

    def width(self, text: str) -> int:
        return sum(self.letter(character).width for character in text)

    def codes(self, text: str) -> str:
        return "".join(f"{self.letter(character).code:02x}" for character in text)

    def _file_with(self, character: str) -> ImageFont.FreeTypeFont:
        for file in self.files:
            if _pixels(file, character) != _pixels(file, _MISSING):
                return file
        raise ValueError(f"the fonts have no letter {character!r}")


# No font has this one: it draws what a font draws for letters it lacks.
_MISSING = "\U0010fffd"


def _pixels(file: ImageFont.FreeTypeFont, character: str) -> tuple[bytes, float]:
    return bytes(file.getmask(character)), file.getlength(character)


def _drawn(file: ImageFont.FreeTypeFont, character: str, code: int) -> _Letter:
    width = round(file.getlength(character))
    left, top, right, bottom = (round(edge) for edge in file.getbbox(character, anchor="ls"))
    columns, rows = right - left, bottom - top
    character = " " if character == NO_BREAK_SPACE else character
    if columns <= 0 or rows <= 0:
        return _Letter(code, width, b"%d 0 d0" % width)
    picture = Image.new("L", (columns, rows), 255)
    ImageDraw.Draw(picture).text((-left, -top), character, fill=0, font=file, anchor="ls")
    bits = picture.point(lambda value: 255 if value > 127 else 0, mode="1").tobytes()
    procedure = (
        f"{width} 0 {left} {-bottom} {right} {-top} d1 q {columns} 0 0 {rows} {left} {-bottom} cm\n"
        f"BI /W {columns} /H {rows} /IM true /BPC 1 /F /AHx ID {bits.hex()}> EI Q"
    )
    return _Letter(code, width, procedure.encode("ascii"))


def _face(paths: Sequence[Path], weight: int) -> _Face:
    files = []
    for path in paths:
        file = ImageFont.truetype(path, _GLYPH_PIXELS)
        with contextlib.suppress(OSError):  # an ordinary font has one weight
            file.set_variation_by_axes([weight])
        files.append(file)
    return _Face(files)


def _broken(face: _Face, text: str, room: float) -> list[str]:
    """The text in lines no wider than the room, given in the letters' own pixels."""
    lines: list[str] = []
    # A number stays with its noun, a word of one or two letters with the next.
    for word in re.sub(r"(?<=\d) (?=\w)|(?<=\b\w) |(?<=\b\w\w) (?=\w)", NO_BREAK_SPACE, text).split(" "):
        if lines and face.width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


class _Pdf:
    """The numbered objects of a document; written once, at the end."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        self._objects.append(b"")
        return len(self._objects)

    def set(self, number: int, body: str) -> None:
        self._objects[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        number = self.reserve()
        self.set(number, body)
        return number

    def add_stream(self, content: bytes) -> int:
        packed = zlib.compress(content, 9)
        number = self.reserve()
        head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        self._objects[number - 1] = head + packed + b"\nendstream"
        return number

    def written(self, root: int, info: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(places) + 1, root, info)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _text_string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _font_object(pdf: _Pdf, face: _Face) -> int:
    letters = sorted(face.letters.items(), key=lambda pair: pair[1].code)
    procedures = " ".join(f"/g{letter.code} {pdf.add_stream(letter.procedure)} 0 R" for _, letter in letters)
    names = " ".join(f"/g{letter.code}" for _, letter in letters)
    widths = " ".join(str(letter.width) for _, letter in letters)
    pairs = [f"<{letter.code:02x}> <{character.encode('utf-16-be').hex()}>" for character, letter in letters]
    groups = "\n".join(
        f"{len(pairs[at : at + 100])} beginbfchar\n" + "\n".join(pairs[at : at + 100]) + "\nendbfchar"
        for at in range(0, len(pairs), 100)
    )
    to_unicode = pdf.add_stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{groups}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode("ascii")
    )
    scale = 1 / _GLYPH_PIXELS
    return pdf.add(
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [{scale:.8f} 0 0 {scale:.8f} 0 0] "
        f"/CharProcs << {procedures} >> /Encoding << /Type /Encoding /Differences [1 {names}] >> "
        f"/FirstChar 1 /LastChar {len(letters)} /Widths [{widths}] /Resources << >> "
        f"/ToUnicode {to_unicode} 0 R >>"
    )


def _lattice_band() -> list[str]:
    """The woven band of the portal across the top of the page; an ornament, so readers skip it."""
    width, height = _PAGE
    cell, top = 42, height - 42
    operators = ["/Artifact BMC", "0.043 0.333 0.502 RG 1 w"]
    for start in range(-cell, width + cell, cell):
        for low, high in ((0, 14), (14, 0)):
            operators.append(f"{start} {top + low} m {start + cell / 2} {top + high} l S")
            operators.append(f"{start + cell / 2} {top + high} m {start + cell} {top + low} l S")
    operators.append("0.941 0.773 0.420 rg")
    for x in range(0, width + cell, cell):
        operators.append(f"{x} {top + 4} m {x + 3} {top + 7} l {x} {top + 10} l {x - 3} {top + 7} l h f")
    return [*operators, "EMC"]


@dataclass
class _Page:
    """The page's operators and, for readers aloud, the kind of each marked piece in order."""

    faces: dict[int, _Face]
    y: float = _PAGE[1] - 100
    operators: list[str] = field(default_factory=_lattice_band)
    tags: list[str] = field(default_factory=list)

    def put(self, text: str, style: _Style) -> None:
        face = self.faces[style.weight]
        room = (_PAGE[0] - 2 * _MARGIN - style.indent) * _GLYPH_PIXELS / style.size
        self.y -= style.before
        self.operators.append(f"/{style.tag} << /MCID {len(self.tags)} >> BDC {_INK} BT")
        if style.indent:
            self._show(face, "— ", style, _MARGIN)
        for line in _broken(face, text, room):
            self._show(face, line + " ", style, _MARGIN + style.indent)
            self.y -= style.leading
        if self.y < _MARGIN - style.leading:
            raise ValueError("the memo does not fit one page")
        self.operators.append("ET EMC")
        self.tags.append(style.tag)

    def _show(self, face: _Face, text: str, style: _Style, x: float) -> None:
        self.operators.append(f"/F{style.weight} {style.size} Tf 1 0 0 1 {x} {self.y:.2f} Tm <{face.codes(text)}> Tj")


def _styled(line: str) -> tuple[str, _Style]:
    for prefix, style in (("## ", _HEADING), ("- ", _ITEM)):
        if line.startswith(prefix):
            return line.removeprefix(prefix), style
    return line, _PLAIN


def memo_pdf(title: str, lines: Sequence[str], font_path: Path | None = None, *, language: str = "") -> bytes:
    """A one-page PDF of a title and lines; "## " begins a heading, "- " an item, an empty line is a gap.

    `font_path` is a font file with all the letters, or None for the portal's own Onest. Raises ValueError
    if the text does not fit one page or the fonts lack a letter.
    """
    paths = [font_path] if font_path else [FONTS / f"onest-{part}-wght-normal.woff2" for part in _PARTS]
    page = _Page({weight: _face(paths, weight) for weight in (400, 600)})
    page.put(title, _TITLE)
    page.y -= 6
    for line in lines:
        if line.strip():
            page.put(*_styled(line))
        else:
            page.y -= 8
    return _document_of(page, title, language)


# The files of Onest: each has letters that the others lack, Kazakh ones stand in the second.
_PARTS = ("cyrillic", "cyrillic-ext", "latin")


def _document_of(page: _Page, title: str, language: str) -> bytes:
    pdf = _Pdf()
    catalog, pages, leaf, tree = (pdf.reserve() for _ in range(4))
    content = pdf.add_stream("\n".join(page.operators).encode("ascii"))
    fonts = " ".join(f"/F{weight} {_font_object(pdf, face)} 0 R" for weight, face in page.faces.items() if face.letters)
    whole = pdf.reserve()
    elements = [
        pdf.add(f"<< /Type /StructElem /S /{tag} /P {whole} 0 R /Pg {leaf} 0 R /K {number} >>")
        for number, tag in enumerate(page.tags)
    ]
    kids = " ".join(f"{element} 0 R" for element in elements)
    pdf.set(whole, f"<< /Type /StructElem /S /Document /P {tree} 0 R /K [{kids}] >>")
    pdf.set(
        tree,
        f"<< /Type /StructTreeRoot /K {whole} 0 R /ParentTree << /Nums [0 [{kids}]] >> /ParentTreeNextKey 1 >>",
    )
    pdf.set(
        leaf,
        f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {_PAGE[0]} {_PAGE[1]}] /Contents {content} 0 R "
        f"/Resources << /Font << {fonts} >> >> /StructParents 0 /Tabs /S >>",
    )
    pdf.set(pages, f"<< /Type /Pages /Kids [{leaf} 0 R] /Count 1 >>")
    spoken = f"/Lang ({language}) " if language else ""
    pdf.set(
        catalog,
        f"<< /Type /Catalog /Pages {pages} 0 R /StructTreeRoot {tree} 0 R /MarkInfo << /Marked true >> "
        f"{spoken}/ViewerPreferences << /DisplayDocTitle true >> >>",
    )
    info = pdf.add(f"<< /Title {_text_string(title)} >>")
    return pdf.written(catalog, info)
