"""A query as a row of units: words, numbers, words for kinds of places, and what people write around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from search.stations.houses import House, house_at
from search.stations.houses.scanner import DASHES, SLASHES
from search.stations.normalise.names import Kind, Normaliser, kinds_of
from search.stations.normalise.phrases import Phrasebook
from search.stations.normalise.text import Token, split

# Six digits and more are a postcode or a telephone.
LONGEST_NUMBER = 5
BREAKS = frozenset(",;()")


class Said(StrEnum):
    """What a word says that names nothing."""

    # «дом 12», «12 үй».
    HOUSE_BEFORE = "house_before"
    HOUSE_AFTER = "house_after"
    NUMBER = "number"
    FLAT = "flat"
    STATION = "station"
    LINKING = "linking"


class Venue(StrEnum):
    """Kinds of buildings in which people vote; their words are in the packs."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    LYCEUM = "lyceum"
    GYMNASIUM = "gymnasium"
    COLLEGE = "college"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    LIBRARY = "library"
    MATERNITY_HOSPITAL = "maternity_hospital"
    SANATORIUM = "sanatorium"
    DORMITORY = "dormitory"
    CULTURE_HOUSE = "culture_house"


Meaning = Said | Venue | Kind
HOUSE_WORDS = frozenset({Said.HOUSE_BEFORE, Said.HOUSE_AFTER})


@dataclass(frozen=True, slots=True)
class Unit:
    """A phrase with a meaning; without one a word, or a number with all that a house may make of it."""

    words: tuple[str, ...]
    # What stands before it.
    gap: str
    meaning: Meaning | None = None
    # The house that a number may be.
    house: House | None = None
    # The house without a letter that stands apart, and that letter: «12 а. Абая» may be 12А, or 12 and an initial.
    tight: House | None = None
    rest: tuple[Unit, ...] = ()
    # Whether a full stop follows.
    has_stop: bool = False

    @property
    def is_number(self) -> bool:
        return self.meaning is None and self.words[0].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.meaning is None and not self.is_number

    @property
    def is_letter(self) -> bool:
        """A single letter: an initial, «г.» or «с.»."""
        return len(self.words) == 1 and len(self.words[0]) == 1 and not self.is_number

    @property
    def follows_break(self) -> bool:
        return not BREAKS.isdisjoint(self.gap)


def is_tied(token: Token | Unit) -> bool:
    """Whether a letter or a number is one thing with what stands before it: «А24», «С-189», «23 - 17»."""
    return token.gap == "" or token.gap.strip() in DASHES | SLASHES


def units_of(text: str, normaliser: Normaliser) -> list[Unit]:
    """The units of a prepared text, but for words that only link others and for postcodes."""
    tokens = split(text)
    units: list[Unit] = []
    gap = ""
    place = 0
    while place < len(tokens):
        unit, length = _unit_at(text, tokens, place, normaliser)
        gap += tokens[place].gap
        if unit is not None:
            units.append(unit if unit.gap == gap else _after(unit, gap))
            gap = ""
        place += length
    return units


def _after(unit: Unit, gap: str) -> Unit:
    return Unit(unit.words, gap, unit.meaning, unit.house, unit.tight, unit.rest, unit.has_stop)


def _unit_at(text: str, tokens: Sequence[Token], place: int, normaliser: Normaliser) -> tuple[Unit | None, int]:
    """A unit, None for what is left out, and how many tokens it takes."""
    token = tokens[place]
    if token.is_number:
        return (None, 1) if len(token.text) > LONGEST_NUMBER else _number_at(text, tokens, place, normaliser)
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    if len(token.text) == 1 and follows is not None and follows.is_number and is_tied(follows):
        return Unit((token.text,), token.gap), 1
    meaning, length = _book(normaliser).at(tokens, place) or (None, 1)
    words = tuple(part.text for part in tokens[place : place + length])
    return None if meaning == Said.LINKING else Unit(words, token.gap, meaning), length


def _number_at(text: str, tokens: Sequence[Token], place: int, normaliser: Normaliser) -> tuple[Unit, int]:
    start = tokens[place].start
    loose = house_at(text[start:])
    if loose is None:
        return _no_house_at(tokens, place)
    house, length = loose
    end = start + length
    taken = [token for token in tokens[place:] if token.start < end]
    unit = Unit(
        tuple(token.text for token in taken), tokens[place].gap, house=house, has_stop=text[end : end + 1] == "."
    )
    tight = house_at(text[start:], tight=True)
    if tight is not None and tight != loose:
        rest = tuple(units_of(text[start + tight[1] : end], normaliser))
        unit = Unit(unit.words, unit.gap, None, house, tight[0], rest, unit.has_stop)
    return unit, len(taken)


def _no_house_at(tokens: Sequence[Token], place: int) -> tuple[Unit, int]:
    """A range, or a number to which something clings: no house, with all that is tied to it."""
    taken = [tokens[place]]
    for token in tokens[place + 1 :]:
        if not is_tied(token) or (token.gap == "" and token.text.isalpha()):
            break
        taken.append(token)
    return Unit(tuple(token.text for token in taken), tokens[place].gap), len(taken)


@cache
def _book(normaliser: Normaliser) -> Phrasebook[Meaning]:
    return Phrasebook(_meanings(normaliser), normaliser.sounds)


def _meanings(normaliser: Normaliser) -> Iterator[tuple[str, Meaning]]:
    for said in (Said.FLAT, Said.STATION, Said.LINKING):
        yield from ((phrase, said) for phrase in normaliser.phrases(said))
    for venue in Venue:
        yield from ((phrase, venue) for phrase in normaliser.phrases(venue))
    for pack in normaliser.packs:
        house = Said.HOUSE_BEFORE if pack.house_word_first else Said.HOUSE_AFTER
        yield from ((phrase, house) for phrase in pack.houses.get("house", ()))
        yield from ((phrase, Said.NUMBER) for phrase in pack.houses.get("number", ()))
    yield from kinds_of(normaliser.packs)
