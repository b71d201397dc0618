"""Numbers that go with a word beside them: flats, polling stations, schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.stations.normalise.names import Kind
from search.stations.query.units import HOUSE_WORDS, Said, Unit, Venue


def with_names(units: Sequence[Unit]) -> list[Unit]:
    """The units, with kinds of buildings as words where they are names: «улица Мектеп», «Мектеп көшесі»."""
    named = []
    for place, unit in enumerate(units):
        before = units[place - 1].meaning if place and not unit.follows_break else None
        after = units[place + 1].meaning if place + 1 < len(units) and not units[place + 1].follows_break else None
        begins = place < 2 or units[place - 1].follows_break
        is_named = (isinstance(before, Kind) and (before.kind_first or begins)) or (
            isinstance(after, Kind) and not after.kind_first
        )
        named.append(Unit(unit.words, unit.gap) if is_named and isinstance(unit.meaning, Venue) else unit)
    return named


def without_flats(units: list[Unit]) -> list[Unit]:
    """The units without «кв. 5» and «5-пәтер»: a flat is nobody's business."""
    dropped: set[int] = set()
    for place, unit in enumerate(units):
        number = _number_beside(units, place) if unit.meaning == Said.FLAT else None
        if number is not None:
            dropped |= {place, number}
    return _without(units, *dropped)


def take_station(units: list[Unit]) -> tuple[list[Unit], str]:
    """What else was said, and the number of a polling station: digits without leading zeros."""
    for place, unit in enumerate(units):
        if unit.meaning == Said.STATION:
            number = _number_beside(units, place)
            return _without(units, place, number), "" if number is None else units[number].words[0].lstrip("0")
    return units, ""


def take_venue(units: list[Unit]) -> tuple[list[Unit], str, str]:
    """What else was said, a kind of building and its number. In «Абая 12 школа» the number is the house's."""
    for place, unit in enumerate(units):
        if isinstance(unit.meaning, Venue):
            number = _number_beside(units, place)
            if number is not None and 0 < number < place and units[number - 1].meaning is None:
                number = number if units[number].follows_break else None
            return _without(units, place, number), unit.meaning, "" if number is None else units[number].words[0]
    return units, "", ""


def called_like_venue(units: Sequence[Unit]) -> list[Unit]:
    """The units with a kind of building that stands alone between commas as a name: «Алматы, Мектеп, 6»; else none."""
    for place, unit in enumerate(units):
        begins = not place or unit.follows_break
        ends = place + 1 == len(units) or units[place + 1].follows_break
        if isinstance(unit.meaning, Venue) and begins and ends:
            return [*units[:place], Unit(unit.words, unit.gap), *units[place + 1 :]]
    return []


def called_houses(units: Sequence[Unit]) -> frozenset[int]:
    """Where the numbers stand that are called houses: «д. № 12», «12 үй», and «үй 12» where no number comes before."""
    found: set[int] = set()
    for place, unit in enumerate(units):
        if unit.meaning in HOUSE_WORDS:
            before, after = _number_before(units, place), _number_after(units, place)
            sides = (after, before) if unit.meaning == Said.HOUSE_BEFORE else (before, after)
            found.add(next((side for side in sides if side is not None), -1))
    return frozenset(found - {-1})


def _without(units: Sequence[Unit], *places: int | None) -> list[Unit]:
    """The other units; a comma before what is taken away still divides what is left."""
    left: list[Unit] = []
    is_divided = False
    for place, unit in enumerate(units):
        is_divided |= unit.follows_break
        if place not in places:
            left.append(replace(unit, gap=",") if is_divided and left and not unit.follows_break else unit)
            is_divided = False
    return left


def _number_beside(units: Sequence[Unit], place: int) -> int | None:
    """The number that a word goes with: the next one, or the last one where «5 пәтер 12 үй» calls the next a house."""
    before, after = _number_before(units, place), _number_after(units, place)
    if after is None or before is None:
        return before if after is None else after
    calls_next = after + 1 < len(units) and units[after + 1].meaning == Said.HOUSE_AFTER
    return before if calls_next else after


def _number_before(units: Sequence[Unit], place: int) -> int | None:
    return place - 1 if place and units[place - 1].is_number and not units[place].follows_break else None


def _number_after(units: Sequence[Unit], place: int) -> int | None:
    """The next number, over «№»."""
    after = place + 1
    while after < len(units) and units[after].meaning == Said.NUMBER:
        after += 1
    return after if after < len(units) and units[after].is_number else None
