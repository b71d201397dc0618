"""What is particular to a language, as data: `xx.toml` beside this file is the pack of the language xx.

There is no other list. A pack holds letters and the symbols that they sound like, words to leave out of a name or to
know a place by, and the words around houses. Each says where its tables come from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DIRECTORY = Path(__file__).parent
SHARED = "shared"

Phrases = tuple[str, ...]


class Group(StrEnum):
    """What a named place is, from the smallest; the kind within it ("avenue", "village") is the pack's key."""

    STREET = "street"
    MICRODISTRICT = "microdistrict"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Shared:
    """What holds for every language."""

    apostrophes: frozenset[str]
    letters: Mapping[str, Phrases]
    # Two neighbouring symbols of a skeleton and the one that they stand for.
    pairs: Mapping[tuple[str, str], str]
    # Latin letters and the Cyrillic ones that they are taken for, lower case.
    look_alikes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pack:
    """One language. Phrases are as people write them; they are compared by their skeletons."""

    language: str
    # Whether the word for a kind stands before the name, the house before both, and «дом» before the number.
    kind_first: bool
    house_first: bool
    house_word_first: bool
    # A letter and its symbols; a second element is another reading of the letter, kept beside the first.
    letters: Mapping[str, Phrases]
    # Letters that even the strict key doesn't tell apart.
    strict: Mapping[str, str]
    words: Mapping[str, Phrases]
    places: Mapping[Group, Mapping[str, Phrases]]
    houses: Mapping[str, Phrases]


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a pack."""
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml") if path.stem != SHARED))


def chosen(codes: Iterable[str]) -> tuple[Pack, ...]:
    """The packs of these languages in their order, for `kk-latn` that of `kk`. A language without a pack adds none."""
    known = languages()
    bases = dict.fromkeys(code.lower().partition("-")[0] for code in codes)
    return tuple(pack(base) for base in bases if base in known)


@cache
def pack(language: str) -> Pack:
    """The pack of a language. Raises OSError, or ValueError that names the language, for one that can't be read."""
    data = _read(language)
    try:
        return Pack(
            language=language,
            kind_first=data["kind_first"],
            house_first=data["house_first"],
            house_word_first=data["house_word_first"],
            letters=_phrases(data.get("letters", {})),
            strict=data.get("strict", {}),
            words=_phrases(data["words"]),
            places={Group(group): _phrases(kinds) for group, kinds in data["places"].items()},
            houses=_phrases(data["houses"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{language}: {error!r}") from error


@cache
def shared() -> Shared:
    data = _read(SHARED)
    return Shared(
        apostrophes=frozenset(data["apostrophes"]),
        letters=_phrases(data["letters"]),
        pairs={(pair[0], pair[1]): symbol for pair, symbol in data["pairs"].items()},
        look_alikes=data["look_alikes"],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DIRECTORY / f"{name}.toml").read_text("utf-8"))


def _phrases(table: Mapping[str, list[str]]) -> Mapping[str, Phrases]:
    for key, phrases in table.items():
        if not phrases or len(set(phrases)) < len(phrases) or not all(isinstance(phrase, str) for phrase in phrases):
            raise ValueError(f"{key}: texts, each once.")
    return {key: tuple(phrases) for key, phrases in table.items()}
