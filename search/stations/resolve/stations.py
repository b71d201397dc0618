"""A station that is asked for by its number, with or without its region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.engines.keys import Words
from search.stations.houses import House
from search.stations.models import Precinct
from search.stations.query import Understood
from search.stations.resolve.answering import ambiguous, resolved, stations
from search.stations.resolve.context import all_lie_in, districts_said

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


def by_number(reading: Understood, version: int, language: str) -> Answer:
    """The station with a number, of the region or settlement that was named beside it.

    Where no station of that number lies there, all of them may be meant: somebody misspelt the region, or a digit.
    """
    number = reading.station
    spelt = {number.zfill(length) for length in range(len(number), LONGEST_NUMBER + 1)} | {number}
    rows = list(stations().filter(version_id=version, number__in=spelt).order_by("pk")[: MOST_STATIONS + 1])
    said = [part.words for part in districts_said(reading)] + ([reading.words] if reading.words else [])
    fitting = [precinct for precinct in rows if _lies_in(precinct, said)]
    shown = Shown(station=number)
    found = [(Numbered(precinct, number), precinct.pk) for precinct in fitting or rows]
    if not found:
        return Answer(Outcome.NOT_FOUND, shown)
    if len(fitting) == 1 and len(rows) <= MOST_STATIONS:
        return resolved(found[0][0].shown(None), AnswerBasis.NUMBER, found[0], None)
    return ambiguous(shown, found, None, language, has_more=len(rows) > MOST_STATIONS)


def _lies_in(precinct: Precinct, said: Sequence[Words]) -> bool:
    return all(all_lie_in((precinct.locality, precinct.region), words) for words in said)
