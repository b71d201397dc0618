"""The words around houses, of every language that has a pack: a decision is in one of them, whoever reads it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

from search.stations.normalise import packs
from search.stations.normalise.phrases import Phrasebook
from search.stations.normalise.skeleton import Skeletons
from search.stations.normalise.text import cleaned


class Role(StrEnum):
    """What a word does beside houses; the keys of `[houses]` in a pack."""

    HOUSE = "house"
    # «№».
    NUMBER = "number"
    CORPUS = "corpus"
    BUILDING = "building"
    BLOCK = "block"
    LETTER = "letter"
    STROKE = "stroke"
    ODD = "odd"
    EVEN = "even"
    BOTH = "both"
    # «сторона»: it only goes with a parity.
    SIDE = "side"
    FROM = "from"
    TO = "to"
    END = "end"
    # Kazakh says these three with endings: «1-ден 35-ке дейін».
    ABLATIVE = "ablative"
    DATIVE = "dative"
    UNTIL = "until"
    ORDINAL = "ordinal"
    # Before what is excepted, and after it.
    EXCEPT_BEFORE = "except_before"
    EXCEPT_AFTER = "except_after"
    AND = "and"
    ALL_ADDRESSES = "all_addresses"
    ALL_STREETS = "all_streets"


Roles = frozenset[Role]

# What stands before the number of a part of a house in the canonical spelling.
CORPUS, BUILDING, BLOCK = "\u041a", "\u0421", "\u0411\u041b"
# Of the words of decisions, far more than they use.
REMEMBERED = 1 << 10
MARKERS = {Role.CORPUS: CORPUS, Role.BUILDING: BUILDING, Role.BLOCK: BLOCK}


@cache
def book() -> Phrasebook[Roles]:
    """What the words mean. One word may have several roles: «с» is a строение after a number and "from" before it."""
    chosen = packs.chosen(packs.languages())
    roles: dict[str, set[Role]] = {}
    for pack in chosen:
        for role, phrases in pack.houses.items():
            for phrase in phrases:
                roles.setdefault(cleaned(phrase), set()).add(Role(role))
    meanings = ((phrase, frozenset(found)) for phrase, found in roles.items())
    return Phrasebook(meanings, lru_cache(REMEMBERED)(Skeletons.of(chosen).of_word))


def house_letter(letter: str) -> str | None:
    """The canonical letter of a suffix for a cleaned letter, or None: upper case, Cyrillic by its looks, ё as е."""
    shown = _strict().get(letter, packs.shared().look_alikes.get(letter, letter)).upper()
    return shown if len(shown) == 1 and shown in HOUSE_LETTERS else None


@cache
def _strict() -> dict[str, str]:
    return {old: new for pack in packs.chosen(packs.languages()) for old, new in pack.strict.items()}


def _house_letters() -> str:
    """All letters of the packs that are their own canonical letters."""
    shared = packs.shared()
    letters = {letter for pack in packs.chosen(packs.languages()) for letter in pack.letters} | shared.letters.keys()
    plain = letters - _strict().keys() | set(shared.look_alikes.values())
    upper = {letter.upper() for letter in plain} - {letter.upper() for letter in shared.look_alikes}
    return "".join(sorted(letter for letter in upper if len(letter) == 1))


HOUSE_LETTERS = _house_letters()
