"""How names stand in alphabetical order, as readers of a language look them up."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from portal.i18n.texts import Texts

Key = tuple[tuple[int, ...], ...]

_TABLE = Path(__file__).with_suffix(".toml")
_NUMBERS = re.compile(r"(\d+)")


@cache
def _alphabet(language: str) -> dict[str, int]:
    letters = tomllib.loads(_TABLE.read_text("utf-8")).get(language, "")
    return {letter: place for place, letter in enumerate(letters, start=ord(letters[0]) if letters else 0)}


def sort_key(text: str, language: str) -> Key:
    """Sorts names of one language: letters by its alphabet, numbers by their value, upper case as lower."""
    order = _alphabet(language)
    return tuple(
        (-1, int(part)) if part.isdecimal() else tuple(order.get(letter, ord(letter)) for letter in part)
        for part in _NUMBERS.split(text.casefold())
        if part
    )


def name_key(name: Texts, language: str) -> Key:
    """Sorts records by their names in a language, or what stands for them where one is missing."""
    return sort_key(name.text(language) or str(name), language)


def initial(text: str) -> str:
    """The letter under which a name stands; empty where it begins with none."""
    first = text.lstrip("\"'«“„№ ")[:1].upper()
    return first if first.isalpha() else ""
