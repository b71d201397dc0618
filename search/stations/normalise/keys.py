"""Keys made of words: in any order, and some letters short."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

# Measured: below four letters every other word is one deletion away.
SHORTEST_MISTAKEN = 4
# From here on two letters may be wrong.
LONG_WORD = 8
# Letters of a long word's beginning that are looked up: two mistakes leave a key of it in common (SymSpell).
BEGINNING = 7
# No word of a street is longer; keys of hostile ones stay few.
LONGEST_MISTAKEN = 40
# A shorter key is shared by too many words.
SHORTEST_KEY = 3


def sorted_key(words: Iterable[str]) -> str:
    """The words in one order, so that «Абая улица» and «улица Абая» meet."""
    return " ".join(sorted(words))


def deletions(word: str, most: int = 1) -> frozenset[str]:
    """A word, and the word with up to `most` letters left out: words as many mistakes apart have one in common.

    A letter more, a letter less, another letter or two swapped ones are found; more than that may be met too, so the
    caller measures.
    """
    found, last = {word}, {word}
    for _ in range(most):
        last = {key[:place] + key[place + 1 :] for key in last for place in range(len(key))}
        found |= last
    return frozenset(key for key in found if len(key) >= SHORTEST_KEY)


def can_be_mistaken(word: str) -> bool:
    """Numbers and words under four letters are never mistaken: 8 March and 9 March are two streets."""
    return SHORTEST_MISTAKEN <= len(word) <= LONGEST_MISTAKEN and not any(letter.isdecimal() for letter in word)


def edits_between(one: str, other: str, most: int) -> int:
    """The distance of Damerau and Levenshtein (restricted: no letter is moved twice), at most `most` + 1."""
    return OSA.distance(one, other, score_cutoff=most)
