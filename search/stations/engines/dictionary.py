"""The dictionary of names of one version: which names words may be."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import islice

from search.stations.engines.keys import Words, exact_keys, keys_of_mistake, mistakes_between
from search.stations.engines.statements import NAMES, SETTLEMENTS, SETTLEMENTS_WITHIN, UNITS, WORDS, among, rows
from search.stations.engines.units import NamedUnit, closest
from search.stations.query import Part

# Rows read at once. Measured: some fifty words share a key of three letters.
MOST_NAMES = 600
MOST_NEAR = 2_000
# Words looked up for mistakes, and words that each may be: the nearest.
MOST_WORDS = 12
MOST_MEANT = 12
# Settlements of one name: of a thousand villages called Abai all are looked into.
MOST_SETTLEMENTS = 1_000


class Spelt(IntEnum):
    """How a name is met, the best first."""

    STRICT = 0
    SKELETON = 1
    ONE_WRONG = 2
    TWO_WRONG = 3

    @property
    def is_corrected(self) -> bool:
        return self >= Spelt.ONE_WRONG


# The smallest regions or districts that were said, as the units that may be meant.
Around = Sequence[NamedUnit]
# Of each group of words, the keys of names and how they are met.
Found = dict[Words, dict[int, Spelt]]


class Dictionary:
    """The names of a version, remembered while one question is answered."""

    def __init__(self, version: int) -> None:
        self.version = version
        self._exact: Found = {}
        self._units: dict[Part, list[NamedUnit]] = {}
        self._settlements: dict[tuple[frozenset[int], tuple[int, ...]], dict[int, list[int]]] = {}

    def exact(self, groups: Iterable[Words]) -> Found:
        """The names that groups of words are, as spelt or as they sound. One query for those not asked before."""
        groups = set(groups)
        new = groups - self._exact.keys()
        asked: dict[tuple[int, str], list[Words]] = defaultdict(list)
        for words in new:
            self._exact[words] = {}
            for tier, key in exact_keys(words):
                asked[tier, key].append(words)
        keys = list({key for _tier, key in asked})
        for number, key, name in rows(NAMES.format(among("key")), self.version, keys, MOST_NAMES) if keys else ():
            for words in asked.get((number, key), ()):
                self._exact[words].setdefault(name, Spelt(number))
        return {words: self._exact[words] for words in groups}

    def corrected(self, groups: Iterable[Words]) -> Found:
        """The names that groups of words are with letters of one of their words wrong, nearest first. Two queries."""
        groups = sorted(set(groups), key=lambda words: (len(words), words))
        meant = self._meant(dict.fromkeys(word for words in groups for word in words))
        respelt: dict[Words, dict[Words, int]] = {words: {} for words in groups}
        for words in groups:
            for place, word in enumerate(words):
                for right, mistakes in meant.get(word, {}).items():
                    respelt[words][(*words[:place], right, *words[place + 1 :])] = mistakes
        exact = self.exact(other for others in respelt.values() for other in others)
        found: Found = {words: {} for words in groups}
        for words, others in respelt.items():
            for other, mistakes in sorted(others.items(), key=lambda item: item[1]):
                for name in exact[other]:
                    found[words].setdefault(name, Spelt(Spelt.SKELETON + mistakes))
        return found

    def _meant(self, words: Iterable[str]) -> dict[str, dict[str, int]]:
        """The words that words may be with letters wrong, and how many letters."""
        asked: dict[str, list[str]] = defaultdict(list)
        for word in islice(words, MOST_WORDS):
            for key in keys_of_mistake(word):
                asked[key].append(word)
        near: dict[str, set[str]] = defaultdict(set)
        for key, right in rows(WORDS.format(among("key")), self.version, list(asked), MOST_NEAR) if asked else ():
            for word in asked[key]:
                near[word].add(right)
        nearest = {word: sorted(_mistakes(word, rights), key=lambda found: found[1]) for word, rights in near.items()}
        return {word: dict(found[:MOST_MEANT]) for word, found in nearest.items()}

    def units(self, parts: Iterable[Part]) -> dict[Part, list[NamedUnit]]:
        """The regions and districts that parts of a query name: of the kind that was said if some are. Two queries."""
        parts = list(parts)
        if new := [part for part in parts if part not in self._units]:
            names = self.exact(part.words for part in new)
            keys = list({name for found in names.values() for name in found})
            called: dict[int, list[NamedUnit]] = defaultdict(list)
            for name, unit, level, kind, texts, *above in rows(UNITS.format(among("name_id")), keys) if keys else ():
                called[name].append(NamedUnit(unit, level, kind, json.loads(texts), *above))
            for part in new:
                self._units[part] = closest((unit for name in names[part.words] for unit in called[name]), part)
        return {part: self._units[part] for part in parts}

    def is_settlement(self, words: Words) -> bool:
        """Whether words are a settlement's name."""
        names = self.exact([words])[words]
        return bool(names) and any(self.settlements(names).values())

    def settlements(self, names: Iterable[int], around: Around = ()) -> dict[int, list[int]]:
        """The settlements that have some names; only those that lie in what was said to be around, if any do."""
        asked = frozenset(names), tuple(unit.pk for unit in around)
        if asked not in self._settlements:
            keys, units = map(list, asked)
            is_named, is_within = among("used.name_id"), among("used.unit_id")
            inside = (
                rows(SETTLEMENTS_WITHIN.format(is_named, is_within), keys, units, MOST_SETTLEMENTS) if units else []
            )
            found: dict[int, list[int]] = defaultdict(list)
            for name, settlement in inside or rows(SETTLEMENTS.format(is_named), keys, MOST_SETTLEMENTS):
                found[name].append(settlement)
            self._settlements[asked] = found
        return self._settlements[asked]


def _mistakes(word: str, rights: Iterable[str]) -> Iterator[tuple[str, int]]:
    for right in sorted(rights):
        if (mistakes := mistakes_between(word, right)) is not None:
            yield right, mistakes
