"""The readings of a query, best first: which number is the house, and which belongs to a name, isn't guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from search.stations.houses import House
from search.stations.normalise.keys import edits_between
from search.stations.normalise.names import Kind, Normaliser, normaliser
from search.stations.normalise.packs import Group
from search.stations.query.beside import (
    called_houses,
    called_like_venue,
    take_station,
    take_venue,
    with_names,
    without_flats,
)
from search.stations.query.parts import parts_of
from search.stations.query.understood import Understood
from search.stations.query.units import Said, Unit, Venue, is_tied, units_of

# Longer than any address with its region; more is not a question.
LONGEST_QUERY = 200
MOST_READINGS = 6
# Shorter words for buildings are one letter from other words.
SHORTEST_RESPELT = 5
LETTERS = re.compile(r"([^\W\d_]+)")
# An address has a house, a flat, and two or three numbers in names.
MOST_NUMBERS = 8

# What speaks against a reading. Only their order matters.
LETTER_READ_APART = 1
NAME_READ_AS_HOUSE = 2
HOUSE_READ_AS_NAME = 2
VENUE_READ_AS_NAME = 2
NUMBER_LEFT_OUT = 3
HOUSE_READ_AS_STATION = 3

# Streets that have a number for a name; «Набережная 5» is a house.
NUMBERED = frozenset({"street", "line"})


def split_query(text: str, using: Normaliser | None = None) -> tuple[Understood, ...]:
    """What a query may mean: at most six readings, the likeliest first, none for what names nothing. Raises nothing.

    Whoever looks them up takes the first that is found. A number is the house, or part of a name («8 Марта»), or the
    station's. No house is read out of a range (12-14), nor of what isn't a house for certain (12²).
    """
    using = using or normaliser()
    if len(text) > LONGEST_QUERY:
        return ()
    units = without_flats(with_names(units_of(using.prepared(text), using)))
    if sum(unit.is_number for unit in units) > MOST_NUMBERS:
        return ()
    found: dict[Understood, int] = {}
    units, station = take_station(units)
    named = called_like_venue(units)
    units, venue, venue_number = take_venue(units)
    for choice in _choices(units):
        if parts := parts_of(_clauses(units, choice), using, has_house=choice.house is not None):
            reading = Understood(parts, choice.house, station, venue, venue_number)
            found[reading] = min(choice.cost, found.get(reading, choice.cost))
    for choice in _choices(named):
        if choice.house and (parts := parts_of(_clauses(named, choice), using, has_house=True)):
            found.setdefault(Understood(parts, choice.house, station), choice.cost + VENUE_READ_AS_NAME)
    if not (station or venue):
        found |= dict.fromkeys(_as_station(units, using), HOUSE_READ_AS_STATION)
    if not (station or venue) and (bare := _bare_number(units)):
        found = {Understood(station=bare): 0}
    if not found and (station or venue):
        found = {Understood((), None, station, venue, venue_number): 0}
    return tuple(sorted(found, key=lambda reading: found[reading])[:MOST_READINGS])


def respelt(text: str, using: Normaliser | None = None) -> tuple[Understood, ...]:
    """As `split_query`, with one letter corrected in words for buildings and stations: «мектпе 25», «шклоа 25»."""
    using = using or normaliser()
    if len(text) > LONGEST_QUERY:
        return ()
    known = _announcing(using)
    words = [(token, using.prepared(token)) for token in LETTERS.split(text)]
    return split_query("".join(_right(word, known) or token for token, word in words), using)


def _right(word: str, known: frozenset[str]) -> str:
    """The nearest word of some, or nothing."""
    if len(word) < SHORTEST_RESPELT - 1 or word in known:
        return ""
    return next((right for right in sorted(known) if edits_between(word, right, 1) == 1), "")


@cache
def _announcing(using: Normaliser) -> frozenset[str]:
    """Long words that say what a building is, or only link others."""
    roles = (*Venue, Said.STATION, Said.LINKING)
    words = {word for role in roles for phrase in using.phrases(role) for word in using.tokens(phrase)}
    return frozenset(word for word in words if len(word) >= SHORTEST_RESPELT)


class _Choice(NamedTuple):
    """Which number is the house, or is left out, and what takes its place among the names."""

    cost: int
    place: int | None = None
    house: House | None = None
    rest: tuple[Unit, ...] = ()


def _choices(units: Sequence[Unit]) -> Iterator[_Choice]:
    """Each number as the house, the last one first, and no house at all. A number that is called a house is no name."""
    numbers = {place: _is_natural_in_name(units, place) for place, unit in enumerate(units) if unit.is_number}
    named = numbers.keys() - called_houses(units)
    costs = {place: 0 if numbers[place] else HOUSE_READ_AS_NAME for place in numbers}
    total = sum(costs.values())
    for place in reversed(numbers):
        if len(named) + (place not in named) >= len(numbers):
            others = total - costs[place]
            yield from _as_house(units, place, others + NAME_READ_AS_HOUSE * numbers[place])
            if units[place].house is None:
                yield _Choice(others + NUMBER_LEFT_OUT, place)
    if len(named) == len(numbers):
        yield _Choice(total)


def _as_house(units: Sequence[Unit], place: int, cost: int) -> Iterator[_Choice]:
    """«12 а Абая» is 12А, or 12 and an initial; «12 а», where no name follows, is 12А."""
    unit = units[place]
    name_follows = place + 1 < len(units) and not units[place + 1].follows_break
    if unit.house is not None:
        yield _Choice(cost + (name_follows and unit.has_stop) * LETTER_READ_APART, place, unit.house)
    if unit.tight is not None and name_follows:
        yield _Choice(cost + (not unit.has_stop) * LETTER_READ_APART, place, unit.tight, unit.rest)


def _clauses(units: Sequence[Unit], choice: _Choice) -> list[list[Unit]]:
    """Names between commas and around the house. Words that only announce a number have been read."""
    clauses: list[list[Unit]] = [[]]
    for place, unit in enumerate(units):
        if unit.follows_break or place == choice.place:
            clauses.append([])
        if place == choice.place:
            clauses[-1] += choice.rest
        elif not isinstance(unit.meaning, Said):
            clauses[-1].append(unit)
    return [clause for clause in clauses if clause]


def _is_natural_in_name(units: Sequence[Unit], place: int) -> bool:
    """Whether a number looks like part of a name: «8 Марта», «Самал-2», «мкр 12», «12 мкр», «А24»."""
    number = units[place]
    before, after = _neighbours(units, place)
    if before is not None and before.meaning is None and is_tied(number):
        return number.gap != "" or before.is_letter
    if place == 0 and any(isinstance(unit.meaning, Kind) and unit.meaning.house_first for unit in units):
        return False
    return _is_named_after(units, place, after) or _is_numbered(units, place, before)


def _is_named_after(units: Sequence[Unit], place: int, after: Unit | None) -> bool:
    """Whether a name or a kind goes on behind a number; «12 мкр Самал» begins another place."""
    if after is None:
        return False
    if isinstance(after.meaning, Kind):
        _, follows = _neighbours(units, place + 1)
        return not (after.meaning.kind_first and follows is not None and follows.is_word)
    return after.is_word and len(units[place].words) == 1


def _is_numbered(units: Sequence[Unit], place: int, before: Unit | None) -> bool:
    """Whether a microdistrict, or a street without a name, is called by a number: «мкр 12», but not «Самал мкр 12»."""
    if before is None or not isinstance(before.meaning, Kind):
        return False
    named, _ = _neighbours(units, place - 1)
    can_be = before.meaning.group == Group.MICRODISTRICT or before.meaning.kind in NUMBERED
    return can_be and (named is None or named.meaning is not None)


def _neighbours(units: Sequence[Unit], place: int) -> tuple[Unit | None, Unit | None]:
    """The units before and after one that no comma divides from it."""
    before = units[place - 1] if place and not units[place].follows_break else None
    after = units[place + 1] if place + 1 < len(units) and not units[place + 1].follows_break else None
    return before, after


def _as_station(units: Sequence[Unit], using: Normaliser) -> Iterator[Understood]:
    """A number called so, the only one, beside no street: «№ 102, Алматы», «Косшы № 25»."""
    place = next((place for place, unit in enumerate(units) if unit.is_number), 0)
    number = units[place] if units else None
    if not place or number is None or units[place - 1].meaning != Said.NUMBER or len(number.words) > 1:
        return
    others = [*units[: place - 1], *units[place + 1 :]]
    begins = place == 1 and len(units) > 2 and units[2].follows_break
    ends = place == len(units) - 1 and place > 1
    if not (begins or ends) or any(unit.is_number for unit in others):
        return
    parts = parts_of(_clauses(others, _Choice(0)), using, has_house=False)
    if not any(part.group in {Group.STREET, Group.MICRODISTRICT} for part in parts):
        yield Understood(parts, station=number.words[0].lstrip("0"), is_station_guessed=True)


def _bare_number(units: Sequence[Unit]) -> str:
    """The number of a query that says nothing else: «25», «№ 25»."""
    left = [unit for unit in units if unit.meaning != Said.NUMBER]
    is_bare = len(left) == 1 and left[0].is_number and len(left[0].words) == 1
    return left[0].words[0].lstrip("0") if is_bare else ""
