"""Lines of text in the portal's own typeface, for pictures: how wide they are, where they break, how they are drawn.

A browser picks a font file per character, Pillow doesn't: each file of Onest has letters that the others lack, and a
Kazakh word needs two of them. What Onest has no letter for, control characters included, takes no room and isn't drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

from portal.i18n.typography import NO_BREAK_SPACE, SOFT_HYPHEN

_FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
_FILES = [_FONTS / f"onest-{part}-wght-normal.woff2" for part in ("latin", "cyrillic", "cyrillic-ext")]
# Pixels per em at which letters are measured and looked for.
_MEASURED, _LOOKED_FOR = 1000, 24
# No font has this one.
_LACKED = "\U0010fffd"
_NARROW_NO_BREAK_SPACE = "\u202f"
# A number stays with its noun, a word of one or two letters with the next.
_TIED = re.compile(r"(?<=\d) (?=\w)|(?<=\b\w) |(?<=\b\w\w) (?=\w)")
# After these a word that is too long for a line breaks rather than elsewhere.
_SEAMS = f"{SOFT_HYPHEN}-–/"

# Shares of the room that are tried for lines of about the same length.
_NARROWER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


@lru_cache(maxsize=64)
def _files(size: float, weight: int) -> list[ImageFont.FreeTypeFont]:
    files = [ImageFont.truetype(path, size) for path in _FILES]
    for file in files:
        file.set_variation_by_axes([weight])
    return files


@lru_cache(maxsize=4096)
def _part(character: str) -> int | None:
    """Which of the files has the character; None if none has."""
    # Control characters, and ends of lines and paragraphs.
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return None
    pictures = [bytes(file.getmask(character)) for file in _files(_LOOKED_FOR, 400)]
    return next((number for number, picture in enumerate(pictures) if picture != _missing()[number]), None)


@cache
def _missing() -> list[bytes]:
    """What each file draws for a letter that it lacks."""
    return [bytes(file.getmask(_LACKED)) for file in _files(_LOOKED_FOR, 400)]


def has_letter(character: str) -> bool:
    """Whether Onest can draw the character."""
    return _part(character) is not None


def font_with(character: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    """The font, of that size in pixels per em, that has the character. ValueError if none has."""
    part = _part(character)
    if part is None:
        raise ValueError(f"the fonts have no letter {character!r}")
    return _files(size, weight)[part]


@lru_cache(maxsize=8192)
def advance(character: str, following: str, weight: int) -> float:
    """How far after a character the following one begins, in ems; `following` may be empty."""
    part = _part(character)
    if part is None:
        return 0
    file = _files(_MEASURED, weight)[part]
    if following and _part(following) == part:
        return (file.getlength(character + following) - file.getlength(following)) / _MEASURED
    return file.getlength(character) / _MEASURED


def lacking(text: str) -> set[str]:
    """The visible characters of a text that Onest has no letter for."""
    return {c for c in text if not has_letter(c) and unicodedata.category(c)[0] not in "CZ"}


def readable(text: str) -> str:
    """The text as it can be drawn: composed letters, single spaces, nothing that Onest lacks. Soft hyphens stay."""
    composed = unicodedata.normalize("NFC", text).replace(_NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)
    spaced = re.sub(rf"[^\S{NO_BREAK_SPACE}]", " ", composed)
    return re.sub(" {2,}", " ", "".join(c for c in spaced if c == SOFT_HYPHEN or has_letter(c))).strip(" ")


@dataclass(frozen=True)
class Lettering:
    """Onest at a size (pixels per em, or any other unit: widths are in the same), a weight and a tracking in ems."""

    size: float
    weight: int
    tracking: float = 0

    def places(self, text: str) -> Iterator[tuple[str, float, float]]:
        """The characters of a line, each with its left edge and the left edge of the next."""
        left = 0.0
        for index, character in enumerate(text):
            right = left
            if has_letter(character):
                step = advance(character, text[index + 1 : index + 2], self.weight)
                # An accent stands on the letter before it.
                right += (step + self.tracking) * self.size if step else 0
            yield character, left, right
            left = right

    def width(self, text: str) -> float:
        return max((right for _, _, right in self.places(text)), default=0)

    def bearing(self, line: str) -> float:
        """How far from its left edge the first letter begins; lines of unlike sizes are aligned by it."""
        if not line or not has_letter(line[0]):
            return 0
        font = font_with(line[0], _MEASURED, self.weight)
        return font.getbbox(line[0], anchor="ls")[0] / _MEASURED * self.size

    def lines(self, text: str, room: float) -> list[str]:
        """The text in lines no wider than the room. A word that is too long for a line is broken."""
        lines: list[str] = []
        for word in self._words(readable(text), room):
            longer = f"{lines[-1]} {word}".replace(SOFT_HYPHEN, "") if lines else ""
            if longer and self.width(longer) <= room:
                lines[-1] = longer
            else:
                lines += self._pieces(word, room)
        return lines

    def even_lines(self, text: str, room: float) -> list[str]:
        """No more lines than there must be, of about the same length: no last line of one short word."""
        lines = self.lines(text, room)
        widths = [self.width(word) for word in self._words(readable(text), room)]
        for share in _NARROWER:
            narrower = self.lines(text, room * share)
            if len(narrower) > len(lines) or any(room * share < width <= room for width in widths):
                break
            lines = narrower
        return lines

    def holds_words(self, text: str, room: float) -> bool:
        """Whether each word fits a line as a whole."""
        return all(self.width(word) <= room for word in readable(text).split())

    def draw(self, picture: ImageDraw.ImageDraw, left: float, baseline: float, line: str, fill: str) -> None:
        """Draws a line with its beginning and its baseline at a place of the picture, in pixels."""
        for character, place, _ in self.places(line):
            if has_letter(character):
                font = font_with(character, self.size, self.weight)
                picture.text((left + place, baseline), character, fill=fill, font=font, anchor="ls")

    def _words(self, text: str, room: float) -> Iterator[str]:
        for word in _TIED.sub(NO_BREAK_SPACE, text).split(" "):
            # Words that belong together part before one of them is broken.
            yield from [word] if self._fitting(word, room) == len(word) else word.split(NO_BREAK_SPACE)

    def _fitting(self, text: str, room: float) -> int:
        """How many of the first characters fit the room."""
        return next((count for count, (_, _, right) in enumerate(self.places(text)) if right > room), len(text))

    def _pieces(self, word: str, room: float) -> list[str]:
        pieces = []
        while self._fitting(word, room) < len(word):
            fitting = max(self._fitting(word, room - self.width("-")), 1)
            seam = max(word.rfind(seam, 0, fitting) for seam in _SEAMS) + 1
            piece, word = word[: seam or fitting], word[seam or fitting :]
            hyphen = "-" if piece[-1] == SOFT_HYPHEN or (piece[-1].isalpha() and word[:1].isalpha()) else ""
            pieces.append(piece.replace(SOFT_HYPHEN, "") + hyphen)
        return [*pieces, word.replace(SOFT_HYPHEN, "")]
