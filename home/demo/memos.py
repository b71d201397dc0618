"""The demonstration's printable memos: one A4 page of real text each, made with Pillow alone.

The text can be searched, copied and read aloud. Pillow reads our web fonts but gives no outlines, so each letter is a
small picture in a font of the document's own (PDF "Type 3"). The same input gives the same bytes.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"

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
