"""Slips of a keyboard: each function makes exactly one edit in a word, never of its first letter's case."""

from __future__ import annotations

import random
from functools import cache

from bench.directory.tables import toml

# Nearer keys than this, in keys, are neighbours.
REACH = 1.3
KAZAKH = frozenset(toml("letters")["keyboard"]["rows"][0])


def neighbour(word: str, rng: random.Random) -> str:
    """One letter replaced by one beside it on the keyboard: on the Kazakh one only in a word with Kazakh letters."""
    places = [place for place, letter in enumerate(word) if neighbours().get(letter.lower())]
    if not places:
        return drop(word, rng)
    place = rng.choice(places)
    near = neighbours()[word[place].lower()]
    if not KAZAKH & set(word.lower()):
        near = "".join(letter for letter in near if letter not in KAZAKH)
    letter = rng.choice(near)
    return word[:place] + (letter.upper() if word[place].isupper() else letter) + word[place + 1 :]


def swap(word: str, rng: random.Random) -> str:
    """Two neighbouring letters, unlike each other, the wrong way round."""
    places = [place for place in range(len(word) - 1) if word[place].lower() != word[place + 1].lower()]
    if not places:
        return drop(word, rng)
    place = rng.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def drop(word: str, rng: random.Random) -> str:
    """One letter left out."""
    place = rng.randrange(len(word))
    return word[:place] + word[place + 1 :]


def double(word: str, rng: random.Random) -> str:
    """One letter written twice."""
    place = rng.randrange(len(word))
    return word[: place + 1] + word[place].lower() + word[place + 1 :]


EDITS = (neighbour, swap, drop, double)


def slip(name: str, rng: random.Random, shortest: int) -> str | None:
    """The name with one edit in its longest word; None where that has fewer letters than `shortest`."""
    words = name.split(" ")
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    if len(words[longest]) < shortest or not words[longest].replace("-", "").isalpha():
        return None
    words[longest] = rng.choice(EDITS)(words[longest], rng)
    return " ".join(words)


@cache
def neighbours() -> dict[str, str]:
    """The letters beside each letter on the keyboard."""
    keyboard = toml("letters")["keyboard"]
    places = {
        letter: (row, offset + column)
        for row, (letters, offset) in enumerate(zip(keyboard["rows"], keyboard["offsets"], strict=True))
        for column, letter in enumerate(letters)
    }
    return {
        letter: "".join(
            other for other in places if other != letter and _distance(places[letter], places[other]) < REACH
        )
        for letter in places
    }


def _distance(one: tuple[int, float], other: tuple[int, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
