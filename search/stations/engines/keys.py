"""Keys of words, the same for what is indexed and for what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from portal.i18n.texts import languages
from search.stations.models import LONGEST_KEY, Tier
from search.stations.normalise import Name, Normaliser, can_be_mistaken, deletions, edits_between, normaliser
from search.stations.normalise.keys import BEGINNING, LONG_WORD

# Letters of a word's beginning that are looked up; more of them are compared afterwards.
SHORTEST_START = 2
LONGEST_START = 6

# Letters of a long word that may be wrong.
MOST_WRONG = 2
# Names whose words are kept: a directory's regions, and what is asked for most.
REMEMBERED = 1 << 14

Words = tuple[str, ...]


def spelling() -> Normaliser:
    """The spelling of the commission's languages."""
    return _spelling(tuple(languages()))


@cache
def _spelling(codes: tuple[str, ...]) -> Normaliser:
    return normaliser(*codes)


@lru_cache(REMEMBERED)
def name_of(text: str) -> Name:
    """A name of the directory taken apart: its words without kind and initials, and its kind."""
    return spelling().name(text)


def exact_keys(words: Words) -> Iterator[tuple[Tier, str]]:
    """What a name is found by without a mistake: as spelt, as it sounds, and written together («Толеби»)."""
    keys = spelling().keys_of(words)
    yield Tier.STRICT, keys.strict
    for skeleton in skeletons(words):
        yield Tier.SKELETON, skeleton


def skeletons(words: Words) -> Words:
    """All ways in which words sound, in any order and as one word; empty ones name nothing."""
    found = spelling().keys_of(words).skeletons
    if len(words) > 1 and not any(word.isdecimal() for word in words):
        found += spelling().keys_of(("".join(words),)).skeletons
    return tuple(dict.fromkeys(filter(None, found)))


def start_keys(words: Words) -> Iterator[tuple[Tier, str]]:
    """The first letters of each word; those of the first word begin the name."""
    for place, word in enumerate(words):
        for sound in spelling().sounds(word):
            for length in range(SHORTEST_START, min(len(sound), LONGEST_START) + 1):
                yield Tier.START if place else Tier.BEGINNING, sound[:length]


def index_keys(words: Words) -> set[tuple[Tier, str]]:
    """All keys of a name, those that fit into a column."""
    found = (*exact_keys(words), *start_keys(words))
    return {(tier, key) for tier, key in found if key and len(key) <= LONGEST_KEY}


def keys_of_word(word: str) -> frozenset[str]:
    """What a word of a name is found by with a letter wrong, a long word with two."""
    if not can_be_mistaken(word):
        return frozenset()
    return _of_long(word) if len(word) >= LONG_WORD else _of_short(word)


def keys_of_mistake(word: str) -> frozenset[str]:
    """What a word is looked up by that may be some other word with letters wrong."""
    if not can_be_mistaken(word):
        return frozenset()
    short = _of_short(word) if len(word) <= LONG_WORD else frozenset[str]()
    return short | _of_long(word) if len(word) >= LONG_WORD - MOST_WRONG else short


def _of_short(word: str) -> frozenset[str]:
    """As it is spelt too: a skeleton makes one mistake two where it falls into a pair of letters."""
    return deletions(word).union(*map(deletions, spelling().sounds(word)))


def _of_long(word: str) -> frozenset[str]:
    sounds = (deletions(sound[:BEGINNING], MOST_WRONG) for sound in spelling().sounds(word))
    return deletions(word[:BEGINNING]).union(*sounds)


def mistakes_between(word: str, right: str) -> int | None:
    """How many letters lie between a word and the right one, as spelt or as they sound; None: too many."""
    most = MOST_WRONG if len(right) >= LONG_WORD else 1
    sounds = product(spelling().sounds(word), spelling().sounds(right))
    least = min(edits_between(one, other, most) for one, other in ((word, right), *sounds))
    return least if least <= most else None
