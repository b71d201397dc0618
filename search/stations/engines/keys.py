"""Keys of words, the same for what is indexed and for what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from portal.i18n.texts import languages
from search.stations.models import LONGEST_KEY, Tier
from search.stations.normalise import Normaliser, deletions, normaliser

# Letters of a word's beginning that are looked up; more of them are compared afterwards.
SHORTEST_START = 2
LONGEST_START = 6

Words = tuple[str, ...]


def spelling() -> Normaliser:
    """The spelling of the commission's languages."""
    return _spelling(tuple(languages()))


@cache
def _spelling(codes: tuple[str, ...]) -> Normaliser:
    return normaliser(*codes)


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


def short_keys(words: Words) -> Iterator[tuple[Tier, str]]:
    """What a name is found by with one letter wrong; some of what is found is further away."""
    keys = spelling().keys_of(words)
    for key in deletions(keys.strict):
        yield Tier.STRICT_SHORT, key
    for skeleton in filter(None, keys.skeletons):
        for key in deletions(skeleton):
            yield Tier.SKELETON_SHORT, key


def start_keys(words: Words) -> Iterator[tuple[Tier, str]]:
    """The first letters of each word."""
    for word in words:
        for sound in spelling().sounds(word):
            for length in range(SHORTEST_START, min(len(sound), LONGEST_START) + 1):
                yield Tier.START, sound[:length]


def index_keys(words: Words) -> set[tuple[Tier, str]]:
    """All keys of a name, those that fit into a column."""
    found = (*exact_keys(words), *short_keys(words), *start_keys(words))
    return {(tier, key) for tier, key in found if key and len(key) <= LONGEST_KEY}


def is_one_letter_off(words: Words, other: Words) -> bool:
    """Whether one letter more, less, wrong or swapped with its neighbour lies between two names, spelt or sounding."""
    one, two = spelling().keys_of(words), spelling().keys_of(other)
    if within_one_edit(one.strict, two.strict):
        return True
    return any(within_one_edit(left, right) for left in one.skeletons for right in two.skeletons)


def within_one_edit(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the distance of Damerau and Levenshtein is at most one."""
    if abs(len(one) - len(two)) > 1:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    left, right = one[start:], two[start:]
    if len(left) == len(right):
        is_swap = left[:2] == right[:2][::-1] and left[2:] == right[2:]
        return left[1:] == right[1:] or is_swap
    return left[1:] == right if len(left) > len(right) else left == right[1:]
