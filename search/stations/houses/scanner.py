"""A text about houses as a row of signs, and a place in it."""

from __future__ import annotations

import re
import unicodedata

from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.words import Role, Roles, book
from search.stations.normalise.text import INVISIBLE, Token, cleaned

# A letter may carry marks that compose with it.
SIGN = re.compile(r"[0-9]+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*|\S")
# They divide as a space does: «12»13 isn't 1213.
QUOTES = dict.fromkeys(map(ord, "\"'`«»“”„‘’ʼ"), " ")
DASHES = frozenset("-‐‑‒–—−")
SLASHES = frozenset("/\\⁄∕")
PUNCTUATION = DASHES | SLASHES | frozenset(",;().:")
# Said of a text that ends too early.
NOTHING = Token("", "", 0)
NUMBER_SIGN = "№"
NO_ROLES: Roles = frozenset()


class Scanner:
    """Signs from left to right. Positions are those of the text as it was given."""

    def __init__(self, text: str, longest: int) -> None:
        if len(text) > longest:
            raise Refused(Reason.TOO_LONG, longest)
        shown = [place for place, letter in enumerate(text) if unicodedata.category(letter) != INVISIBLE]
        self.positions = [*shown, len(text)]
        self.text = "".join(text[place] for place in shown).translate(QUOTES)
        self.signs, self._ends = _signs(self.text)
        self.place = 0
        if not self.signs:
            raise Refused(Reason.EMPTY)

    @property
    def sign(self) -> Token:
        return self.ahead(0)

    def ahead(self, count: int) -> Token:
        place = self.place + count
        return self.signs[place] if place < len(self.signs) else NOTHING

    @property
    def at_end(self) -> bool:
        return self.place >= len(self.signs)

    @property
    def position(self) -> int:
        """Where the present sign stands in the given text."""
        return self.positions[len(self.text) if self.at_end else self.sign.start]

    @property
    def end_of_last(self) -> int:
        """Where the text that has been read ends."""
        return self.positions[self._ends[self.place - 1] - 1] + 1 if self.place else 0

    def roles(self, count: int = 0) -> Roles:
        """What the phrase means that begins so many signs ahead."""
        return self._phrase(count)[0]

    def take(self, *roles: Role) -> Roles:
        """The roles of the present phrase, which is read, if it has one of these."""
        found, length = self._phrase(0)
        if found.isdisjoint(roles):
            return NO_ROLES
        self.place += length
        return found

    def take_sign(self, signs: frozenset[str]) -> bool:
        taken = self.sign.text in signs
        self.place += taken
        return taken

    def refused(self, reason: Reason) -> Refused:
        return Refused(reason, self.position)

    def unexpected(self) -> Refused:
        """Why the present sign can't stand here."""
        text = self.sign.text
        if text.isdecimal() and text.isascii():
            return self.refused(Reason.SEPARATOR_MISSING)
        if text in PUNCTUATION or not text or self.roles():
            return self.refused(Reason.MISPLACED)
        return self.refused(Reason.UNKNOWN_WORD if text[0].isalpha() else Reason.UNEXPECTED_CHARACTER)

    def _phrase(self, count: int) -> tuple[Roles, int]:
        if not self.ahead(count).text[:1].isalpha():
            return NO_ROLES, 0
        return book().at(self.signs, self.place + count) or (NO_ROLES, 0)


def _signs(text: str) -> tuple[list[Token], list[int]]:
    """Numbers, words in lower case and single characters, and where each ends.

    The stop of an abbreviation and the one that ends the text go unread.
    """
    signs: list[Token] = []
    ends: list[int] = []
    last = len(text.rstrip())
    for match in SIGN.finditer(text):
        end = ends[-1] if ends else 0
        is_abbreviation = end == match.start() and bool(signs) and signs[-1].text[:1].isalpha()
        if match[0] == "." and (is_abbreviation or match.end() == last):
            continue
        is_word = match[0][0].isalpha() or match[0] == NUMBER_SIGN
        signs.append(Token(cleaned(match[0]) if is_word else match[0], text[end : match.start()], match.start()))
        ends.append(match.end())
    return signs, ends
