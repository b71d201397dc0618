"""A word as it sounds, roughly: what spellings in several alphabets have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.stations.normalise.packs import Pack, shared

# Of a letter that is read in two ways; more would be two keys for every name.
READINGS = 2


@dataclass(frozen=True, slots=True)
class Skeletons:
    """Tables of chosen packs. Raises ValueError where two packs read one letter differently."""

    letters: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], str] = field(default_factory=lambda: shared().pairs)

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Skeletons:
        letters = dict(shared().letters)
        for pack in packs:
            for letter, readings in pack.letters.items():
                if letters.setdefault(letter, readings) != readings or len(readings) > READINGS:
                    raise ValueError(f"{pack.language}: {letter} is read in two ways.")
        return cls(letters)

    def of_word(self, word: str) -> tuple[str, ...]:
        """One skeleton of a cleaned word, or two: all letters by their first reading, all by their last."""
        return tuple(dict.fromkeys(self._read(word, reading) for reading in range(READINGS)))

    def _read(self, word: str, reading: int) -> str:
        symbols: list[str] = []
        for letter in word:
            for symbol in self._symbols(letter, reading):
                self._push(symbols, symbol)
        return "".join(symbols)

    def _symbols(self, letter: str, reading: int) -> str:
        readings = self.letters.get(letter)
        if readings is None:
            # The letter below its marks; NFD puts the letter first.
            below = unicodedata.normalize("NFD", letter)[0]
            readings = self.letters.get(below, (below,))
        return readings[min(reading, len(readings) - 1)]

    def _push(self, symbols: list[str], symbol: str) -> None:
        """Add a symbol, and merge as long as the last two are a pair: no pair is left, so a skeleton is its own."""
        while symbols:
            is_double = symbols[-1] == symbol and not symbol.isdecimal()
            merged = symbol if is_double else self.pairs.get((symbols[-1], symbol))
            if merged is None:
                break
            symbols.pop()
            symbol = merged
        symbols.append(symbol)
