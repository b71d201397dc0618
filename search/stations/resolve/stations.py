"""A station that is asked for by its number, with or without its region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.engines.dictionary import Dictionary
from search.stations.engines.units import districts_said, likeness
from search.stations.houses import House
from search.stations.models import AdminUnit, Precinct
from search.stations.normalise.packs import Group
from search.stations.query import Part, Understood
from search.stations.resolve.answering import ambiguous, resolved
from search.stations.resolve.context import CITY, all_lie_in, is_called, units_above
from search.stations.resolve.places import Known

# Numbers repeat between regions, of which no country has more.
MOST_STATIONS = 200
# Registers write 7, 07, 007 and 0007.
LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Numbered:
    """A station that is shown for its number, or for its building."""

    precinct: Precinct
    number: str = ""

    def shown(self, house: House | None) -> Shown:
        location = None if self.number else self.precinct.polling_location
        return Shown(settlement=self.precinct.locality, house=house, station=self.number, location=location)


def by_number(reading: Understood, names: Dictionary, language: str) -> Answer:
    """The station with a number, of the region or settlement that was named beside it.

    Where no station of that number lies there, all of them may be meant: somebody misspelt the region, or a digit. But
    of a number that nobody called a station's, none is.
    """
    number = reading.station
    spelt = {number.zfill(length) for length in range(len(number), LONGEST_NUMBER + 1)} | {number}
    numbered = Precinct.objects.with_place().filter(version_id=names.version, number__in=spelt).order_by("pk")
    rows = list(numbered[: MOST_STATIONS + 1])
    fitting = _lying_there(rows, reading, names) if rows else []
    shown = Shown(station=number)
    found = [(Numbered(precinct, number), precinct.pk) for precinct in fitting or rows]
    if not (fitting if reading.is_station_guessed else found):
        return Answer(Outcome.NOT_FOUND, shown)
    if len(fitting) == 1 and len(rows) <= MOST_STATIONS:
        return resolved(found[0][0].shown(None), AnswerBasis.NUMBER, found[0], None)
    return ambiguous(shown, found, None, language, has_more=len(rows) > MOST_STATIONS)


def _lying_there(rows: Sequence[Precinct], reading: Understood, names: Dictionary) -> list[Precinct]:
    """The stations that lie in all that was said, by what its kind says as well where that fits any."""
    known = names.units(districts_said(reading))
    others = [part for part in reading.parts if part not in known]
    ranks = [min((*_in_units(row, known), *_in_places(row, others)), default=2) for row in rows]
    best = max(ranks)
    return [row for row, rank in zip(rows, ranks, strict=True) if best and rank == best]


def _in_units(precinct: Precinct, known: Known) -> Iterator[int]:
    """For each region and district that was said whether a station lies in it."""
    above = {unit.pk for unit in _units(precinct)}
    for units in known.values():
        yield 2 if any(unit.pk in above for unit in units) else 0


def _in_places(precinct: Precinct, parts: Sequence[Part]) -> Iterator[int]:
    """For each other part how well it names what a station lies in."""
    for part in parts:
        if part.group is None:
            # «Алматы» is the city rather than the region, which is always called one.
            as_city = likeness(precinct.region, Part(Group.SETTLEMENT, CITY, part.words))
            is_city = as_city > 0 and is_called(precinct.region, part.words)
            yield 2 if is_city else int(all_lie_in((precinct.locality, precinct.region), part.words))
        else:
            called = (unit for unit in _units(precinct) if is_called(unit, part.words))
            yield max((likeness(unit, part) for unit in called), default=0)


def _units(precinct: Precinct) -> Iterator[AdminUnit]:
    yield from units_above(precinct.locality)
    yield from units_above(precinct.region)
