"""Text as Unicode means it: one form for what looks the same, and its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from search.stations.normalise.packs import shared

WORD = re.compile(r"[^\W\d_]+|\d+")
# ², ½ and ① are numbers that compatibility would turn into digits: a house 12² would become 122.
OTHER_NUMBER = "No"
# Soft hyphens, zero-width characters, marks of direction.
INVISIBLE = "Cf"
MARK = "Mn"


class Token(NamedTuple):
    """A run of letters or of digits, and what stands between it and the one before."""

    text: str
    gap: str
    start: int

    @property
    def is_number(self) -> bool:
        return self.text.isdecimal()


def cleaned(text: str) -> str:
    """The text in lower case and composed, without what nobody reads. Cleaning twice changes nothing.

    Unicode's own folding (NFKC_Casefold, Unicode 3.13) but for two things: other numbers stay what they are, and marks
    that compose with no letter go, so that a stress on a vowel makes no other word.
    """
    folded = _folded(_folded(unicodedata.normalize("NFD", text)).casefold())
    return unicodedata.normalize("NFC", folded.translate(WITHOUT_MARKS))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(COMPATIBLE))


def unglued(text: str) -> str:
    """The text with a space where a capital begins a word within a word: «улицаАбая», «ШариповаАди»."""
    shown = unicodedata.normalize("NFC", text.translate(READ))
    return "".join(f" {letter}" if _begins_word(shown, place) else letter for place, letter in enumerate(shown))


def _begins_word(text: str, place: int) -> bool:
    """Two small letters before and one behind: «аБАЯ» is a word whose writer had locked the capitals."""
    if place < 2 or not text[place].isupper():
        return False
    before, behind = text[place - 2 : place], text[place + 1 : place + 2]
    return before.isalpha() and before.islower() and behind.islower()


class _Table(dict[int, str]):
    """What `str.translate` puts in the place of each character, worked out when it is first met."""

    def __init__(self, replace: Callable[[str], str]) -> None:
        super().__init__()
        self._replace = replace

    def __missing__(self, code: int) -> str:
        self[code] = replaced = self._replace(chr(code))
        return replaced


def _read(letter: str) -> str:
    is_read = unicodedata.category(letter) != INVISIBLE and letter not in shared().apostrophes
    return letter if is_read else ""


def _compatible(letter: str) -> str:
    return letter if unicodedata.category(letter) == OTHER_NUMBER else unicodedata.normalize("NFKD", _read(letter))


def _without_marks(letter: str) -> str:
    return "" if unicodedata.category(letter) == MARK else _read(letter)


READ, COMPATIBLE, WITHOUT_MARKS = map(_Table, (_read, _compatible, _without_marks))


def split(text: str) -> list[Token]:
    """The words of a cleaned text; letters and digits are never one word."""
    tokens, end = [], 0
    for match in WORD.finditer(text):
        tokens.append(Token(match[0], text[end : match.start()], match.start()))
        end = match.end()
    return tokens
