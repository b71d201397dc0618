"""Names of buildings taken apart as queries are: «Средняя школа № 12 имени Абая» is a school, 12, «абая»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from search.stations.normalise import Normaliser
from search.stations.query.beside import take_venue
from search.stations.query.readings import LONGEST_QUERY
from search.stations.query.units import units_of

# One letter of a building's name says nothing.
SHORTEST_WORD = 2


class Building(NamedTuple):
    """Kinds of a building («школа», «лицей»), its number and the other words of its name, as strictly spelt."""

    kinds: tuple[str, ...]
    number: str
    words: tuple[str, ...]


def building_of(text: str, using: Normaliser) -> Building:
    """The name of a building as a register gives it. Raises nothing; what is too long is cut."""
    units = units_of(using.prepared(text[:LONGEST_QUERY]), using)
    kinds: list[str] = []
    numbers: list[str] = []
    while True:
        units, kind, number = take_venue(units)
        if not kind:
            break
        kinds.append(kind)
        numbers += [number] if number else []
    left = [unit for unit in units if unit.meaning is None]
    if kinds and not numbers:
        numbers = [unit.words[0] for unit in left if unit.is_number]
    words = [word for unit in left for word in unit.words if len(word) >= SHORTEST_WORD or word.isdecimal()]
    return Building(tuple(dict.fromkeys(kinds)), numbers[0] if numbers else "", tuple(dict.fromkeys(words)))


def venue_terms(building: Building) -> Iterator[str]:
    """What a building is looked up by: its kind, its kind with its number, and each other word."""
    for kind in building.kinds:
        yield kind_term(kind, "")
        if building.number:
            yield kind_term(kind, building.number)
    yield from building.words


def kind_term(kind: str, number: str) -> str:
    """A kind of building and its number as one word that nobody types."""
    return f"{kind}:{number.lstrip('0')}"
