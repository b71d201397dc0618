"""The finder: readings of a query, best first, answered from one version of the directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.stations.answers import Answer, Outcome, Shown
from search.stations.engines import StreetIndex
from search.stations.engines.embedded import EmbeddedIndex
from search.stations.engines.keys import spelling
from search.stations.models import PublishedVersion
from search.stations.query import Understood, split_query
from search.stations.resolve.answering import MOST_SHOWN, in_order
from search.stations.resolve.stations import by_number
from search.stations.resolve.streets import by_address
from search.stations.resolve.venues import by_building


def find(text: str, language: str, index: StreetIndex | None = None) -> Answer:
    """The station for what somebody typed, or every station that it may be, or that nothing is known.

    `language`, a code, is the reader's: candidates come in its alphabetical order, and it decides nothing else. The
    whole answer is read from the version that was published when it began. Raises nothing for any text.
    """
    version = PublishedVersion.objects.values_list("version_id", flat=True).first()
    if version is None:
        return Answer(Outcome.NOT_FOUND)
    readings = split_query(text, spelling())
    return _Finder(version, language, index or EmbeddedIndex()).answer(readings)


@dataclass(frozen=True, slots=True)
class _Finder:
    version: int
    language: str
    index: StreetIndex

    def answer(self, readings: Sequence[Understood]) -> Answer:
        """What the readings together answer. A letter is corrected only where no reading is found as it stands."""
        best = Answer(Outcome.NOT_FOUND, _shown_of(readings))
        for step in self._steps(readings):
            answers = [(reading, self._answered(step, reading)) for reading in readings]
            found = [(reading, answer) for reading, answer in answers if answer.outcome != Outcome.NOT_FOUND]
            if found:
                return together(found, self.language)
            best = next((answer for _reading, answer in answers if answer.shown.settlement), best)
        return best

    def _steps(self, readings: Sequence[Understood]) -> Iterator[tuple[str, bool]]:
        """What to look in, and whether letters are corrected there."""
        for corrects in (False, True):
            yield "said", corrects
            if all(reading.house is None for reading in readings):
                yield "building", corrects

    def _answered(self, step: tuple[str, bool], reading: Understood) -> Answer:
        kind, corrects = step
        if kind == "building" and not (reading.station or reading.venue):
            return by_building(reading, self.version, self.language, corrects=corrects)
        if kind == "building":
            return Answer(Outcome.NOT_FOUND)
        if reading.house is not None:
            return self._by_house(reading, corrects=corrects)
        if reading.station:
            return by_number(reading, self.version, self.language)
        if reading.venue:
            return by_building(reading, self.version, self.language, corrects=corrects)
        return by_address(reading, self.index, self.version, self.language, corrects=corrects)

    def _by_house(self, reading: Understood, *, corrects: bool) -> Answer:
        """An address; a station's number beside it must be that of the address."""
        answer = by_address(reading, self.index, self.version, self.language, corrects=corrects)
        if not reading.station or answer.outcome != Outcome.RESOLVED:
            return answer
        if answer.candidates[0].precinct.number.lstrip("0") == reading.station:
            return answer
        numbered = by_number(reading, self.version, self.language)
        return together([(reading, answer), (reading, numbered)], self.language)


def together(found: Sequence[tuple[Understood, Answer]], language: str) -> Answer:
    """One answer of several readings that were found, best first.

    A resolved one stands only if no other reading leads elsewhere. A later one whose house isn't listed leads nowhere,
    for its house may have been misread; of the first, the house is what was most likely meant.
    """
    (_reading, first), *others = found
    rivals = [answer for _reading, answer in others if answer.outcome in {Outcome.RESOLVED, Outcome.AMBIGUOUS}]
    if not rivals:
        return first
    if first.outcome == Outcome.HOUSE_NOT_LISTED:
        first, *rivals = rivals
        first = replace(first, outcome=Outcome.AMBIGUOUS, basis=None)
    known = {candidate.precinct.pk for candidate in first.candidates}
    if first.outcome == Outcome.RESOLVED and all(_stations(answer) <= known for answer in rivals):
        return first
    candidates = in_order([one for answer in (first, *rivals) for one in answer.candidates], language)
    has_more = first.has_more or any(answer.has_more for answer in rivals) or len(candidates) > MOST_SHOWN
    shown = first.shown if first.outcome == Outcome.AMBIGUOUS and not rivals else replace(first.shown, alias=None)
    return Answer(Outcome.AMBIGUOUS, shown, None, candidates[:MOST_SHOWN], has_more)


def _stations(answer: Answer) -> set[int]:
    return {candidate.precinct.pk for candidate in answer.candidates}


def _shown_of(readings: Sequence[Understood]) -> Shown:
    """Of what isn't found at all, the house and the number that were read."""
    reading = readings[0] if readings else Understood()
    return Shown(house=reading.house, station=reading.station)
