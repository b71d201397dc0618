"""What a query says of where a street lies, against where it lies: districts, regions, microdistricts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from search.stations.engines.keys import Words, name_of, skeletons
from search.stations.engines.units import NamedUnit, levels_of
from search.stations.models import AdminUnit, Street
from search.stations.normalise.packs import Group
from search.stations.query import Part

CITY = "city"


class Fit(IntEnum):
    """How what was said fits a place, the worst first."""

    CONTRADICTED = 0
    # The directory doesn't say.
    UNKNOWN = 1
    CONFIRMED = 2


def units_above(unit: AdminUnit | None) -> Iterator[AdminUnit]:
    """A unit and all that it lies in."""
    while unit is not None:
        yield unit
        unit = unit.parent


def is_called(place: AdminUnit | Street, words: Words) -> bool:
    """Whether words are a name of a place in some language, as spelt or as it sounds."""
    asked = set(skeletons(words))
    return any(asked & set(skeletons(name_of(text).words)) for text in place.name.values())


def fit_of(part: Part, known: Sequence[NamedUnit], settlement: AdminUnit, *, is_settlement_said: bool) -> Fit:
    """How a district or a region that was said fits a settlement; `known` are all units that it may be.

    A district said beside a named city may be one of the city's own, which no settlement lies in: that tells nothing.
    But a district of another place contradicts.
    """
    above = list(units_above(settlement))
    keys = {unit.pk for unit in above}
    if any(unit.pk in keys for unit in known):
        return Fit.CONFIRMED
    if part.group == Group.DISTRICT and settlement.kind == CITY and is_settlement_said:
        is_beside = not known or any(unit.parent_id in keys for unit in known)
        return Fit.UNKNOWN if is_beside else Fit.CONTRADICTED
    has_such = any(unit.level in levels_of(part) for unit in above)
    return Fit.CONTRADICTED if known or has_such else Fit.UNKNOWN


def fit_of_around(words: Words, street: Street | None, settlement: AdminUnit) -> Fit:
    """How words beside a street fit what it lies in, a microdistrict or any unit."""
    micro = street.microdistrict if street is not None else None
    if micro is not None and is_called(micro, words):
        return Fit.CONFIRMED
    if lies_in(settlement, words):
        return Fit.CONFIRMED
    return Fit.UNKNOWN if micro is None else Fit.CONTRADICTED


def lies_in(settlement: AdminUnit, words: Words) -> bool:
    """Whether words name a settlement, or what it lies in."""
    return any(is_called(unit, words) for unit in units_above(settlement))


def all_lie_in(places: Iterable[AdminUnit], words: Words) -> bool:
    """Whether words name one of some units, or two of them one after the other: «Алматы Медеу»."""
    units = [unit for place in places for unit in units_above(place)]
    splits = [(words,), *((words[:end], words[end:]) for end in range(1, len(words)))]
    return any(all(any(is_called(unit, piece) for unit in units) for piece in pieces) for pieces in splits)
