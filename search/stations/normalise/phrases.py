"""Words with a known meaning, found in a text however they are spelt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from search.stations.normalise.text import Token, cleaned, split

M = TypeVar("M")

# Shorter words sound like too many others: they count as they are spelt.
SHORTEST_SOUNDED = 3

Spell = Callable[[str], tuple[str, ...]]


class Phrasebook(Generic[M]):
    """Phrases and what they mean. Where two are spelt alike the first holds; a spelling wins over a sound."""

    def __init__(self, phrases: Iterable[tuple[str, M]], skeletons: Spell) -> None:
        self._skeletons = skeletons
        self._spelt: dict[tuple[str, ...], M] = {}
        self._sounded: dict[tuple[str, ...], M] = {}
        for phrase, meaning in phrases:
            words = [token.text for token in split(cleaned(phrase))]
            self._spelt.setdefault(tuple(words), meaning)
            if len(words) == 1 and len(words[0]) < SHORTEST_SOUNDED:
                continue
            for readings in zip(*(_two(skeletons(word)) for word in words), strict=True):
                self._sounded.setdefault(readings, meaning)
        self._longest = max(map(len, self._spelt), default=0)

    def at(self, tokens: Sequence[Token], place: int) -> tuple[M, int] | None:
        """The meaning of the longest phrase that begins here, and how many words it has."""
        for length in range(min(self._longest, len(tokens) - place), 0, -1):
            found = tokens[place : place + length]
            if _is_one_phrase(found):
                meaning = self._meaning([token.text for token in found])
                if meaning is not None:
                    return meaning, length
        return None

    def _meaning(self, words: Sequence[str]) -> M | None:
        spelt = self._spelt.get(tuple(words))
        return self._sounded.get(tuple(self._skeletons(word)[0] for word in words)) if spelt is None else spelt


def _two(readings: tuple[str, ...]) -> tuple[str, str]:
    return readings[0], readings[-1]


def _is_one_phrase(tokens: Sequence[Token]) -> bool:
    """«ш/а» and «р-н» are phrases; «Ш. А.» are initials, and what a comma divides is two things."""
    for before, token in pairwise(tokens):
        if "," in token.gap or ";" in token.gap:
            return False
        if 1 in (len(before.text), len(token.text)) and (not token.gap or any(map(str.isspace, token.gap))):
            return False
    return True
