"""Keys made of words: in any order, and one letter short."""

from __future__ import annotations

from collections.abc import Iterable

# Measured: below four letters every other name is one deletion away.
SHORTEST_MISTAKEN = 4
# No name of a street is longer; keys of hostile ones stay few.
LONGEST_MISTAKEN = 64


def sorted_key(words: Iterable[str]) -> str:
    """The words in one order, so that «Абая улица» and «улица Абая» meet."""
    return " ".join(sorted(words))


def deletions(key: str) -> frozenset[str]:
    """A key, and the key with any one letter left out: two keys a letter apart have one of these in common.

    A letter more, a letter less, another letter or two swapped ones are found; more than that may be met too, so the
    caller measures. Numbers and words under four letters are never mistaken: 8 March and 9 March are two streets.
    At most 65 keys.
    """
    found = {key}
    if len(key) <= LONGEST_MISTAKEN:
        start = 0
        for word in key.split(" "):
            if len(word) >= SHORTEST_MISTAKEN and not any(letter.isdecimal() for letter in word):
                found |= {key[:place] + key[place + 1 :] for place in range(start, start + len(word))}
            start += len(word) + 1
    return frozenset(found)
